"""A published count's change: what a later page corrected, and what is left of it."""

import pandas as pd
import pytest

import helpers
from helpers.core import thai
from helpers.core.errors import InputError
from helpers.core.schemas import TABLES

KEY = "tambon_councils_registered_cum"


def actuals(*rows: tuple) -> pd.DataFrame:
    """Readings of CODI's table given as (region, year, read on, count or both ends)."""
    found = []
    for number, (code, year, read_on, count) in enumerate(rows):
        low, high = count if isinstance(count, tuple) else (count, count)
        found.append(
            {
                **dict.fromkeys(TABLES["actuals"].columns),
                "reading_id": f"R{number}",
                "indicator_key": KEY,
                "geography_level": "region",
                "geography_code": code,
                "as_of_from": pd.Timestamp(f"{thai.be_to_ce(year)}-09-30"),
                "as_of_to": pd.Timestamp(f"{thai.be_to_ce(year)}-12-31"),
                "year_be": year,
                "source_year_be": year,
                "year_basis": "unknown",
                "read_on": pd.Timestamp(read_on),
                "value": low if low == high else None,
                "value_low": float(low),
                "value_high": float(high),
                "kind": "published",
                "source_id": "S",
            }
        )
    return pd.DataFrame(found)


PAGES = (
    ("NEL", 2557, "2015-05-27", 602),
    ("NEL", 2557, "2015-07-01", 604),
    ("NEL", 2557, "2015-10-09", 603),
    ("NEL", 2558, "2016-01-09", 650),
    ("BMR", 2557, "2015-05-27", 170),
)


def test_what_a_later_page_corrected_is_apart_from_what_is_new():
    frame = helpers.decompose_published(actuals(*PAGES), 2557, 2558)
    assert frame.set_index("part")["n_low"].to_dict() == {"new_readings": 47, "revision": 1}
    assert frame["n_low"].equals(frame["n_high"])
    # Together the last count less the first one as it was first published.
    assert frame["n_low"].sum() == 650 - 602
    assert frame["first_published"].eq(602).all() and frame["first_latest"].eq(603).all()
    assert frame["flagged"].all()


def test_an_area_without_one_of_the_years_is_left_out_and_named():
    assert helpers.decompose_published(actuals(*PAGES), 2557, 2558).attrs["left_out"] == ["BMR"]


def test_a_count_known_by_its_ends_gives_ends():
    rows = (("NEL", 2557, "2015-05-27", (600, 604)), ("NEL", 2558, "2016-01-09", 650))
    frame = helpers.decompose_published(actuals(*rows), 2557, 2558).set_index("part")
    assert frame.loc["new_readings", ["n_low", "n_high"]].tolist() == [46, 50]
    assert frame.loc["revision", ["n_low", "n_high"]].tolist() == [0, 0]


@pytest.mark.parametrize(
    ("asked", "options", "said"),
    [
        ((2557, 2557), {}, "between a day and itself"),
        ((2558, 2557), {}, "the first day is after the last"),
        ((2557, 2559), {}, "a year without data"),
        ((2557, 2558), {"areas": "BMR"}, "a year without data"),
        ((2557, 2558), {"areas": "XXX"}, "no region with this code"),
        ((2557, 2558), {"level": "village"}, "no such level"),
        ((2557, 2558), {"kind": "choir"}, "no published count of this kind"),
    ],
)
def test_what_cannot_be_told_is_refused(asked, options, said):
    with pytest.raises(InputError, match=said):
        helpers.decompose_published(actuals(*PAGES), *asked, **options)
