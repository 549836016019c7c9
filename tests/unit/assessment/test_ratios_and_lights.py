"""Ratios at both ends, exact, and lights cut before rounding."""

import pytest
from assessment_builders import chosen_settings

from helpers.actuals import milestones
from helpers.assessment import ratios
from helpers.assessment.ratios import Interval
from helpers.core.errors import InputError

CUTS = chosen_settings().cut_offs


@pytest.mark.parametrize(
    ("ratio", "light"),
    [
        (2.0, "reached"),
        (1.0, "reached"),
        (0.99999, "near"),
        (0.9, "near"),
        (0.8999999, "at_risk"),
        (4735 / 5267, "at_risk"),
        (0.75, "at_risk"),
        (0.7499, "off"),
        (0.0, "off"),
        (-0.2, "off"),
    ],
)
def test_light(ratio, light):
    assert ratios.light(ratio, CUTS) == light


def test_cut_offs_are_settings():
    assert ratios.light(0.86, {"reached": 100, "near": 85, "at_risk": 70}) == "near"


@pytest.mark.parametrize("target", [3, 7, 11, 30, 70, 1100, 5267])
def test_exactly_nine_tenths_is_near(target):
    ratio = ratios.attained(Interval(target * 9, target * 9), target * 10)
    assert ratios.ends(ratio, CUTS) == ("near", "near")


def test_decimals_do_not_fall_a_hair_short():
    # In floating point 0.3 - 0.1 is not 0.2, and the path would be 0.9999999999999998.
    assert ratios.path(Interval(0.3, 0.3), 0.1, 0.3).low == 1.0
    assert ratios.path(Interval(0.19, 0.19), 0.1, 0.2).low == 0.9


def test_turning_a_ratio_round_keeps_its_ends_in_order():
    assert ratios.attained(Interval(80, 100), 80, direction=-1) == (0.8, 1.0)
    assert ratios.path(Interval(110, 125), 200, 100) == (0.75, 0.9)


def test_ratios_without_a_divisor():
    assert ratios.attained(Interval(1, 2), 0) is None
    assert ratios.attained(Interval(0, 2), 5, direction=-1) is None
    assert ratios.path(Interval(1, 2), 5, 5) is None


def test_the_gap_of_a_rate_is_in_percentage_points():
    assert ratios.gap(Interval(76, 78.5), 80) == (-4, -1.5)


def test_a_total_adds_end_to_end():
    assert ratios.total([Interval(0.1, 0.2), Interval(0.2, 0.4)]) == (0.3, 0.6)


@pytest.mark.parametrize(
    ("statements", "said"),
    [
        ([("2014-01-01", "half way", "x")], "unknown stage"),
        ([("2014-01-01", "done", None)], "a stage needs evidence"),
        ([("2014-01-01", "done", "x"), ("2014-01-01", "under_way", "y")], "two stages"),
    ],
)
def test_a_stage_that_cannot_be_used_is_refused(statements, said):
    from datetime import date

    made = [milestones.Statement(date.fromisoformat(day), *rest) for day, *rest in statements]
    with pytest.raises(InputError, match=said):
        milestones.stage(made, date(2014, 9, 30))
