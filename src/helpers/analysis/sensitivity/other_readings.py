"""Years judged again on other readings: of known days alone, earlier values, the other side."""

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from helpers.actuals import readings
from helpers.analysis.sensitivity.judged import Found, Judged, Lights, of_row
from helpers.analysis.sensitivity.variants import Variant
from helpers.assessment.assess import judge
from helpers.core.settings import Settings


def by_day(judged: Judged, variant: Variant) -> Found:
    """Only readings of this basis: of a known day, or of a year column."""
    served = judged.headlines["year_basis"]
    others = _of_year(judged)
    there = set(others.loc[others["year_basis"] == variant.year_basis, "indicator_id"])
    if variant.year_basis == "dated":
        names = served.index[served != variant.year_basis]
    else:
        names = [name for name in served.index[served != variant.year_basis] if name in there]
    kept = judged.readings[judged.readings["year_basis"] == variant.year_basis]
    return _again(judged, names, kept)


def by_earlier_value(judged: Judged, _: Variant) -> Found:
    """Each other value of the year that could have judged the day, the earliest first."""
    return {
        name: [_alone(judged, name, reading_id) for reading_id in _earlier(judged, name)]
        for name in judged.headlines.index
    }


def _alone(judged: Judged, name: str, reading_id: str) -> Lights:
    """The light of an indicator if this were the only reading of the year."""
    rows = judged.readings
    others = (rows["year_be"] == judged.year) & (rows["reading_id"] != reading_id)
    return _again(judged, [name], rows[~others])[name][0]


def by_age(judged: Judged, variant: Variant) -> Found:
    """Another age at which readings are too old; of indicators whose reading it lets in or out."""
    ages = (pd.Timestamp(judged.as_of) - judged.headlines["as_of_to"]).dt.days
    was_old = ages > judged.settings.interim_after_days
    names = ages.index[was_old != (ages > variant.days)]
    settings = replace(judged.settings, interim_after_days=variant.days)
    return _again(judged, names, judged.readings, settings)


def by_side(judged: Judged, variant: Variant) -> Found:
    """Another side leads, where it has a result of the year."""
    others = _of_year(judged)
    sides = others["kind"].map(lambda kind: readings.side({"kind": kind}))
    there = set(others.loc[sides == variant.headline, "indicator_id"])
    names = [
        name
        for name, row in judged.headlines.iterrows()
        if name in there and readings.side(row) != variant.headline
    ]
    settings = replace(judged.settings, headline=variant.headline)
    found = _again(judged, names, judged.readings, settings)
    # A reading that is too old leads nothing.
    before = judged.lights
    return {n: told for n, told in found.items() if told[0].reading_id != before[n].reading_id}


def _of_year(judged: Judged) -> pd.DataFrame:
    """Readings of the year that are of the same thing as their indicator."""
    rows = readings.known(judged.readings, judged.as_of)
    return rows[(rows["year_be"] == judged.year) & (rows["relation"] == "same")]


def _earlier(judged: Judged, name: str) -> list[str]:
    """Values of one side said of the year before its headline was, none of them too old."""
    headline, rows = judged.headlines.loc[name], _of_year(judged)
    rows = rows[rows["indicator_id"] == name]
    rows = rows.assign(said=_said_on(rows))
    side = rows["kind"].map(lambda kind: readings.side({"kind": kind}))
    alike = (rows["year_basis"] == headline["year_basis"]) & (side == readings.side(headline))
    ages = (pd.Timestamp(judged.as_of) - rows["as_of_to"]).dt.days
    in_time = ages <= judged.settings.interim_after_days
    before = rows["said"] < _said_on(judged.headlines.loc[[name]]).iloc[0]
    kept = rows[alike & in_time & before]
    return list(kept.sort_values(["said", "reading_id"])["reading_id"])


def _said_on(rows: pd.DataFrame) -> pd.Series:
    """The day of a dated value and, of one day or year column, when the page was read."""
    day = rows["as_of"].fillna(rows["as_of_to"]).dt.strftime("%Y-%m-%d")
    return day + " " + rows["read_on"].dt.strftime("%Y-%m-%d").fillna("")


def _again(
    judged: Judged, names: Iterable[str], actuals: pd.DataFrame, settings: Settings | None = None
) -> Found:
    """The named indicators judged again on these readings, or with these settings."""
    names = list(names)
    if not names:
        return {}
    settings = settings or judged.settings
    return {
        name: [of_row(judge(judged.due[name], judged.targets, actuals, judged.as_of, settings))]
        for name in names
    }
