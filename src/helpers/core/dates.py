"""Days as officers write them: either era, Thai or English months, Excel's serial numbers.

A time of day with its zone gives the day it was in Thailand.
"""

import calendar
import re
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

import numpy as np
import pandas as pd
from pythainlp.util.date import thai_full_month_lists, thai_full_weekdays

from helpers.core import clock, thai, thai_columns
from helpers.core.clock import Clock

# Excel counts days from here (its own day 60 never was; every day read here is later).
_SERIAL_ZERO = date(1899, 12, 30)
_SERIAL_YEARS = thai.TWO_DIGIT_YEARS

_WEEKDAYS = "|".join(name.removeprefix("วัน") for name in thai_full_weekdays)
_ENGLISH_WEEKDAYS = "|".join(
    rf"{name[:3]}({name[3:]})?" for name in map(str.casefold, calendar.day_name)
)
_AROUND = re.compile(
    rf"เมื่อ|ณ\b|วัน({_WEEKDAYS})ที่|วันที่|วัน({_WEEKDAYS})|เดือน|ปี|พ\.?\s?ศ\.?|ค\.?\s?ศ\.?"
    rf"|\b({_ENGLISH_WEEKDAYS})\b\.?,?"
)
_BETWEEN = r"\s*[-/.\s]\s*"
# Where figures alone are a day and a month, which of them comes first.
DAY_FIRST, MONTH_FIRST, EITHER = "day_first", "month_first", "either"


class DayError(ValueError):
    """A cell that states no single day; ``code`` is one of the reason codes of rejects."""

    def __init__(self, code: str, text: str) -> None:
        self.code = code
        super().__init__(f"{code}: {text!r}")


def read(text: str, order: str = DAY_FIRST) -> date:
    """The one Common Era day a cell states; the order is day, month, year unless told otherwise.

    Raises ``DayError`` (a ``ValueError``) with the code ``two_dates``, ``day_missing`` (month or
    year only) or ``not_a_day`` (anything else, also days no calendar has, such as 30 February).
    """
    return _stated(thai.normalise(text), text, order).day


def doubtful_time(text: str) -> str | None:
    """The time of day (HH:MM:SS) of a text that may stand for the next day; none for others.

    See ``clock.Clock.doubtful``; a text that states no day has none.
    """
    try:
        stated = _stated(thai.normalise(text), text)
    except DayError:
        return None
    return stated.clock.doubtful() if stated.clock else None


def shown_order(text: str) -> str | None:
    """What a day in figures shows of its order: ``day_first``, ``month_first`` or ``either``.

    None for days in words, with the year first, of equal figures, and for what is no day.
    """
    plain, _ = _plain(thai.normalise(text))
    match = _day_pattern().search(plain)
    parts = _parts(match) if match else {}
    if not {"first", "second"} <= parts.keys() or parts["first"] == parts["second"]:
        return None
    found = [order for order in (DAY_FIRST, MONTH_FIRST) if _is_day(parts, order)]
    return EITHER if len(found) > 1 else found[0] if found else None


def _is_day(parts: dict[str, str], order: str) -> bool:
    try:
        _of_parts(parts, order)
    except ValueError:
        return False
    return True


class _Stated(NamedTuple):
    """The day of a text in Thailand, and the time of day written with it."""

    day: date
    clock: Clock | None


def _stated(spelt: str, text: str, order: str = DAY_FIRST) -> _Stated:
    """What a text already spelt as ``thai.normalise`` does states; ``text`` is told in errors."""
    plain, time = _plain(spelt)
    found = list(_day_pattern().finditer(plain))
    if not found:
        raise DayError("day_missing" if _partial_pattern().fullmatch(plain) else "not_a_day", text)
    stated = [_day_of(match, text, order) for match in found]
    rest = _day_pattern().sub(" ", plain)
    if len({one.day for one in stated}) > 1 or _second_pattern().search(rest):
        raise DayError("two_dates", text)
    if re.search(r"\w", rest):
        raise DayError("not_a_day", text)
    day, of_serial = stated[0]
    time = time or of_serial
    return _Stated(day + timedelta(days=time.days_to_thailand() if time else 0), time)


def read_all(cells: pd.Series, order: str = DAY_FIRST) -> tuple[pd.Series, pd.Series]:
    """The day of every cell, and the reason code where there is none; a blank has neither.

    Each distinct text is read once.
    """
    codes, texts = pd.factorize(cells)
    days = np.full(len(texts) + 1, np.datetime64("NaT"), dtype="datetime64[us]")
    reasons = np.full(len(texts) + 1, None, dtype=object)
    spelt = thai_columns.normalise_all(pd.Series(texts, dtype="str"))
    for place, text in enumerate(spelt):
        try:
            days[place] = np.datetime64(_stated(text, text, order).day, "us")
        except DayError as error:
            reasons[place] = error.code
    # Blanks have the code -1, which is the spare place at the end.
    reason = pd.Series(reasons[codes], index=cells.index, dtype="str")
    return pd.Series(days[codes], index=cells.index), reason


def _plain(text: str) -> tuple[str, Clock | None]:
    """Arabic digits, small letters, none of the words around a day; and the time of day apart."""
    day, time = clock.taken_off(thai.arabic_digits(text).casefold())
    return _AROUND.sub(" ", day).strip(), time


def _parts(match: re.Match) -> dict[str, str]:
    return {name.rstrip("_123456"): part for name, part in match.groupdict().items() if part}


def _day_of(match: re.Match, text: str, order: str) -> _Stated:
    """The day a match of the pattern states, and the time in the fraction of a serial number."""
    parts = _parts(match)
    try:
        if "serial" in parts:
            more, time = clock.of_fraction(float(parts.get("fraction", 0)))
            return _Stated(_of_serial(int(parts["serial"]) + more), time)
        return _Stated(_of_parts(parts, order, text), None)
    except DayError:
        raise
    except ValueError as error:
        raise DayError("not_a_day", text) from error


def _of_parts(parts: dict[str, str], order: str, text: str = "") -> date:
    """The day of figures and words; raises ``ValueError`` for one no calendar has."""
    if "first" in parts:
        names = ("d", "m") if order == DAY_FIRST else ("m", "d")
        parts = {**parts, **dict(zip(names, (parts["first"], parts["second"]), strict=True))}
    if int(parts["d"]) == 0:
        raise DayError("day_missing", text)
    return date(thai.year_of_any_era(parts["y"]), _month_of(parts), int(parts["d"]))


def _month_of(parts: dict[str, str]) -> int:
    return int(parts["m"]) if "m" in parts else _months()[re.sub(r"[.\s]", "", parts["month"])]


def _of_serial(serial: int) -> date:
    """Day of an Excel serial number; only years a registry can hold are believed."""
    day = _SERIAL_ZERO + timedelta(days=serial)
    if day.year not in _SERIAL_YEARS:
        raise ValueError(f"not a serial number of a day: {serial}")
    return day


@cache
def _months() -> dict[str, int]:
    """Every way to write a month, without dots and in small letters, to its number."""
    thai_names = {
        name.replace(".", ""): number
        for number, names in enumerate(thai_full_month_lists, start=1)
        for name in names
        if not name.isdigit()
    }
    english = {name.casefold(): n for n, name in enumerate(calendar.month_name) if name}
    short = {name.casefold(): n for n, name in enumerate(calendar.month_abbr) if name}
    return {**thai_names, **english, **short, "sept": 9}


@cache
def _month_words() -> str:
    """Pattern of a month in words; abbreviations with or without their dots."""
    names = sorted(_months(), key=len, reverse=True)
    return "|".join(r"\.?\s?".join(name) if len(name) <= 4 else name for name in names)


@cache
def _day_pattern() -> re.Pattern:
    words = f"(?:{_month_words()})"
    either = r"\d{4}|\d{2}"
    return re.compile(
        rf"(?<!\d)(?:(?P<y_1>\d{{4}}){_BETWEEN}(?P<m_1>\d{{1,2}}){_BETWEEN}(?P<d_1>\d{{1,2}})"
        rf"|(?P<first_2>\d{{1,2}}){_BETWEEN}(?P<second_2>\d{{1,2}}){_BETWEEN}(?P<y_2>{either})"
        rf"|(?P<d_3>\d{{1,2}})[\s./-]*(?P<month>{words})[\s./,-]*(?P<y_3>{either})"
        # The month in words may come first, as programs in English write it.
        rf"|(?P<month_6>{words})[\s./-]*(?P<d_6>\d{{1,2}})[\s,]+(?P<y_6>\d{{4}})"
        # Eight digits: a year of either era begins with 19 to 26, which is no month.
        r"|(?P<y_4>(?:19|2[0-6])\d\d)(?P<m_4>[01]\d)(?P<d_4>\d\d)"
        r"|(?P<first_5>\d\d)(?P<second_5>[0-3]\d)(?P<y_5>\d{4})"
        rf"|(?P<serial>\d{{5}})(?P<fraction>\.\d+)?)(?!\d|[\s./-]*{words})"
    )


@cache
def _partial_pattern() -> re.Pattern:
    """A month of a year, or a year alone."""
    return re.compile(
        rf"(?:(?:{_month_words()})[\s./,-]*)?(?:\d{{4}}|\d{{2}})"
        rf"|\d{{1,2}}{_BETWEEN}\d{{4}}|\d{{4}}{_BETWEEN}\d{{1,2}}|(?:{_month_words()})\.?"
    )


@cache
def _second_pattern() -> re.Pattern:
    """What is left of a second day beside a whole one: ``9 - 10 Feb 2551``, ``9 Feb - ...``."""
    return re.compile(rf"\d{{1,2}}\s*(?:[-–,/]|และ|ถึง|to\b|and\b|(?:{_month_words()}))")
