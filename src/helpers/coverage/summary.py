"""Table ``coverage_summary``: areas of every level, from a registry and as published."""

from datetime import date

import pandas as pd

from helpers import tables
from helpers.coverage import denominators, population, published
from helpers.coverage.known import Registry, bodies_on
from helpers.coverage.tambons import places_of
from helpers.schemas import TABLES
from helpers.settings import Settings


def summarise(
    registry: Registry,
    coverage: pd.DataFrame,
    actuals: pd.DataFrame,
    year: int,
    as_of: date,
    settings: Settings,
) -> pd.DataFrame:
    """One row an area, a kind, a denominator and a source, of one fiscal year and day.

    From a registry ``n_covered`` counts tambons with at least one body and ``share`` is over the
    denominator; a body over several areas counts once in each, so bodies of areas do not add up.
    As published ``n_bodies`` counts bodies over CODI's units, and how many tambons they cover is
    not known. Population (persons) stands beside ``tambons_of_year`` where it was supplied.
    """
    units = published.units(actuals, as_of)
    rows = [
        _of_kind(registry, kind, rows, year, as_of, units, settings)
        for kind, rows in coverage.groupby("kind")
    ]
    # What was published is real: it never stands in a table of the demonstration.
    if not registry.is_demo:
        rows.append(published.rows(actuals, units, year, as_of, settings))
    frames = [frame for frame in rows if len(frame)]
    columns = list(TABLES["coverage_summary"].columns)
    if not frames:
        return tables.check(pd.DataFrame(columns=columns), "coverage_summary")
    joined = pd.concat([frame.reindex(columns=columns) for frame in frames], ignore_index=True)
    order = ["source", "kind", "denominator", "level", "code"]
    return tables.check(joined.sort_values(order, kind="stable"), "coverage_summary")


def _of_kind(registry, kind, coverage, year, as_of, units, settings) -> pd.DataFrame:
    day = coverage["as_of"].iloc[0].date()
    places = places_of(registry, bodies_on(registry.registrations, kind, day), year)
    people = population.of_year(year)
    frames = [
        frame
        for level in denominators.LEVELS
        for frame in _of_level(places, level, year, units, people)
    ]
    late = (as_of - day).days > settings.interim_after_days
    return pd.concat(frames, ignore_index=True).assign(
        year_be=year,
        as_of=pd.Timestamp(day),
        kind=kind,
        source="registry",
        status="interim" if late else "dated",
        reading_id=None,
        is_demo=registry.is_demo,
    )


def _of_level(places, level, year, units, people) -> list[pd.DataFrame]:
    """The rows of one level, a frame a denominator."""
    counted = _counted(places, level)
    of_year = _rows(
        counted, denominators.units(year, "tambons_of_year", level), "tambons_of_year", level
    )
    if people is not None:
        of_year = population.beside(of_year, people, places, year, level)
    frames = [of_year]
    if level in denominators.OF_TODAY:
        today = denominators.units(year, "codes_today", level)
        frames.append(_rows(counted, today, "codes_today", level))
    if level in units:
        frames.append(_rows(counted, units[level], "codi_units", level))
    return frames


def _counted(places: pd.DataFrame, level: str) -> pd.DataFrame:
    """Tambons covered and bodies of each area."""
    grouped = places.groupby(denominators.of_level(places, level))
    return grouped.agg(n_covered=("tambon_code", "nunique"), n_bodies=("body_id", "nunique"))


def _rows(counted: pd.DataFrame, units: pd.Series, denominator: str, level: str) -> pd.DataFrame:
    """One row an area of the denominator; an area without a body has counted none."""
    found = counted.reindex(units.index, fill_value=0)
    share = found["n_covered"] / units
    return pd.DataFrame(
        {
            "level": level,
            "code": units.index,
            "denominator": denominator,
            "n_units": units.to_numpy(),
            "n_covered": found["n_covered"].to_numpy(),
            "n_bodies": found["n_bodies"].to_numpy(),
            "n_bodies_low": found["n_bodies"].to_numpy(),
            "n_bodies_high": found["n_bodies"].to_numpy(),
            "share": share.to_numpy(),
            "share_low": share.to_numpy(),
            "share_high": share.to_numpy(),
        }
    )
