"""The plan to date is shown with what it is made of, and only where that gives the share."""

import pytest

from helpers.facts import plan_to_date
from helpers.facts.book import Book

LINE = ["data/raw/plans/plan.csv:1"]


def made(values: dict[str, object], years: dict[str, str], measure: str, roles=("new", "new")):
    """What a share is made of; ``years`` names what is known of each year."""
    book = Book()
    for name, value in values.items():
        book.add(name, value, sources=LINE)
    told = {
        year: {
            "role": role,
            "facts": {what.split("=")[0]: what.split("=")[1] for what in facts.split()},
        }
        for (year, facts), role in zip(years.items(), roles, strict=True)
    }
    return plan_to_date.made_of(
        book, "x", measure, told, max(y for y in told if "to_date" in told[y]["facts"])
    ), book


YEARS = {"2562": "target=t1 actual=a1", "2563": "target=t2 actual=a2 to_date=d"}


def test_yearly_amounts_are_summed_at_both_ends():
    values = {"t1": 100, "t2": 100, "a1": 50, "a2": {"low": 40, "high": 60},
              "d": {"low": 0.45, "high": 0.55}}  # fmt: skip
    found, book = made(values, YEARS, "flow")
    assert book.value(found["reached"]) == {"low": 90, "high": 110}
    assert book.value(found["asked"]) == 200
    assert book.facts[found["reached"]]["sources"] == ["fact:a1", "fact:a2"]


def test_units_worked_again_are_not_added_to_the_new_ones():
    values = {"t1": 2000, "t2": 4000, "a1": 1500, "a2": 900, "d": 0.75}
    found, book = made(values, YEARS, "repeat", ("new", "again"))
    assert (book.value(found["reached"]), book.value(found["asked"])) == (1500, 2000)


def test_a_cumulative_result_is_counted_from_its_baseline_to_the_last_target():
    years = {"2562": "target=t1 actual=a1 baseline=b to_date=d", "2563": "target=t2"}
    found, _ = made({"t1": 100, "t2": 300, "a1": 200, "b": 100, "d": 0.5}, years, "stock")
    assert found == {"case": "stock", "actual": "a1", "baseline": "b", "end": "t2"}


@pytest.mark.parametrize("share", [0.2, 1])
def test_numbers_that_do_not_give_the_share_are_not_shown(share):
    values = {"t1": 100, "t2": 100, "a1": 50, "a2": 40, "d": share}
    assert made(values, YEARS, "flow")[0] is None
