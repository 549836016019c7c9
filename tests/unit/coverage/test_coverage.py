"""Coverage by tambon and year: what counts when, where, and over which denominator."""

from datetime import date

import pandas as pd
import pytest
from registry_builders import EXPORTED, body, registry

from helpers import coverage
from helpers.actuals import table as actuals_table
from helpers.core import settings, thai
from helpers.core.errors import InputError
from helpers.coverage import denominators, published, registry_readings, tambons
from helpers.geography import gazetteer


@pytest.fixture(scope="module")
def readings() -> pd.DataFrame:
    """What was published, without any registry."""
    return actuals_table.clean()


def counted(one, year, as_of=None) -> pd.DataFrame:
    return coverage.of_year(one, year, as_of or thai.fiscal_year_end(year))


def covered(one, year, as_of=None) -> set[str]:
    rows = counted(one, year, as_of)
    return set(rows.loc[rows["covered"], "tambon_code"])


def summary(one, year, readings, as_of=None) -> pd.DataFrame:
    day = as_of or thai.fiscal_year_end(year)
    rows = coverage.of_year(one, year, day)
    return coverage.summarise(one, rows, readings, year, day, settings.load())


def area(rows: pd.DataFrame, code: str, denominator="tambons_of_year", source="registry"):
    chosen = (rows["code"] == code) & (rows["denominator"] == denominator)
    (found,) = rows[chosen & (rows["source"] == source)].itertuples(index=False)
    return found


def test_the_last_day_of_a_fiscal_year_counts_and_the_next_day_is_the_next_years():
    one = registry(body("a", "2012-09-30", "500101"), body("b", "2012-10-01", "500102"))
    assert covered(one, 2555) == {"500101"}
    assert covered(one, 2556) == {"500101", "500102"}


def test_a_course_of_years_is_the_coverage_of_each_of_them():
    bodies = [
        body("a", "2012-09-30", "500101", "500102"),
        body("b", "2009-10-01", "500102"),
        body(
            "c", "2010-05-01", gazetteer.in_year(2551).loc[lambda held: held != held.index].index[0]
        ),
        body("d", "2008-05-01", "830101", ended_on="2013-01-31"),
        body("e", "2008-05-01", "500103", kind="welfare_fund"),
    ]
    one = registry(*bodies)
    days = {year: thai.fiscal_year_end(year) for year in settings.load().years}
    course = tambons.course(one, "council", days)
    for year, day in days.items():
        expected = tambons.covered(coverage.of_year(one, year, day), "council", year)
        pd.testing.assert_series_equal(course[year], expected, check_names=False)
    assert len({tuple(found.dropna()) for found in course.values()}) > 4
    assert course[2559].isna().all()


def test_a_tambon_of_bueng_kan_counts_once_under_its_province_of_the_year(readings):
    one = registry(body("a", "2010-05-01", "380101"))
    assert covered(one, 2553) == covered(one, 2554) == {"380101"}
    before, after = summary(one, 2553, readings), summary(one, 2554, readings)
    assert (area(before, "43").n_covered, area(after, "38").n_covered) == (1, 1)
    assert "38" not in set(before["code"]) and area(after, "43").n_covered == 0
    assert area(before, "TH").n_bodies == area(after, "TH").n_bodies == 1


def test_a_council_over_three_tambons_is_one_body_and_three_tambons(readings):
    one = registry(body("m", "2010-05-01", "500101", "500102", "500103"))
    found = area(summary(one, 2557, readings), "TH")
    assert (found.n_bodies, found.n_covered) == (1, 3)


def test_two_bodies_in_a_tambon_are_two_bodies_and_one_tambon(readings):
    one = registry(body("a", "2010-05-01", "500101"), body("b", "2011-05-01", "500101"))
    found = area(summary(one, 2557, readings), "TH")
    assert (found.n_bodies, found.n_covered) == (2, 1)


def test_a_body_that_ended_does_not_count_on_the_day_it_ended():
    one = registry(body("a", "2010-05-01", "500101", ended_on=pd.Timestamp("2013-09-30")))
    assert covered(one, 2555) == {"500101"} and covered(one, 2556) == set()
    first = counted(one, 2556).set_index("tambon_code").loc["500101", "first_registered_on"]
    assert first == pd.Timestamp("2010-05-01")


def test_a_khwaeng_not_yet_split_off_counts_as_the_one_it_was_part_of():
    one = registry(body("a", "2008-05-01", "102704"))
    assert covered(one, 2551) == {"102701"} and covered(one, 2552) == {"102704"}
    assert len(counted(one, 2551)) == 7416 and len(counted(one, 2552)) == 7425
    shown = tambons.covered(counted(one, 2551), "council", 2551)
    assert set(shown[shown == "covered"].index) == {"102701", "102704", "102705"}


def test_a_year_after_the_export_is_not_known_which_is_not_none():
    one = registry(body("a", "2012-09-30", "500101"))
    assert covered(one, 2558) == {"500101"}
    assert counted(one, 2558)["as_of"].unique() == [pd.Timestamp(EXPORTED)]
    assert counted(one, 2559).empty
    assert tambons.covered(counted(one, 2559), "council", 2559).isna().all()


def test_a_count_long_before_the_day_of_the_report_is_interim(readings):
    one = registry(body("a", "2012-09-30", "500101"))
    assert area(summary(one, 2558, readings), "TH").status == "interim"
    assert area(summary(one, 2557, readings), "TH").status == "dated"
    early = summary(one, 2558, readings, date(2014, 12, 31))
    assert area(early, "TH").status == "dated"


def test_each_denominator_has_its_name_and_number(readings):
    one = registry(body("a", "2012-09-30", "500101"))
    rows = summary(one, 2557, readings)
    units = {name: area(rows, "TH", name).n_units for name in rows["denominator"].unique()}
    assert units == {"tambons_of_year": 7425, "codi_units": 7455, "codes_today": 7436}
    assert area(rows, "TH").share == 1 / 7425
    assert set(rows.loc[rows["denominator"] == "codi_units", "level"]) == {"country", "region"}


def test_areas_of_every_level_add_up_to_the_tambons_of_the_year(readings):
    one = registry(body("a", "2012-09-30", "500101"))
    rows = summary(one, 2557, readings)
    rows = rows[(rows["denominator"] == "tambons_of_year") & (rows["source"] == "registry")]
    assert rows.groupby("level")["n_units"].sum().to_dict() == dict.fromkeys(
        ("country", "region", "province", "amphoe"), 7425
    )
    assert rows.groupby("level").size().to_dict() == {
        "country": 1, "region": 11, "province": 77, "amphoe": 928,
    }  # fmt: skip


def test_published_regional_coverage_stands_in_the_same_table(readings):
    one = registry(body("a", "2012-09-30", "500101"))
    rows = summary(one, 2557, readings)
    said = rows[rows["source"] == "published"]
    assert said["level"].value_counts().to_dict() == {"region": 11, "country": 1}
    country = area(rows, "TH", "codi_units", "published")
    assert (country.n_bodies, country.n_units) == (4331, 7455) and pd.isna(country.n_covered)
    assert country.share == 4331 / 7455 and not said["is_demo"].any()


@pytest.mark.parametrize(("year", "statuses"), [
    (2555, {}), (2556, {"flagged": 9}), (2557, {"dated": 11}), (2558, {"dated": 6, "interim": 2}),
])  # fmt: skip
def test_published_regions_of_each_year_are_as_good_as_their_readings(readings, year, statuses):
    day = thai.fiscal_year_end(year)
    said = published.rows(readings, published.units(readings, day), year, day, settings.load())
    regional = said[said["level"] == "region"] if len(said) else said
    found = regional["status"].value_counts().to_dict() if len(regional) else {}
    assert found == statuses


def test_the_registry_is_set_beside_the_published_count_of_the_same_day(readings):
    one = registry(body("a", "2014-09-01", "500101"), body("b", "2014-09-02", "500102", "500103"))
    day = thai.fiscal_year_end(2557)
    said = published.rows(readings, published.units(readings, day), 2557, day, settings.load())
    found = coverage.reconcile(one, said, readings, 2557).set_index("code")
    assert found.loc["TH", "day"] == pd.Timestamp("2014-09-01")
    assert (found.loc["TH", "registry_low"], found.loc["TH", "difference_low"]) == (1, 1 - 4331)
    assert len(found) == 12


def test_a_count_known_by_its_year_only_is_compared_at_both_ends_of_it(readings):
    day = thai.fiscal_year_end(2556)
    said = published.rows(readings, published.units(readings, day), 2556, day, settings.load())
    # The page's column for 2556 is of some day from 30 September to 31 December 2013.
    days = ("2013-09-30", "2013-12-31", "2014-01-01")
    one = registry(*(body(day, day, f"50010{n}") for n, day in enumerate(days, start=1)))
    country = coverage.reconcile(one, said, readings, 2556).set_index("code").loc["TH"]
    assert pd.isna(country["day"]) and (country["registry_low"], country["registry_high"]) == (1, 2)
    assert country["difference_low"] == 1 - country["published_high"]
    assert country["difference_high"] == 2 - country["published_low"]


def test_a_published_count_after_the_export_is_not_compared(readings):
    early = body("a", "2012-09-30", "500101", exported_on=pd.Timestamp("2014-08-31"))
    day = thai.fiscal_year_end(2557)
    said = published.rows(readings, published.units(readings, day), 2557, day, settings.load())
    assert coverage.reconcile(registry(early), said, readings, 2557).empty


def test_council_and_fund_are_laid_over_each_other():
    one = registry(
        body("a", "2012-09-30", "500101", "500102"),
        body("f", "2012-09-30", "500102", "500103", kind="welfare_fund"),
    )
    found = coverage.overlap(counted(one, 2557), "council", "welfare_fund")
    assert found["500101"] == "only_council" and found["500102"] == "both"
    assert found["500103"] == "only_welfare_fund" and found["500104"] == "neither"
    alone = registry(body("a", "2012-09-30", "500101"))
    assert coverage.overlap(counted(alone, 2557), "council", "welfare_fund").empty


def test_first_years_are_fiscal_years_and_none_is_not_a_year():
    one = registry(body("a", "2012-10-01", "500101"), body("b", "2009-01-01", "500102"))
    found = tambons.first_years(counted(one, 2557), "council", 2557)
    assert (found["500101"], found["500102"], found["500103"]) == ("2556", "2552", "not_yet")


def test_no_registry_no_row():
    empty = registry(body("a", "2012-09-30", "500101"))
    empty = coverage.registered.Registry(empty.registrations.iloc[:0], empty.body_tambons.iloc[:0])
    assert counted(empty, 2557).empty and empty.kinds == []


def test_a_registrys_count_is_a_reading_of_each_day_of_assessment():
    one = registry(body("a", "2012-09-30", "500101"), body("b", "2012-10-01", "500102"))
    rows = registry_readings.rows(one, registry_readings.standard_days([2555, 2556, 2559]))
    country = rows[rows["geography_code"] == "TH"].set_index("as_of")["value"]
    assert {day.date().isoformat(): value for day, value in country.items()} == {
        "2012-03-31": 0, "2012-09-30": 1, "2013-03-31": 2, "2013-09-30": 2,
    }  # fmt: skip
    assert set(rows["kind"]) == {"registry"} and set(rows["relation"]) == {"same"}
    assert rows.groupby(["as_of", "geography_level"]).size().unique().tolist() == [1, 77, 11]
    regional = rows[rows["geography_level"] == "region"]
    assert (regional["value"] == 0).sum() == 11 + 3 * 10


def test_a_day_of_its_own_is_counted_too_and_no_day_after_the_export():
    one = registry(body("a", "2012-09-30", "500101"))
    days = [date(2014, 10, 15), date(2014, 12, 31), date(2016, 9, 30)]
    rows = registry_readings.rows(one, days)
    assert set(rows["as_of"]) == {pd.Timestamp(EXPORTED)}


@pytest.fixture
def people(tmp_path, monkeypatch):
    """A table of population: ten persons in every tambon of 2557 but two."""
    codes = gazetteer.of_year(2557)["code_that_year"]
    table = pd.DataFrame({"year_be": 2557, "geocode": codes, "population": 10.0})
    table.loc[table["geocode"] == "500101", "population"] = 90
    table.loc[table["geocode"] == "530306", "population"] = 7
    table.to_parquet(tmp_path / "people.parquet")
    monkeypatch.setenv(denominators.VARIABLE, str(tmp_path / "people.parquet"))
    return tmp_path


def test_population_in_covered_tambons_stands_beside_them(people, readings):
    one = registry(body("a", "2012-09-30", "500101"), body("b", "2012-09-30", "530407"))
    rows = summary(one, 2557, readings)
    country, province = area(rows, "TH"), area(rows, "50")
    assert country.population_covered == 90 + 7 and country.population == 7423 * 10 + 97
    assert province.population_covered == 90
    assert pd.isna(area(rows, "TH", "codi_units").population)
    assert area(summary(one, 2556, readings), "TH").population is pd.NA


@pytest.mark.parametrize("harm", ["missing", "columns"])
def test_population_that_cannot_be_used_is_refused(people, monkeypatch, harm):
    if harm == "missing":
        monkeypatch.setenv(denominators.VARIABLE, str(people / "none.parquet"))
        expected = "names a file that is not there"
    else:
        pd.DataFrame({"year_be": [2557]}).to_csv(people / "other.csv")
        monkeypatch.setenv(denominators.VARIABLE, str(people / "other.csv"))
        expected = "columns are missing"
    with pytest.raises(InputError, match=expected):
        denominators.of_year(2557)
