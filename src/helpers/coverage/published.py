"""Regional coverage as CODI published it, in the shape of ``coverage_summary``."""

from datetime import date

import pandas as pd

from helpers import knowledge, readings
from helpers.settings import Settings

_KINDS = ("published", "derived", "filed")


def units(actuals: pd.DataFrame, as_of: date) -> dict[str, pd.Series]:
    """CODI's own count of tambon and municipality units by area, of the day nearest ``as_of``.

    The last count up to the day, else the first after it.
    """
    key = knowledge.load("report.yml")["councils"]["units"]
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
    for kind, declared in knowledge.load("registries.yml")["kinds"].items():
        key = declared.get("indicator_key")
        for level, of_level in units.items() if key else ():
            for code, n_units in of_level.items():
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
