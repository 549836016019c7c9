"""Ranks of areas, and the ranks they could have, on three regions worked out by hand."""

import pandas as pd
import pytest

from helpers.analysis.sensitivity import ranks
from helpers.core.errors import InputError
from helpers.coverage import denominators

# CODI's units of the regions that have a number here; the tambons of the year are other ones.
UNITS = {"NEU": 700, "STL": 560, "EST": 520, "BMR": 333}


def summary(counts: dict, kind: str = "council", status: str = "dated") -> pd.DataFrame:
    """Published counts of regions: a number, or both ends of a range."""
    rows = []
    for code, count in counts.items():
        low, high = count if isinstance(count, tuple) else (count, count)
        rows.append(
            {
                "year_be": 2557,
                "as_of": pd.Timestamp("2014-09-30"),
                "level": "region",
                "code": code,
                "kind": kind,
                "denominator": "codi_units",
                "n_units": UNITS[code],
                "n_covered": None,
                "n_bodies_low": low,
                "n_bodies_high": high,
                "source": "published",
                "status": status,
                "is_demo": False,
            }
        )
    return pd.DataFrame(rows)


@pytest.fixture
def few(monkeypatch):
    """Only the regions of the summary; tambons of the year are CODI's units but for one region."""

    def units(year, denominator, level):
        return pd.Series({**UNITS, "BMR": 331 if denominator == "tambons_of_year" else 342})

    monkeypatch.setattr(denominators, "units", units)


def ranked(counts, **given) -> pd.DataFrame:
    return ranks.of_summary(summary(counts, **given), 2557, "region", "council").set_index("code")


def test_shares_far_apart_have_one_rank_each(few):
    found = ranked({"NEU": 490, "STL": 336, "EST": 260, "BMR": 100})
    # 70, 60, 50 and 30 per cent
    assert found["rank"].to_dict() == {"NEU": 1, "STL": 2, "EST": 3, "BMR": 4}
    assert (found["rank_best"] == found["rank"]).all()
    assert (found["rank_worst"] == found["rank"]).all()
    assert found["close_to"].isna().all()


def test_shares_less_than_a_point_apart_are_not_told_apart(few):
    found = ranked({"NEU": 448, "STL": 363, "EST": 260, "BMR": 100})
    # 64.00 and 64.82 per cent
    assert found.loc["STL", ["rank", "rank_best", "rank_worst"]].tolist() == [1, 1, 2]
    assert found.loc["NEU", ["rank", "rank_best", "rank_worst"]].tolist() == [2, 1, 2]
    assert found.loc["NEU", "close_to"] == "STL"


def test_sixty_four_and_sixty_five_are_a_whole_point_apart_and_told_apart(few):
    found = ranked({"NEU": 448, "STL": 364, "EST": 260, "BMR": 100})
    assert found.loc[["NEU", "STL"], "close_to"].isna().all()


def test_equal_shares_share_a_rank_and_say_so(few):
    found = ranked({"NEU": 350, "STL": 280, "EST": 104, "BMR": 33})
    assert found["rank"].tolist() == [1, 1, 3, 4]
    assert found.loc["NEU", "tied_with"] == "STL"


def test_a_range_may_lie_on_either_side_of_another(few):
    found = ranked({"NEU": (420, 504), "STL": 364, "EST": 104, "BMR": 33})
    # 60 to 72 per cent around 65
    assert found.loc["NEU", ["rank", "rank_best", "rank_worst"]].tolist() == [2, 1, 2]
    assert found.loc["STL", ["rank", "rank_best", "rank_worst"]].tolist() == [1, 1, 2]


def test_another_denominator_may_change_a_rank(few):
    found = ranked({"NEU": 490, "STL": 336, "EST": 270, "BMR": 176})
    # BMR: 176 of 333, 331 and 342 are 52.9, 53.2 and 51.5 per cent; EST 51.92
    assert found.loc["BMR", "rank_codi_units"] == 3
    assert found.loc["BMR", "rank_codes_today"] == 4
    assert found.loc["BMR", ["rank_best", "rank_worst"]].tolist() == [3, 4]


def test_an_area_without_a_number_may_be_above_any_other(few):
    found = ranked({"NEU": 490, "STL": 336, "EST": 260})
    assert found.loc["NEU", ["rank", "rank_best", "rank_worst"]].tolist() == [1, 1, 2]
    assert found.loc["BMR", "status"] == "no_data" and pd.isna(found.loc["BMR", "rank"])


def test_numbers_too_old_for_the_day_rank_nothing(few):
    found = ranked({"NEU": 490, "STL": 336, "EST": 260, "BMR": 100}, status="interim")
    assert found["rank"].isna().all() and set(found["status"]) == {"interim"}


def test_a_kind_without_coverage_and_a_level_without_ranks_are_refused():
    with pytest.raises(InputError, match="no such kind of body; expected council, welfare_fund"):
        ranks.of_summary(summary({"NEU": 1}), 2557, "region", "housing")
    with pytest.raises(
        InputError, match=r"council by province .* needs a registry; .* level region"
    ):
        ranks.of_summary(summary({"NEU": 1}), 2557, "province", "council")
    with pytest.raises(InputError, match="no ranks of this level"):
        ranks.vary_ranks(2557, level="tambon")
