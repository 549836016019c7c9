"""The time of day behind a day: time zones become Thailand's, times that may hide a day are told.

Programs often store a day as midnight in Thailand and write it out in the clock of Greenwich,
which is 17:00 of the day before: on 30 September that is another fiscal year.
"""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta, timezone

THAILAND = timezone(timedelta(hours=7))
# Without a zone, a time from here on may be Greenwich's: midnight of the next day in Thailand
# (16:59 when a program lost some seconds), or that midnight itself, some seconds or minutes short.
_DOUBTFUL_FROM = time(16, 59)
# With a zone only what is just short of midnight is doubtful.
_SHORT_OF_MIDNIGHT = time(23, 30)
# No clock on earth is further from Greenwich.
_FARTHEST = timedelta(hours=14)
_SECONDS = 24 * 60 * 60

_CLOCK = re.compile(
    r"(?:(?<=\d)t|[\s,]+(?:เวลา\s*)?)(?P<hour>\d{1,2})"
    # Thai times may have a dot, and then always the word; without it a dot could be of a day.
    r"(?::(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?|\.(?P<dotted>\d{2})(?=\s*น))"
    r"\s*(?P<half>[ap]\.?m\.?)?\s*(?:น\.?|นาฬิกา)?"
    r"\s*(?P<zone>z|(?:utc|gmt|ict)?\s*[+\u2212-]\d{1,2}:?(?:\d{2})?|utc|gmt|ict)?"
    # The name of the zone, as browsers write it behind its hours.
    r"\s*(?:\([^()]*\)|\[[\w/]+\])?$"
)
_NAMED = {"z": 0, "utc": 0, "gmt": 0, "ict": 7}
_HOURS = re.compile(r"([+-])(\d{1,2}):?(\d{2})?$")


@dataclass(frozen=True)
class Clock:
    """A time of day and how far its zone is from Greenwich; none where no zone is written."""

    at: time
    offset: timedelta | None = None

    def days_to_thailand(self) -> int:
        """How many days later (or earlier) it is in Thailand; 0 where no zone is written."""
        return 0 if self.offset is None else (self._in_thailand().date() - _SOME_DAY).days

    def doubtful(self) -> str | None:
        """The time as ``HH:MM:SS`` in Thailand where it may stand for the next day; else none."""
        shown = self.at if self.offset is None else self._in_thailand().time()
        limit = _DOUBTFUL_FROM if self.offset is None else _SHORT_OF_MIDNIGHT
        return f"{shown:%H:%M:%S}" if shown >= limit else None

    def _in_thailand(self) -> datetime:
        zone = timezone(self.offset)
        return datetime.combine(_SOME_DAY, self.at, zone).astimezone(THAILAND)


_SOME_DAY = datetime(2000, 1, 15).date()


def taken_off(text: str) -> tuple[str, Clock | None]:
    """``text`` (Arabic digits, small letters) without the time of day at its end, and that time.

    What no clock shows (25:00, a zone 15 hours away) stays in the text.
    """
    match = _CLOCK.search(text)
    if match is None:
        return text, None
    clock = _read(match)
    return (text, None) if clock is None else (text[: match.start()], clock)


def of_fraction(fraction: float) -> tuple[int, Clock | None]:
    """Days and the time in the fraction of an Excel day, to the second as Excel shows it."""
    days, seconds = divmod(round(fraction * _SECONDS), _SECONDS)
    if not seconds:
        return days, None
    return days, Clock((datetime.min + timedelta(seconds=seconds)).time())


def _read(match: re.Match) -> Clock | None:
    hour, minute = int(match["hour"]), int(match["minute"] or match["dotted"])
    half = (match["half"] or "")[:1]
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        at = time(hour, minute, int(match["second"] or 0))
        offset = _offset(match["zone"])
    except ValueError:
        return None
    return Clock(at, offset)


def _offset(zone: str | None) -> timedelta | None:
    """How far a zone is from Greenwich; raises ``ValueError`` for one no clock on earth has."""
    if zone is None:
        return None
    plain = re.sub(r"\s", "", zone).replace("\u2212", "-")
    if plain in _NAMED:
        return timedelta(hours=_NAMED[plain])
    sign, hours, minutes = _HOURS.search(plain).groups()
    offset = timedelta(hours=int(hours), minutes=int(minutes or 0))
    if offset > _FARTHEST:
        raise ValueError(f"no zone is so far away: {zone!r}")
    return -offset if sign == "-" else offset
