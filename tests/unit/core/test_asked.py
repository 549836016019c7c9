"""What a researcher types by hand is understood, or answered with what was meant."""

from datetime import date, datetime

import numpy as np
import pytest

from helpers.core import asked
from helpers.core.errors import InputError

TABLES = ["actuals", "assessment", "coverage", "plan_goals", "plan_targets", "plan_totals"]


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        (2557, [2557]),
        (np.int64(2557), [2557]),
        (range(2551, 2554), [2551, 2552, 2553]),
        ((2558, 2557, 2558), [2557, 2558]),
        ([], []),
    ],
)
def test_years_of_any_shape(given, meant):
    found = asked.years(given)
    assert found == meant and all(type(year) is int for year in found)


@pytest.mark.parametrize("given", ["2557", 2557.0, True, None, [2557, "2558"]])
def test_what_is_no_year_is_said(given):
    with pytest.raises(InputError, match=r"not a fiscal year; expected .* like 2557"):
        asked.years(given)


def test_a_day_is_one_or_iso_text():
    day = date(2015, 3, 31)
    assert asked.day("2015-03-31") == asked.day(day) == asked.day(datetime(2015, 3, 31, 9)) == day
    assert asked.day_in(2558, None) == date(2015, 9, 30)


@pytest.mark.parametrize("given", ["yesterday", "2015-13-01", "31/3/2558", 2558])
def test_what_is_no_day_is_said(given):
    with pytest.raises(InputError, match=r"not a day; expected .* 2015-03-31"):
        asked.day(given)


def test_the_most_alike_come_first():
    assert asked.like("asessment", TABLES).startswith("6 (assessment, ")
    assert asked.like("Plan_Total", TABLES).startswith("6 (plan_totals, ")
    assert asked.like("x", ["real", "demo"]) == ["real", "demo"]
