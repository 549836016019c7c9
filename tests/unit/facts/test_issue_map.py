"""Every indicator, goal and published number belongs to an issue or is said to belong to none."""

import pandas as pd
import pytest

from helpers import plans
from helpers.actuals import links
from helpers.core import metadata
from helpers.core.errors import InputError
from helpers.facts import issue_map

# What pages print; what a registry alone counts is published nowhere.
PUBLISHED = [key for key, about in links.load().items() if about.counted is None]
ISSUES = ["welfare", "councils", "housing", "land_and_tambons", "data", "leaders"]


@pytest.fixture(scope="module")
def cleaned() -> tuple[list[str], dict[str, str | None]]:
    """Indicators, and goals with their indicator, of all three tables."""
    tables = plans.clean()
    goals = tables["plan_goals"]
    of = {row.goal_id: None if pd.isna(row.indicator_id) else row.indicator_id
          for row in goals.itertuples(index=False)}  # fmt: skip
    return list(dict.fromkeys(tables["plan_targets"].indicator_id)), of


def test_every_indicator_goal_and_number_of_the_plans_has_its_place(cleaned):
    indicators, goals = cleaned
    found = issue_map.load(indicators, goals, PUBLISHED)
    assert list(found.labels) == ISSUES
    assert (len(found.indicators), len(found.goals)) == (len(indicators), len(goals))
    assert len(indicators) == 47 and set(found.readings) == set(PUBLISHED)


def test_both_plans_meet_in_an_issue(cleaned):
    found = issue_map.load(*cleaned, PUBLISHED).indicators
    councils = {name for name, issues in found.items() if "councils" in issues}
    assert {"2551/2.1a", "2552-2554/1.11", "2555-2559/1.4.1a"} <= councils
    assert found["2555-2559/1.1.2"] == ["housing", "land_and_tambons"]
    assert found["2552-2554/2.4"] == []


def test_a_goal_goes_where_its_indicator_goes(cleaned):
    found = issue_map.load(*cleaned, PUBLISHED).goals
    assert found["2552-2554/1.2/qualitative_target.1"] == ["welfare"]


def test_what_is_in_no_issue_is_listed_with_the_reason(cleaned):
    found = issue_map.load(*cleaned, PUBLISHED)
    listed = {n: about["why"]["en"] for about in found.in_none for n in about["indicators"]}
    assert len(listed) == 9 and set(listed) == {n for n, of in found.indicators.items() if not of}
    assert listed["2552-2554/2.4"] == "The institute's credit and fund"


def declared(**changes) -> dict:
    issue = {"label": {"th": "ก", "en": "a"}, "indicators": ["1*"], "goals": [], "readings": ["k"]}
    none = {"why": {"th": "ข", "en": "b"}, "indicators": ["2.1"], "goals": ["3/*"]}
    later = changes.pop("later", None)
    return {"issues": {"a": {**issue, **changes}}, "none": [none], "later": later}


GOALS = {"3/outcome.1": None}


@pytest.mark.parametrize(
    ("changes", "indicators", "goals", "readings", "told"),
    [
        ({}, ["1.1", "2.1", "4.1"], GOALS, ["k"], "said to be in none: 1"),
        ({}, ["1.1", "2.1"], {**GOALS, "5/outcome.1": None}, ["k"], "said to be in none: 1"),
        (
            {"indicators": ["1*", "2*"]},
            ["1.1", "2.1"],
            GOALS,
            ["k"],
            "under an issue and under none",
        ),
        (
            {"indicators": ["1*", "9.9"]},
            ["1.1", "2.1"],
            GOALS,
            ["k"],
            "name something that is not there",
        ),
        ({}, ["1.1", "2.1"], GOALS, ["k", "m"], "not in exactly one issue: 1"),
        ({"later": {"9.1": ["a"]}}, ["1.1", "2.1"], GOALS, ["k"], "under `later` and not there"),
        ({"later": {"4.1": ["b"]}}, ["1.1", "2.1", "4.1"], GOALS, ["k"], "issues there are not"),
    ],
)
def test_what_is_missing_doubled_or_not_there_is_refused(
    monkeypatch, changes, indicators, goals, readings, told
):
    monkeypatch.setattr(metadata, "load", lambda _: declared(**changes))
    with pytest.raises(InputError, match=told) as refused:
        issue_map.load(indicators, goals, readings)
    assert issue_map.WHERE in str(refused.value)


def test_a_plan_added_later_names_its_issues_at_the_end(monkeypatch):
    later = {"4.1": ["a"], "4.2": []}
    monkeypatch.setattr(metadata, "load", lambda _: declared(later=later))
    found = issue_map.load(["1.1", "2.1", "4.1", "4.2"], GOALS, ["k"]).indicators
    assert found == {"1.1": ["a"], "2.1": [], "4.1": ["a"], "4.2": []}
