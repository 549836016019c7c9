"""Pages as people without mouse, without large screen or without sight get them, by axe-core."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from browser import CHROMIUM, Page, running
from conftest import REPOSITORY, once_a_run

pytestmark = pytest.mark.long(seconds=60)
PAGES = [
    *(f"2557/annual_assessment.{lang}.html" for lang in ("th", "en")),
    "plans/2555-2559/plan_evaluation.th.html",
    "issues/welfare.en.html",
    "issues/published_results.th.html",
    *(f"demo/2557/coverage.{lang}.html" for lang in ("th", "en")),
]
SHOWN = [(360, "screen"), (768, "screen"), (1280, "screen"), (794, "print")]
# Off unless asked for, by what axe-core calls it: targets a finger can hit (WCAG 2.2).
_RULES = "{rules: {'target-size': {enabled: true}}}"
_RUN = f"axe.run(document, {_RULES})"
_FOUND = "violations.map(v => `${v.id} ${v.nodes.length}: ${v.nodes[0].html.slice(0, 120)}`)"


def _missing(reason: str) -> None:
    """A machine without what the tests open pages with skips them; where all is tested none is."""
    (pytest.fail if os.environ.get("CI") else pytest.skip)(f"browser tests need {reason}")


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The script of axe-core, installed for this run of the tests."""
    if not CHROMIUM:
        _missing("chromium")
    if not shutil.which("npm"):
        _missing("npm, which installs axe-core")
    return (once_a_run(tmp_path_factory, "axe", _installed) / "axe.min.js").read_text("utf-8")


def _installed(folder: Path) -> None:
    work = folder.with_name(f"{folder.name}.npm")
    work.mkdir()
    shutil.copy(REPOSITORY / "tests/browser/package.json", work)
    command = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = subprocess.run(command, cwd=work, capture_output=True, text=True, timeout=300)
    if done.returncode:
        _missing(f"axe-core from npm: {done.stderr.strip().splitlines()[-1:]}")
    shutil.move(work / "node_modules/axe-core", folder)


@pytest.fixture(scope="module")
def tab(axe, tmp_path_factory):
    with running(tmp_path_factory.mktemp("profile")) as page:
        yield page


def violations(page: Page, axe: str) -> list[str]:
    """Rules the page shown breaks, each with how often and where first."""
    page.run(f"{axe};true")
    return page.run(f"{_RUN}.then(found => found.{_FOUND})")


@pytest.mark.parametrize("name", PAGES)
def test_no_rule_is_broken_at_any_width_nor_in_print(built, tab, axe, name):
    found = {}
    for width, media in SHOWN:
        tab.open(built.root / "reports" / name, width, media)
        found[width, media] = violations(tab, axe)
        assert tab.run("document.documentElement.scrollWidth <= innerWidth"), (width, media)
    assert found == {shown: [] for shown in SHOWN}


def test_what_is_broken_is_found(tab, axe, tmp_path):
    page = tmp_path / "page.html"
    words = "กว้าง " * 60
    wide = f"<div style='width:300px;overflow-x:auto'><p style='width:900px'>{words}</p></div>"
    body = f"<main><h1>x</h1>{wide}<img src=x></main>"
    page.write_text(f"<!DOCTYPE html><html lang=th><title>x</title>{body}", encoding="utf-8")
    tab.open(page, 360)
    rules = {line.split()[0] for line in violations(tab, axe)}
    assert {"image-alt", "scrollable-region-focusable"} <= rules
