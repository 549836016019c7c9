"""Small hand-made tables for tests: plan targets and readings of one invented indicator."""

from dataclasses import replace
from datetime import date

import pandas as pd

from helpers.core import settings, tables, thai
from helpers.core.schemas import TABLES

INDICATOR = "2555-2559/9.9.9"
KEY = "invented"


def chosen_settings(**changes):
    """The settings of config.yml with some of them changed."""
    return replace(settings.load(), **changes)


def targets(measure_type="flow", indicator_id=INDICATOR, **declared) -> pd.DataFrame:
    """``plan_targets`` of one indicator; ``targets`` by year, ``roles`` by year, ``holds``."""
    by_year = declared.pop("targets")
    roles, holds = declared.pop("roles", {}), declared.pop("holds", [])
    if measure_type == "rate":
        declared = {"denominator": "councils of the year", **declared}
    rows = [
        {
            **dict.fromkeys(TABLES["plan_targets"].columns),
            **_DECLARED,
            **declared,
            "indicator_id": indicator_id,
            "plan_id": indicator_id.split("/")[0],
            "measure_type": measure_type,
            "role": roles.get(year),
            "year_be": year,
            "target": target,
            "hold": year in holds,
        }
        for year, target in by_year.items()
    ]
    return tables.check(pd.DataFrame(rows), "plan_targets")


_DECLARED = {
    "strategy_id": "9.9",
    "label_th": "ตัวชี้วัดตัวอย่าง",
    "label_en": "invented indicator",
    "unit_th": "ตำบล",
    "unit": "tambon",
    "scope": "country",
    "type_source": "stated",
    "type_evidence": "invented",
    "direction": 1,
    "plan_total_rule": "none",
    "year_kind": "fiscal",
    "year_kind_source": "stated",
    "source_file": "invented.csv",
    "source_line": 1,
}


def reading(number: int, value, **said) -> dict:
    """A row of ``actuals``: dated by ``as_of``, by ``month`` or by ``year_column``."""
    low, high = value if isinstance(value, list | tuple) else (value, value)
    return {
        **dict.fromkeys(TABLES["actuals"].columns),
        "reading_id": f"R{number:04d}",
        "indicator_key": KEY,
        "indicator_id": said.get("indicator_id", INDICATOR),
        "relation": said.get("relation", "same"),
        "geography_level": "country",
        "geography_code": said.get("place", "TH"),
        **_days(said),
        "read_on": said.get("read_on"),
        "value": None if isinstance(value, list | tuple) else value,
        "value_low": low,
        "value_high": high,
        "unit_th": "ตำบล",
        "kind": said.get("kind", "published"),
        "maturity": "not_stated",
        "confidence": "high",
        "source_id": "S01",
        "source_file": "invented.csv",
        "source_row": number + 1,
    }


def _days(said: dict) -> dict:
    if "as_of" in said:
        day = said["as_of"]
        year = thai.fiscal_year(day)
        return _bounds("dated", year, day, day, day)
    if "month" in said:
        first = date.fromisoformat(f"{said['month']}-01")
        last = (pd.Timestamp(first) + pd.offsets.MonthEnd(0)).date()
        return _bounds("month", thai.fiscal_year(first), None, first, last)
    year = said["year_column"]
    # A column headed by a year is of the fiscal or of the calendar year's end.
    return _bounds(
        "unknown", year, None, thai.fiscal_year_end(year), date(thai.be_to_ce(year), 12, 31)
    )


def _bounds(basis: str, year: int, day, first, last) -> dict:
    return {
        "year_basis": basis,
        "year_be": year,
        "source_year_be": year,
        "as_of": day,
        "as_of_from": first,
        "as_of_to": last,
    }


def actuals(readings: list[dict]) -> pd.DataFrame:
    """``actuals`` of readings written as ``{value: .., as_of: ..}`` and the like."""
    rows = [reading(n, **said) for n, said in enumerate(readings, start=1)]
    frame = pd.DataFrame(rows, columns=list(TABLES["actuals"].columns))
    days = ["as_of", "as_of_from", "as_of_to", "read_on"]
    frame[days] = frame[days].apply(pd.to_datetime)
    return tables.check(frame, "actuals")


COUNCIL_TARGETS = {2555: 3267, 2556: 3767, 2557: 4267, 2558: 5267, 2559: 6267}


def council_targets(**declared) -> pd.DataFrame:
    """The plan's targets of registered councils, 2555-2559/1.4.1a."""
    stated = {"targets": COUNCIL_TARGETS, "baseline": 2767, "baseline_year_be": 2554, **declared}
    return targets("stock", "2555-2559/1.4.1a", **stated)
