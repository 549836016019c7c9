"""Ranks of areas by coverage, and the ranks they could have: other denominators, ends of ranges,
areas not known, differences too small to tell apart."""

from datetime import date

import numpy as np
import pandas as pd

from helpers import coverage
from helpers.analysis.sensitivity import variants
from helpers.core import asked, datasets, metadata
from helpers.core.errors import InputError
from helpers.core.schemas import DENOMINATORS, PUBLISHED, REGISTRY
from helpers.coverage import denominators

LEVELS = ("region", "province")
# What shares of a source are over in the reports.
REPORTED = {PUBLISHED: "codi_units", REGISTRY: "tambons_of_year"}
_COUNTED = {PUBLISHED: "n_bodies", REGISTRY: "n_covered"}


def vary_ranks(
    year: int,
    *,
    as_of: str | date | None = None,
    level: str = "region",
    kind: str = "council",
    dataset: str = "real",
) -> pd.DataFrame:
    """One row an area of ``level`` (region or province): its rank by coverage, and how sure it is.

    Counted from the registry of ``kind`` where there is one (tambons covered), else from what was
    published (bodies). ``share_low`` and ``share_high`` are over ``denominator``, ``rank`` is by
    the lower end, 1 the highest, equal shares on one rank (``tied_with``). ``rank_best`` and
    ``rank_worst`` are the ends of what it may be over every denominator there is
    (``rank_tambons_of_year``, ...), both ends of ranges and whatever areas without a usable number
    have; shares closer than ``ranks.smallest_difference`` of ``sensitivity.yml`` are not told
    apart (``close_to``, over any of the denominators). Areas without a usable number have no rank.
    ``dataset="demo"`` ranks invented bodies, and every row says so.

    Raises ``InputError`` for a level or kind without coverage, and for a year not built.

    >>> ranks = vary_ranks(2557)
    >>> ranks.loc[ranks["rank"] <= 3, ["code", "rank", "rank_best", "rank_worst"]].values.tolist()
    [['NEU', 1, 1, 1], ['STL', 2, 2, 2], ['EST', 3, 3, 3]]
    """
    if level not in LEVELS:
        raise InputError("no ranks of this level", expected=LEVELS, found=level)
    day = asked.day_in(year, as_of)
    parts = coverage.read_part(year, day, datasets.named(dataset))
    return of_summary(parts["coverage_summary"], year, level, kind)


def of_summary(summary: pd.DataFrame, year: int, level: str, kind: str) -> pd.DataFrame:
    """The rows of ``vary_ranks`` out of table ``coverage_summary`` of one year and day."""
    mine = summary[(summary["level"] == level) & (summary["kind"] == kind)]
    if mine.empty:
        raise _nothing(summary, year, level, kind)
    source = REGISTRY if (mine["source"] == REGISTRY).any() else PUBLISHED
    rows = mine[(mine["source"] == source) & (mine["denominator"] == REPORTED[source])]
    usable = rows[rows["status"] != "interim"]
    areas = denominators.units(year, "tambons_of_year", level).index
    over = {name: _shares(mine, usable, year, level, source, name) for name in DENOMINATORS}
    ranked = _ranked({n: found for n, found in over.items() if found is not None},
                     REPORTED[source], len(areas))  # fmt: skip
    told = _told(rows, areas, year).join(ranked).reset_index()
    return told.sort_values(["rank", "code"], ignore_index=True)


def _nothing(summary: pd.DataFrame, year: int, level: str, kind: str) -> InputError:
    declared = metadata.load("registries.yml")["kinds"]
    if kind not in declared:
        return InputError("no such kind of body", expected=list(declared), found=kind)
    known = sorted(set(summary.loc[summary["kind"] == kind, "level"]) & set(LEVELS))
    problem = f"no coverage of {kind} by {level} is known in {year}: that needs a registry"
    return InputError(problem, expected=f"level {' or '.join(known)}" if known else None,
                      found=level, fix="data/raw/registries")  # fmt: skip


def _told(rows: pd.DataFrame, areas: pd.Index, year: int) -> pd.DataFrame:
    """What is known of every area, by its code: the day, the source and how sure it is."""
    one = rows.iloc[0]
    status = rows.set_index("code")["status"].reindex(areas).fillna("no_data")
    return pd.DataFrame(
        {
            "year_be": year,
            **{name: one[name] for name in ("as_of", "level", "kind", "source", "denominator")},
            "status": status,
            "is_demo": bool(one["is_demo"]),
        },
        index=areas.rename("code"),
    )


def _shares(mine, usable, year: int, level: str, source: str, name: str) -> pd.DataFrame | None:
    """Both ends of each usable area's share over one denominator; nothing where it has none."""
    ends = [f"{_COUNTED[source]}{end}" for end in (("_low", "_high") if source == PUBLISHED
                                                   else ("", ""))]  # fmt: skip
    counted = usable.set_index("code")[ends].set_axis(["low", "high"], axis=1).astype("float64")
    units = _units(mine, year, level, name).reindex(counted.index)
    if units.isna().any() or counted.empty:
        return None
    return counted.div(units.astype("float64"), axis=0)


def _units(mine: pd.DataFrame, year: int, level: str, name: str) -> pd.Series:
    """Units of the areas: as the summary has them, else counted of tambons."""
    there = mine[mine["denominator"] == name].drop_duplicates("code").set_index("code")["n_units"]
    if len(there) or name == "codi_units":
        return there
    if level not in denominators.OF_TODAY and name == "codes_today":
        # Today's provinces are not those of every year.
        return there
    return denominators.units(year, name, level)


def _ranked(shares: dict[str, pd.DataFrame], reported: str, areas: int) -> pd.DataFrame:
    """Ranks of the areas with a share, by their code."""
    own = shares.get(reported, pd.DataFrame(columns=["low", "high"], dtype="float64"))
    least = variants.rules()["ranks"]["smallest_difference"] / 100
    bounds = [_bounds(found, least, areas) for found in shares.values()]
    found = pd.DataFrame({"share_low": own["low"], "share_high": own["high"], "rank": _rank(own)})
    found["tied_with"] = _codes(own, _tied(own))
    found["close_to"] = _codes(own, _close(shares, least)) if bounds else None
    found["rank_best"] = np.min([best for best, _ in bounds], axis=0) if bounds else None
    found["rank_worst"] = np.max([worst for _, worst in bounds], axis=0) if bounds else None
    for name in DENOMINATORS:
        found[f"rank_{name}"] = _rank(shares[name]) if name in shares else pd.NA
    whole = [column for column in found if column.startswith("rank")]
    return found.astype(dict.fromkeys(whole, "Int64"))


def _rank(shares: pd.DataFrame) -> pd.Series:
    return shares["low"].rank(ascending=False, method="min")


def _apart(shares: pd.DataFrame, least: float) -> np.ndarray:
    """Whether the area of a row lies surely above that of a column, by ``least`` or more."""
    # Not by the last bits of a division.
    gap = np.round(shares["low"].to_numpy()[:, None] - shares["high"].to_numpy()[None, :], 12)
    return (gap > 0) & (gap >= least)


def _close(shares: dict[str, pd.DataFrame], least: float) -> np.ndarray:
    """Whether neither of two areas lies surely above the other, over one denominator or another."""
    apart = [_apart(found, least) for found in shares.values()]
    return np.any([~one & ~one.T for one in apart], axis=0)


def _bounds(shares: pd.DataFrame, least: float, areas: int) -> tuple[np.ndarray, np.ndarray]:
    """Best and worst rank of each area; one of which nothing is known may be above any other."""
    apart = _apart(shares, least)
    return 1 + apart.sum(axis=0), areas - apart.sum(axis=1)


def _tied(shares: pd.DataFrame) -> np.ndarray:
    ends = shares.to_numpy()
    return (ends[:, None, :] == ends[None, :, :]).all(axis=2)


def _codes(shares: pd.DataFrame, which: np.ndarray) -> list[str | None]:
    """By area the codes of the others that are marked, the highest share first."""
    order = shares["low"].to_numpy().argsort(kind="stable")[::-1]
    codes = shares.index.to_numpy()
    return [
        ", ".join(codes[other] for other in order if other != place and which[place, other]) or None
        for place in range(len(codes))
    ]
