"""A registry's counts beside the published ones, area by area, on the published day."""

from collections.abc import Callable
from datetime import date
from functools import cache, partial

import pandas as pd

from helpers.coverage.denominators import of_level
from helpers.coverage.known import Registry, bodies_on, exported_on
from helpers.coverage.tambons import places_of

COLUMNS = (
    "level",
    "code",
    "kind",
    "reading_id",
    "day",
    "published_low",
    "published_high",
    "registry_low",
    "registry_high",
    "difference_low",
    "difference_high",
)


def reconcile(
    registry: Registry, said: pd.DataFrame, actuals: pd.DataFrame, year: int
) -> pd.DataFrame:
    """One row an area with a published count and a kind with a registry.

    ``said`` holds the published rows of one year (``published.rows``). The registry counts bodies
    of the area on the day of the published reading, so both speak of one day; where that is known
    by its month or year only (``day`` is missing), on the first and the last day it may be of.
    The difference is registry minus published, with both ends. A reading that may be of a day
    after the export is left out.
    """
    days = actuals.set_index("reading_id")[["as_of", "as_of_from", "as_of_to"]]
    # The counts of many areas are of one day.
    standing = cache(partial(_standing, registry, year))
    rows = [
        _row(standing, row, days.loc[row.reading_id])
        for row in said.itertuples(index=False)
        if row.kind in registry.kinds
        and days.loc[row.reading_id, "as_of_to"].date()
        <= exported_on(registry.registrations, row.kind)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _row(standing: Callable[[str, date], pd.DataFrame], row, days: pd.Series) -> dict:
    ends = [standing(row.kind, days[end].date()) for end in ("as_of_from", "as_of_to")]
    counts = [_counted(places, row) for places in ends]
    return {
        "level": row.level,
        "code": row.code,
        "kind": row.kind,
        "reading_id": row.reading_id,
        "day": days["as_of"],
        "published_low": row.n_bodies_low,
        "published_high": row.n_bodies_high,
        "registry_low": min(counts),
        "registry_high": max(counts),
        "difference_low": min(counts) - row.n_bodies_high,
        "difference_high": max(counts) - row.n_bodies_low,
    }


def _standing(registry: Registry, year: int, kind: str, day: date) -> pd.DataFrame:
    """The places of the bodies of a kind on a day."""
    return places_of(registry, bodies_on(registry.registrations, kind, day), year)


def _counted(places: pd.DataFrame, row) -> int:
    """Bodies in the area of a row."""
    return places.loc[of_level(places, row.level) == row.code, "body_id"].nunique()
