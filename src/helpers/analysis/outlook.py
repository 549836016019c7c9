"""What the end of a plan looks like from a year, one row a scenario."""

from datetime import date

import pandas as pd

from helpers.actuals import readings
from helpers.assessment import outlook
from helpers.core import asked, settings, tables
from helpers.core.errors import InputError
from helpers.coverage import registry_readings

COUNTRY = "TH"


def project_outlook(
    indicator_id: str, year: int, *, as_of: str | date | None = None
) -> pd.DataFrame:
    """The plan's end as it looks from fiscal year ``year`` (BE) on the day ``as_of``.

    One row a scenario: ``keep`` (the last result stands), ``median`` and ``best`` (the median and
    the largest observed step a year go on for the whole years left). Both ends of a range are
    carried through: ``pace_low``/``pace_high`` in units a year, ``end_low``/``end_high`` the value
    at the plan's end, ``short_low``/``short_high`` what it is short of ``target`` (negative: above
    it), ``required_low``/``required_high`` the units a year still needed, all in the unit of the
    indicator. ``outlook`` and ``outlook_high`` are the codes of table ``assessment``: what the
    worse and the better end say or why nothing can be said; blank where no target is to come.
    Numbers that cannot be said are blank, never 0.

    ``as_of`` is a day or ISO text, by default 30 September of the year. Formulas and limits:
    ``helpers.assessment.outlook``. It is no forecast; ``backtest_outlook`` says how far it was off.

    Raises ``InputError`` for an indicator or a year that no plan has, a day that is none or lies
    after the year, and for tables that are not built.

    >>> seen = project_outlook("2555-2559/1.4.1a", 2558)
    >>> seen[["scenario", "pace_low", "end_low", "end_high", "short_low", "target"]]
      scenario  pace_low  end_low  end_high  short_low  target
    0     keep      <NA>   4729.0    4735.0     1532.0  6267.0
    1   median     398.0   5127.0    5139.0     1128.0  6267.0
    2     best     707.5   5436.5    5452.5      814.5  6267.0
    >>> seen["outlook"].iloc[0]
    'not_reachable_at_observed_pace'
    """
    rows = rows_of(tables.read("plan_targets"), indicator_id)
    if asked.year(year) not in set(rows["year_be"]):
        years = [int(y) for y in rows["year_be"]]
        raise InputError(f"{indicator_id} has no target of this year", expected=years, found=year)
    day = asked.day_in(year, as_of)
    readings.check_day(year, day)
    chosen = settings.load()
    years = [int(y) for y in rows["year_be"] if y <= year]
    actuals = registry_readings.known_on(day)
    history = readings.history(actuals, indicator_id, COUNTRY, years, day, chosen)
    return _frame(outlook.of(rows, year, day, history, chosen.pace_points))


def rows_of(targets: pd.DataFrame, indicator_id: str) -> pd.DataFrame:
    """The targets of one indicator, by year; ``InputError`` for one that no plan has."""
    rows = targets[targets["indicator_id"] == indicator_id].sort_values("year_be")
    if rows.empty:
        known = asked.like(indicator_id, sorted(set(targets["indicator_id"])))
        raise InputError("no plan has this indicator", expected=known, found=indicator_id)
    return rows


def _frame(found: outlook.Outlook) -> pd.DataFrame:
    rows = [
        {
            "scenario": name,
            **_ends("pace", found.paces.get(name)),
            **_ends("end", found.ends.get(name)),
            "target": found.target,
            **_ends("required", found.required),
            "outlook": found.low,
            "outlook_high": found.high,
        }
        for name in outlook.SCENARIOS
    ]
    frame = pd.DataFrame(rows).astype(dict.fromkeys(_NUMBERS, "Float64"))
    short = {"short_low": "end_high", "short_high": "end_low"}
    for place, (name, end) in enumerate(short.items()):
        frame.insert(
            frame.columns.get_loc("end_high") + 1 + place, name, frame["target"] - frame[end]
        )
    return frame.astype({"outlook": "str", "outlook_high": "str"})


_NUMBERS = (
    *("pace_low", "pace_high", "end_low", "end_high"),
    *("target", "required_low", "required_high"),
)


def _ends(name: str, interval: tuple[float, float] | None) -> dict[str, float | None]:
    low, high = interval or (None, None)
    return {f"{name}_low": low, f"{name}_high": high}
