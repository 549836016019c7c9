"""No per cent stands in a report without its numerator and denominator."""

import json
from collections.abc import Iterator

import pytest

from helpers.core.metadata import LANGUAGES
from helpers.publish.annual import Report
from helpers.publish.annual.report import SECTIONS
from helpers.publish.document import Bullets, Line, Number, Section, Table, lines_of

YEARS = (2554, 2556, 2557, 2558)


@pytest.fixture(autouse=True)
def in_the_built_tree(built, monkeypatch):
    """The section of coverage draws its maps from the tables behind the facts."""
    monkeypatch.setenv("TAMBON_ROOT", str(built.root))


def passages(section: Section) -> Iterator[Line]:
    """What is read together: a paragraph, a bullet, a row of a table with its caption."""
    for block in section.blocks:
        match block:
            case Bullets(lines=lines):
                yield from lines
            case Table(caption=caption, rows=rows):
                yield from (sum((caption, *row.cells), ()) for row in rows)
            case _:
                yield sum(lines_of(block), ())


def without_parts(passage: Line, facts: dict) -> list[str]:
    """Ratios of a passage whose numerator or denominator does not stand in it."""
    shown = {inline.fact_id for inline in passage if isinstance(inline, Number)}
    values = [facts[name]["value"] for name in shown]
    return [
        name
        for name in shown
        if any(facts[part]["value"] not in values for part in facts[name].get("of", ()))
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("year", YEARS)
def test_every_ratio_stands_beside_its_parts(built, year, lang):
    path = built.root / "reports" / str(year) / "facts.json"
    report = Report(json.loads(path.read_text(encoding="utf-8")), lang)
    facts, ratios, wrong = report.facts["facts"], 0, []
    for name in SECTIONS:
        for passage in passages(report.section(name)):
            wrong += [(name, ratio) for ratio in without_parts(passage, facts)]
            ratios += sum(isinstance(i, Number) and "of" in facts[i.fact_id] for i in passage)
    assert wrong == [] and ratios >= 3, ratios


def test_a_ratio_alone_is_found():
    facts = {
        "level": {"value": 0.5, "of": ["one", "two"]},
        "one": {"value": 1},
        "two": {"value": 2},
    }
    whole = (Number("level", "50.00"), Number("one", "1"), Number("two", "2"))
    assert without_parts(whole, facts) == []
    assert without_parts(whole[:2], facts) == ["level"]
