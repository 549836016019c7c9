"""What a registry counts in an indicator's own unit, so that it judges the indicator.

Which count judges which indicator, and in the years of which role, is declared in
``metadata/actual_links.yml`` (``counted``). The registry tells of registering alone: where the
plan asks for more, its count is an upper end and the lower end is nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache

import pandas as pd

from helpers import plans
from helpers.actuals import links
from helpers.core import paths, thai
from helpers.core.errors import InputError
from helpers.coverage.registered import Registry, bodies_on
from helpers.coverage.tambons import first_registrations, places_of


@dataclass(frozen=True)
class Count:
    """A count of the fiscal year up to ``day``, as the least and the most it can be."""

    kind: str
    what: str
    day: date
    link: links.Link
    low: int
    high: int
    is_upper_end: bool


@dataclass(frozen=True)
class _Asked:
    """A registry on a day, and the earlier years of the plan in which units were new."""

    registry: Registry
    kind: str
    day: date
    earlier: tuple[int, ...]

    @property
    def year(self) -> int:
        return thai.fiscal_year(self.day)


def of_day(registry: Registry, kind: str, day: date) -> list[Count]:
    """What a registry of a kind counts for the indicators due in the fiscal year of ``day``.

    ``day`` is one the registry knows (``registered.known_day``). A body registered after it counts
    nowhere. Raises ``InputError`` for a count that ``actual_links.yml`` names and nobody made.
    """
    year = thai.fiscal_year(day)
    return [
        _count(registry, kind, day, counted.what, link)
        for counted, link in _declared()
        if counted.kind == kind and year in _years(link)
    ]


def _count(registry: Registry, kind: str, day: date, what: str, link: links.Link) -> Count:
    earlier = _years(link, "new") if link.role else ()
    year = thai.fiscal_year(day)
    asked = _Asked(registry, kind, day, tuple(y for y in earlier if y < year))
    count, is_upper_end = COUNTS[what]
    most = count(asked)
    return Count(kind, what, day, link, 0 if is_upper_end else most, most, is_upper_end)


@cache
def _declared() -> tuple[tuple[links.Counted, links.Link], ...]:
    found = [(k.counted, link) for k in links.load().values() if k.counted for link in k.links]
    unknown = sorted({counted.what for counted, _ in found} - set(COUNTS))
    if unknown:
        file = paths.relative(paths.METADATA / links.FILE)
        raise InputError("unknown counts of a registry", file=file, expected=sorted(COUNTS),
                         found=unknown)  # fmt: skip
    return tuple(found)


def _years(link: links.Link, role: str | None = None) -> tuple[int, ...]:
    """The years a link stands beside; with ``role`` those in which its indicator has that one."""
    wanted = role or link.role
    if wanted is None:
        return tuple(link.years)
    roles = plans.declarations()[link.indicator_id]["role"]
    if roles is None:
        file = paths.relative(paths.METADATA / links.FILE)
        raise InputError(f"{link.indicator_id} has no roles", file=file, found=link.role)
    return tuple(y for y, own in zip(link.years, roles, strict=True) if own == wanted)


def _bodies_newly_registered(asked: _Asked) -> int:
    """Bodies registered in the year up to the day, those that have ended since too: set up once."""
    bodies = asked.registry.registrations
    start = pd.Timestamp(thai.fiscal_year_start(asked.year))
    in_year = bodies["registered_on"].between(start, pd.Timestamp(asked.day))
    return int((in_year & (bodies["kind"] == asked.kind)).sum())


def _tambons_newly_covered(asked: _Asked) -> int:
    """Tambons with a body on the day whose first one ever was registered in the year."""
    return _first_in(asked, (asked.year,))


def _tambons_covered_again(asked: _Asked) -> int:
    """Tambons with a body on the day whose first one was registered in an earlier new year."""
    return _first_in(asked, asked.earlier)


def _first_in(asked: _Asked, years: tuple[int, ...]) -> int:
    """Tambons of the year with a body on the day, by the fiscal year of their first one ever."""
    registry, kind, day = asked.registry, asked.kind, asked.day
    first = first_registrations(registry, kind, asked.year, day)
    standing = places_of(registry, bodies_on(registry.registrations, kind, day), asked.year)
    first = first[first.index.isin(standing["tambon_code"])]
    return sum(thai.fiscal_year(found.date()) in years for found in first)


# The rule of each count, and whether the registry knows no more than an upper end by it.
COUNTS: dict[str, tuple[Callable[[_Asked], int], bool]] = {
    "bodies_newly_registered": (_bodies_newly_registered, True),
    "tambons_newly_covered": (_tambons_newly_covered, False),
    "tambons_covered_again": (_tambons_covered_again, True),
}
