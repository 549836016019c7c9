"""A registry's counts as readings: rows of ``actuals`` beside the published ones.

The table holds the ends and the halves of the fiscal years; a report of another day counts that
day too. A count never says more than its export: after it there is none.
"""

from collections.abc import Iterable
from datetime import date
from functools import cache, partial

import pandas as pd

from helpers.actuals import forms, links, table
from helpers.core import datasets, metadata, settings, tables, thai
from helpers.core.schemas import AREA_LEVELS, TABLES
from helpers.coverage import registered
from helpers.coverage.denominators import of_level, units
from helpers.coverage.tambons import places_of

_LEVELS = AREA_LEVELS[:3]


def standard_days(years: Iterable[int]) -> list[date]:
    """The days each fiscal year is judged on: the six-month round and the year's end."""
    return sorted(
        day for year in years for day in (thai.six_month_round(year), thai.fiscal_year_end(year))
    )


def rows(registry: registered.Registry, days: Iterable[date]) -> pd.DataFrame:
    """One row a kind, an area (country, region, province) and a day the registry knows.

    Counts bodies; an area without any has counted none, which is a reading too. A day after the
    export, within its fiscal year, gives the count of the export's day; in later years there is
    none. So does an area of which a province's own export is too old for the day.
    """
    found = [
        row
        for kind in registry.kinds
        for day in _days_known(registry, kind, days)
        for row in _of_day(registry, kind, day)
    ]
    frame = pd.DataFrame(found, columns=list(TABLES["actuals"].columns))
    # An area whose export is old is counted on that day, whatever later day is asked for.
    return tables.check(frame.drop_duplicates("reading_id"), "actuals")


def known_on(as_of: date) -> pd.DataFrame:
    """Table ``actuals`` with the registries' counts of the day ``as_of``."""
    actuals = tables.read("actuals")
    registry = registered.load_if_made(datasets.REAL)
    days = standard_days(settings.load().years)
    if registry is None or not registry.kinds or as_of in days:
        return actuals
    further = rows(registry, [as_of])
    new = further[~further["reading_id"].isin(actuals["reading_id"])]
    return pd.concat([actuals, new], ignore_index=True)


def gather(registry: registered.Registry | None, filed: forms.Forms | None = None) -> pd.DataFrame:
    """Table ``actuals``: all that was said and, with registries, their counts on standard days.

    ``filed`` are the forms, where they have been read.
    """
    said = table.clean(filed=filed)
    if registry is None or not registry.kinds:
        return said
    counted = rows(registry, standard_days(settings.load().years))
    return tables.check(pd.concat([said, counted], ignore_index=True), "actuals")


def sources(registrations: pd.DataFrame) -> dict[str, dict[str, str]]:
    """Title and files of each registry by its source id, like those of published pages."""
    found = {}
    for kind, bodies in registrations.groupby("kind"):
        exported = thai.format_date(registered.exported_on(registrations, kind), "th")
        label = _declared(kind)["label"]["th"]
        files = sorted({name.partition("#")[0] for name in bodies["source_file"]})
        found[_source_id(kind)] = {
            "title": f"ทะเบียน{label} ส่งออก ณ วันที่ {exported}",
            "url": ", ".join(files),
        }
    return found


def _declared(kind: str) -> dict:
    return metadata.load("registries.yml")["kinds"][kind]


def _source_id(kind: str) -> str:
    return f"registry:{kind}"


def _days_known(registry: registered.Registry, kind: str, days: Iterable[date]) -> list[date]:
    """The days counted; a kind that stands beside no published number has none."""
    if "indicator_key" not in _declared(kind):
        return []
    found = {
        registered.known_day(registry.registrations, kind, thai.fiscal_year(day), day)
        for day in days
    }
    return sorted(day for day in found if day is not None)


def _of_day(registry: registered.Registry, kind: str, day: date) -> list[dict]:
    year = thai.fiscal_year(day)
    counts = cache(partial(_counts_on, registry, kind, year))
    old = registered.behind(registry, kind, day, settings.load().interim_after_days)
    return [
        _row(registry, kind, known, level, code, counts(known)[level][code])
        for level in _LEVELS
        for code, known in _days_of_areas(registry, kind, day, level, old).items()
        if thai.fiscal_year(known) == year
    ]


def _days_of_areas(
    registry: registered.Registry, kind: str, day: date, level: str, old: pd.Series
) -> dict[str, date]:
    """The day each area of a level is counted on: ``day``, or the oldest export too old for it.

    ``old`` is what ``registered.behind`` found. The exports of the other provinces know more
    of such an area, but not all of it.
    """
    year = thai.fiscal_year(day)
    days = dict.fromkeys(units(year, "tambons_of_year", level).index, day)
    if len(old):
        bodies = registered.bodies_on(registry.registrations, kind, day)
        places = places_of(registry, bodies, year)
        reached = places["tambon_code"].str[:2].map(old).dropna()
        oldest = reached.groupby(of_level(places.loc[reached.index], level)).min()
        days |= {code: moment.date() for code, moment in oldest.items()}
    return days


def _counts_on(
    registry: registered.Registry, kind: str, year: int, day: date
) -> dict[str, pd.Series]:
    """Bodies in every area on a day, by level and the area's code."""
    places = places_of(registry, registered.bodies_on(registry.registrations, kind, day), year)
    return {level: _counts(places, year, level) for level in _LEVELS}


def _counts(places: pd.DataFrame, year: int, level: str) -> pd.Series:
    """Bodies in every area of a level, by the area's code."""
    counted = places.groupby(of_level(places, level))["body_id"].nunique()
    return counted.reindex(units(year, "tambons_of_year", level).index, fill_value=0)


def _row(
    registry: registered.Registry, kind: str, day: date, level: str, code: str, count: int
) -> dict[str, object]:
    key = _declared(kind)["indicator_key"]
    link = _keys()[key].link(thai.fiscal_year(day))
    moment = pd.Timestamp(day)
    return {
        **dict.fromkeys(TABLES["actuals"].columns),
        "reading_id": f"REG-{kind}-{code}-{day.isoformat()}",
        "indicator_key": key,
        "indicator_id": link and link.indicator_id,
        "relation": link and link.relation,
        "geography_level": level,
        "geography_code": code,
        "as_of": moment,
        "as_of_from": moment,
        "as_of_to": moment,
        "year_be": thai.fiscal_year(day),
        "source_year_be": thai.fiscal_year(day),
        "year_basis": "dated",
        "read_on": pd.Timestamp(registered.exported_on(registry.registrations, kind)),
        "value": count,
        "value_low": count,
        "value_high": count,
        "unit_th": _keys()[key].units[0],
        "kind": "registry",
        "maturity": "not_stated",
        "confidence": "high",
        "source_id": _source_id(kind),
        "source_file": "data/processed/registrations.parquet",
    }


@cache
def _keys() -> dict[str, links.Key]:
    return links.load()
