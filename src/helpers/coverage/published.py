"""Regional coverage as CODI published it, and a registry's counts beside it on the same day."""

from collections.abc import Callable
from datetime import date
from functools import cache, partial

import pandas as pd

from helpers.actuals import readings
from helpers.core import metadata
from helpers.core.settings import Settings
from helpers.coverage.denominators import of_level
from helpers.coverage.registered import Registry, bodies_on, exported_on
from helpers.coverage.tambons import places_of

_KINDS = ("published", "derived", "filed")


def units(actuals: pd.DataFrame, as_of: date) -> dict[str, pd.Series]:
    """CODI's own count of tambon and municipality units by area, of the day nearest ``as_of``.

    The last count up to the day, else the first after it.
    """
    key = metadata.load("report.yml")["councils"]["units"]
    known = actuals[(actuals["indicator_key"] == key) & actuals["as_of"].notna()]
    known = known.sort_values(["as_of", "reading_id"])
    found: dict[str, dict[str, int]] = {"country": {}, "region": {}}
    for (level, code), rows in known.groupby(["geography_level", "geography_code"]):
        before = rows[rows["as_of"] <= pd.Timestamp(as_of)]
        row = rows.iloc[0] if before.empty else before.iloc[-1]
        if level in found:
            found[level][code] = int(row["value"])
    return {level: pd.Series(by_code, dtype="int64") for level, by_code in found.items()}


def not_registry(actuals: pd.DataFrame) -> pd.DataFrame:
    """Readings that somebody said, as opposed to counts of a registry."""
    return actuals[actuals["kind"].isin(_KINDS)]


def rows(
    actuals: pd.DataFrame,
    units: dict[str, pd.Series],
    year: int,
    as_of: date,
    settings: Settings,
) -> pd.DataFrame:
    """One row an area of the country or the regions and a kind that has a published count."""
    said = not_registry(actuals)
    found = []
    for kind, declared in metadata.load("registries.yml")["kinds"].items():
        key = declared.get("indicator_key")
        for level, units_of_level in units.items() if key else ():
            for code, n_units in units_of_level.items():
                served = readings.serving(said, key, code, year, as_of, settings)
                if served.headline is not None:
                    found.append(_row(kind, level, code, n_units, served))
    return (
        pd.DataFrame(found).assign(year_be=year, as_of=pd.Timestamp(as_of))
        if found
        else (pd.DataFrame())
    )


def _row(kind: str, level: str, code: str, n_units: int, served: readings.Serving) -> dict:
    reading = served.headline
    low, high = reading["value_low"], reading["value_high"]
    same = low == high
    return {
        "level": level,
        "code": code,
        "kind": kind,
        "denominator": "codi_units",
        "n_units": n_units,
        "n_covered": None,
        "n_bodies": int(low) if same else None,
        "n_bodies_low": low,
        "n_bodies_high": high,
        "share": low / n_units if same else None,
        "share_low": low / n_units,
        "share_high": high / n_units,
        "source": "published",
        "status": "interim" if served.interim else "flagged" if served.flagged else "dated",
        "reading_id": reading["reading_id"],
        "is_demo": False,
    }


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
        _row_of_both(standing, row, days.loc[row.reading_id])
        for row in said.itertuples(index=False)
        if row.kind in registry.kinds
        and days.loc[row.reading_id, "as_of_to"].date()
        <= exported_on(registry.registrations, row.kind)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _row_of_both(standing: Callable[[str, date], pd.DataFrame], row, days: pd.Series) -> dict:
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
