"""Table ``coverage_summary``: areas of every level; the parts of a year and day, and joined."""

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from helpers.actuals import readings
from helpers.core import metadata, partitions, settings, tables, thai
from helpers.core.datasets import REAL, Dataset
from helpers.core.schemas import AREA_LEVELS, TABLES
from helpers.core.settings import Settings
from helpers.coverage import denominators, published, registry_readings
from helpers.coverage.registered import Registry, behind, bodies_on, load
from helpers.coverage.tambons import of_year, places_of


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
    not known. An area with a province whose export is too old for the day is interim. Population
    (persons) stands beside ``tambons_of_year`` where it was supplied.
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
    people = denominators.of_year(year)
    frames = [
        frame for level in AREA_LEVELS for frame in _of_level(places, level, year, units, people)
    ]
    late = (as_of - day).days > settings.interim_after_days
    rows = pd.concat(frames, ignore_index=True)
    old = behind(registry, kind, as_of, settings.interim_after_days)
    interim = late | _holds(rows, places[places["tambon_code"].str[:2].isin(old.index)])
    return rows.assign(
        year_be=year,
        as_of=pd.Timestamp(day),
        kind=kind,
        source="registry",
        status=np.where(interim, "interim", "dated"),
        reading_id=None,
        is_demo=registry.is_demo,
    )


def _holds(rows: pd.DataFrame, places: pd.DataFrame) -> np.ndarray:
    """Which rows are of an area in which some of ``places`` lie."""
    found = np.zeros(len(rows), dtype=bool)
    for level in AREA_LEVELS:
        areas = denominators.of_level(places, level).unique()
        found |= ((rows["level"] == level) & rows["code"].isin(areas)).to_numpy()
    return found


def _of_level(places, level, year, units, people) -> list[pd.DataFrame]:
    """The rows of one level, a frame a denominator."""
    counted = _counted(places, level)
    of_year = _rows(
        counted, denominators.units(year, "tambons_of_year", level), "tambons_of_year", level
    )
    if people is not None:
        of_year = denominators.beside(of_year, people, places, year, level)
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


PART_TABLES = ("coverage", "coverage_summary")


def write_part(year: int, as_of: date, dataset: Dataset = REAL) -> list[Path]:
    """Count one fiscal year on one day and write both parts; returns their files."""
    registry = load(dataset)
    actuals = read_by_part(registry_readings.known_on(as_of), year, as_of)
    coverage = of_year(registry, year, as_of)
    summary = summarise(registry, coverage, actuals, year, as_of, settings.load())
    return [
        tables.write(frame, name, partitions.file(name, year, as_of, dataset))
        for name, frame in zip(PART_TABLES, (coverage, summary), strict=True)
    ]


def read_by_part(actuals: pd.DataFrame, _: int, as_of: date) -> pd.DataFrame:
    """The rows of ``actuals`` a part is made from: published counts of bodies and CODI's units.

    A change of any other row leaves the part as it is.
    """
    declared = metadata.load("registries.yml")["kinds"].values()
    bodies = actuals["indicator_key"].isin([kind.get("indicator_key") for kind in declared])
    units = actuals["indicator_key"] == metadata.load("report.yml")["councils"]["units"]
    # Units are counted on days after the report's too.
    return actuals[units | actuals.index.isin(readings.known(actuals[bodies], as_of).index)]


def ensure(year: int, as_of: date, dataset: Dataset = REAL) -> dict[str, pd.DataFrame]:
    """Count and write, as the rule does, and hand both tables over: for a notebook run by hand."""
    write_part(year, as_of, dataset)
    return read_part(year, as_of, dataset)


def read_part(year: int, as_of: date, dataset: Dataset = REAL) -> dict[str, pd.DataFrame]:
    """Both tables of one year and day by their names; ``InputError`` while they are not made."""
    command = f"make demo YEARS={year}" if dataset.is_demo else f"make report YEAR={year}"
    if as_of != thai.fiscal_year_end(year):
        command = f"{command} AS_OF={as_of.isoformat()}"
    return {
        name: tables.read(name, partitions.file(name, year, as_of, dataset), command)
        for name in PART_TABLES
    }


def join_parts(dataset: Dataset = REAL) -> list[Path]:
    """Join the years at their ends into the two tables; other days stay in their parts."""
    years = settings.load().years
    ends = {year: thai.fiscal_year_end(year) for year in sorted(years)}
    written = []
    for name in PART_TABLES:
        there = [partitions.file(name, *end, dataset) for end in ends.items()]
        frames = [tables.read(name, place) for place in there if place.exists()]
        joined = pd.concat(frames, ignore_index=True)
        written.append(tables.write(joined, name, dataset.table(name)))
    return written
