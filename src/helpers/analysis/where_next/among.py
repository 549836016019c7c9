"""The province's place among all provinces of the year, as a range over denominators."""

import pandas as pd

from helpers.analysis.where_next import ahead

BOTH = "both"
# CODI's own units are known for the country and its regions alone.
DENOMINATORS = ("tambons_of_year", "codes_today")


def provinces(frame: pd.DataFrame, kinds: tuple[str, ...]) -> pd.DataFrame:
    """One row a province and measure (each kind, and both): counts, shares and ranks.

    ``rank`` is over the tambons of the year, 1 the highest share, equal shares sharing it with
    ``tied`` provinces; ``rank_low`` and ``rank_high`` are the best and worst rank over all
    denominators, ``n_today`` the second of them.
    """
    every = frame.groupby("province_code").size()
    today = ahead.codes_today(frame, "province_code").reindex(every.index)
    columns = {kind: frame[f"has_{kind}"] for kind in kinds}
    if len(kinds) > 1:
        columns[BOTH] = pd.concat(list(columns.values()), axis=1).all(axis=1)
    frames = [_ranked(name, has, frame, every, today) for name, has in columns.items()]
    return pd.concat(frames, ignore_index=True)


def _ranked(
    name: str, has: pd.Series, frame: pd.DataFrame, every: pd.Series, today: pd.Series
) -> pd.DataFrame:
    covered = has.groupby(frame["province_code"]).sum()
    ranks = pd.concat([_rank(covered / every), _rank(covered / today)], axis=1)
    own = ranks.iloc[:, 0]
    return pd.DataFrame(
        {
            "province_code": every.index,
            "measure": name,
            "n_covered": covered.to_numpy(),
            "n_units": every.to_numpy(),
            "n_today": today.to_numpy(),
            "share": (covered / every).to_numpy(),
            "rank": own.to_numpy(),
            "tied": own.groupby(own).transform("size").to_numpy(),
            "rank_low": ranks.min(axis=1).to_numpy(),
            "rank_high": ranks.max(axis=1).to_numpy(),
            "provinces": len(every),
        }
    )


def _rank(shares: pd.Series) -> pd.Series:
    return shares.round(9).rank(method="min", ascending=False).astype(int)
