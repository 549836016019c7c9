"""The outlook a researcher asks for: a row a scenario, blank where it cannot be said."""

from datetime import date

import pandas as pd
import pytest
from assessment_builders import council_targets, targets

import helpers
from helpers.actuals import table
from helpers.analysis import outlook
from helpers.core.errors import InputError

COUNCILS, LEADERS = "2555-2559/1.4.1a", "2555-2559/1.4.2"


@pytest.fixture(scope="module")
def real():
    return table.clean()


@pytest.fixture
def tables(real, monkeypatch):
    """The councils of the plan and what was published of them, and an indicator without results."""
    leaders = targets("flow", LEADERS, targets={2557: 10000, 2558: 10000, 2559: 10000})
    plan = pd.concat([council_targets(), leaders], ignore_index=True)
    monkeypatch.setattr(outlook.tables, "read", lambda name: {"plan_targets": plan}[name])
    monkeypatch.setattr(outlook.registry_readings, "known_on", lambda day: real)


def test_a_row_a_scenario_with_both_ends(tables):
    frame = helpers.project_outlook(COUNCILS, 2557).set_index("scenario")
    assert list(frame.index) == ["keep", "median", "best"]
    assert frame.loc["median", ["pace_low", "pace_high"]].tolist() == [418.25, 433.25]
    assert frame.loc["median", ["end_low", "end_high"]].tolist() == [5167.5, 5197.5]
    assert frame.loc["best", ["short_low", "short_high"]].tolist() == [501, 521]
    assert frame.loc["keep", ["required_low", "required_high"]].tolist() == [968, 968]
    assert frame["target"].unique().tolist() == [6267]
    assert set(frame["outlook"]) == {"not_reachable_at_observed_pace"}


def test_a_day_inside_the_year_as_text_or_date(tables):
    as_text = helpers.project_outlook(COUNCILS, 2558, as_of="2015-03-31")
    assert as_text.equals(helpers.project_outlook(COUNCILS, 2558, as_of=date(2015, 3, 31)))
    assert as_text["end_low"].tolist() == [4504, 5167.5, 5746]


def test_what_cannot_be_said_is_blank_with_the_reason(tables):
    frame = helpers.project_outlook(LEADERS, 2557)
    assert set(frame["outlook"]) == {"no_reading"} and len(frame) == 3
    numbers = [c for c in frame if c not in ("scenario", "outlook", "outlook_high")]
    assert frame[numbers].isna().all(axis=None)


def test_after_the_plan_there_is_no_word_either(tables):
    assert helpers.project_outlook(COUNCILS, 2559)["outlook"].isna().all()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("2555-2559/9.9", 2557), "no plan has this indicator"),
        ((COUNCILS, 2553), "no target of this year"),
        ((COUNCILS, 2558, "31 March"), "not a day"),
        ((COUNCILS, 2558, "2016-01-01"), "after fiscal year 2558"),
    ],
)
def test_what_was_asked_wrongly_is_said(tables, given, said):
    with pytest.raises(InputError, match=said):
        helpers.project_outlook(*given[:2], as_of=given[2] if len(given) > 2 else None)
