"""What a function was asked for: fiscal years, a day, names of a list; or what it should have been.

A researcher types these by hand, so each may be given in any shape that leaves no doubt, and what
is not understood is answered with what is most like it.
"""

import difflib
from collections.abc import Iterable
from datetime import date, datetime
from numbers import Integral

from helpers.core import thai
from helpers.core.errors import EXAMPLES_SHOWN, InputError, examples

_YEAR = "a fiscal year (BE) as a number, like 2557"
_DAY = "a day (CE) as 2015-03-31"


def year(given: object) -> int:
    """One fiscal year (BE); ``InputError`` for anything but a whole number."""
    if not isinstance(given, Integral) or isinstance(given, bool):
        raise InputError("not a fiscal year", expected=_YEAR, found=repr(given))
    return int(given)


def years(given: int | Iterable[int]) -> list[int]:
    """One fiscal year (BE) or several, each once and sorted; ``InputError`` for other things."""
    several = isinstance(given, Iterable) and not isinstance(given, str)
    return sorted({year(one) for one in given}) if several else [year(given)]


def day(given: str | date) -> date:
    """A day, or one in ISO text (CE); ``InputError`` for anything else."""
    if isinstance(given, datetime):
        return given.date()
    try:
        return given if isinstance(given, date) else date.fromisoformat(given)
    except (TypeError, ValueError) as error:
        raise InputError("not a day", expected=_DAY, found=repr(given)) from error


def day_in(asked: int, as_of: str | date | None) -> date:
    """The day a fiscal year is seen from: ``as_of``, or the year's last one where it is left out.

    Raises ``InputError`` for what is no year or no day.
    """
    end = thai.fiscal_year_end(year(asked))
    return end if as_of is None else day(as_of)


def names(given: str | Iterable[str]) -> list[str]:
    """One name or several, as text."""
    return [given] if isinstance(given, str) else [str(one) for one in given]


def like(given: object, known: Iterable[object], shown: int = EXAMPLES_SHOWN) -> str | list[str]:
    """The known names for an error: all where they are few, else the most like ``given`` first."""
    listed = list(dict.fromkeys(map(str, known)))
    if len(listed) <= EXAMPLES_SHOWN:
        return listed
    wanted = str(given).lower()
    ratios = {name: difflib.SequenceMatcher(None, wanted, name.lower()).ratio() for name in listed}
    return examples(sorted(listed, key=lambda name: -ratios[name]), shown)
