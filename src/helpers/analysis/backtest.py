"""The outlook tried on the past: what it would have said of years whose result is known now."""

from collections.abc import Iterator
from itertools import combinations

import pandas as pd

from helpers.actuals import readings
from helpers.analysis.outlook import COUNTRY, rows_of
from helpers.assessment import outlook, progress
from helpers.core import settings, tables, thai
from helpers.core.errors import InputError
from helpers.core.settings import Settings

# What counts as known at the end of a year: its readings as they stand in the table now, or only
# those read by that day.
VINTAGES = ("now", "then")
_COLUMNS = (
    *("geography_code", "from_year_be", "to_year_be", "horizon", "scenario"),
    *("projected_low", "projected_high", "actual_low", "actual_high", "error_low", "error_high"),
)


def backtest_outlook(
    indicator_id: str,
    *,
    regions: bool = False,
    vintage: str = "now",
    points: int | None = None,
    targets: pd.DataFrame | None = None,
    actuals: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """What each scenario would have said of later years whose result is known.

    One row a pair of years (``from_year_be`` known, ``to_year_be`` known later, fiscal, BE), an
    area and a scenario that could have been stated. ``error_low``/``error_high`` are projected
    minus actual, in the unit of the indicator, the least and the most the ranges allow; positive
    is too high. ``horizon`` is the years between.

    The country, or with ``regions`` each of CODI's regions. ``vintage="then"`` leaves out of the
    earlier year what was read after its end and what no day of reading is known of; the plan's
    baseline was printed before. The later year is always as it is known now. ``points`` takes the
    place of ``pace_points`` of ``config.yml``. ``targets`` and ``actuals`` not given are the built
    tables. A handful of pairs, some of them of the same years, prove no skill.

    Raises ``InputError`` for an indicator without a cumulative target, another ``vintage``, fewer
    than two ``points`` and for tables that are not built.

    >>> tried = backtest_outlook("2555-2559/1.4.1a")
    >>> tried["scenario"].value_counts().to_dict()
    {'keep': 6, 'median': 1, 'best': 1}
    >>> tried.loc[tried["scenario"] == "median", ["error_low", "error_high"]].values.tolist()
    [[14.25, 35.25]]
    """
    if vintage not in VINTAGES:
        raise InputError("no such vintage", expected=list(VINTAGES), found=vintage)
    chosen = settings.load()
    needed = chosen.pace_points if points is None else points
    if needed < 2:
        raise InputError("a pace needs two points", expected="points from 2", found=points)
    rows = rows_of(tables.read("plan_targets") if targets is None else targets, indicator_id)
    if rows["measure_type"].iloc[0] != "stock":
        raise InputError("only a cumulative target is tried on the past", found=indicator_id)
    actuals = tables.read("actuals") if actuals is None else actuals
    known = _Known(rows, actuals, vintage, chosen)
    found = [row for area in known.areas(regions) for row in _area(known, area, needed)]
    return pd.DataFrame(found, columns=list(_COLUMNS))


class _Known:
    """What is known of one indicator in an area at the end of a year."""

    def __init__(
        self, rows: pd.DataFrame, actuals: pd.DataFrame, vintage: str, chosen: Settings
    ) -> None:
        self.rows, self.vintage, self.chosen = rows, vintage, chosen
        self.indicator_id = str(rows["indicator_id"].iloc[0])
        self.actuals = actuals[actuals["indicator_id"] == self.indicator_id]

    def areas(self, regions: bool) -> list[str]:
        """The country alone, or every region with a reading."""
        if not regions:
            return [COUNTRY]
        level = self.actuals["geography_level"] == "region"
        return sorted(set(self.actuals.loc[level, "geography_code"]))

    def points(self, area: str, year: int, vintage: str) -> list[progress.Point]:
        """The points of an area up to the end of ``year``, the earliest first."""
        day = thai.fiscal_year_end(year)
        years = [int(y) for y in self.rows["year_be"] if y <= year]
        said = self.actuals
        if vintage == "then":
            said = said[said["read_on"] <= pd.Timestamp(day)]
        history = readings.history(said, self.indicator_id, area, years, day, self.chosen)
        return sorted(progress.points(self._rows_of(area), history, day))

    def _rows_of(self, area: str) -> pd.DataFrame:
        """The baseline is the country's; a region has none."""
        return self.rows if area == COUNTRY else self.rows.assign(baseline=None)


def _area(known: _Known, area: str, needed: int) -> Iterator[dict]:
    last = int(known.rows["year_be"].iloc[-1])
    results = known.points(area, last, "now")
    for first, later in combinations(results, 2):
        points = known.points(area, first.year, known.vintage)
        # What stood for the earlier year only later was not there to start from.
        if points and points[-1].year == first.year:
            yield from _pair(area, points, later, needed)


def _pair(
    area: str, points: list[progress.Point], later: progress.Point, needed: int
) -> Iterator[dict]:
    start, horizon = points[-1], later.year - points[-1].year
    paces = outlook.observed(progress.steps(points), needed)
    ends = {"keep": start.value, **outlook.continued(start.value, paces, horizon)}
    for scenario, end in ends.items():
        error = (end.low - later.value.high, end.high - later.value.low)
        pair = (area, start.year, later.year, horizon, scenario)
        yield dict(zip(_COLUMNS, (*pair, *end, *later.value, *error), strict=True))


def summarise_backtest(tried: pd.DataFrame) -> pd.DataFrame:
    """The errors of ``backtest_outlook`` by scenario and horizon.

    One row a scenario and horizon (years): ``n`` pairs, ``mean_error`` (bias; positive is too
    high), ``mean_absolute`` and ``largest`` error, of the middle of each range, in the unit of the
    indicator.

    >>> summarise_backtest(backtest_outlook("2555-2559/1.4.1a")).head(1).values.tolist()
    [['keep', 1, 2, -270.0, 270.0, 401.0]]
    """
    middle = (tried["error_low"] + tried["error_high"]) / 2
    by = tried[["scenario", "horizon"]].assign(error=middle, absolute=middle.abs())
    order = {name: place for place, name in enumerate(outlook.SCENARIOS)}
    found = by.groupby(["scenario", "horizon"], as_index=False).agg(
        n=("error", "size"),
        mean_error=("error", "mean"),
        mean_absolute=("absolute", "mean"),
        largest=("absolute", "max"),
    )
    return found.sort_values(
        ["scenario", "horizon"], key=lambda column: column.replace(order), ignore_index=True
    )
