"""How many bodies there are on each day: as published, and bent evenly between published days."""

import numpy as np
import pandas as pd

from helpers import regions, thai
from helpers.coverage.published import not_registry
from helpers.demonstration import declared

COUNTRY = "TH"


def national(actuals: pd.DataFrame, kind: str, key: str) -> pd.Series:
    """Bodies of the whole country by day: published where they were, else as declared."""
    assumed = pd.Series(declared.load()["kinds"][kind]["assumed"], dtype="float64")
    assumed.index = pd.to_datetime(assumed.index)
    known = pd.concat([assumed, _points(actuals, key, COUNTRY)]).sort_index()
    return _through(known.cummax(), _working_time(known.index[0]))


def by_region(actuals: pd.DataFrame, kind: str, key: str) -> dict[str, pd.Series]:
    """Whole numbers of bodies by day in each region.

    A region with published counts keeps its share of the country between them, times the factor
    declared for it; where a kind declares no factors, regions share by their tambons.
    """
    country = national(actuals, kind, key)
    times = declared.load()["kinds"][kind].get("times")
    if times is None:
        return {region: _whole(country * share) for region, share in _shares_of_tambons().items()}
    return {
        region: _whole(country * _share(country, _points(actuals, key, region)) * factor)
        for region, factor in times.items()
    }


def days_of_bodies(counts: pd.Series) -> pd.DatetimeIndex:
    """The day of each body in the order they come: the first on which there are so many."""
    bodies = np.arange(1, int(counts.iloc[-1]) + 1)
    return counts.index[np.searchsorted(counts.to_numpy(), bodies)]


def _points(actuals: pd.DataFrame, key: str, geography: str) -> pd.Series:
    """Published counts by day; of several of one day the latest page's."""
    chosen = (actuals["indicator_key"] == key) & (actuals["geography_code"] == geography)
    said = not_registry(actuals[chosen]).sort_values(["read_on", "reading_id"], na_position="first")
    days = [day for row in said.itertuples() for day in _days_of(row)]
    points = pd.Series([value for _, value in days], index=[day for day, _ in days])
    return points[~points.index.duplicated(keep="last")].sort_index().astype("float64")


def _days_of(row) -> list[tuple[pd.Timestamp, float]]:
    """The days a reading is taken to be of, with the middle of what it says."""
    value = (row.value_low + row.value_high) / 2
    bounds = [row.as_of_from, row.as_of_to]
    if (row.as_of_to - row.as_of_from).days > declared.load()["longest_bounds_days"]:
        bounds = [pd.Timestamp(thai.fiscal_year_end(int(row.source_year_be)))]
    return [(day, value) for day in bounds]


def _working_time(first: pd.Timestamp) -> pd.Series:
    """Time that passes on working days alone, and faster at the turn of the fiscal year."""
    turn = declared.load()["turn_of_year"]
    days = pd.date_range(first, declared.exported_on())
    month_day = days.month * 100 + days.day
    begin, end = (month * 100 + day for month, day in (turn["from"], turn["to"]))
    pace = np.where((month_day >= begin) & (month_day <= end), turn["times"], 1)
    return pd.Series(np.where(days.day_of_week < 5, pace, 0), index=days).cumsum()


def _through(points: pd.Series, time: pd.Series) -> pd.Series:
    """A value for every day, even in working time between the points, level outside them."""
    inside = points[(points.index >= time.index[0]) & (points.index <= time.index[-1])]
    values = np.interp(time, time[inside.index], inside)
    return pd.Series(values, index=time.index)


def _share(country: pd.Series, points: pd.Series) -> pd.Series:
    """A region's part of the country by day."""
    return _through(points / country[points.index], _working_time(country.index[0]))


def _shares_of_tambons() -> pd.Series:
    """Each region's part of CODI's units."""
    units = regions.load().drop_duplicates("region_code").set_index("region_code")
    counts = units["published_units"].astype("int64")
    return counts / counts.sum()


def _whole(counts: pd.Series) -> pd.Series:
    """Counts as numbers of bodies, which never fall: ends are counted apart."""
    return counts.round().cummax().astype("int64")
