"""Table ``assessment``: every indicator due in a year, judged on one day."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from helpers.actuals import readings
from helpers.actuals.readings import Serving
from helpers.assessment import outlook, progress, ratios, reasons, scoring
from helpers.assessment.ratios import Interval
from helpers.assessment.reasons import Case
from helpers.core import partitions, paths, tables
from helpers.core import settings as settings_module
from helpers.core.errors import InputError
from helpers.core.notices import both
from helpers.core.schemas import TABLES
from helpers.core.settings import Settings
from helpers.coverage import registry_readings

# The plans' targets are the country's; regions have none.
COUNTRY = "TH"


@dataclass(frozen=True)
class _Indicator:
    """An indicator due in a year, with its targets in the whole plan and what serves each year."""

    target: object
    plan_rows: pd.DataFrame
    history: dict[int, Serving]
    as_of: date
    settings: Settings

    @property
    def serving(self) -> Serving:
        """The readings that serve the year judged."""
        return self.history[int(self.target.year_be)]

    @property
    def is_stock(self) -> bool:
        """Whether the target is a cumulative one, which has a level and a path."""
        return self.target.measure_type == "stock"


def assess(
    year: int,
    as_of: date,
    targets: pd.DataFrame | None = None,
    actuals: pd.DataFrame | None = None,
    settings: Settings | None = None,
) -> pd.DataFrame:
    """One row per indicator due in fiscal year ``year`` (BE), judged on the day ``as_of``.

    Ratios are shares of the target (1.0 is reached), neither rounded nor capped; actuals, targets
    and steps are in the unit of the indicator. Formulas: ``ratios`` and ``progress`` beside this
    module; scores: ``scoring``; what each ``reason`` means: ``reasons.Reason``. Tables and settings
    not given are read from their files. Raises ``InputError`` for a year without targets and an
    ``as_of`` after the year's end.
    """
    readings.check_day(year, as_of)
    targets = tables.read("plan_targets") if targets is None else targets
    actuals = registry_readings.known_on(as_of) if actuals is None else actuals
    settings = settings or settings_module.load()
    due = targets[targets["year_be"] == year]
    if due.empty:
        expected = sorted({int(y) for y in targets["year_be"]})
        raise InputError(both("no_targets", year=year), expected=expected, found=year)
    rows = [
        judge(target, targets, actuals, as_of, settings) for target in due.itertuples(index=False)
    ]
    return tables.check(pd.DataFrame(rows), "assessment")


def judge(
    target, targets: pd.DataFrame, actuals: pd.DataFrame, as_of: date, settings: Settings
) -> dict[str, object]:
    """The row of one target due, as ``assess`` has it before the table's contract is checked."""
    return _row(_indicator(target, targets, actuals, as_of, settings))


def _indicator(target, targets, actuals, as_of, settings) -> _Indicator:
    plan_rows = targets[targets["indicator_id"] == target.indicator_id]
    # Years after the one judged are not known yet on its last day.
    years = [int(y) for y in plan_rows["year_be"] if y <= target.year_be]
    history = readings.history(actuals, target.indicator_id, COUNTRY, years, as_of, settings)
    return _Indicator(target, plan_rows, history, as_of, settings)


def _row(indicator: _Indicator) -> dict[str, object]:
    ratio, way = _ratios(indicator)
    case = Case(indicator.target, indicator.serving, indicator.as_of, ratio, way)
    reason = reasons.reason(case)
    basis = _basis(indicator, way)
    achieved = way if basis == "path" else ratio
    return {
        **dict.fromkeys(TABLES["assessment"].columns),
        **_what_was_due(indicator),
        **_what_was_read(indicator.serving),
        **_ends("level", ratio if indicator.is_stock else None),
        **_ends("path", way),
        **_ends("achievement", achieved),
        **_to_date(indicator, ratio),
        **_judged(indicator, reasons.status_light(reason), achieved, way),
        **_pace(indicator),
        "score_basis": basis,
        "reason": str(reason),
    }


def _what_was_due(indicator: _Indicator) -> dict[str, object]:
    target = indicator.target
    return {
        "year_be": target.year_be,
        "as_of": pd.Timestamp(indicator.as_of),
        "plan_id": target.plan_id,
        "indicator_id": target.indicator_id,
        "target": target.target,
        "hold": target.hold,
    }


def _what_was_read(serving: Serving) -> dict[str, object]:
    headline = serving.headline or {}
    return {
        "reading_id": headline.get("reading_id"),
        "relation": headline.get("relation"),
        "interim": serving.interim,
        "flagged": serving.flagged,
        "actual_low": headline.get("value_low"),
        "actual_high": headline.get("value_high"),
        "actual_as_of": headline.get("as_of"),
        "next_reading_id": serving.following and serving.following["reading_id"],
    }


def _ratios(indicator: _Indicator) -> tuple[Interval | None, Interval | None]:
    """Share of the target attained (the level of a stock) and the path of a stock.

    None where the actual counts something else, the rate's denominator is undefined, the target
    is zero or the target is qualitative.
    """
    target, actual = indicator.target, progress.comparable(indicator.serving)
    kindless = target.measure_type == "milestone" or reasons.has_undefined_denominator(target)
    if actual is None or kindless or target.target == 0:
        return None, None
    attained = ratios.attained(actual, target.target, int(target.direction))
    has_path = indicator.is_stock and pd.notna(target.baseline)
    return attained, ratios.path(actual, target.baseline, target.target) if has_path else None


def _basis(indicator: _Indicator, way: Interval | None) -> str | None:
    """What is scored: a stock without a path falls back on its level, and says so."""
    if indicator.target.measure_type == "milestone":
        return None
    if not indicator.is_stock:
        return "achievement"
    lacks_path = pd.isna(indicator.target.baseline) or (
        way is None and indicator.target.baseline == indicator.target.target
    )
    return "level" if lacks_path else indicator.settings.score_basis


def _to_date(indicator: _Indicator, ratio: Interval | None) -> dict[str, object]:
    """Plan to date with its two parts, where the year itself has a ratio."""
    year = int(indicator.target.year_be)
    found = ratio and progress.to_date(indicator.plan_rows, year, indicator.history)
    if not found or found.share is None:
        return _ends("to_date", None)
    return {
        **_ends("to_date", found.share),
        **_ends("to_date_done", found.done),
        "to_date_asked": found.asked,
    }


def _judged(
    indicator: _Indicator, status: str | None, achieved: Interval | None, way: Interval | None
) -> dict[str, object]:
    """Lights and scores; a status takes the place of the light and leaves the row without score."""
    if status is not None:
        return {"light_low": status, "light_high": status}
    cuts = indicator.settings.cut_offs
    scale = scoring.scale_for(indicator.target.indicator_id, indicator.settings)
    judged = {
        **_ends("light", ratios.ends(achieved, cuts)),
        **_ends("score", scale.interval(achieved)),
    }
    if way is not None:
        judged |= _ends("light_path", ratios.ends(way, cuts))
        judged |= _ends("score_path", scale.interval(way))
    return judged


def _pace(indicator: _Indicator) -> dict[str, object]:
    """Required and observed step, and what the end of the plan looks like at such steps."""
    found = outlook.of(
        indicator.plan_rows,
        int(indicator.target.year_be),
        indicator.as_of,
        indicator.history,
        indicator.settings.pace_points,
    )
    ends = {f"outlook_{name}": found.ends.get(name) for name in outlook.SCENARIOS}
    return {
        **_step("required_step", found.required),
        **_step("observed_step", found.paces.get("median")),
        **_ends("best_step", found.paces.get("best")),
        "outlook": found.low,
        "outlook_high": found.high,
        "outlook_target": found.target,
        **{name: value for part in ends.items() for name, value in _ends(*part).items()},
    }


def _step(name: str, step: Interval | None) -> dict[str, object]:
    return {name: step and step.middle, **_ends(name, step)}


def _ends(name: str, interval: tuple | None) -> dict[str, object]:
    low, high = interval or (None, None)
    return {f"{name}_low": low, f"{name}_high": high}


def write_part(year: int, as_of: date) -> Path:
    """Assess one year from the processed tables and write its part; returns the file."""
    targets = tables.read("plan_targets")
    scoring.check_names(set(targets["indicator_id"]))
    actuals = read_by_part(registry_readings.known_on(as_of), year, as_of)
    rows = assess(year, as_of, targets, actuals)
    return tables.write(rows, "assessment", partitions.file("assessment", year, as_of))


def read_by_part(actuals: pd.DataFrame, _: int, as_of: date) -> pd.DataFrame:
    """The rows of ``actuals`` a part is made from: the country's, known on its day.

    A change of any other row leaves the part as it is.
    """
    return readings.known(actuals[actuals["geography_code"] == COUNTRY], as_of)


def read_part(year: int, as_of: date) -> pd.DataFrame:
    """The rows of one year as they were written; ``InputError`` where they were not."""
    return tables.read("assessment", partitions.file("assessment", year, as_of))


def join_parts() -> Path:
    """Join the parts present of the years in ``config.yml`` into ``assessment.parquet``.

    Returns the file. Raises ``InputError`` where there is no such part.
    """
    files = partitions.present("assessment")
    if not files:
        folder = paths.relative(paths.processed("parts", "assessment"))
        raise InputError("no year of config.yml has been assessed yet", file=f"{folder}/*.parquet")
    rows = pd.concat([tables.read("assessment", file) for file in files], ignore_index=True)
    # A stable sort keeps the plan's order of indicators within a year.
    return tables.write(rows.sort_values(["year_be", "as_of"], kind="stable"), "assessment")
