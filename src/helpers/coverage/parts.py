"""The parts of ``coverage`` and ``coverage_summary``: one fiscal year on one day, and joined."""

from datetime import date
from pathlib import Path

import pandas as pd

from helpers import knowledge, parts, readings, settings, tables, thai
from helpers.coverage import registry_readings
from helpers.coverage.known import load
from helpers.coverage.summary import summarise
from helpers.coverage.tambons import of_year
from helpers.datasets import REAL, Dataset

TABLES = ("coverage", "coverage_summary")


def write_part(year: int, as_of: date, dataset: Dataset = REAL) -> list[Path]:
    """Count one fiscal year on one day and write both parts; returns their files."""
    registry = load(dataset)
    actuals = read_by_part(registry_readings.known_on(as_of), year, as_of)
    coverage = of_year(registry, year, as_of)
    summary = summarise(registry, coverage, actuals, year, as_of, settings.load())
    return [
        tables.write(frame, name, parts.file(name, year, as_of, dataset))
        for name, frame in zip(TABLES, (coverage, summary), strict=True)
    ]


def read_by_part(actuals: pd.DataFrame, _: int, as_of: date) -> pd.DataFrame:
    """The rows of ``actuals`` a part is made from: published counts of bodies and CODI's units.

    A change of any other row leaves the part as it is.
    """
    declared = knowledge.load("registries.yml")["kinds"].values()
    bodies = actuals["indicator_key"].isin([kind.get("indicator_key") for kind in declared])
    units = actuals["indicator_key"] == knowledge.load("report.yml")["councils"]["units"]
    # Units are counted on days after the report's too.
    return actuals[units | actuals.index.isin(readings.known(actuals[bodies], as_of).index)]


def ensure(year: int, as_of: date, dataset: Dataset = REAL) -> dict[str, pd.DataFrame]:
    """Count and write, as the rule does, and hand both tables over: for a notebook run by hand."""
    write_part(year, as_of, dataset)
    return read_part(year, as_of, dataset)


def read_part(year: int, as_of: date, dataset: Dataset = REAL) -> dict[str, pd.DataFrame]:
    """Both tables of one year and day by their names; ``InputError`` while they are not made."""
    return {name: tables.read(name, parts.file(name, year, as_of, dataset)) for name in TABLES}


def join_parts(dataset: Dataset = REAL) -> list[Path]:
    """Join the years at their ends into the two tables; other days stay in their parts."""
    years = settings.load().years
    ends = {year: thai.fiscal_year_end(year) for year in sorted(years)}
    written = []
    for name in TABLES:
        there = [parts.file(name, *end, dataset) for end in ends.items()]
        frames = [tables.read(name, place) for place in there if place.exists()]
        joined = pd.concat(frames, ignore_index=True)
        written.append(tables.write(joined, name, dataset.table(name)))
    return written
