"""Lights judged again under other assumptions, on councils worked out by hand.

2558: 4,729-4,735 of 5,267 is 89.79-89.90 per cent; counting from 2,767, 1,962-1,968 of 2,500 is
78.48-78.72.
"""

from datetime import date

import pandas as pd
import pytest
from assessment_builders import actuals, chosen_settings, council_targets, targets

from helpers.analysis.sensitivity import lights, variants
from helpers.analysis.sensitivity.judged import Judged
from helpers.assessment.assess import assess
from helpers.core import thai

COUNCILS = "2555-2559/1.4.1a"
AT_END = {"value": [4729, 4735], "as_of": date(2015, 9, 3)}


def judged(readings, year=2558, plan=None, **settings) -> Judged:
    chosen = chosen_settings(**settings)
    plan = council_targets() if plan is None else plan
    said = actuals([{"indicator_id": COUNCILS, **one} for one in readings])
    day = thai.fiscal_year_end(year)
    return Judged(year, day, plan, said, assess(year, day, plan, said, chosen), chosen)


def varied(readings, year=2558, path=False, **given) -> pd.DataFrame:
    rows = lights.of_year(judged(readings, year, **given), path=path)
    return rows[rows["indicator_id"] == COUNCILS].set_index("variant")


def turned(rows: pd.DataFrame) -> dict[str, str]:
    found = rows[rows["turns"]]
    return dict(zip(found.index, found["light_varied"], strict=True))


def test_councils_of_2558_turn_under_every_scale_that_begins_near_below_89_79_per_cent():
    rows = varied([AT_END])
    assert rows.loc["looser", "light"] == "at_risk"
    assert turned(rows) == {
        "looser": "near",
        "three_lights": "near",
        "idb_2016": "near",
        "e_sar": "near",
    }


def test_the_path_of_2558_stays_at_risk_as_the_basis_and_turns_on_scales_of_its_own():
    assert varied([AT_END]).loc["other_basis", ["light_varied", "reason"]].tolist() == [
        "at_risk",
        "stays",
    ]
    by_path = varied([AT_END], path=True)
    # 78.48 is under 80 and 85, and over 75.
    assert turned(by_path) == {"stricter": "off", "three_lights": "off", "e_sar": "near"}
    assert not by_path.loc["other_basis", "touched"]


@pytest.mark.parametrize("basis", ["level", "path"])
def test_a_scale_and_a_basis_give_what_assessing_with_them_gives(basis):
    """The short way over ratios is the long way over the whole assessment."""
    before = judged([AT_END], score_basis=basis)
    rows = lights.of_year(before).set_index("variant")
    other = {"level": "path", "path": "level"}[basis]
    changes = {"other_basis": {"score_basis": other}} | {
        name: {"cut_offs": about.cut_offs}
        for name, about in variants.load().items()
        if about.kind == "cut_offs"
    }
    assert len(changes) == 6
    for name, change in changes.items():
        given = chosen_settings(**{"score_basis": basis, **change})
        again = assess(before.year, before.as_of, before.targets, before.actuals, given).iloc[0]
        assert rows.loc[name, "light_varied"] == again["light_low"], name
        assert rows.loc[name, "light_varied_high"] == again["light_high"], name


def test_a_year_column_alone_is_no_data_once_days_must_be_known():
    rows = varied([{"value": [4182, 4202], "year_column": 2556}], 2556)
    assert turned(rows) == {"dated_alone": "no_data"}
    assert rows.loc["year_column", "reason"] == "no_such_reading"


def test_a_year_column_takes_the_place_of_the_dated_result():
    readings = [
        {"value": 4331, "as_of": date(2014, 9, 1)},
        {"value": [4200, 4220], "year_column": 2557},
    ]
    rows = varied(readings, 2557)
    # 4,200 of 4,267 is 98.43 per cent.
    assert turned(rows) == {"year_column": "near"}
    assert rows.loc["year_column", "reading_id"] == "R0002"
    assert rows.loc["dated_alone", "reason"] == "no_such_reading"


def test_each_earlier_value_that_could_have_judged_the_day_is_tried_alone():
    readings = [
        AT_END,
        {"value": 4000, "as_of": date(2015, 9, 1)},  # 75.94 per cent
        {"value": 3900, "as_of": date(2015, 8, 1)},  # 74.05 per cent
        {"value": 1000, "as_of": date(2015, 3, 31)},  # too old on 30 September
        {"value": 9000, "as_of": date(2015, 10, 9)},  # of the next fiscal year
    ]
    earlier = varied(readings).loc["earlier_value"]
    assert earlier["reading_id"].tolist() == ["R0003", "R0002"]
    assert earlier["light_varied"].tolist() == ["off", "at_risk"]
    assert earlier["turns"].tolist() == [True, False]


def test_what_an_earlier_page_said_of_the_same_day_is_a_value_too():
    readings = [
        {"value": 4750, "as_of": date(2015, 9, 3), "read_on": date(2015, 12, 1)},
        {"value": 3000, "as_of": date(2015, 9, 3), "read_on": date(2015, 9, 5)},
    ]
    rows = varied(readings)
    # 4,750 is 90.18 per cent, near; 3,000 is 56.96.
    assert rows.loc["earlier_value", ["light", "light_varied", "turns"]].tolist() == [
        "near",
        "off",
        True,
    ]


def test_the_better_end_of_a_range_over_a_cut_off_turns_the_light():
    rows = varied([{"value": [4729, 4741], "as_of": date(2015, 9, 3)}])
    # 4,741 of 5,267 is 90.01 per cent.
    assert rows.loc["better_end", ["light", "light_high", "light_varied"]].tolist() == [
        "at_risk",
        "near",
        "near",
    ]
    assert rows.loc["better_end", "turns"]
    assert (
        varied([{"value": 4729, "as_of": date(2015, 9, 3)}]).loc["better_end", "reason"]
        == "known_exactly"
    )


def test_an_old_result_would_give_a_light_where_none_was_judged():
    rows = varied([{"value": 4891, "as_of": date(2015, 10, 9)}], 2559)
    # 4,891 of 6,267 is 78.04 per cent.
    told = rows.loc["older_accepted", ["light", "light_varied", "touched", "turns", "reason"]]
    assert told.tolist() == ["no_data_at_year_end", "at_risk", True, False, "could_be"]
    assert rows.loc["looser", "reason"] == "not_judged"
    assert not rows["turns"].any()


def test_a_younger_age_takes_the_light_away():
    rows = varied([{"value": 4891, "as_of": date(2015, 8, 1)}])
    assert turned(rows)["older_refused"] == "no_data_at_year_end"


def test_another_side_may_lead():
    readings = [
        {**AT_END, "kind": "published"},
        {"value": 5300, "as_of": date(2015, 9, 30), "kind": "registry"},
    ]
    rows = varied(readings, headline="registry")
    assert rows.loc["published_leads", ["light", "light_varied", "reading_id"]].tolist() == [
        "reached",
        "at_risk",
        "R0001",
    ]
    assert rows.loc["filed_leads", "reason"] == "no_other_side"


def test_what_is_missing_may_be_the_worst_or_the_best_and_turns_nothing():
    rows = varied([], 2557)
    assert rows.loc[["worst_case", "best_case"], "light_varied"].tolist() == ["off", "reached"]
    assert set(rows["light"]) == {"no_data"} and not rows["turns"].any()
    assert varied([AT_END]).loc["worst_case", "reason"] == "has_result"


def test_no_light_rests_on_the_count_of_tambons():
    rows = varied([AT_END])
    denominators = rows[rows["kind"] == "denominator"]
    assert len(denominators) == 3
    assert set(denominators["reason"]) == {"no_share_of_tambons"}


def test_an_indicator_without_a_baseline_has_no_other_basis():
    plan = targets("stock", COUNCILS, targets={2558: 5267})
    rows = varied([AT_END], plan=plan)
    assert rows.loc["other_basis", "reason"] == "no_path"
    assert lights.of_year(judged([AT_END], plan=plan), path=True).empty


def test_what_is_given_is_left_as_it_was():
    year = judged([AT_END])
    copies = [frame.copy() for frame in (year.targets, year.actuals, year.assessment)]
    lights.of_year(year)
    for before, after in zip(copies, (year.targets, year.actuals, year.assessment), strict=True):
        pd.testing.assert_frame_equal(before, after)
