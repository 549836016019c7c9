"""What the docstrings and pages of the library show is what comes out."""

import doctest
import inspect
from pathlib import Path

import pytest
from conftest import OPTIONAL, REPOSITORY

import helpers

pytestmark = pytest.mark.long(seconds=60)
PAGES = sorted((REPOSITORY / "docs" / "library").glob("*.md"))
README = [REPOSITORY / "README.md", REPOSITORY / "README.th.md"]
OPTIONS = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS


@pytest.fixture(autouse=True)
def in_the_tree(nine_years, monkeypatch):
    """Examples read the built tables and write nothing; neighbours are those of the cartogram."""
    for name in OPTIONAL:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TAMBON_ROOT", str(nine_years.root))
    monkeypatch.chdir(nine_years.root)


def run(example: doctest.DocTest) -> doctest.TestResults:
    runner = doctest.DocTestRunner(optionflags=OPTIONS)
    told: list[str] = []
    runner.run(example, out=told.append)
    assert runner.failures == 0, "".join(told)
    return doctest.TestResults(runner.failures, runner.tries)


@pytest.mark.parametrize("name", sorted(helpers.__all__))
def test_docstring(name):
    called = getattr(helpers, name)
    text = inspect.getdoc(called) or ""
    names = {"helpers": helpers, **{known: getattr(helpers, known) for known in helpers.__all__}}
    example = doctest.DocTestParser().get_doctest(text, names, name, None, None)
    assert example.examples or not text.count(">>>")
    run(example)


@pytest.mark.parametrize("page", [*README, *PAGES], ids=lambda page: page.name)
def test_page(page: Path):
    text = page.read_text(encoding="utf-8")
    example = doctest.DocTestParser().get_doctest(
        text.replace("```", "\n"), {"helpers": helpers}, page.name, str(page), 0
    )
    assert example.examples, f"{page.name} shows no example"
    run(example)


def test_every_public_name_has_an_example():
    silent = [n for n in helpers.__all__ if ">>>" not in (getattr(helpers, n).__doc__ or "")]
    assert silent == []


def test_every_page_exists_in_both_languages():
    english = {page.name for page in PAGES if not page.name.endswith(".th.md")}
    assert {name.replace(".md", ".th.md") for name in english} == {
        page.name for page in PAGES if page.name.endswith(".th.md")
    }
