"""Which reading serves a year, on the real readings; the rules one by one are cases."""

from datetime import date

import pytest
from assessment_builders import KEY, chosen_settings
from assessment_builders import actuals as invented

from helpers.actuals import raw, readings
from helpers.actuals import table as actuals_table
from helpers.core import thai
from helpers.core.errors import InputError

COUNCILS = "tambon_councils_registered_cum"


@pytest.fixture(scope="module")
def real():
    return actuals_table.clean()


def serve(table, year, place="TH", as_of=None, indicator=COUNCILS, **settings):
    as_of = as_of or thai.fiscal_year_end(year)
    return readings.serving(table, indicator, place, year, as_of, chosen_settings(**settings))


def ends(reading):
    return reading["value_low"], reading["value_high"]


@pytest.mark.parametrize(
    ("year", "as_of", "expected", "flag", "interim"),
    [
        (2554, None, (2767, 2767), "year_column", False),
        (2556, None, (4182, 4202), "year_column", False),
        (2557, None, (4331, 4331), None, False),
        (2558, None, (4729, 4735), None, False),
        (2558, date(2015, 3, 31), (4504, 4515), None, False),
        (2559, None, (4891, 4905), None, True),
    ],
)
def test_councils_of_the_country(real, year, as_of, expected, flag, interim):
    served = serve(real, year, as_of=as_of)
    assert ends(served.headline) == expected
    assert (served.flag, served.interim, served.flagged) == (flag, interim, flag is not None)


@pytest.mark.parametrize("year", [2551, 2552, 2553, 2555])
def test_years_in_which_nothing_was_published(real, year):
    assert serve(real, year).headline is None


def test_the_first_reading_after_the_day_stands_beside(real):
    assert serve(real, 2557).following["as_of"].date() == date(2015, 3, 31)
    assert serve(real, 2558).following["as_of"].date() == date(2015, 10, 9)
    assert serve(real, 2559).following is None


def test_by_indicator_or_by_key_is_the_same(real):
    by_id = serve(real, 2558, indicator="2555-2559/1.4.1a")
    assert by_id.headline["reading_id"] == serve(real, 2558).headline["reading_id"]
    assert (
        by_id.headline["reading_id"]
        == serve(real, 2558, indicator=[COUNCILS]).headline["reading_id"]
    )


def regions(real, year):
    codes = raw.places()["region"]
    return {code: serve(real, year, code) for code in codes}


def test_all_eleven_regions_of_2557_are_of_one_day(real):
    served = regions(real, 2557)
    assert len(served) == 11
    assert {s.headline["as_of"].date() for s in served.values()} == {date(2014, 9, 1)}
    assert not any(s.interim or s.flagged for s in served.values())
    assert sum(s.headline["value"] for s in served.values()) == 4331


def test_nine_regions_of_2556_are_known_by_a_year_column(real):
    served = regions(real, 2556)
    known = {code for code, s in served.items() if s.headline}
    assert len(known) == 9 and {"STL", "STU"} == set(served) - known
    assert all(served[code].flag == "year_column" for code in known)


def test_regions_of_2558_are_six_judged_two_interim_three_unknown(real):
    served = regions(real, 2558)
    unknown = {code for code, s in served.items() if s.headline is None}
    interim = {code for code, s in served.items() if s.interim}
    assert unknown == {"NEU", "STL", "STU"}
    assert interim == {"NTL", "NTU"}
    assert len(served) - len(unknown) - len(interim) == 6


def test_a_closed_year_that_the_page_changed_keeps_both_vintages(real):
    served = serve(real, 2556, "BMR")
    assert served.headline["value"] == 157
    assert served.headline["read_on"].date() == date(2015, 10, 9)
    assert [v["value"] for v in served.vintages] == [158] * 5 + [157] * 5
    days = [v["read_on"] for v in served.vintages]
    assert days == sorted(days)


def test_history_takes_a_closed_year_at_its_end_and_the_running_one_on_the_day(real):
    chosen = chosen_settings()
    found = readings.history(real, COUNCILS, "TH", range(2556, 2559), date(2015, 3, 31), chosen)
    assert [ends(found[y].headline)[0] for y in (2556, 2557, 2558)] == [4182, 4331, 4504]


def test_a_day_after_the_year_is_refused(real):
    with pytest.raises(InputError, match="as_of lies after fiscal year 2557"):
        serve(real, 2557, as_of=date(2014, 10, 1))


def test_two_values_with_an_equal_claim_are_refused():
    table = invented(
        [{"as_of": date(2014, 9, 1), "value": 1}, {"as_of": date(2014, 9, 1), "value": 2}]
    )
    with pytest.raises(InputError, match="R0001, R0002"):
        serve(table, 2557, indicator=KEY)


def test_two_equal_values_with_an_equal_claim_serve():
    table = invented([{"as_of": date(2014, 9, 1), "value": 1}] * 2)
    assert serve(table, 2557, indicator=KEY).headline["reading_id"] == "R0001"


def test_a_form_of_a_later_day_neither_serves_nor_follows():
    table = invented(
        [
            {"as_of": date(2014, 3, 31), "value": 1, "kind": "filed", "read_on": date(2014, 9, 30)},
            {"as_of": date(2014, 9, 30), "value": 2, "kind": "filed", "read_on": date(2014, 9, 30)},
        ]
    )
    served = serve(table, 2557, as_of=date(2014, 3, 31), indicator=KEY)
    assert served == readings.Serving()
    assert ends(serve(table, 2557, indicator=KEY).headline) == (2, 2)


def test_the_days_a_reading_stays_fresh_are_a_setting(real):
    assert not serve(real, 2559, interim_after_days=357).interim
    assert serve(real, 2559, interim_after_days=356).interim
