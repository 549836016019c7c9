"""Why a row of the assessment looks as it does, and the light that follows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import pandas as pd

from helpers.actuals import readings
from helpers.actuals.readings import Serving
from helpers.assessment.ratios import Interval
from helpers.core import thai


class Reason(StrEnum):
    """Every reason a row can have, strongest first: the first that holds is the row's."""

    YEAR_NOT_BEGUN = "year_not_begun"  # `as_of` lies before the fiscal year
    MILESTONE = "milestone"  # qualitative: a stage, never a ratio
    NO_READING = "no_reading"  # nothing published serves the year
    CUMULATIVE_ACTUAL = "cumulative_actual"  # a running total against yearly targets
    PROXY_ACTUAL = "proxy_actual"  # a number near the indicator's, not the same
    UNDEFINED_DENOMINATOR = "undefined_denominator"  # a per cent of something not defined
    ZERO_TARGET = "zero_target"  # no ratio to a target of nothing
    ZERO_ACTUAL = "zero_actual"  # less is better, and T / S has no value at nothing
    INTERIM = "interim"  # the last reading is too old to judge the day
    UPPER_END = "upper_end"  # a registry says how many there can be at most, and no more
    LEVEL_ONLY = "level_only"  # no baseline, or one equal to the target: no path
    YEAR_COLUMN = "year_column"  # judged on a reading known by a year column only
    MONTH = "month"  # judged on a reading known by its month only
    DATED = "dated"  # judged on a reading of a known day


_LIGHTS = {
    Reason.YEAR_NOT_BEGUN: "not_due",
    Reason.MILESTONE: "not_applicable",
    Reason.NO_READING: "no_data",
    Reason.CUMULATIVE_ACTUAL: "not_comparable",
    Reason.PROXY_ACTUAL: "not_comparable",
    Reason.UNDEFINED_DENOMINATOR: "not_comparable",
    Reason.ZERO_TARGET: "not_applicable",
    Reason.ZERO_ACTUAL: "not_applicable",
    Reason.INTERIM: "no_data_at_year_end",
}


@dataclass(frozen=True)
class Case:
    """An indicator due in a year, what serves it, and the ratios that could be worked out."""

    target: Any
    serving: Serving
    as_of: date
    attained: Interval | None = None
    path: Interval | None = None

    def related(self, relation: str) -> bool:
        """Whether the headline stands in this relation to the indicator."""
        return self.serving.headline is not None and self.serving.headline["relation"] == relation


def reason(case: Case) -> Reason:
    """The strongest reason that holds."""
    return next(name for name in Reason if _HOLDS[name](case))


def status_light(name: Reason) -> str | None:
    """The light a reason brings; None where the ratio is judged by the cut-offs."""
    return _LIGHTS.get(name)


def has_undefined_denominator(target: Any) -> bool:
    """Whether a rate does not say of what it is a share."""
    if target.measure_type != "rate":
        return False
    return pd.isna(target.denominator) or target.denominator == "undefined"


def _lacks_path(case: Case) -> bool:
    return case.target.measure_type == "stock" and case.path is None


_HOLDS: dict[Reason, Callable[[Case], bool]] = {
    Reason.YEAR_NOT_BEGUN: lambda c: c.as_of < thai.fiscal_year_start(int(c.target.year_be)),
    Reason.MILESTONE: lambda c: c.target.measure_type == "milestone",
    Reason.NO_READING: lambda c: c.serving.headline is None,
    Reason.CUMULATIVE_ACTUAL: lambda c: c.related("cumulative_of"),
    Reason.PROXY_ACTUAL: lambda c: c.related("proxy"),
    Reason.UNDEFINED_DENOMINATOR: lambda c: has_undefined_denominator(c.target),
    Reason.ZERO_TARGET: lambda c: c.target.target == 0,
    Reason.ZERO_ACTUAL: lambda c: c.attained is None,
    Reason.INTERIM: lambda c: c.serving.interim,
    Reason.UPPER_END: lambda c: readings.is_upper_end(c.serving.headline),
    Reason.LEVEL_ONLY: _lacks_path,
    Reason.YEAR_COLUMN: lambda c: c.serving.flag == "year_column",
    Reason.MONTH: lambda c: c.serving.flag == "month",
    Reason.DATED: lambda c: True,
}
