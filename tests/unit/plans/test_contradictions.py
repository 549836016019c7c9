"""Contradictions inside the plans: both lines are quoted, and the quotes are held to the source."""

from pathlib import Path

import pytest

from helpers import plans
from helpers.core import metadata, paths
from helpers.core.errors import InputError
from helpers.plans import contradictions
from helpers.plans.raw import PlanLine

FILE, FIX = Path("data/raw/plans/plan_2570.csv"), Path("contradictions.yml")
ENTRY = {
    "id": "example",
    "kind": "contradiction",
    "file": "plan_2570.csv",
    "plans": ["2570"],
    "places": [{"line": 4, "quote": "30 แปลง"}, {"line": 9, "quote": "แปลง | 40"}],
    "note_th": "สามสิบหรือสี่สิบ",
    "note_en": "Thirty or forty.",
}
LINES = [PlanLine(4, "ปลูกป่า 30  แปลง"), PlanLine(9, "รวม\tแปลง\t40")]


def rows(entry: dict, lines: list[PlanLine]) -> list[dict]:
    return contradictions.rows(contradictions.check([entry], FIX), lines, FILE, FIX)


def test_both_places_stand_in_the_row_with_their_lines():
    (row,) = rows(ENTRY, LINES)
    assert (row["source_line"], row["quote_th"]) == (4, "30 แปลง")
    assert (row["other_line"], row["other_quote_th"]) == (9, "แปลง | 40")


@pytest.mark.parametrize(
    ("line", "text"), [(4, "ปลูกป่า 31 แปลง"), (9, "รวม\tแปลง\t41"), (4, "30 แปลง และ 30 แปลง")]
)
def test_a_source_that_no_longer_says_it_stops_the_run(line, text):
    changed = [PlanLine(one.number, text if one.number == line else one.text) for one in LINES]
    with pytest.raises(InputError, match="does not fit the source any more") as caught:
        rows(ENTRY, changed)
    assert caught.value.line == line


@pytest.mark.parametrize(
    "change",
    [{"kind": "odd"}, {"places": ENTRY["places"][:1]}, {"kind": "damaged"}, {"further": 1}],
)
def test_an_incomplete_entry_is_refused(change):
    with pytest.raises(InputError, match="example"):
        contradictions.check([{**ENTRY, **change}], FIX)


def test_two_entries_of_one_name_are_refused():
    with pytest.raises(InputError, match="doubled"):
        contradictions.check([ENTRY, ENTRY], FIX)


def test_the_known_contradictions_of_the_plans_are_found():
    found = plans.clean()["plan_contradictions"].set_index("finding_id")
    places = found[["source_line", "other_line"]].astype(object).where(lambda f: f.notna(), None)
    assert [tuple(row) for row in places.values.tolist()] == [
        (230, 251),
        (230, 205),
        (260, 264),
        (271, None),
    ]
    assert found["kind"].tolist() == ["contradiction"] * 3 + ["damaged"]
    assert found["plan_ids"].tolist() == [
        "2551,2552-2554",
        "2551,2552-2554",
        "2552-2554",
        "2552-2554",
    ]


def test_every_entry_has_words_in_both_languages():
    for entry in metadata.load_yaml(paths.METADATA / "contradictions.yml"):
        assert entry["note_th"].strip() and entry["note_en"].strip()
