"""A registry's counts beside the published ones, area by area, on the published day."""

import pandas as pd

from helpers.coverage.denominators import of_level
from helpers.coverage.known import Registry, bodies_on, exported_on
from helpers.coverage.tambons import places_of


def reconcile(
    registry: Registry, said: pd.DataFrame, actuals: pd.DataFrame, year: int
) -> pd.DataFrame:
    """One row an area with a published count and a kind with a registry.

    ``said`` holds the published rows of one year (``published.rows``). ``registry`` counts bodies
    of the area on the day of the published reading (the last day it may
    be of), so both speak of one day; ``difference`` is registry minus published, with both ends
    where the published count is an interval. A reading after the export is left out.
    """
    days = actuals.set_index("reading_id")["as_of_to"]
    rows = [
        _row(registry, row, days[row.reading_id], year)
        for row in said.itertuples(index=False)
        if row.kind in registry.kinds
        and days[row.reading_id].date() <= exported_on(registry.registrations, row.kind)
    ]
    columns = ["level", "code", "kind", "reading_id", "day", "published_low", "published_high"]
    columns += ["registry", "difference_low", "difference_high"]
    return pd.DataFrame(rows, columns=columns)


def _row(registry: Registry, row, day: pd.Timestamp, year: int) -> dict:
    bodies = bodies_on(registry.registrations, row.kind, day.date())
    places = places_of(registry, bodies, year)
    counted = places.loc[of_level(places, row.level) == row.code, "body_id"].nunique()
    return {
        "level": row.level,
        "code": row.code,
        "kind": row.kind,
        "reading_id": row.reading_id,
        "day": day,
        "published_low": row.n_bodies_low,
        "published_high": row.n_bodies_high,
        "registry": counted,
        "difference_low": counted - row.n_bodies_high,
        "difference_high": counted - row.n_bodies_low,
    }
