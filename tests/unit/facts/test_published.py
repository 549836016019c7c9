"""Every reading held is shown once, with what it is used for."""

from collections import Counter

import pandas as pd
import pytest

from helpers import plans
from helpers.actuals import table
from helpers.facts import issue_map, issues, published
from helpers.facts.book import Book


@pytest.fixture(scope="module")
def rows() -> pd.DataFrame:
    return published.of_actuals(table.clean())


@pytest.fixture(scope="module")
def mapped(rows) -> issue_map.IssueMap:
    tables = plans.clean()
    goals = {row.goal_id: None if pd.isna(row.indicator_id) else row.indicator_id
             for row in tables["plan_goals"].itertuples(index=False)}  # fmt: skip
    return issue_map.load(list(dict.fromkeys(tables["plan_targets"].indicator_id)), goals,
                          dict.fromkeys(rows.indicator_key))  # fmt: skip


# 4,891-4,905 councils on 9 October 2015: nine days into the fiscal year whose result it is.
INTERIM = {"R0176"}


def entry(name: str, relation: str, **years: str) -> dict:
    return {
        "indicator_id": name,
        "years": {year[1:]: {"reading_id": reading, "relation": relation,
                             "interim": reading in INTERIM}
                  for year, reading in years.items()},
    }  # fmt: skip


@pytest.fixture(scope="module")
def everything(rows, mapped) -> tuple[dict, Book]:
    book = Book()
    indicators = [
        entry("2555-2559/1.4.1a", "same", y2557="R0165", y2559="R0176"),
        entry("2552-2554/1.11", "cumulative_of", y2554="R0162"),
    ]
    return published.collect(book, rows, mapped, indicators, {"R0165", "R0162"}), book


def test_all_486_readings_are_shown_and_none_twice(everything, rows):
    shown = Counter(name for one in everything[0]["series"] for name in issues.readings_of(one))
    assert len(rows) == 486 and set(shown) == set(rows.reading_id)
    assert set(shown.values()) == {1}


def test_473_are_published_and_13_derived(everything):
    found, book = everything
    count = {name: book.value(fact) for name, fact in found["counts"].items()}
    assert (count["all"], count["derived"], count["in_reports"]) == (486, 13, 2)
    assert sum(count[use] for use in published.USES) == 486


@pytest.mark.parametrize(
    ("reading", "use"),
    [
        ("R0165", "result"),  # 4,331 councils on 1 September 2557
        ("R0176", "interim"),  # of 2559, shown and not judged
        ("R0162", "beside"),  # 2,767 in 2554: cumulative beside a yearly target
        ("R0164", "undated"),  # the column of 2557, which a dated reading serves
        ("R0174", "other_day"),  # 1 September 2558, which the 3rd of the month serves
        ("R0001", "no_indicator"),  # 110,271 member organisations: plan 2 asks nothing of them
        ("R0476", "no_indicator"),  # 5,660 welfare funds in 2556: plan 2 has no welfare indicator
    ],
)
def test_each_reading_says_what_it_is_used_for(everything, reading, use):
    assert everything[0]["uses"][reading]["use"] == use


def test_every_reading_of_a_region_says_so(everything, rows):
    regions = rows[rows.geography_level == "region"].reading_id
    assert len(regions) == 438
    assert {everything[0]["uses"][name]["use"] for name in regions} == {"region"}


def test_numbers_that_a_page_changed_afterwards_are_marked(everything):
    (series,) = [one for one in everything[0]["series"] if one["revised"]]
    assert series["key"] == "tambon_councils_registered_cum"
    # The lower Northeast printed for 2557 602, 604, 603 and 602; Bangkok's of 2556 158, later 157.
    assert len(series["revised"]) == 6


def test_a_day_is_a_column_and_an_area_a_row_with_the_days_source(everything):
    (members,) = [one for one in everything[0]["series"] if one["key"] == "council_members"]
    table = members["by_day"]
    assert len(table["columns"]) == 12 and members["by_year"] == []
    assert table["columns"][0] == {"day": "2014-09-01", "sources": ["S02"]}
    assert "TH" not in table["cells"], "members were published by region alone"


def test_readings_of_officers_and_registries_are_no_published_ones(rows):
    filed = rows.assign(kind="filed")
    assert published.of_actuals(filed).empty
