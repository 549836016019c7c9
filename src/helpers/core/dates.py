"""Days as officers write them: either era, Thai or English months, Excel's serial numbers."""

import calendar
import re
from datetime import date, timedelta
from functools import cache

import numpy as np
import pandas as pd
from pythainlp.util.date import thai_full_month_lists, thai_full_weekdays

from helpers.core import thai, thai_columns

# Excel counts days from here (its own day 60 never was; every day read here is later).
_SERIAL_ZERO = date(1899, 12, 30)
_SERIAL_YEARS = thai.TWO_DIGIT_YEARS

_TIME = re.compile(r"[t\s]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*(am|pm|น\.?|z)?$")
_WEEKDAYS = "|".join(name.removeprefix("วัน") for name in thai_full_weekdays)
_AROUND = re.compile(
    rf"เมื่อ|ณ\b|วัน({_WEEKDAYS})ที่|วันที่|วัน({_WEEKDAYS})|เดือน|ปี|พ\.?\s?ศ\.?|ค\.?\s?ศ\.?"
)
_BETWEEN = r"\s*[-/.\s]\s*"


class DayError(ValueError):
    """A cell that states no single day; ``code`` is one of the reason codes of rejects."""

    def __init__(self, code: str, text: str) -> None:
        self.code = code
        super().__init__(f"{code}: {text!r}")


def read(text: str) -> date:
    """The one Common Era day a cell states; the order is day, month, year, never month first.

    Raises ``DayError`` (a ``ValueError``) with the code ``two_dates``, ``day_missing`` (month or
    year only) or ``not_a_day`` (anything else, also days no calendar has, such as 30 February).
    """
    return _read(thai.normalise(text), text)


def _read(spelt: str, text: str) -> date:
    """The day of a text already spelt as ``thai.normalise`` does; ``text`` is told in errors."""
    plain = _plain(spelt)
    found = list(_day_pattern().finditer(plain))
    if not found:
        raise DayError("day_missing" if _partial_pattern().fullmatch(plain) else "not_a_day", text)
    days = {_day_of(match, text) for match in found}
    rest = _day_pattern().sub(" ", plain)
    if len(days) > 1 or _second_pattern().search(rest):
        raise DayError("two_dates", text)
    if re.search(r"\w", rest):
        raise DayError("not_a_day", text)
    return days.pop()


def read_all(cells: pd.Series) -> tuple[pd.Series, pd.Series]:
    """The day of every cell, and the reason code where there is none; a blank has neither.

    Each distinct text is read once.
    """
    codes, texts = pd.factorize(cells)
    days = np.full(len(texts) + 1, np.datetime64("NaT"), dtype="datetime64[us]")
    reasons = np.full(len(texts) + 1, None, dtype=object)
    spelt = thai_columns.normalise_all(pd.Series(texts, dtype="str"))
    for place, text in enumerate(spelt):
        try:
            days[place] = np.datetime64(_read(text, text), "us")
        except DayError as error:
            reasons[place] = error.code
    # Blanks have the code -1, which is the spare place at the end.
    reason = pd.Series(reasons[codes], index=cells.index, dtype="str")
    return pd.Series(days[codes], index=cells.index), reason


def _plain(text: str) -> str:
    """Arabic digits, small letters, no time of day and none of the words around a day."""
    plain = thai.arabic_digits(text).casefold()
    return _AROUND.sub(" ", _TIME.sub("", plain)).strip()


def _day_of(match: re.Match, text: str) -> date:
    """The day a match of the pattern states."""
    parts = {name.rstrip("_12345"): part for name, part in match.groupdict().items() if part}
    try:
        if "serial" in parts:
            return _of_serial(int(parts["serial"]))
        if int(parts["d"]) == 0:
            raise DayError("day_missing", text)
        return date(thai.year_of_any_era(parts["y"]), _month_of(parts), int(parts["d"]))
    except DayError:
        raise
    except ValueError as error:
        raise DayError("not_a_day", text) from error


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
        rf"|(?P<d_2>\d{{1,2}}){_BETWEEN}(?P<m_2>\d{{1,2}}){_BETWEEN}(?P<y_2>{either})"
        rf"|(?P<d_3>\d{{1,2}})[\s./-]*(?P<month>{words})[\s./,-]*(?P<y_3>{either})"
        # Eight digits: a year of either era begins with 19 to 26, which is no month.
        r"|(?P<y_4>(?:19|2[0-6])\d\d)(?P<m_4>[01]\d)(?P<d_4>\d\d)"
        r"|(?P<d_5>\d\d)(?P<m_5>[01]\d)(?P<y_5>\d{4})"
        rf"|(?P<serial>\d{{5}})(?:\.\d+)?)(?!\d|[\s./-]*{words})"
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
