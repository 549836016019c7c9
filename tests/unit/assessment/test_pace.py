"""Pace in absolute units, and the seasonal profile proved on fixtures only."""

from datetime import date, timedelta

import pytest

from helpers.actuals import table
from helpers.assessment import progress
from helpers.assessment.ratios import Interval
from helpers.core import thai


def point(year, low, high=None):
    return progress.Point(year, Interval(low, low if high is None else high))


def test_years_left_count_whole_years_and_the_days_of_the_running_one():
    assert progress.years_left(date(2015, 9, 30), 2559) == 1
    assert progress.years_left(date(2015, 3, 31), 2559) == pytest.approx(1 + 183 / 365.25)
    assert progress.years_left(date(2016, 9, 30), 2559) == 0


def test_a_required_step_carries_both_ends():
    assert progress.required_step(Interval(4729, 4735), 6267, 1) == (1532, 1538)
    assert progress.required_step(Interval(80, 90), 50, 2) == (-20, -15)
    assert progress.required_step(Interval(5000, 5000), 6267, 0) is None


def test_an_observed_step_is_divided_by_the_years_between():
    points = [point(2554, 2767), point(2556, 4182, 4202), point(2557, 4331)]
    # (4182-2767)/2 = 707.5, 4331-4202 = 129; (4202-2767)/2 = 717.5, 4331-4182 = 149.
    assert progress.observed_step(points, 3) == (418.25, 433.25)


def test_the_order_of_points_does_not_matter():
    points = [point(2557, 30), point(2555, 10), point(2556, 14)]
    assert progress.observed_step(points, 3) == (10, 10)


@pytest.mark.parametrize(("count", "needed"), [(2, 3), (1, 1), (0, 1)])
def test_too_few_points_give_no_observed_step(count, needed):
    points = [point(2555 + n, n) for n in range(count)]
    assert progress.observed_step(points, needed) is None


def monthly(first_year, shares):
    """A stock that gains 1,200 a fiscal year, by month end as ``shares`` say (October first)."""
    values, start = {}, thai.fiscal_year_start(first_year) - timedelta(days=1)
    values[start] = 0.0
    for n, share in enumerate(shares):
        base = 1200.0 * (n // 12)
        values[month_end(first_year, n)] = base + 1200 * share
    return values


def month_end(first_year, n):
    start = thai.fiscal_year_start(first_year)
    months = start.month + n
    return date(start.year + months // 12, months % 12 + 1, 1) - timedelta(days=1)


STRAIGHT = [n / 12 for n in range(1, 13)]
BUNCHED = [0.5] * 11 + [1.0]


def test_a_profile_is_the_mean_share_at_each_month_end_of_two_years():
    profile = progress.seasonal_profile(monthly(2557, STRAIGHT + BUNCHED), 92)
    assert list(profile) == [10, 11, 12, 1, 2, 3, 4, 5, 6, 7, 8, 9]
    assert profile[3] == pytest.approx((0.5 + 0.5) / 2)
    assert profile[10] == pytest.approx((1 / 12 + 0.5) / 2)
    assert profile[9] == pytest.approx(1)


def test_one_year_of_values_is_not_enough_for_a_profile():
    assert progress.seasonal_profile(monthly(2557, STRAIGHT), 92) is None


def test_a_year_with_a_long_gap_does_not_count():
    values = monthly(2557, STRAIGHT + BUNCHED)
    kept = {day: v for day, v in values.items() if not date(2015, 1, 1) < day < date(2015, 6, 1)}
    assert progress.seasonal_profile(kept, 92) is None
    assert progress.seasonal_profile(kept, 200) is not None


def test_a_year_without_change_has_no_profile():
    values = monthly(2557, STRAIGHT)
    values |= {month_end(2557, n): 1200.0 for n in range(12, 24)}
    assert progress.seasonal_profile(values, 92) is None


def test_no_values_no_profile():
    assert progress.seasonal_profile({}, 92) is None


def test_what_was_published_is_not_enough_for_a_profile():
    real = table.clean()
    councils = real[
        (real.indicator_key == "tambon_councils_registered_cum")
        & (real.geography_code == "TH")
        & (real.year_basis == "dated")
    ]
    middle = (councils.value_low + councils.value_high) / 2
    values = dict(zip(councils.as_of.dt.date, middle, strict=True))
    assert len(values) == 12
    assert progress.seasonal_profile(values, 92) is None
