"""What the end of a plan looks like from one day, if what was observed goes on.

Three scenarios, all in absolute units: *keep* (the last result stands, nothing is added), *median*
and *best* (the median and the best observed step a year go on to the plan's end). None of them is
a forecast. Growth rates are never continued, and no line is drawn inside a year, because
registrations bunch at the turn of the fiscal year: steps are added for whole years to the result
of the last completed one.

Both ends of a range are carried through as if they were independent, so a range says the least and
the most it can be. A cumulative target has its readings as points; of yearly targets, which add
up, the sum so far is the point and each year's amount a step. A rate has no pace.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from helpers.actuals.readings import Serving
from helpers.assessment import progress, ratios
from helpers.assessment.ratios import Interval
from helpers.core import thai

SCENARIOS = ("keep", "median", "best")
# The first scenario that comes up to the target gives the word.
_REACHED = {
    "keep": "reached_already",
    "median": "reachable_at_median_pace",
    "best": "reachable_at_best_pace_only",
}
# Steps are quotients; what lies below this is what a computer makes of a third.
_DECIMALS = 6


@dataclass(frozen=True)
class Outlook:
    """One indicator on one day: paces, ends by scenario, and what both ends of the range say.

    ``low`` and ``high`` are of ``schemas.OUTLOOKS``; None where no target is to come. ``paces``
    has ``median`` and ``best`` where enough years are known; ``ends`` has ``keep`` besides.
    """

    target: float | None = None
    required: Interval | None = None
    paces: Mapping[str, Interval] = field(default_factory=dict)
    ends: Mapping[str, Interval] = field(default_factory=dict)
    low: str | None = None
    high: str | None = None


@dataclass(frozen=True)
class _Course:
    """What an outlook is worked out from.

    ``now`` is the result on the day, ``start`` the one of the last completed year ``year``, and
    ``steps`` what was added a year up to it.
    """

    now: Interval
    start: Interval
    year: int
    steps: list[Interval]


def of(
    plan_rows: pd.DataFrame, year: int, as_of: date, history: dict[int, Serving], needed: int
) -> Outlook:
    """The outlook of one indicator in fiscal year ``year`` (BE) on the day ``as_of``.

    ``plan_rows`` are its targets in the whole plan, ``history`` what serves each year so far;
    ``needed`` points have to be known before a pace is stated.
    """
    rows = plan_rows.sort_values("year_be")
    kind = rows["measure_type"].iloc[0]
    if kind == "repeat":
        rows = progress.taken_up(rows)
    last = int(rows["year_be"].iloc[-1])
    is_over = as_of >= thai.fiscal_year_end(last)
    reason = _why_not(kind, history[year])
    course = None if reason else _COURSES[kind](rows, year, as_of, history)
    if course is None:
        return _without(None if is_over else reason or "no_reading")
    target = float(rows["target"].iloc[-1] if kind == "stock" else rows["target"].sum())
    direction = int(rows["direction"].iloc[0])
    paces = observed(course.steps, needed, direction)
    if is_over:
        return Outlook(paces=paces)
    ends = {"keep": course.now, **continued(course.start, paces, last - course.year)}
    low, high = _said(target, ends, direction)
    required = progress.required_step(course.now, target, progress.years_left(as_of, last))
    return Outlook(target, required, paces, ends, low, high)


def _without(reason: str | None) -> Outlook:
    return Outlook(low=reason, high=reason)


def _why_not(kind: str, serving: Serving) -> str | None:
    if kind not in _COURSES:
        return "kind_without_pace"
    if progress.comparable(serving) is None:
        return "no_reading"
    return "interim_reading" if serving.interim else None


def _stock(rows: pd.DataFrame, year: int, as_of: date, history: dict[int, Serving]) -> _Course:
    now = progress.comparable(history[year])
    points = sorted(progress.points(rows, history, as_of))
    # Without a completed year what is known on the day stands for the year before.
    last = points[-1] if points else progress.Point(year - 1, now)
    return _Course(now, last.value, last.year, progress.steps(points))


def _flow(
    rows: pd.DataFrame, year: int, as_of: date, history: dict[int, Serving]
) -> _Course | None:
    found = progress.amounts(rows[rows["year_be"] <= year], year, history)
    if found is None:
        return None
    years = [int(y) for y in rows["year_be"] if y <= year]
    closed = [y for y in years if thai.fiscal_year_end(y) <= as_of]
    done = found[: len(closed)]
    start = ratios.total(done) if done else Interval(0.0, 0.0)
    return _Course(ratios.total(found), start, (closed or [years[0] - 1])[-1], done)


_COURSES = {"stock": _stock, "flow": _flow, "repeat": _flow}


def observed(steps: list[Interval], needed: int, direction: int = 1) -> dict[str, Interval]:
    """The median and the best of steps a year; nothing with fewer than ``needed`` points.

    Best is the largest, or with ``direction`` -1, where less is better, the smallest.
    """
    median = progress.median_step(steps, needed)
    if median is None:
        return {}
    most = max if direction == 1 else min
    best = Interval(most(s.low for s in steps), most(s.high for s in steps))
    return {"median": median, "best": best}


def continued(start: Interval, paces: Mapping[str, Interval], years: int) -> dict[str, Interval]:
    """What ``start`` comes to after whole ``years`` at each pace: start + step x years."""
    return {
        name: Interval(*(_plus(*pair, years) for pair in zip(start, pace, strict=True)))
        for name, pace in paces.items()
    }


def _plus(start: float, step: float, years: int) -> float:
    return round(start + step * years, _DECIMALS)


def _said(target: float, ends: Mapping[str, Interval], direction: int) -> tuple[str, str]:
    """What the worse and the better end of every range say."""
    worse, better = (0, 1) if direction == 1 else (1, 0)
    return tuple(_code(target, ends, side, direction) for side in (worse, better))


def _code(target: float, ends: Mapping[str, Interval], side: int, direction: int) -> str:
    for name in SCENARIOS:
        if name in ends and direction * (ends[name][side] - target) >= 0:
            return _REACHED[name]
    return "not_reachable_at_observed_pace" if "median" in ends else "too_few_readings"
