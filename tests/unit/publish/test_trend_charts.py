"""Where a published number stands on the axis of fiscal years."""

from datetime import date

import pytest

from helpers.publish import trend_charts


@pytest.mark.parametrize(
    ("day", "place"),
    [
        (date(2014, 9, 30), 2557.0),
        (date(2013, 9, 30), 2556.0),
        (date(2013, 10, 1), 2556 + 1 / 365),
        (date(2014, 4, 1), 2557 - 182 / 365),
    ],
)
def test_a_fiscal_year_ends_at_its_own_number(day, place):
    assert trend_charts.fiscal(day) == pytest.approx(place)
