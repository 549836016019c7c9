"""The bodies that do not exist: how many on each day, where, since when, until when.

There are as many as were published, bent evenly between published days. Names come when written.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.core import thai
from helpers.coverage.published import not_registry
from helpers.demo import scenario
from helpers.geography import gazetteer, regions

COUNTRY = "TH"


def national(actuals: pd.DataFrame, kind: str, key: str) -> pd.Series:
    """Bodies of the whole country by day: published where they were, else as declared."""
    assumed = pd.Series(scenario.load()["kinds"][kind]["assumed"], dtype="float64")
    assumed.index = pd.to_datetime(assumed.index)
    known = pd.concat([assumed, _points(actuals, key, COUNTRY)]).sort_index()
    return _through(known.cummax(), _working_time(known.index[0]))


def by_region(actuals: pd.DataFrame, kind: str, key: str) -> dict[str, pd.Series]:
    """Whole numbers of bodies by day in each region.

    A region with published counts keeps its share of the country between them, times the factor
    declared for it; where a kind declares no factors, regions share by their tambons.
    """
    country = national(actuals, kind, key)
    times = scenario.load()["kinds"][kind].get("times")
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
    if (row.as_of_to - row.as_of_from).days > scenario.load()["longest_bounds_days"]:
        bounds = [pd.Timestamp(thai.fiscal_year_end(int(row.source_year_be)))]
    return [(day, value) for day in bounds]


def _working_time(first: pd.Timestamp) -> pd.Series:
    """Time that passes on working days alone, and faster at the turn of the fiscal year."""
    turn = scenario.load()["turn_of_year"]
    days = pd.date_range(first, scenario.exported_on())
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


# Days between a body's beginning and its end, at the least and at the most.
_LIFE = (200, 1900)


@dataclass(frozen=True)
class Ranked:
    """Tambons of the regions in the order in which a kind comes to them."""

    kind: str
    rank: pd.Series
    region: pd.Series

    def of(self, region: str) -> np.ndarray:
        """Tambon codes of a region, first come first."""
        own = self.rank[self.region == region].sort_values(kind="stable")
        return own.index.to_numpy()


def rank(kinds: list[str]) -> dict[str, Ranked]:
    """The order of every kind; a kind may follow one ranked before it."""
    tambons = gazetteer.reference().set_index("tambon_code")
    found: dict[str, Ranked] = {}
    for place, kind in enumerate(kinds):
        chance = _chances(tambons, scenario.generator(1, place))
        chance |= {other: _even(ranked.rank) for other, ranked in found.items()}
        parts = scenario.load()["choice"][kind]
        score = sum(weight * chance[name] for name, weight in parts.items())
        found[kind] = Ranked(kind, score, tambons["region_code"])
    return found


def _chances(tambons: pd.DataFrame, generator: np.random.Generator) -> dict[str, pd.Series]:
    amphoe = tambons["amphoe_code"].drop_duplicates()
    of_amphoe = dict(zip(amphoe, generator.random(len(amphoe)), strict=True))
    own = pd.Series(generator.random(len(tambons)), index=tambons.index)
    return {"amphoe": tambons["amphoe_code"].map(of_amphoe), "tambon": own}


def _even(rank: pd.Series) -> pd.Series:
    """A ranking as evenly spread numbers from 0 to 1."""
    return rank.rank(method="first") / len(rank)


def make(ranked: Ranked, counts: dict[str, pd.Series], n_faulty: int, place: int) -> pd.DataFrame:
    """One row a body: tambon_codes (text, spaced), registered_on, ended_on, region_code, faulty.

    Those that stand make up ``counts`` by region; ended ones and ``n_faulty`` for the faulty lines
    come beside them, in tambons no other was chosen for.
    """
    generator = scenario.generator(2, place)
    about = scenario.load()["kinds"][ranked.kind]
    standing, spare = [], []
    for region, by_day in counts.items():
        days, tambons = days_of_bodies(by_day), ranked.of(region)
        first = len(days) - int(len(days) * about["second"])
        standing.append(_frame(region, _with_second(tambons[:first], len(days), generator), days))
        spare.append(_frame(region, tambons[first:], _any(days, len(tambons) - first, generator)))
    bodies = pd.concat(standing, ignore_index=True)
    bodies = _over_several(bodies, about["over_several"], generator)
    rest = pd.concat(spare, ignore_index=True)
    chosen = rest.iloc[generator.permutation(len(rest))]
    n_ended = int(len(bodies) * about["ended"])
    ended = _ended(chosen.iloc[:n_ended], generator)
    faulty = chosen.iloc[n_ended : n_ended + n_faulty].assign(faulty=True)
    return pd.concat([bodies, ended, faulty], ignore_index=True)


def _frame(region: str, tambons: np.ndarray, days: pd.DatetimeIndex) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "region_code": region,
            "tambon_codes": tambons,
            "registered_on": days,
            "ended_on": pd.NaT,
            "faulty": False,
        }
    )


def _with_second(tambons: np.ndarray, n: int, generator: np.random.Generator) -> np.ndarray:
    """The tambons, and at the end some of them once more, up to ``n``."""
    return np.concatenate([tambons, generator.permutation(tambons)[: n - len(tambons)]])


def _any(days: pd.DatetimeIndex, n: int, generator: np.random.Generator) -> pd.DatetimeIndex:
    return days[generator.integers(0, len(days), n)]


def _over_several(
    bodies: pd.DataFrame, share: float, generator: np.random.Generator
) -> pd.DataFrame:
    """Some bodies get the next one or two tambons of their amphoe too."""
    chosen = generator.random(len(bodies)) < share
    further = generator.integers(1, 3, len(bodies))
    codes = bodies["tambon_codes"].to_numpy(dtype=object, copy=True)
    following = _following()
    for place in np.flatnonzero(chosen):
        codes[place] = " ".join([codes[place], *following[codes[place]][: further[place]]])
    return bodies.assign(tambon_codes=codes)


def _following() -> dict[str, list[str]]:
    """The tambons after each one in its amphoe."""
    found = {}
    for _, codes in gazetteer.reference().groupby("amphoe_code")["tambon_code"]:
        listed = codes.tolist()
        found |= {code: listed[place + 1 :] for place, code in enumerate(listed)}
    return found


def _ended(bodies: pd.DataFrame, generator: np.random.Generator) -> pd.DataFrame:
    """The bodies with a day of their end; those that would end after the export are left out."""
    life = pd.to_timedelta(generator.integers(*_LIFE, len(bodies)), unit="D")
    ended = bodies.assign(ended_on=bodies["registered_on"] + life)
    return ended[ended["ended_on"] <= pd.Timestamp(scenario.exported_on())]
