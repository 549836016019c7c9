"""How much of the whole plan is done by a year, and the pace it needs and has had.

Everything is in absolute units a year. Compound growth is never used: it calls an agency that is
exactly on plan behind. A straight line inside a year is not used either, because registrations
bunch at the turn of the fiscal year.
"""

from datetime import date, timedelta
from itertools import pairwise
from statistics import fmean, median
from typing import NamedTuple

import numpy as np
import pandas as pd

from helpers.actuals.readings import Serving
from helpers.assessment import ratios
from helpers.assessment.ratios import Interval
from helpers.core import thai

DAYS_A_YEAR = 365.25
SEASON_YEARS = 2


class Point(NamedTuple):
    """The value of a stock at the end of a fiscal year (BE)."""

    year: int
    value: Interval


def years_left(as_of: date, last_year: int) -> float:
    """Years from ``as_of`` to the end of fiscal year ``last_year``."""
    year = thai.fiscal_year(as_of)
    return last_year - year + (thai.fiscal_year_end(year) - as_of).days / DAYS_A_YEAR


def required_step(actual: Interval, target_end: float, years: float) -> Interval | None:
    """Units a year still needed: (T_end - S) / years left; None once the plan has ended."""
    if years <= 0:
        return None
    return Interval(*sorted((target_end - end) / years for end in actual))


def observed_step(points: list[Point], needed: int) -> Interval | None:
    """Median step a year between neighbouring points; None with fewer than ``needed`` points."""
    return median_step(steps(points), needed)


def steps(points: list[Point]) -> list[Interval]:
    """Steps a year between neighbouring points, the earliest first."""
    return [_step(first, second) for first, second in pairwise(sorted(points))]


def median_step(steps: list[Interval], needed: int) -> Interval | None:
    """Their median, end by end; None where fewer than ``needed`` points lie behind them."""
    if len(steps) + 1 < max(needed, 2):
        return None
    return Interval(median(s.low for s in steps), median(s.high for s in steps))


def points(rows: pd.DataFrame, history: dict[int, Serving], as_of: date) -> list[Point]:
    """The baseline of a stock and the headline of each completed year that has one of its own."""
    found = []
    first = rows.iloc[0]
    if pd.notna(first["baseline"]) and pd.notna(first["baseline_year_be"]):
        baseline = float(first["baseline"])
        found.append(Point(int(first["baseline_year_be"]), Interval(baseline, baseline)))
    for year, serving in history.items():
        value = comparable(serving)
        completed = thai.fiscal_year_end(year) <= as_of
        if completed and value is not None and not serving.interim:
            found.append(Point(year, value))
    return found


def _step(first: Point, second: Point) -> Interval:
    """Smallest and largest yearly change two intervals allow."""
    years = second.year - first.year
    return Interval(
        (second.value.low - first.value.high) / years,
        (second.value.high - first.value.low) / years,
    )


def seasonal_profile(values: dict[date, float], longest_gap: int) -> dict[int, float] | None:
    """Share of a year's change that is there by the end of each calendar month (10, 11, .. 9).

    ``values`` are dated readings of a stock. A fiscal year counts when readings reach from its
    first day to its last without a gap of more than ``longest_gap`` days; between readings the
    value is interpolated. The mean of the years; None with fewer than two of them. Not in use:
    two years of dated values have not been published.
    """
    days = sorted(values)
    years = [y for y in _years(days) if _is_covered(days, y, longest_gap)]
    shares = [share for share in (_shares(values, year) for year in years) if share]
    if len(shares) < SEASON_YEARS:
        return None
    return {month: fmean(share[month] for share in shares) for month in shares[0]}


def _years(days: list[date]) -> range:
    if not days:
        return range(0)
    return range(thai.fiscal_year(days[0]), thai.fiscal_year(days[-1]) + 1)


def _is_covered(days: list[date], year: int, longest_gap: int) -> bool:
    start, end = thai.fiscal_year_start(year) - timedelta(days=1), thai.fiscal_year_end(year)
    if not days[0] <= start <= end <= days[-1]:
        return False
    within = [(a, b) for a, b in pairwise(days) if b > start and a < end]
    return all((b - a).days <= longest_gap for a, b in within)


def _shares(values: dict[date, float], year: int) -> dict[int, float] | None:
    """Share by month end; None for a year without change, which has no profile."""
    days = sorted(values)
    start = thai.fiscal_year_start(year) - timedelta(days=1)
    ends = [start, *_month_ends(year)]
    known = [day.toordinal() for day in days]
    at = np.interp([day.toordinal() for day in ends], known, [values[day] for day in days])
    change = at[-1] - at[0]
    if not change:
        return None
    return {day.month: float((v - at[0]) / change) for day, v in zip(ends[1:], at[1:], strict=True)}


def _month_ends(year: int) -> list[date]:
    first = thai.fiscal_year_start(year)
    months = [(first.year + (first.month + n) // 12, (first.month + n) % 12 + 1) for n in range(12)]
    return [date(y, m, 1) - timedelta(days=1) for y, m in months]


class ToDate(NamedTuple):
    """How much of the whole plan is done: what was done, what was asked, the share of it."""

    done: Interval
    asked: float
    share: Interval | None


def to_date(plan_rows: pd.DataFrame, year: int, history: dict[int, Serving]) -> ToDate | None:
    """Plan to date of one indicator; None where its measure type has none or a year is missing.

    ``plan_rows`` are its targets in the whole plan, ``history`` what serves each year. Flow:
    sum A / sum T of the years so far. Stock: (S - B) / (T_end - B). Repeat: units taken up so far
    over the stated total, which is the sum of the years with the role ``new``. Rates have none.
    """
    rule = _RULES.get(plan_rows["measure_type"].iloc[0])
    return rule(plan_rows.sort_values("year_be"), year, history) if rule else None


def comparable(serving: Serving) -> Interval | None:
    """The headline as an interval where it counts what the indicator counts; None elsewhere."""
    if serving.headline is None or serving.headline["relation"] != "same":
        return None
    return Interval(serving.headline["value_low"], serving.headline["value_high"])


def _stock(rows: pd.DataFrame, year: int, history: dict[int, Serving]) -> ToDate | None:
    actual, baseline = comparable(history[year]), rows["baseline"].iloc[0]
    if actual is None or pd.isna(baseline):
        return None
    end = rows["target"].iloc[-1]
    share = ratios.path(actual, baseline, end)
    return ToDate(ratios.gap(actual, baseline), float(end - baseline), share)


def _flow(rows: pd.DataFrame, year: int, history: dict[int, Serving]) -> ToDate | None:
    so_far = rows[rows["year_be"] <= year]
    found = amounts(so_far, year, history)
    return _of_sum(found, so_far, int(rows["direction"].iloc[0]))


def _repeat(rows: pd.DataFrame, year: int, history: dict[int, Serving]) -> ToDate | None:
    new = taken_up(rows)
    return _of_sum(amounts(new[new["year_be"] <= year], year, history), new)


def taken_up(rows: pd.DataFrame) -> pd.DataFrame:
    """The targets of a ``repeat`` that take up new units; the others work the same ones again."""
    return rows[rows["role"].eq("new").fillna(False)]


def _of_sum(found: list[Interval] | None, rows: pd.DataFrame, direction: int = 1) -> ToDate | None:
    if found is None:
        return None
    done, asked = ratios.total(found), float(rows["target"].sum())
    return ToDate(done, asked, ratios.attained(done, asked, direction))


def amounts(rows: pd.DataFrame, year: int, history: dict[int, Serving]) -> list[Interval] | None:
    """What each year of ``rows`` added; None unless each has a reading that covers it.

    A closed year whose last reading is interim is not covered to its end.
    """
    years = [int(y) for y in rows["year_be"]]
    found = [comparable(history[y]) for y in years if y == year or not history[y].interim]
    if not years or len(found) < len(years) or None in found:
        return None
    return found


_RULES = {"stock": _stock, "flow": _flow, "repeat": _repeat}
