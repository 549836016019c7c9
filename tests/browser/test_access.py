"""Pages as people without mouse, without large screen or without sight get them, by axe-core."""

import accessibility
import pytest
from browser import running

pytestmark = pytest.mark.long(seconds=60)
PAGES = [
    *(f"2557/annual_assessment.{lang}.html" for lang in ("th", "en")),
    "plans/2555-2559/plan_evaluation.th.html",
    "issues/welfare.en.html",
    "issues/published_results.th.html",
    *(f"demo/2557/coverage.{lang}.html" for lang in ("th", "en")),
]
SHOWN = [(360, "screen"), (768, "screen"), (1280, "screen"), (794, "print")]


@pytest.fixture(scope="module")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    return accessibility.script(tmp_path_factory)


@pytest.fixture(scope="module")
def tab(axe, tmp_path_factory):
    with running(tmp_path_factory.mktemp("profile")) as page:
        yield page


@pytest.mark.parametrize("name", PAGES)
def test_no_rule_is_broken_at_any_width_nor_in_print(built, tab, axe, name):
    found = {}
    for width, media in SHOWN:
        tab.open(built.root / "reports" / name, width, media)
        found[width, media] = accessibility.violations(tab, axe)
        assert tab.run("document.documentElement.scrollWidth <= innerWidth"), (width, media)
    assert found == {shown: [] for shown in SHOWN}


def test_what_is_broken_is_found(tab, axe, tmp_path):
    page = tmp_path / "page.html"
    words = "กว้าง " * 60
    wide = f"<div style='width:300px;overflow-x:auto'><p style='width:900px'>{words}</p></div>"
    body = f"<main><h1>x</h1>{wide}<img src=x></main>"
    page.write_text(f"<!DOCTYPE html><html lang=th><title>x</title>{body}", encoding="utf-8")
    tab.open(page, 360)
    rules = {line.split()[0] for line in accessibility.violations(tab, axe)}
    assert {"image-alt", "scrollable-region-focusable"} <= rules
