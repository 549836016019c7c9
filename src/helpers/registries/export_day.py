"""The day a file was exported: from words around its lines, else from its name."""

import re
from collections.abc import Collection, Iterable
from datetime import date

from helpers.core import dates, thai
from helpers.core.errors import InputError, examples
from helpers.registries import refusals

_MONTHS = r"[ก-๙]+\.?(?:\s?[ก-๙]+\.)?"
# Dates as they stand in names of files; a later pattern only sees what no earlier one took.
_IN_NAMES = (
    re.compile(r"(?<!\d)(?P<year>\d{4})[-_. ](?P<month>\d{1,2})[-_. ](?P<day>\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<day>\d{1,2})[-_. ](?P<month>\d{1,2})[-_. ](?P<year>\d{4}|\d{2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<year>(?:19|20|25|26)\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?!\d)"),
    re.compile(r"(?<!\d)(?P<day>[0-3]\d)(?P<month>[01]\d)(?P<year>(?:19|20|25|26)\d\d)(?!\d)"),
    re.compile(r"(?<!\d)(?P<day>[0-3]\d)(?P<month>[01]\d)(?P<year>\d\d)(?!\d)"),
    re.compile(rf"(?<!\d)(?P<words>\d{{1,2}}[-_ ]?{_MONTHS}[-_ ]?\d{{2,4}})(?!\d)"),
)
_WORDS_AFTER = re.compile(r"\s*(?:เวลา|น\.|หน้า|โดย).*$")


def in_texts(texts: Collection[str], patterns: Iterable[re.Pattern], file: str) -> date | None:
    """The day that follows the words of the first of ``patterns`` found in ``texts``, or none.

    Raises ``InputError`` where the same words tell different days.
    """
    for pattern in patterns:
        found = {day for text in texts for day in _after_words(text, pattern)}
        if len(found) > 1:
            problem = refusals.words("several_export_days")
            raise InputError(problem, file=file, found=examples(sorted(found)))
        if found:
            return found.pop()
    return None


def _after_words(text: str, pattern: re.Pattern) -> list[date]:
    plain = thai.normalise(text)
    after = [plain[match.end() :] for match in pattern.finditer(plain)]
    read = (_read(_WORDS_AFTER.sub("", words).strip(" :：()")) for words in after)
    return [day for day in read if day]


def in_name(name: str) -> date | None:
    """The one day written in the name of a file or sheet; none where there is none or several."""
    plain, found = thai.arabic_digits(thai.normalise(name)), set()
    for pattern in _IN_NAMES:
        found |= {day for match in pattern.finditer(plain) if (day := _of_match(match))}
        plain = pattern.sub("#", plain)
    return found.pop() if len(found) == 1 else None


def _of_match(match: re.Match) -> date | None:
    parts = match.groupdict()
    if "words" in parts:
        return _read(re.sub("[-_]", " ", parts["words"]))
    if len(parts["year"]) == 4:
        return _read(f"{parts['year']}-{parts['month']:0>2}-{parts['day']:0>2}")
    return _read(f"{parts['day']}/{parts['month']}/{parts['year']}")


def _read(text: str) -> date | None:
    try:
        return dates.read(text)
    except ValueError:
        return None
