"""The order in which to go: weighted criteria, and how far the rank moves when they are changed.

A criterion is a number from 0 to 1. The score is their weighted mean (sum of weight x criterion
over the sum of weights), so no weight has a unit. Equal scores share a rank.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

CRITERIA = ("standing", "neighbours", "amphoe", "recent")
OF_YEAR, TODAY, MOST = "tambons_of_year", "codes_today", "most_in_province"
DENOMINATORS = (OF_YEAR, TODAY, MOST)
# So many decimals decide whether two scores are equal: sums of weights leave the last ones open.
_DECIMALS = 9


def criteria(
    rows: pd.DataFrame, kinds: int, amphoe_today: pd.Series, denominator: str = OF_YEAR
) -> pd.DataFrame:
    """The four criteria of each row, 0 to 1.

    ``standing``: the share of the kinds that stand already, over all but one. ``neighbours`` and
    ``amphoe``: neighbours, and other tambons of the amphoe, that have what is missing, over all of
    them (``tambons_of_year``), over the amphoe's codes of today (``codes_today``), or over the
    largest such count of the province (``most_in_province``). ``recent``: whether it came to one
    of them lately. Where there is nobody to compare with the criterion is 0.
    """
    others = rows["amphoe_others"]
    if denominator == TODAY:
        others = rows["amphoe_code"].map(amphoe_today) - 1
    over = {"neighbours": rows["neighbours"], "amphoe": others}
    if denominator == MOST:
        over = {name: rows[f"{name}_with"].max() for name in over}
    return pd.DataFrame(
        {
            "standing": rows["standing"] / max(kinds - 1, 1),
            **{name: _share(rows[f"{name}_with"], below) for name, below in over.items()},
            "recent": (rows["recent"] > 0).astype(float),
        }
    )


def _share(above: pd.Series, below: pd.Series | int) -> pd.Series:
    below = pd.Series(below, index=above.index).astype(float)
    return (above / below.where(below > 0)).where(below > 0, 0.0)


def schemes(weights: Mapping[str, float]) -> dict[str, dict[str, float]]:
    """The weights of the settings (``set``) and what they are varied to, by name.

    Each weight in turn left out and doubled, and all that count equal; schemes without any weight
    left, and those that are the same as the settings', are none.
    """
    own = {name: float(weights[name]) for name in CRITERIA}
    counted = [name for name in CRITERIA if own[name] > 0]
    found = {"set": own, "equal": {name: float(name in counted) for name in CRITERIA}}
    for name in counted:
        found[f"without_{name}"] = {**own, name: 0.0}
        found[f"double_{name}"] = {**own, name: own[name] * 2}
    return {name: chosen for name, chosen in found.items() if sum(chosen.values()) > 0}


def score(measured: pd.DataFrame, weights: Mapping[str, float]) -> pd.Series:
    """The weighted mean of the criteria, 0 to 1."""
    total = sum(weights.values())
    return sum(measured[name] * weight / total for name, weight in weights.items())


def ranked(
    rows: pd.DataFrame, kinds: int, weights: Mapping[str, float], amphoe_today: pd.Series
) -> pd.DataFrame:
    """``rows`` with ``score``, ``rank``, ``tied``, ``rank_low`` and ``rank_high``, best first.

    Rank 1 is to be gone to first. ``tied`` counts the rows of the same rank, itself included;
    ``rank_low`` and ``rank_high`` are the best and the worst rank over all ``schemes`` of weights
    and the ``DENOMINATORS``, each changed alone.
    """
    if rows.empty:
        return rows.assign(**{name: pd.Series(dtype=float) for name in
                              ("score", "rank", "tied", "rank_low", "rank_high")})  # fmt: skip
    measured = criteria(rows, kinds, amphoe_today)
    ranks = {name: _rank(score(measured, chosen)) for name, chosen in schemes(weights).items()}
    for denominator in DENOMINATORS[1:]:
        other = criteria(rows, kinds, amphoe_today, denominator)
        ranks[denominator] = _rank(score(other, dict(weights)))
    every = np.column_stack(list(ranks.values()))
    found = rows.assign(
        score=score(measured, dict(weights)).round(_DECIMALS),
        rank=ranks["set"],
        tied=ranks["set"].groupby(ranks["set"]).transform("size"),
        rank_low=every.min(axis=1),
        rank_high=every.max(axis=1),
        **{f"criterion_{name}": measured[name] for name in CRITERIA},
    )
    # Of equal ranks the lower code stands first: the order says nothing there, ``tied`` does.
    return found.sort_index().sort_values("rank", kind="stable")


def _rank(scores: pd.Series) -> pd.Series:
    return scores.round(_DECIMALS).rank(method="min", ascending=False).astype(int)
