"""Hazard ratios agree with what a hand can reckon, and bad panels are said."""

import math

import pandas as pd
import pytest

import helpers
from helpers.analysis.panel import neighbours_and_funds
from helpers.core.errors import InputError
from helpers.coverage import registered

STRATA = ("year_be",)


def panel(groups: list[tuple], **more) -> pd.DataFrame:
    """Tambon-years at risk: of each group its year, covariate, rows, and first events in them."""
    rows = [
        {"year_be": year, "x": x, "welfare_fund_event": place < events, "region_code": "N"}
        for year, x, size, events in groups
        for place in range(size)
    ]
    frame = pd.DataFrame(rows)
    codes = [f"{place:04d}" for place in range(len(frame))]
    return frame.assign(welfare_fund_at_risk=True, amphoe_code=codes, is_demo=False, **more)


def ratio(groups: list[tuple], **options):
    (row,) = helpers.hazard_ratios(panel(groups), "welfare_fund", ["x"], **options).itertuples()
    return row


def test_one_year_gives_the_ratio_of_the_log_survivals():
    # By hand: ln(1 - 12/20) / ln(1 - 5/20).
    row = ratio([(2552, 0, 20, 5), (2552, 1, 20, 12)], strata=STRATA)
    assert row.hazard_ratio == pytest.approx(math.log(0.4) / math.log(0.75), rel=1e-6)


def test_the_same_ratio_in_every_year_is_found_whatever_the_years_own_hazard():
    # 1 - 0.75 = (1 - 0.5)^2 and 1 - 0.36 = (1 - 0.2)^2: twice the hazard in both years.
    groups = [(2552, 0, 40, 20), (2552, 1, 40, 30), (2553, 0, 100, 20), (2553, 1, 100, 36)]
    assert ratio(groups, strata=STRATA).hazard_ratio == pytest.approx(2, rel=1e-6)


def test_the_interval_is_the_sandwich_of_the_clusters():
    # Every row a cluster of its own: the variances p(1-p)/n of the two shares by the delta rule,
    # with statsmodels' correction for few clusters.
    row = ratio([(2552, 0, 20, 5), (2552, 1, 20, 12)], strata=STRATA)
    variance = sum(p * (1 - p) / 20 / ((1 - p) * math.log(1 - p)) ** 2 for p in (0.25, 0.6))
    by_hand = math.sqrt(variance * 40 / 39 * 39 / 38)
    assert row.standard_error == pytest.approx(by_hand, rel=1e-5)
    assert row.low == pytest.approx(row.hazard_ratio * math.exp(-1.959964 * by_hand), rel=1e-5)


def test_rows_that_stand_together_count_as_one_cluster():
    twice = pd.concat([panel([(2552, 0, 20, 5), (2552, 1, 20, 12)])] * 2)
    (row,) = helpers.hazard_ratios(twice, "welfare_fund", ["x"], strata=STRATA).itertuples()
    single = ratio([(2552, 0, 20, 5), (2552, 1, 20, 12)], strata=STRATA)
    # The rows are doubled, the amphoe are not: nothing more is known.
    assert row.standard_error == pytest.approx(single.standard_error, rel=0.02)


def test_a_year_without_any_event_teaches_nothing_and_is_counted():
    groups = [(2552, 0, 20, 5), (2552, 1, 20, 12), (2553, 0, 10, 0), (2553, 1, 10, 0)]
    found = helpers.hazard_ratios(panel(groups), "welfare_fund", ["x"], strata=STRATA)
    assert found.attrs["left_out"] == {"missing": 0, "silent": 20}
    assert (found.attrs["rows"], found.attrs["events"]) == (40, 17)
    assert any("0 rows without a value, 20 rows of years" in s for s in found.attrs["said"]["en"])
    one = ratio([(2552, 0, 20, 5), (2552, 1, 20, 12)], strata=STRATA)
    assert found["hazard_ratio"].iloc[0] == pytest.approx(one.hazard_ratio)


def test_rows_without_a_value_are_left_out_and_counted():
    frame = panel([(2552, 0, 21, 5), (2552, 1, 20, 12)])
    frame.loc[20, "x"] = None
    found = helpers.hazard_ratios(frame, "welfare_fund", ["x"], strata=STRATA)
    assert found.attrs["left_out"]["missing"] == 1 and found.attrs["rows"] == 40


def test_a_share_is_told_per_ten_percentage_points():
    frame = panel([(2552, 0, 20, 5), (2552, 1, 20, 12)]).rename(
        columns={"x": "welfare_fund_neighbours_last_year"}
    )
    found = helpers.hazard_ratios(frame, "welfare_fund", strata=STRATA)
    tenth = (math.log(0.4) / math.log(0.75)) ** 0.1
    assert found["hazard_ratio"].iloc[0] == pytest.approx(tenth, rel=1e-6)
    said = found.attrs["said"]
    assert "With ten percentage points more of the share of neighbouring tambons" in said["en"][1]
    assert f"{tenth:.2f} times" in said["en"][1] and "สิบจุดร้อยละ" in said["th"][1]
    assert said["en"][2] == "Tambons with more covered neighbours get one sooner."
    assert any("no cause" in sentence for sentence in said["en"])


def test_an_interval_that_holds_one_tells_no_direction():
    frame = panel([(2552, 0, 20, 8), (2552, 1, 20, 9)]).rename(
        columns={"x": "welfare_fund_neighbours_last_year"}
    )
    said = helpers.hazard_ratios(frame, "welfare_fund", strata=STRATA).attrs["said"]["en"]
    assert any("cannot be told" in sentence for sentence in said)
    assert not any("get one sooner." in sentence for sentence in said)


def test_the_demonstration_is_said_to_be_invented_first():
    frame = panel([(2552, 0, 20, 5), (2552, 1, 20, 12)]).assign(is_demo=True)
    found = helpers.hazard_ratios(frame, "welfare_fund", ["x"], strata=STRATA)
    assert found.attrs["is_demo"] and "not Thailand" in found.attrs["said"]["en"][0]


@pytest.mark.parametrize(
    ("frame", "covariates", "said"),
    [
        (panel([(2552, 0, 9, 0), (2552, 1, 9, 0)]), ["x"], "no tambon got a first community"),
        (panel([(2552, 0, 9, 2), (2552, 1, 9, 4)]).head(1), ["x"], "1 amphoe"),
        (panel([(2552, 1, 9, 2)]), ["x"], "one value"),
        (panel([(2552, 0, 9, 2), (2552, 1, 9, 4)]), ["y"], "no such column"),
        (panel([(2552, "ก", 9, 2), (2552, "ข", 9, 4)]), ["x"], "no numbers"),
        (panel([(2552, 0, 9, 2), (2552, 1, 9, 4)]), ["x", "x2"], "cannot be fitted"),
        (panel([(2552, 0, 9, 0), (2552, 1, 9, 9)]), ["x"], "cannot be fitted"),
    ],
)
def test_a_panel_that_says_nothing_is_refused_in_a_sentence(frame, covariates, said):
    frame = frame.assign(x2=frame["x"] * 2)
    with pytest.raises(InputError, match=said):
        helpers.hazard_ratios(frame, "welfare_fund", covariates, strata=STRATA)


def test_without_a_registry_the_worked_example_is_a_sentence(monkeypatch):
    monkeypatch.setattr(registered, "load_if_made", lambda _: None)
    answer = neighbours_and_funds("real")
    assert answer.tables == [] and "make clean-tables" in answer.text("en")
    assert answer.text("th").startswith("- ไม่มีทะเบียน")
