"""Thai text, digits, calendar and fiscal years. The only module that knows 543 and 1 October."""

import re
import unicodedata
from datetime import date
from functools import lru_cache

from pythainlp.util import (
    arabic_digit_to_thai_digit,
    thai_digit_to_arabic_digit,
    thai_strftime,
)
from pythainlp.util import normalize as _pythainlp_normalize

from helpers.core import invisible

BE_OFFSET = 543
FISCAL_START = (10, 1)
FISCAL_END = (9, 30)
# Years (CE) that two digits can mean. The window is 43 years long, so that no pair of digits can
# be both a BE year (40-82 for 2540-2582) and a CE year (97-99, 00-39).
TWO_DIGIT_YEARS = range(1997, 2040)
FOUR_DIGIT_YEARS = range(1900, 2100)

_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SPACES = re.compile(r"\s+")
_WHOLE = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)")
_DECIMAL = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)\.\d+")


def ce_to_be(year_ce: int) -> int:
    """Buddhist Era year of a Common Era year (BE = CE + 543)."""
    return year_ce + BE_OFFSET


def be_to_ce(year_be: int) -> int:
    """Common Era year of a Buddhist Era year."""
    return year_be - BE_OFFSET


def year_of_any_era(written: str) -> int:
    """Common Era year of a year written in either era with four or two digits.

    ``2551``, ``2008`` and ``51`` are 2008; so is ``08``, because the BE year 2508 lies outside
    the years two digits can mean. Raises ``ValueError`` for a year of no era (``90``, ``2300``).
    """
    number = int(arabic_digits(written))
    if len(written) == 4:
        readings, allowed = (number, be_to_ce(number)), FOUR_DIGIT_YEARS
    else:
        readings, allowed = (be_to_ce(2500 + number), 1900 + number, 2000 + number), TWO_DIGIT_YEARS
    possible = [year for year in readings if year in allowed]
    if len(written) not in (2, 4) or not possible:
        raise ValueError(f"not a year of either era: {written!r}")
    return possible[0]


def fiscal_year(day: date) -> int:
    """Fiscal year (BE) a day belongs to: year t runs from 1 October t-1 to 30 September t."""
    year = ce_to_be(day.year)
    return year + 1 if (day.month, day.day) >= FISCAL_START else year


def fiscal_year_start(year_be: int) -> date:
    """First day of a fiscal year, as a Common Era date."""
    return date(be_to_ce(year_be) - 1, *FISCAL_START)


def fiscal_year_end(year_be: int) -> date:
    """Last day of a fiscal year, as a Common Era date; the default ``as_of`` of its report."""
    return date(be_to_ce(year_be), *FISCAL_END)


def six_month_round(year_be: int) -> date:
    """The day of the 6-month assessment round, 31 March."""
    return date(be_to_ce(year_be), 3, 31)


def arabic_digits(text: str) -> str:
    """``text`` with Thai digits written as Arabic ones."""
    return thai_digit_to_arabic_digit(text)


def thai_digits(text: str) -> str:
    """``text`` with Arabic digits written as Thai ones."""
    return arabic_digit_to_thai_digit(text)


# The same cells and headings come again and again, and PyThaiNLP tries each of its rules on them.
@lru_cache(maxsize=1 << 16)
def normalise(text: str) -> str:
    """One spelling for one word.

    Marks nobody sees (``core.invisible``) removed; NFC; decomposed sara am, doubled sara e and
    misplaced tone marks as PyThaiNLP orders them; every run of white space one space; ends
    stripped. Digits are left as they stand.
    """
    text = unicodedata.normalize("NFC", invisible.without(text))
    return _SPACES.sub(" ", _pythainlp_normalize(text)).strip()


def parse_number(text: str) -> int | float:
    """The number a cell prints; thousands separators and Thai digits are read.

    Raises ``ValueError`` for anything else: blanks, units, ``1,23``, two numbers.
    """
    plain = arabic_digits(normalise(text))
    if _WHOLE.fullmatch(plain):
        return int(plain.replace(",", ""))
    if _DECIMAL.fullmatch(plain):
        return float(plain.replace(",", ""))
    raise ValueError(f"not a number: {text!r}")


def parse_day(text: str) -> date:
    """The Common Era day a text states as YYYY-MM-DD; Thai digits are read.

    Raises ``ValueError`` for anything else, also for ISO 8601's other ways (``20071001``,
    ``2007-W40-1``), and for days no calendar has.
    """
    plain = arabic_digits(text)
    if not _DAY.fullmatch(plain):
        raise ValueError(f"not a day: {text!r}")
    return date.fromisoformat(plain)


def format_date(day: date, lang: str) -> str:
    """A day in words: ``30 กันยายน 2557`` or ``30 September 2014``."""
    if lang == "th":
        return thai_strftime(day, "%-d %B %Y")
    return f"{day.day} {day:%B %Y}"


def format_date_short(day: date, lang: str) -> str:
    """A day for tables: ``30 ก.ย. 2557`` or ``30 Sep 2014``."""
    if lang == "th":
        return thai_strftime(day, "%-d %b %Y")
    return f"{day.day} {day:%b %Y}"


def format_month(day: date, lang: str) -> str:
    """The month of a day: ``ธ.ค. 2553`` or ``Dec 2010``."""
    if lang == "th":
        return thai_strftime(day, "%b %Y")
    return f"{day:%b %Y}"
