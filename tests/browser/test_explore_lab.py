"""Notebook 60 in a real JupyterLab, in a browser that reaches no other host."""

import base64
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

import nbformat
import pytest
from browser import CHROMIUM, Page, running
from conftest import House, a_copy
from lab import Lab, started

pytestmark = pytest.mark.long(seconds=70)
NOTEBOOK = "60_explore_trends.ipynb"
DEMO = "60_demo.ipynb"
# Seconds a busy machine may take; what was measured stands in
# docs/library/explore.md.
_RUN_ALL, _REDRAW, _FOLLOW, _PATIENCE = 60, 5, 30, 120
_ALONE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
_READY = """(() => {
  const context = window.jupyterapp?.shell?.currentWidget?.sessionContext;
  return !!context?.isReady && context.session?.kernel?.status === "idle";
})()"""
# What stands on the page now, and how long it takes to change once something is done.
_HELPERS = r"""
window.explored = (view) => document.querySelector(`.explore-${view}`);
window.lines = () => Object.fromEntries(
  ["course", "map", "ranking", "distribution", "table"].map((view) =>
    [view, explored(view).querySelector(".explore-line code")?.textContent ?? ""]));
window.sentences = () =>
  [...document.querySelectorAll(".explore-sentence")].map((one) => one.textContent);
window.shown = () => {
  const canvas = explored("map").querySelector("canvas");
  const drawn = (view) => explored(view).querySelector("svg.marks, canvas.marks")?.outerHTML;
  return {
    map: canvas.toDataURL().length + canvas.toDataURL().slice(-400),
    told: explored("map").querySelector(".told").textContent,
    course: drawn("course"), ranking: drawn("ranking"), distribution: drawn("distribution"),
    rows: explored("table").querySelector("tbody")?.innerText,
    lines: lines(), sentences: sentences(),
  };
};
window.until = async (seen, patience) => {
  const since = performance.now();
  while (!seen()) {
    if (performance.now() - since > patience) return null;
    await new Promise((done) => setTimeout(done, 5));
  }
  return performance.now() - since;
};
window.choose = async (name, text, seen, patience) => {
  const boxes = [...document.querySelectorAll(".widget-dropdown")];
  const box = boxes.find((one) => one.querySelector("label").textContent === name);
  const select = box.querySelector("select");
  // The spaces of options are ones that do not break.
  const called = (one) => one.textContent.replaceAll("\u00a0", " ");
  select.value = [...select.options].find((one) => called(one) === text).value;
  select.dispatchEvent(new Event("change", { bubbles: true }));
  return until(seen, patience);
};
true"""


@dataclass(frozen=True)
class Session:
    """A notebook that has run, on its page, with what the page asked for."""

    page: Page
    seconds: float
    downloads: Path

    def shown(self) -> dict:
        return self.page.run("shown()")

    def followed(self, before: dict, *views: str) -> dict:
        """What is shown once all the views are others than before."""
        end = monotonic() + _FOLLOW
        while still := [view for view in views if (now := self.shown())[view] == before[view]]:
            assert monotonic() < end, f"{still} did not follow: {now['sentences']}"
            sleep(0.05)
        return now

    def choose(self, name: str, text: str, seen: str) -> float:
        """Milliseconds from a choice to where ``seen`` is so."""
        given = f"{json.dumps(name)}, {json.dumps(text)}, () => {seen}, {_PATIENCE * 1000}"
        taken = self.page.run(f"choose({given})")
        assert taken is not None, f"{name} = {text}: nothing happened"
        print(f"{name} = {text}: {taken:.0f} ms")
        return taken

    def errors(self) -> list[str]:
        """Tracebacks in outputs, errors of scripts and of the charts."""
        outputs = self.page.run(
            """[...document.querySelectorAll(".jp-RenderedText[data-mime-type*=stderr], "
            + ".vega-error, .widget-error, .jp-OutputArea-output pre.error")]
            .map((one) => one.textContent.slice(0, 300))"""
        )
        states = self.page.run(
            """jupyterapp.shell.currentWidget.content.model.sharedModel.toJSON().cells
            .flatMap((cell) => cell.outputs ?? []).map((one) => one.output_type)"""
        )
        thrown = [e for e in self.page.events if e["method"] == "Runtime.exceptionThrown"]
        return [*outputs, *(one for one in states if one == "error"), *map(str, thrown)]

    def requests(self) -> tuple[int, list[str]]:
        """How many requests the page made, and those to other hosts."""
        asked = [
            event["params"].get("request", event["params"])["url"]
            for event in self.page.events
            if event["method"] in ("Network.requestWillBeSent", "Network.webSocketCreated")
        ]
        own = ("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:")
        return len(asked), [url for url in asked if not url.startswith(own)]


@pytest.fixture(scope="module")
def lab(nine_years: House, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """JupyterLab on a copy of the tree, the notebook twice: real and demonstration."""
    if not CHROMIUM:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("browser tests need chromium")
    folder = tmp_path_factory.mktemp("lab")
    house = a_copy(nine_years, folder / "tree", "reports", "parts", "made_from")
    notebook = nbformat.read(house.root / "notebooks" / NOTEBOOK, as_version=4)
    (cell,) = [c for c in notebook.cells if "parameters" in c.metadata.get("tags", [])]
    cell.source = cell.source.replace('"real"', '"demo"').replace('"th"', '"en"')
    nbformat.write(notebook, house.root / "notebooks" / DEMO)
    (folder / "home").mkdir()
    with started(house, folder / "home") as listening:
        yield listening


@pytest.fixture(scope="module")
def opened(lab: Lab, tmp_path_factory: pytest.TempPathFactory):
    """Opens a notebook of it in a page of its own and runs all cells."""
    folder = tmp_path_factory.mktemp("browser")

    def _open(name: str, page: Page) -> Session:
        downloads = folder / name
        downloads.mkdir()
        for domain in ("Network", "Runtime", "Page"):
            page.send(f"{domain}.enable")
        page.send("Page.setDownloadBehavior", behavior="allow", downloadPath=str(downloads))
        size = {"width": 1560, "height": 2900, "deviceScaleFactor": 1, "mobile": False}
        page.send("Emulation.setDeviceMetricsOverride", **size)
        page.send("Page.navigate", url=lab.notebook(name))
        _wait(page, _READY, f"{name} has no kernel")
        page.run("(jupyterapp.commands.execute('notebook:run-all-cells'), true)")
        begun = monotonic()
        _wait(page, "!!document.querySelector('.explore-table tbody tr')", f"{name} shows no table")
        _wait(page, "document.querySelectorAll('.explore-course svg').length > 0", "no chart")
        seconds = monotonic() - begun
        print(f"{name}: {seconds:.1f} s from Run All to the last view")
        page.run(_HELPERS)
        return Session(page, seconds, downloads)

    with running(folder / "profile", _ALONE) as page:
        yield lambda name: _open(name, page)


def _wait(page: Page, seen: str, otherwise: str) -> None:
    end = monotonic() + _PATIENCE
    while not page.run(seen):
        assert monotonic() < end, f"{otherwise} after {_PATIENCE} s: {_outputs(page)}"
        sleep(0.05)


def _outputs(page: Page) -> object:
    return page.run("[...document.querySelectorAll('.jp-OutputArea-output')].map(o => o.innerText)")


def _keep(session: Session, name: str) -> None:
    """The page as a picture, where ``EXPLORE_PICTURES`` names a folder for it."""
    if folder := os.environ.get("EXPLORE_PICTURES"):
        taken = session.page.send("Page.captureScreenshot")["data"]
        (Path(folder) / f"{name}.png").write_bytes(base64.b64decode(taken))


def test_real_results_and_the_demonstration_are_explored_without_a_network(opened):
    real = opened(NOTEBOOK)
    _real(real)
    demo = opened(DEMO)
    _demo(demo)
    for session in (real, demo):
        assert session.seconds < _RUN_ALL


def _real(session: Session) -> None:
    before = session.shown()
    _keep(session, "real")
    assert before["sentences"] == [] and "2557" in before["told"]
    assert before["lines"]["ranking"] == 'helpers.rank_areas("council", 2557)'
    line = "explored('ranking').querySelector('code').textContent"
    times = [
        session.choose("ภาค", "ภาคตะวันออก", "lines().course.includes('EST')"),
        session.choose("แผน", "2552-2554", "lines().course.includes('2552-2554/1.11')"),
        session.choose("แผน", "2555-2559", "lines().course.includes('2555-2559')"),
        session.choose("ภาษา", "อังกฤษ (English)", "document.body.innerText.includes('Region')"),
    ]
    assert max(times) < _REDRAW * 1000
    after = session.followed(before, "course", "ranking", "distribution", "map", "told")
    assert after["lines"]["course"] != before["lines"]["course"]
    assert session.page.run(line).startswith("helpers.rank_areas(")
    # A province asks for a registry; there is none: every view it needs says so.
    session.choose("Province", "Chon Buri", "sentences().length > 1")
    assert all("registry" in said or "Nothing" in said for said in session.shown()["sentences"])
    session.choose("Region", "all", "sentences().length === 0")
    _downloaded(session, "areas_council_2555-2559.csv", "year_be,rank,level,code", "NEU")
    _clean(session)


def _demo(session: Session) -> None:
    before = session.shown()
    _keep(session, "demo")
    mark = "Demonstration: invented registries, not real data"
    marked = session.page.run(
        "['course', 'ranking', 'distribution', 'table']"
        ".map((view) => explored(view).innerText + explored(view).textContent)"
    )
    assert all(mark in said for said in marked)
    assert "DEMONSTRATION" in session.page.run("explored('map').querySelector('.mark').textContent")
    assert before["sentences"] == [] and 'dataset="demo"' in before["lines"]["map"]
    session.choose("Kind of body", "Community welfare fund",
                   "lines().map.includes('welfare_fund')")  # fmt: skip
    session.choose("Province", "Chon Buri", "lines().ranking.includes('amphoe')")
    session.choose("Table of", "tambons", "lines().table.includes('list_tambons')")
    session.followed(before, "map", "ranking", "distribution", "rows")
    _downloaded(session, "tambons_welfare_fund_2555-2559_demo.csv", "year_be,tambon_code", "2001")
    _clicked(session)
    _stepped(session)
    _clean(session)


def _clicked(session: Session) -> None:
    """A click on the map makes the other views look at where it lies."""
    session.choose("Region", "all", "!lines().ranking.includes('within')")
    box = session.page.run(
        "(() => { const b = explored('map').querySelector('canvas').getBoundingClientRect();"
        "return [b.x + b.width * 0.45, b.y + b.height * 0.3]; })()"
    )
    for kind in ("mousePressed", "mouseReleased"):
        at = {"x": box[0], "y": box[1], "button": "left", "clickCount": 1}
        session.page.send("Input.dispatchMouseEvent", type=kind, **at)
    seen = "lines().ranking.includes('level=\"amphoe\"')"
    taken = session.page.run(f"until(() => {seen}, {_PATIENCE * 1000})")
    assert taken is not None, "a click on the map changes nothing else"
    print(f"click on the map: {taken:.0f} ms")


def _stepped(session: Session) -> None:
    """A key on the slider moves the map of every tambon by a year."""
    year = int(session.page.run("lines().map.match(/25[0-9][0-9]/)[0]"))
    for key, way in (("ArrowRight", 1), ("ArrowLeft", -1)):
        seen = (
            f"explored('map').querySelector('.told').textContent.includes('{year + max(way, 0)}')"
        )
        taken = session.page.run(
            f"""(() => {{
              const sliders = [...document.querySelectorAll(".widget-slider .noUi-handle")];
              sliders.at(-1).dispatchEvent(
                new KeyboardEvent("keydown", {{ key: "{key}", bubbles: true }}));
              return until(() => {seen}, {_PATIENCE * 1000});
            }})()"""
        )
        assert taken is not None, f"the map did not follow to {year + max(way, 0)}"
        print(f"a year step of the map, {key}: {taken:.0f} ms")
        assert taken < _REDRAW * 1000


def _downloaded(session: Session, name: str, head: str, holds: str) -> None:
    session.page.run("(explored('table').querySelector('.explore-download').click(), true)")
    file, end = session.downloads / name, monotonic() + _PATIENCE
    while not file.exists():
        assert monotonic() < end, f"{name} did not come: {list(session.downloads.iterdir())}"
        sleep(0.05)
    content = file.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf" + head.encode()), content[:80]
    assert holds in content.decode("utf-8-sig")
    # What the table itself saves, in the browser alone.
    for button, ending in (("csv", "csv"), ("excel", "xlsx")):
        session.page.run(f"(explored('table').querySelector('.buttons-{button}').click(), true)")
        saved = session.downloads / f"{name.removesuffix('.csv')}_en.{ending}"
        while not saved.exists():
            assert monotonic() < end, f"{button}: {list(session.downloads.iterdir())}"
            sleep(0.05)
    shutil.rmtree(session.downloads)
    session.downloads.mkdir()


def _clean(session: Session) -> None:
    assert session.errors() == []
    count, others = session.requests()
    print(f"{count} requests, {len(others)} to other hosts")
    assert count > 0 and others == []
