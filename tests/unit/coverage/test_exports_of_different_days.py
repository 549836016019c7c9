"""Exports of parts of the country that end on different days: an old part makes its areas interim.

Councils of Chiang Mai (50) were exported in the middle of fiscal year 2557, those of Nan (55) at
its end.
"""

from datetime import date

import pandas as pd
import pytest
from assessment_builders import chosen_settings
from registry_builders import body, registry

from helpers.actuals import readings
from helpers.coverage import registered, registry_readings, summary, tambons

END = date(2014, 9, 30)
ROUND, NEW = pd.Timestamp(2014, 3, 31), pd.Timestamp(END)
COUNCILS = "tambon_councils_registered_cum"


@pytest.fixture
def mixed():
    return registry(
        body("a", "2013-12-01", "500101", exported_on=ROUND),
        body("b", "2014-08-01", "550101", exported_on=NEW),
        body("c", "2013-12-02", "550103", exported_on=NEW),
    )


def rows(one, as_of=END, **chosen) -> pd.DataFrame:
    found = tambons.of_year(one, 2557, as_of)
    empty = registry_readings.rows(one, [])
    return summary.summarise(one, found, empty, 2557, as_of, chosen_settings(**chosen))


def status(frame: pd.DataFrame) -> dict[str, str]:
    chosen = frame[frame["denominator"] == "tambons_of_year"].set_index("code")["status"]
    return {code: chosen[code] for code in ("TH", "50", "55", "5001", "5501")}


def test_the_reach_of_the_exports_is_told_by_province(mixed):
    assert registered.reach(mixed, "council").to_dict() == {"50": ROUND, "55": NEW}
    assert registered.behind(mixed, "council", END, 92).to_dict() == {"50": ROUND}
    assert registered.behind(mixed, "council", END, 183).empty


def test_areas_with_an_old_part_are_interim_and_nothing_is_lost(mixed):
    found = rows(mixed)
    assert status(found) == {
        "TH": "interim", "50": "interim", "55": "dated", "5001": "interim", "5501": "dated",
    }  # fmt: skip
    country = found[(found["code"] == "TH") & (found["denominator"] == "tambons_of_year")]
    assert country["n_bodies"].item() == 3


def test_an_older_export_that_is_not_too_old_is_of_the_day(mixed):
    assert set(status(rows(mixed, interim_after_days=200)).values()) == {"dated"}
    assert set(status(rows(mixed, date(2014, 4, 30))).values()) == {"dated"}


def test_a_newer_export_of_the_same_province_brings_it_up_to_date():
    one = registry(
        body("a", "2013-12-01", "500101", exported_on=ROUND),
        body("b", "2014-08-01", "500102", exported_on=NEW),
    )
    assert registered.behind(one, "council", END, 92).empty


def test_the_count_of_an_area_with_an_old_part_is_of_the_old_day(mixed):
    """The country's count judges no year's end it does not know; Nan's does."""
    counted = registry_readings.rows(mixed, registry_readings.standard_days([2557]))
    found = counted.set_index(["geography_code", "as_of"])["value"]
    assert found[("TH", ROUND)] == 2 and ("TH", NEW) not in found.index
    assert found[("50", ROUND)] == 1 and ("50", NEW) not in found.index
    assert found[("55", ROUND)] == 1 and found[("55", NEW)] == 2
    assert counted["reading_id"].is_unique
    served = readings.serving(counted, COUNCILS, "TH", 2557, END, chosen_settings())
    assert served.interim and served.headline["value"] == 2


def test_a_part_of_an_earlier_fiscal_year_leaves_the_country_without_a_count():
    one = registry(
        body("a", "2012-12-01", "500101", exported_on=pd.Timestamp(2013, 3, 31)),
        body("b", "2014-08-01", "550101", exported_on=NEW),
    )
    counted = registry_readings.rows(one, [END])
    assert set(counted["geography_code"]) >= {"55"} and not {"TH", "50"} & set(
        counted["geography_code"]
    )
    assert status(rows(one))["TH"] == "interim"
