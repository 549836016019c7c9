"""The end of a plan at the pace so far: by hand, and for the councils of the real years."""

import pytest
from assessment_builders import chosen_settings, council_targets

from helpers.actuals import table
from helpers.assessment import assess, outlook
from helpers.assessment.ratios import Interval
from helpers.core import thai
from helpers.core.schemas import OUTLOOKS


def exact(*steps):
    return [Interval(step, step) for step in steps]


def test_the_median_and_the_largest_step_are_taken_end_by_end():
    steps = [Interval(707.5, 717.5), Interval(129, 149), Interval(398, 404)]
    assert outlook.observed(steps, 3) == {"median": (398, 404), "best": (707.5, 717.5)}


def test_where_less_is_better_the_smallest_step_is_the_best():
    assert outlook.observed(exact(-5, 2), 3, direction=-1)["best"] == (-5, -5)


@pytest.mark.parametrize(("steps", "needed"), [(1, 3), (2, 4), (0, 2)])
def test_steps_between_too_few_points_are_no_pace(steps, needed):
    assert outlook.observed(exact(*range(steps)), needed) == {}


def test_steps_are_added_and_never_multiplied():
    ends = outlook.continued(Interval(8, 8), {"best": Interval(4, 4)}, 3)
    assert ends == {"best": (20, 20)}


def test_a_third_taken_three_times_is_one():
    third = Interval(4 / 9, 4 / 9)
    assert outlook.continued(Interval(0.1, 0.1), {"median": third}, 9)["median"].low == 4.1


@pytest.fixture(scope="module")
def real():
    return table.clean()


def councils(real, year, day=None, **changes):
    as_of = day or thai.fiscal_year_end(year)
    return assess.assess(
        year, as_of, council_targets(), real, chosen_settings(headline="published", **changes)
    ).iloc[0]


@pytest.mark.parametrize(
    ("year", "said", "median", "best"),
    [
        (2555, "no_reading", None, None),
        (2556, "too_few_readings", None, None),
        (2557, "not_reachable_at_observed_pace", (5167.5, 5197.5), (5746, 5766)),
        (2558, "not_reachable_at_observed_pace", (5127, 5139), (5436.5, 5452.5)),
    ],
)
def test_the_councils_of_the_real_years(real, year, said, median, best):
    row = councils(real, year)
    assert row["outlook"] == row["outlook_high"] == said
    for name, expected in (("median", median), ("best", best)):
        found = row[f"outlook_{name}_low"], row[f"outlook_{name}_high"]
        assert found == expected if expected else row[[f"outlook_{name}_low"]].isna().all()


def test_the_last_year_looks_out_to_nothing(real):
    assert councils(real, 2559)[["outlook", "outlook_high", "outlook_keep_low"]].isna().all()


def test_the_last_year_inside_says_why_not(real):
    assert councils(real, 2559, thai.six_month_round(2559))["outlook"] == "interim_reading"


def test_the_points_a_pace_needs_are_a_setting(real):
    assert councils(real, 2558, pace_points=5)["outlook"] == "too_few_readings"
    assert councils(real, 2556, pace_points=2)["outlook"] == "reachable_at_median_pace"


def test_every_scenario_has_a_word_of_the_declared_ones():
    said = {outlook._REACHED[name] for name in outlook.SCENARIOS}
    assert said < set(OUTLOOKS)
