"""How much of the whole plan is done by a year, by the rule of each measure type."""

import pandas as pd

from helpers import ratios
from helpers.ratios import Interval
from helpers.readings import Serving


def to_date(plan_rows: pd.DataFrame, year: int, history: dict[int, Serving]) -> Interval | None:
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


def _stock(rows: pd.DataFrame, year: int, history: dict[int, Serving]) -> Interval | None:
    actual, baseline = comparable(history[year]), rows["baseline"].iloc[0]
    if actual is None or pd.isna(baseline):
        return None
    return ratios.path(actual, baseline, rows["target"].iloc[-1])


def _flow(rows: pd.DataFrame, year: int, history: dict[int, Serving]) -> Interval | None:
    so_far = rows[rows["year_be"] <= year]
    amounts = _amounts(so_far, year, history)
    if amounts is None:
        return None
    return ratios.attained(amounts, float(so_far["target"].sum()), int(rows["direction"].iloc[0]))


def _repeat(rows: pd.DataFrame, year: int, history: dict[int, Serving]) -> Interval | None:
    new = rows[rows["role"].eq("new").fillna(False)]
    amounts = _amounts(new[new["year_be"] <= year], year, history)
    return None if amounts is None else ratios.attained(amounts, float(new["target"].sum()))


def _amounts(rows: pd.DataFrame, year: int, history: dict[int, Serving]) -> Interval | None:
    """Sum over the years of ``rows``; None unless each has a reading that covers it.

    A closed year whose last reading is interim is not covered to its end.
    """
    years = [int(y) for y in rows["year_be"]]
    found = [comparable(history[y]) for y in years if y == year or not history[y].interim]
    if not years or len(found) < len(years) or None in found:
        return None
    return ratios.total(found)


_RULES = {"stock": _stock, "flow": _flow, "repeat": _repeat}
