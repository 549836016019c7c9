"""How far there is to go, in tambons: to the next step of coverage, and to the plan's target.

The plan's target is the country's. What a province "has to do" of it is printed nowhere; here it
is worked out by arithmetic and called so: the councils the country still lacks to the target,
divided among provinces by the tambons that have none. It is no target CODI gave the province.
"""

import itertools
import math
from dataclasses import dataclass
from datetime import date

import pandas as pd

from helpers.core import metadata, settings, thai
from helpers.coverage import tambons
from helpers.coverage.registered import Registry, bodies_on, known_day
from helpers.geography import gazetteer
from helpers.geography.gazetteer import areas


@dataclass(frozen=True)
class Step:
    """A kind's coverage of the province and the next step of the map's classes.

    ``to_step`` counts tambons; step and count are blank where every tambon is covered.
    ``a_year`` is the median of the yearly net changes (tambons a year) over ``readings`` year
    ends, blank where there are too few; ``last_year`` the last of them.
    """

    kind: str
    tambons: int
    covered: int
    step: float | None
    to_step: int | None
    readings: int
    a_year: float | None
    last_year: int | None


@dataclass(frozen=True)
class Share:
    """The province's arithmetic share of what the country lacks to the next target of councils.

    ``gap`` councils are lacking to ``target`` of ``year``; ``without`` of the country's
    ``without_all`` tambons without one lie in the province. ``share`` is in tambons, rounded up,
    ``a_year`` over the ``years`` left.
    """

    year: int
    target: int
    source: str
    bodies: int
    gap: int
    without: int
    without_all: int
    share: int
    years: int
    a_year: float


def step(frame: pd.DataFrame, province: str, kind: str, course: dict[int, int]) -> Step:
    """Where a kind stands in the province; ``course`` counts covered tambons by fiscal year."""
    own = frame[frame["province_code"] == province]
    covered, every = int(own[f"has_{kind}"].sum()), len(own)
    following = next_step(covered, every)
    changes = _changes(course)
    enough = len(course) >= settings.load().pace_points
    return Step(
        kind=kind,
        tambons=every,
        covered=covered,
        step=following,
        to_step=None if following is None else _needed(following, every) - covered,
        readings=len(course),
        a_year=float(pd.Series(changes).median()) if enough else None,
        last_year=changes[-1] if changes else None,
    )


def next_step(covered: int, every: int) -> float | None:
    """The lowest of the map's class limits that is not reached; nothing when all is covered."""
    limits = [one["from"] for one in metadata.load("maps.yml")["schemes"]["regions"]["classes"]]
    return next((limit for limit in limits if covered < _needed(limit, every)), None)


def _needed(limit: float, every: int) -> int:
    # 0.2 x 5 is a little over 1 in floating point.
    return math.ceil(round(limit * every, 9))


def _changes(course: dict[int, int]) -> list[int]:
    years = sorted(course)
    return [course[now] - course[before] for before, now in itertools.pairwise(years)]


def course(
    registry: Registry, kind: str, codes: pd.Index, year: int, as_of: date
) -> dict[int, int]:
    """Covered tambons of ``codes`` at the end of each reported fiscal year up to ``as_of``.

    The tambons are those of ``year`` throughout. Whole years alone: one that has not ended by
    ``as_of``, or whose end the registry does not know, is left out.
    """
    ends = {y: thai.fiscal_year_end(y) for y in settings.load().years if y <= year}
    days = {y: end for y, end in ends.items() if end <= as_of and _knows(registry, kind, y, end)}
    return {y: _covered(registry, kind, codes, year, end) for y, end in days.items()}


def _covered(registry: Registry, kind: str, codes: pd.Index, year: int, day: date) -> int:
    # A tambon split off since is looked for by itself: what held its area before does not count.
    bodies = bodies_on(registry.registrations, kind, day)
    return len(set(tambons.places_of(registry, bodies, year)["tambon_code"]) & set(codes))


def _knows(registry: Registry, kind: str, year: int, end: date) -> bool:
    return known_day(registry.registrations, kind, year, end) == end


def share(
    frame: pd.DataFrame, province: str, bodies: int, targets: pd.DataFrame, year: int, as_of: date
) -> Share | None:
    """The province's share of the way to the next target of councils; nothing past the last one.

    ``bodies`` are the country's councils on the day. The next target is the first one above that
    count whose year has not ended by ``as_of``.
    """
    indicator = metadata.load("report.yml")["councils"]["stock"]
    over = year if as_of >= thai.fiscal_year_end(year) else year - 1
    ahead = targets[(targets["indicator_id"] == indicator) & (targets["year_be"] > over)]
    ahead = ahead[ahead["target"] > bodies].sort_values("year_be")
    lacking = ~frame["has_council"]
    of_province = int((lacking & (frame["province_code"] == province)).sum())
    if ahead.empty or not of_province:
        return None
    first = ahead.iloc[0]
    gap = int(first["target"]) - bodies
    part = math.ceil(round(gap * of_province / int(lacking.sum()), 9))
    # More than the province has left cannot be its share.
    part = min(part, of_province)
    years = max(int(first["year_be"]) - over, 1)
    return Share(
        year=int(first["year_be"]),
        target=int(first["target"]),
        source=f"{first['source_file']}:{first['source_line']}",
        bodies=bodies,
        gap=gap,
        without=of_province,
        without_all=int(lacking.sum()),
        share=part,
        years=years,
        a_year=part / years,
    )


def codes_today(frame: pd.DataFrame, column: str) -> pd.Series:
    """Today's codes in each area of the year, by the area's code in ``column`` of ``frame``."""
    today = gazetteer.to_reference(areas.today()["tambon_code"])["tambon_code"].dropna()
    held = today.map(gazetteer.in_year(int(frame["year_be"].iloc[0])))
    return held.map(frame[column]).value_counts()
