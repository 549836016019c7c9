"""Which reading serves a fiscal year on a given day.

The headline is the last dated reading from the first day of the year to ``as_of``. Only where
there is none, a reading known by its month serves, and only where there is none of those, one
known by a year column; both are flagged. Readings are never summed. The side the settings name
(what was published, what officers filed, a registry's count) leads whatever day the others are of,
unless it is too old; a registry that is not to lead only stands beside. What a form says is known
from the form's day on, so a form of a later day changes no earlier report.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from helpers.core import thai
from helpers.core.errors import InputError, examples
from helpers.core.notices import both
from helpers.core.schemas import FILED, READING_KINDS, REGISTRY
from helpers.core.settings import Settings

Reading = dict[str, Any]

# Best known day first; the position is the rank.
_BASES = ("dated", "month", "unknown")
_FLAGS = {"month": "month", "unknown": "year_column"}
# Kinds in the order in which they lead on one day, after the kind the settings name.
# Who says it; a value taken as given from a page is of the page's side.
_SIDES = {"derived": "published"}


def side(reading: Reading) -> str:
    """Who says a reading: ``published``, ``filed`` or ``registry``; config's ``headline``."""
    return _SIDES.get(reading["kind"], reading["kind"])


@dataclass(frozen=True)
class Serving:
    """The reading that serves a year, and those shown beside it.

    ``following`` is the first dated reading after ``as_of``, ``vintages`` what earlier pages said
    of the headline's day or year column (earliest first), ``beside`` readings of other kinds of
    the same day, and the best reading of each other side (published, filed, registry) of any day.
    ``flag`` is ``month`` or ``year_column`` when no day is known. ``age_days`` counts from the last
    day the headline may be of; negative when that day is after ``as_of``.
    """

    headline: Reading | None = None
    following: Reading | None = None
    vintages: tuple[Reading, ...] = ()
    beside: tuple[Reading, ...] = ()
    interim: bool = False
    flag: str | None = None
    age_days: int | None = None

    @property
    def flagged(self) -> bool:
        """Whether the headline's day is not known."""
        return self.flag is not None


@dataclass(frozen=True)
class _Question:
    year: int
    as_of: pd.Timestamp
    settings: Settings
    kinds: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        lead = self.settings.headline
        kinds = (lead, *(kind for kind in READING_KINDS if kind != lead))
        object.__setattr__(self, "kinds", kinds)

    def knows(self, row: Reading) -> bool:
        """Whether a reading was said by ``as_of``: what a form says, from the form's day on."""
        # A page may be read long after the day it tells of; a form is of a day of its own.
        return not (row["kind"] == FILED and row["read_on"] > self.as_of)

    def is_old(self, row: Reading) -> bool:
        """Whether a reading is too old on ``as_of`` to be of the year's end."""
        return (self.as_of - row["as_of_to"]).days > self.settings.interim_after_days


def serving(
    actuals: pd.DataFrame,
    indicator: str | Sequence[str],
    geography: str,
    year: int,
    as_of: date,
    settings: Settings,
) -> Serving:
    """The reading of an indicator that serves fiscal year ``year`` on the day ``as_of``.

    ``indicator`` is an ``indicator_id``, an ``indicator_key`` or several keys; ``geography`` a code
    (``TH``, a region, a province). Raises ``InputError`` for an ``as_of`` after the year's end and
    where two readings with different values have an equal claim.
    """
    check_day(year, as_of)
    question = _Question(year, pd.Timestamp(as_of), settings)
    rows = [row for row in of(actuals, indicator, geography) if question.knows(row)]
    ranked = _ranked(_eligible(rows, question), question)
    following = _following(rows, question)
    if not ranked:
        return Serving(following=following)
    return _served(ranked, following, question)


def known(actuals: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """The rows of ``actuals`` said by the day ``as_of``; no other one bears on a report of it."""
    said_later = (actuals["kind"] == FILED) & (actuals["read_on"] > pd.Timestamp(as_of))
    return actuals[~said_later]


def check_day(year: int, as_of: date) -> None:
    """A day judges a fiscal year up to the year's end; ``InputError`` for a later one."""
    if as_of > thai.fiscal_year_end(year):
        raise InputError(
            f"as_of lies after fiscal year {year}",
            expected=f"{thai.fiscal_year_end(year)} or before",
            found=as_of,
        )


def of(actuals: pd.DataFrame, indicator: str | Sequence[str], geography: str) -> list[Reading]:
    """Readings of an indicator (by id, key or several keys) of one place."""
    names = [indicator] if isinstance(indicator, str) else list(indicator)
    column = "indicator_id" if any("/" in name for name in names) else "indicator_key"
    chosen = actuals[column].isin(names) & (actuals["geography_code"] == geography)
    return actuals[chosen].to_dict("records")


def history(
    actuals: pd.DataFrame,
    indicator: str | Sequence[str],
    geography: str,
    years: Iterable[int],
    as_of: date,
    settings: Settings,
) -> dict[int, Serving]:
    """What serves each year: a closed one at its end, the running one on ``as_of``."""
    days = {year: min(as_of, thai.fiscal_year_end(year)) for year in years}
    return {
        year: serving(actuals, indicator, geography, year, day, settings)
        for year, day in days.items()
    }


def _eligible(rows: list[Reading], question: _Question) -> list[Reading]:
    """Readings of the year that could be known to be of a day not after ``as_of``."""
    # A year column may be of any day within its bounds, so it serves from the first of them.
    day = {"dated": "as_of", "month": "as_of_to", "unknown": "as_of_from"}
    return [
        row
        for row in rows
        if row["year_be"] == question.year and row[day[row["year_basis"]]] <= question.as_of
    ]


def _following(rows: list[Reading], question: _Question) -> Reading | None:
    # A registry can be counted on any day; only what was published comes after in this sense.
    said = [r for r in rows if r["year_basis"] == "dated" and r["kind"] != REGISTRY]
    later = [r for r in said if r["as_of"] > question.as_of]
    if not later:
        return None
    first = min(row["as_of"] for row in later)
    return _ranked([row for row in later if row["as_of"] == first], question)[0]


def _ranked(rows: list[Reading], question: _Question) -> list[Reading]:
    """Readings with the strongest claim first."""
    return sorted(rows, key=lambda row: (*_claim(row, question), row["reading_id"]))


def _claim(row: Reading, question: _Question) -> tuple:
    """Sort key: the same thing, day known best, the leading side, last day, kind, latest page."""
    return (
        # What stands near an indicator never hides a result of the indicator itself.
        row["relation"] != "same",
        _BASES.index(row["year_basis"]),
        _side_rank(row, question),
        -_last_day(row),
        question.kinds.index(row["kind"]),
        -(row["read_on"].toordinal() if pd.notna(row["read_on"]) else 0),
    )


def _side_rank(row: Reading, question: _Question) -> int:
    """The side the settings name is before all the rest, unless old; a registry else behind."""
    if side(row) == question.settings.headline:
        return 1 if question.is_old(row) else 0
    return 2 if side(row) == REGISTRY else 1


def _last_day(row: Reading) -> int:
    """The last day a reading may be of; readings of one year column are all of the same."""
    return 0 if row["year_basis"] == "unknown" else row["as_of_to"].toordinal()


def _served(ranked: list[Reading], following: Reading | None, question: _Question) -> Serving:
    headline = ranked[0]
    claim = _claim(headline, question)
    _refuse_tie([row for row in ranked if _claim(row, question) == claim])
    same_day = [row for row in ranked[1:] if _day_of(row) == _day_of(headline)]
    age = (question.as_of - headline["as_of_to"]).days
    return Serving(
        headline=headline,
        following=following,
        vintages=tuple(reversed([r for r in same_day if r["kind"] == headline["kind"]])),
        beside=_beside(ranked, same_day),
        interim=question.is_old(headline),
        flag=_FLAGS.get(headline["year_basis"]),
        age_days=age,
    )


def _day_of(row: Reading) -> tuple[str, int]:
    return row["year_basis"], _last_day(row)


def _beside(ranked: list[Reading], same_day: list[Reading]) -> tuple[Reading, ...]:
    """The best reading of each other side, and other kinds of the headline's day."""
    headline = ranked[0]
    found = [row for row in same_day if row["kind"] != headline["kind"]]
    best: dict[str, Reading] = {}
    for row in ranked:
        best.setdefault(side(row), row)
    others = [row for name, row in best.items() if name != side(headline)]
    return (*(row for row in others if row not in found), *found)


def _refuse_tie(rows: list[Reading]) -> None:
    if len({(row["value_low"], row["value_high"]) for row in rows}) > 1:
        raise InputError(
            both("equal_claim"),
            found=examples(row["reading_id"] for row in rows),
            fix=f"{rows[0]['source_file']} (read_on or kind tells them apart)",
        )
