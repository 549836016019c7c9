"""What a count of tambons is divided by; each denominator has a name and is never implied.

Registered population is an optional input: ``TAMBON_POPULATION`` names a Parquet or CSV file with
the columns ``year_be`` (31 December), ``geocode`` (the code in force that year) and ``population``
(persons). Without it no share of population is stated.
"""

import os
from functools import lru_cache
from pathlib import Path

import pandas as pd

from helpers.core import invisible
from helpers.core.errors import InputError, examples
from helpers.core.notices import both
from helpers.geography import gazetteer

COUNTRY = "TH"
# Today's provinces are not those of every year; today's regions are.
OF_TODAY = ("country", "region")


def units(year: int, denominator: str, level: str) -> pd.Series:
    """``tambons_of_year`` or ``codes_today`` in each area of a level, by the area's code."""
    counted = gazetteer.units_by_area(year)
    chosen = (counted["denominator"] == denominator) & (counted["level"] == level)
    return counted[chosen].set_index("code")["n_units"]


def of_level(frame: pd.DataFrame, level: str) -> pd.Series:
    """The code of the area of a level that each row of ``frame`` lies in."""
    if level == "country":
        return pd.Series(COUNTRY, index=frame.index, dtype="str")
    return frame[f"{level}_code"]


VARIABLE = "TAMBON_POPULATION"
_COLUMNS = ("year_be", "geocode", "population")


def file() -> Path | None:
    """The file supplied, or nothing; ``InputError`` for one that is not there or several."""
    given = os.environ.get(VARIABLE)
    if not given:
        return None
    place = Path(given)
    if place.is_dir():
        found = sorted(f for f in place.iterdir() if f.suffix in (".parquet", ".csv"))
        if len(found) != 1:
            names = examples(f.name for f in found)
            raise InputError(both("one_population", variable=VARIABLE), found=names)
        return found[0]
    if not place.is_file():
        raise InputError(both("no_population", variable=VARIABLE), found=given)
    return place


def of_year(year: int) -> pd.Series | None:
    """Persons in each tambon of the fiscal year, by its code in the reference geography.

    Counted on 31 December of the calendar year the fiscal year ends in; where a tambon's count is
    missing it stays missing. None without a file or for a year the file does not have.
    """
    place = file()
    if place is None:
        return None
    table = _read(place, place.stat().st_mtime_ns)
    rows = table[table["year_be"] == year]
    if rows.empty:
        return None
    codes = gazetteer.to_reference(rows["geocode"])["tambon_code"].map(gazetteer.in_year(year))
    return rows["population"].groupby(codes).sum(min_count=1)


@lru_cache(maxsize=2)
def _read(place: Path, written: int) -> pd.DataFrame:
    # Codes are text; a CSV would lose nothing here but would turn them into numbers.
    table = (
        pd.read_parquet(place)
        if place.suffix == ".parquet"
        else pd.read_csv(place, dtype={"geocode": "str"})
    )
    table.columns = [invisible.without(str(name)).strip() for name in table.columns]
    missing = [column for column in _COLUMNS if column not in table.columns]
    if missing:
        raise InputError(both("columns_missing"), file=place.name, expected=missing)
    codes = table["geocode"].astype("str").map(invisible.without, na_action="ignore").str.strip()
    return table.assign(geocode=codes).astype({"year_be": "int64", "population": "Float64"})


def beside(
    rows: pd.DataFrame, people: pd.Series, places: pd.DataFrame, year: int, level: str
) -> pd.DataFrame:
    """``rows`` of a level with the persons of each area and of its covered tambons."""
    tambons = gazetteer.of_year(year)
    tambons = tambons.assign(
        persons=tambons["tambon_code"].map(people),
        covered=tambons["tambon_code"].isin(places["tambon_code"]),
    )
    area = of_level(tambons, level)
    everyone = tambons.groupby(area)["persons"].sum(min_count=1)
    covered = tambons["persons"].where(tambons["covered"], 0).groupby(area).sum(min_count=1)
    code = rows["code"]
    return rows.assign(population=code.map(everyone), population_covered=code.map(covered))
