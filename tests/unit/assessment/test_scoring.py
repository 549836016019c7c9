"""Score scales and weights: what is refused. What they earn is in ``tests/cases``."""

import pandas as pd
import pytest
from assessment_builders import INDICATOR, chosen_settings

from helpers.assessment import scoring
from helpers.core import metadata
from helpers.core.errors import InputError


def data(**changes):
    return {**metadata.load("scoring.yml"), **changes}


def test_the_scale_of_the_settings_is_clamped_linear_from_one_to_five():
    scale = scoring.scale_for(INDICATOR, chosen_settings())
    assert [scale.score(at / 100) for at in (60, 70, 80, 90, 100)] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ({"scale": "of_its_own"}, "unknown score scale"),
        ({"points": [{"at": 60, "score": 1}]}, "two or more points that rise"),
        ({"points": [{"at": 60, "score": 1}, {"at": 60, "score": 2}]}, "points that rise"),
        ({"points": [{"at": 60, "score": 2}, {"at": 70, "score": 1}]}, "points that rise"),
        ({"mode": "curve"}, "unknown score mode"),
        ({"scales": "agreement"}, "own scale of .* cannot be read"),
        ({"scale": "agreement", "below": 0}, "own scale of .* cannot be read"),
        (
            {"scale": "agreement", "points": [{"at": 1, "score": 1}, {"at": 2, "score": 2}]},
            "own scale of .* cannot be read",
        ),
    ],
)
def test_a_scale_that_cannot_be_used_is_refused(own, said):
    with pytest.raises(InputError, match=said):
        scoring.scale_for(INDICATOR, chosen_settings(), data(indicators={INDICATOR: own}))


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"indicators": {INDICATOR: None}}, INDICATOR),
        ({"indicators": {INDICATOR: {"points": None}}}, "points"),
        ({"indicators": {INDICATOR: {"points": [{"at": 60}]}}}, r"points\[0\]"),
        ({"indicators": {INDICATOR: {"points": [{"at": "80%", "score": 1}]}}}, "at"),
        ({"weights": {INDICATOR: True}}, INDICATOR),
        ({"weights": {INDICATOR: float("inf")}}, INDICATOR),
        ({"weights": {INDICATOR: "ten"}}, INDICATOR),
        ({"scales": None}, "scales"),
    ],
)
def test_a_slip_of_the_pen_is_told_with_its_place_and_the_file(changes, place):
    with pytest.raises(InputError, match=rf"{place} is not of the kind.*scoring\.yml"):
        scoring.rules(data(**changes))


def test_a_part_left_blank_says_nothing():
    blank = scoring.rules(data(indicators=None, weights=None))
    assert blank["indicators"] == {} == blank["weights"]


def test_the_score_below_the_first_point_is_not_above_it():
    points = [{"at": 60, "score": 1}, {"at": 100, "score": 5}]
    own = data(indicators={INDICATOR: {"points": points, "below": 2}})
    with pytest.raises(InputError, match="below the first point"):
        scoring.scale_for(INDICATOR, chosen_settings(), own)


@pytest.mark.parametrize("weight", [0, -1])
def test_a_weight_is_a_number_above_zero(weight):
    due = pd.DataFrame({"indicator_id": [INDICATOR], "weight": [None]})
    with pytest.raises(InputError, match="weights must be above zero"):
        scoring.weights(due, data(weights={INDICATOR: weight}))


def test_a_stated_weight_goes_before_the_plans_own():
    due = pd.DataFrame({"indicator_id": ["a", "b"], "weight": [10.0, 20.0]})
    stated = data(weights={"a": 70, "of another year": 5})
    assert scoring.weights(due, stated) == {"a": 70, "b": 20}


def test_names_in_the_file_are_indicators_of_the_plans():
    scoring.check_names({INDICATOR}, data(weights={INDICATOR: 5}))
    with pytest.raises(InputError, match="unknown indicators"):
        scoring.check_names({"2551/1.1a"}, data(indicators={INDICATOR: {"mode": "step"}}))


def test_points_out_of_five_and_out_of_a_hundred_have_no_total():
    due = pd.DataFrame({"indicator_id": ["a", "b"], "weight": [50.0, 50.0]})
    scored = pd.DataFrame(
        {"indicator_id": ["a", "b"], "score_low": [5, 100], "score_high": [5, 100]}
    )
    own = data(indicators={"b": {"scale": "anchors_50_75_100"}})
    with pytest.raises(InputError, match=r"different highest scores.*a: 5, b: 100.*scoring\.yml"):
        scoring.weighted_total(scored, due, chosen_settings(), own)


def test_what_a_report_says_of_an_own_scale():
    points = [{"at": 1, "score": 1}, {"at": 2, "score": 2}]
    named, stated = {"scale": "anchors_50_75_100", "mode": "step"}, {"points": points}
    own = data(indicators={"a": named, "b": stated})
    named = scoring.own_scale("a", chosen_settings(), own)
    assert "50/75/100" in named["label"]["en"]
    assert (named["below"], named["mode"]) == (0, "step")
    stated = scoring.own_scale("b", chosen_settings(score_mode="step"), own)
    assert (stated["label"], stated["below"], stated["mode"]) == (None, None, "step")
    assert scoring.own_scale("c", chosen_settings(), own) is None
