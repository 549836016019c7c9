"""The days of a kind's lines: the order their file writes them in, and times that may hide a day.

A file whose days are in figures, such as 9/30/2014, may write the month first. One line can prove
it; then 10/1/2014 may be 10 January or 1 October, another fiscal year, and is not guessed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from helpers.core import dates, thai_columns
from helpers.core.dates import DAY_FIRST, EITHER, MONTH_FIRST
from helpers.registries.declarations import Kind
from helpers.registries.rejects import Verdicts, row_name

START, END = "registered_on", "ended_on"
DAYS = (START, END)
_UNKNOWN = "day_order_unknown"
# Of all days that prove an order, so few with the month first are slips of the hand.
_SLIPS = 0.02
# The day of a date, and the first of the figures of a day that are no date.
_DATED = r"^\d{4}-\d\d-(\d\d)(?: |$)"
_IN_FIGURES = r"^(\d{1,2})[-/. ]\d{1,2}[-/. ](?:\d{4}|\d\d)$"
_MONTHS = 12
# So many dates by chance all before the 13th: one in a thousand.
_ENOUGH = 8
# What a time of day, or the fraction of an Excel day, looks like; only a first look.
_TIMED = r"[0-9๐-๙]:[0-9๐-๙]|น|[ap]\.?m|^[0-9๐-๙]{5}\."


def read(kind: Kind, cells: pd.DataFrame, verdicts: Verdicts) -> pd.DataFrame:
    """Columns ``DAYS`` of all lines; a line whose day cannot be told is rejected.

    Flags ``month_first`` for days read so because their file proves or declares it,
    ``day_order_mixed`` for days in figures of a file with slips, and ``odd_time:HH:MM:SS`` for
    times that may hide the next day. ``maybe_swapped`` are dates of a file in which a spreadsheet
    seems to have read 10/1/2014 with the month first and left 30/9/2014 as a text.
    """
    found = _Found(cells, verdicts)
    for file, rows in found.in_question(kind):
        found.read_again(kind.habits_of(file).day_order, rows)
    for name in DAYS:
        _reject(kind, name, found)
        _flag_times(cells[name], verdicts)
        _flag_swapped(cells[name], verdicts)
    return found.days


def _reject(kind: Kind, name: str, found: "_Found") -> None:
    codes = found.reasons[name]
    slots = {"heading": kind.heading(name), "found": found.cells[name]}
    for code in codes.dropna().unique():
        further = found.slots(name) if code == _UNKNOWN else {}
        found.verdicts.reject(codes == code, code, **slots, **further)


def _flag_times(texts: pd.Series, verdicts: Verdicts) -> None:
    timed = texts[texts.str.contains(_TIMED, regex=True, na=False)]
    odd = timed.map({text: dates.doubtful_time(text) for text in timed.unique()}).dropna()
    verdicts.flag_at(odd.index.to_series(), "odd_time:" + odd.astype("str"))


def _flag_swapped(texts: pd.Series, verdicts: Verdicts) -> None:
    """Dates not after the 12th beside days in figures that are all later, enough of both."""
    texts = thai_columns.digits_all(texts)
    dated = texts.str.extract(_DATED, expand=False).astype("Float64")
    first = texts.str.extract(_IN_FIGURES, expand=False).astype("Float64")
    if dated.count() < _ENOUGH or first.count() < _ENOUGH:
        return
    by_file = verdicts.lines["source_file"]
    dates_, figures = dated.groupby(by_file), first.groupby(by_file)
    swapped = (dates_.max() <= _MONTHS) & (figures.min() > _MONTHS)
    swapped &= (dates_.count() >= _ENOUGH) & (figures.count() >= _ENOUGH)
    chosen = by_file.map(swapped).eq(True) & dated.notna()
    verdicts.flag(chosen, "maybe_swapped")


@dataclass
class _Found:
    """The days read with the day first, then again where a file's order is in question.

    ``reasons`` holds why a cell states no day; ``proofs`` the days that leave a line's order open.
    """

    cells: pd.DataFrame
    verdicts: Verdicts
    days: pd.DataFrame = field(init=False)
    reasons: pd.DataFrame = field(init=False)
    proofs: pd.Series = field(init=False)

    def __post_init__(self) -> None:
        found = {name: dates.read_all(self.cells[name]) for name in DAYS}
        self.days = pd.DataFrame({name: day for name, (day, _) in found.items()})
        self.reasons = pd.DataFrame({name: reason for name, (_, reason) in found.items()})
        self.proofs = pd.Series(None, index=self.cells.index, dtype=object)

    def in_question(self, kind: Kind) -> Iterator[tuple[str, np.ndarray]]:
        """The files whose days are not simply read with the day first, each with its rows."""
        lines = self.verdicts.lines
        # A correction is written in the order of the file it corrects.
        file = lines["fixes_file"].fillna(lines["source_file"])
        failed = self.cells[list(DAYS)].where(self.reasons == "not_a_day")
        shown = {t for n in DAYS for t in failed[n].dropna().unique() if _shows(t, MONTH_FIRST)}
        doubted = set(file[failed.isin(shown).any(axis=1)])
        for name in file.unique():
            declared = kind.habits_of(name).day_order
            if declared == MONTH_FIRST or (declared is None and name in doubted):
                yield name, np.flatnonzero(file == name)

    def read_again(self, declared: str | None, rows: np.ndarray) -> None:
        """Read the lines of one file with the month first, as far as that is declared or proved."""
        shown = {name: self._shown(name, rows) for name in DAYS}
        if declared:
            self._month_first(shown, (MONTH_FIRST, EITHER, DAY_FIRST))
            return
        months, days = (self._proofs(shown, order) for order in (MONTH_FIRST, DAY_FIRST))
        if len(months) <= _SLIPS * (len(months) + len(days)):
            for name in DAYS:
                self._flag(shown[name], (EITHER,), "day_order_mixed")
            return
        self.proofs.iloc[rows] = ", ".join([*months[:1], *days[:1]])
        if days:
            self._leave_open(shown, (EITHER, MONTH_FIRST))
        else:
            self._month_first(shown, (MONTH_FIRST,))
            self._leave_open(shown, (EITHER,))

    def slots(self, name: str) -> dict[str, pd.Series]:
        """What is told of the lines whose order is open: both days, and the proofs."""
        texts = self.cells[name].where(self.reasons[name] == _UNKNOWN)
        both = {order: dates.read_all(texts, order)[0] for order in (DAY_FIRST, MONTH_FIRST)}
        told = {order: day.astype(object).where(day.notna(), None) for order, day in both.items()}
        return {**told, "proofs": self.proofs}

    def _shown(self, name: str, rows: np.ndarray) -> pd.Series:
        texts = self.cells[name].iloc[rows]
        return texts.map({text: dates.shown_order(text) for text in texts.dropna().unique()})

    def _proofs(self, shown: dict[str, pd.Series], order: str) -> list[str]:
        """The days that are days in one order alone, each with its place."""
        lines = self.verdicts.lines
        names = row_name(lines["source_file"], lines["source_row"])
        return [
            f"{self.cells.at[line, name]} ({names[line]})"
            for name in DAYS
            for line in shown[name].index[shown[name] == order]
        ]

    def _month_first(self, shown: dict[str, pd.Series], orders: tuple[str, ...]) -> None:
        for name in DAYS:
            lines = shown[name].index[shown[name].isin(orders)]
            read = dates.read_all(self.cells.loc[lines, name], MONTH_FIRST)
            self.days.loc[lines, name], self.reasons.loc[lines, name] = read
            self._flag(shown[name], orders, "month_first")

    def _leave_open(self, shown: dict[str, pd.Series], orders: tuple[str, ...]) -> None:
        for name in DAYS:
            lines = shown[name].index[shown[name].isin(orders)]
            self.days.loc[lines, name] = pd.NaT
            self.reasons.loc[lines, name] = _UNKNOWN

    def _flag(self, shown: pd.Series, orders: tuple[str, ...], text: str) -> None:
        lines = shown.index[shown.isin(orders)].to_series()
        self.verdicts.flag_at(lines, pd.Series(text, index=lines.index))


def _shows(text: str, order: str) -> bool:
    return dates.shown_order(text) == order
