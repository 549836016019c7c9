"""What was published when, what changed, and which lights it would turn."""

import pandas as pd
import pytest

from helpers import plans
from helpers.actuals import table
from helpers.analysis import vintages
from helpers.core.errors import InputError

COUNCILS = "tambon_councils_registered_cum"
SEPTEMBER_2556 = "column 2556"


@pytest.fixture(scope="module")
def actuals() -> pd.DataFrame:
    return table.clean()


@pytest.fixture(scope="module")
def targets() -> pd.DataFrame:
    return plans.clean()["plan_targets"]


def test_every_published_reading_has_its_place(actuals):
    held = vintages.vintages(readings=actuals)
    assert len(held) == 486 and held["reading_id"].is_unique
    assert held["vintage"].notna().all() and (held["vintage"] <= held["vintages"]).all()
    # Sixteen numbers of regions were read on more than one day.
    sizes = held.drop_duplicates(vintages.NUMBER)["vintages"]
    assert (sizes > 1).sum() == 16
    last = held[held["vintage"] == held["vintages"]]
    assert last["superseded_by"].isna().all() and held["superseded_by"].notna().sum() == 486 - len(
        last
    )


def test_the_six_revisions_are_found_and_no_others(actuals):
    held = vintages.vintages(readings=actuals)
    found = held[held["is_revised"]]
    assert found[["geography_code", "about", "change"]].values.tolist() == [
        ["BMR", "column 2556", -1], ["BMR", "column 2557", -1], ["NEL", "column 2557", 2],
        ["NEL", "column 2557", -1], ["NEL", "column 2557", -1], ["NEM", "column 2557", 1],
    ]  # fmt: skip


def test_the_triangle_tells_what_was_said_on_each_day(actuals):
    shown = vintages.revision_triangle(COUNCILS, readings=actuals)
    assert shown.shape == (4, 11)
    bangkok = shown.loc[("BMR", SEPTEMBER_2556)]
    assert bangkok.tolist() == [158] * 5 + [157] * 6
    northeast = shown.loc[("NEL", "column 2557")].dropna()
    assert northeast.tolist() == [602, 604, 604, 604, 603, 603, 603, 602]
    every = vintages.revision_triangle(
        COUNCILS, areas=["BMR"], only_revised=False, readings=actuals
    )
    assert ("BMR", "2015-03-31") in every.index and len(every) == 2 + 12


def test_a_key_or_area_without_a_reading_is_refused(actuals):
    with pytest.raises(InputError, match="no published reading of this indicator_key"):
        vintages.vintages("tambon_councils", readings=actuals)
    with pytest.raises(InputError, match="no such area"):
        vintages.revision_triangle(COUNCILS, areas=["XXX"], readings=actuals)
    with pytest.raises(InputError, match="geography_code"):
        vintages.vintages(COUNCILS, areas="บึงกาฬ", readings=actuals)


def test_what_officers_filed_is_no_vintage(actuals):
    filed = actuals.assign(kind="filed")
    assert vintages.vintages(readings=pd.concat([actuals, filed]))["reading_id"].is_unique


def test_pages_of_no_known_day_have_no_order(actuals):
    (row,) = actuals[actuals["reading_id"] == "R0473"].to_dict("records")
    second = pd.DataFrame([{**row, "reading_id": "Z1", "value_low": 1.0, "value_high": 1.0}])
    held = vintages.vintages("welfare_funds_cum", readings=pd.concat([actuals, second]))
    both = held[held["about"] == "column 2553"]
    assert len(both) == 2 and both["vintage"].isna().all() and not both["is_revised"].any()


def test_a_range_stands_in_the_triangle_as_both_ends(actuals):
    chosen = actuals["reading_id"].isin(["R0177", "R0178"])
    ranged = actuals[chosen].assign(value_high=lambda rows: rows["value_low"] + 2)
    shown = vintages.revision_triangle(COUNCILS, only_revised=False, readings=ranged)
    assert set(shown.loc[("BMR", SEPTEMBER_2556)]) == {"158-160"}


def test_no_light_turns_for_regions_have_none(actuals, targets):
    found = vintages.revised_lights(actuals, targets)
    assert len(found) == 10 and not found["judged"].any()
    assert not found["turns"].any() and not found["turns_if_carried"].any()
    by_column = found.drop_duplicates("about").set_index("about")
    assert by_column["carried"].to_dict() == {SEPTEMBER_2556: 1, "column 2557": 4}
    # 4,182 lies 415 over the target of 3,767, and 4,331 lies 64 over 4,267.
    assert by_column["margin"].to_dict() == {SEPTEMBER_2556: 415, "column 2557": 64}


def of_the_country(actuals: pd.DataFrame, *values: float) -> pd.DataFrame:
    """A column of 2555 of the country, told otherwise on later days."""
    (row,) = actuals[actuals["reading_id"] == "R0177"].to_dict("records")
    days = pd.to_datetime(["2015-03-31", "2015-04-25", "2015-05-03"])[: len(values)]
    told = [
        {**row, "reading_id": f"Z{place}", "geography_level": "country", "geography_code": "TH",
         "source_year_be": 2555, "year_be": 2555, "indicator_id": "2555-2559/1.4.1a",
         "relation": "same", "as_of_from": pd.Timestamp("2012-09-30"),
         "as_of_to": pd.Timestamp("2012-12-31"), "value": value, "value_low": value,
         "value_high": value, "read_on": day}
        for place, (value, day) in enumerate(zip(values, days, strict=True))
    ]  # fmt: skip
    return pd.concat([actuals, pd.DataFrame(told).astype(actuals.dtypes)], ignore_index=True)


def test_a_revised_number_of_the_country_turns_its_light(actuals, targets):
    # The target of 2555 is 3,267: 3,270 reaches it, 3,260 is near.
    found = vintages.revised_lights(of_the_country(actuals, 3270, 3260), targets)
    country = found[found["judged"]].set_index("value_low")
    assert country["light_low"].to_dict() == {3270: "reached", 3260: "near"}
    assert country["turns"].to_dict() == {3270: True, 3260: False}
    assert country["turns_if_carried"].all() and (country["margin"] == 7).all()


def test_a_revision_of_a_region_may_be_more_than_a_country_has_to_spare(actuals, targets):
    moved = actuals.copy()
    moved.loc[moved["reading_id"] == "R0177", ["value", "value_low", "value_high"]] = 158 + 416
    found = vintages.revised_lights(moved, targets)
    in_2556 = found[found["about"] == SEPTEMBER_2556]
    assert in_2556["turns_if_carried"].all() and not in_2556["turns"].any()
    assert (in_2556["carried"] == 417).all()
