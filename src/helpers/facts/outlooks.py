"""Facts of an indicator's outlook: what each scenario comes to, and how short of the target."""

import pandas as pd

from helpers.actuals import readings
from helpers.assessment import outlook, progress, ratios
from helpers.assessment.assess import COUNTRY
from helpers.assessment.ratios import Interval
from helpers.core import thai
from helpers.facts.book import Book, interval, line_source, text
from helpers.facts.inputs import Inputs


def of_indicator(
    book: Book, inputs: Inputs, row, assessed: pd.Series, ids: dict[str, str]
) -> dict | None:
    """What an indicator's plan end looks like; nothing where no target is to come.

    ``ids`` are the facts of the indicator written so far. Where no outlook can be said, ``low``
    and ``high`` hold the reason and there may be no scenario.
    """
    if pd.isna(assessed.outlook):
        return None
    told = {"low": text(assessed.outlook), "high": text(assessed.outlook_high)}
    if pd.isna(assessed.outlook_target):
        return {**told, "scenarios": {}}
    rows = _rows(inputs, row)
    target = _target(book, row, rows, assessed)
    found = {
        name: _scenario(book, inputs, row, name, assessed, {**ids, "plan_end": target})
        for name in outlook.SCENARIOS
        if pd.notna(assessed[f"outlook_{name}_low"])
    }
    last = int(rows["year_be"].iloc[-1])
    return {
        **told,
        "end_year": last,
        "end_day": thai.fiscal_year_end(last).isoformat(),
        "target": target,
        "scenarios": found,
    }


def to_draw(content: dict) -> dict | None:
    """The outlook of the councils in a year's facts, where there is a pace to go on at.

    Nothing on a day inside the year: lines begin at a year's end.
    """
    stock = content["councils"]["indicators"]["stock"]
    found = [e["outlook"] for e in content["indicators"] if e["indicator_id"] == stock]
    can_be_drawn = found and found[0] and "median" in found[0]["scenarios"]
    return found[0] if can_be_drawn and content["round"] == "year" else None


def _rows(inputs: Inputs, row) -> pd.DataFrame:
    """The targets that make the plan's end: the last one, or all that add up to it."""
    rows = inputs.plan_targets[inputs.plan_targets.indicator_id == row.indicator_id]
    rows = rows.sort_values("year_be")
    if row.measure_type == "repeat":
        return rows[rows["role"].eq("new").fillna(False)]
    return rows.tail(1) if row.measure_type == "stock" else rows


def _target(book: Book, row, rows: pd.DataFrame, assessed: pd.Series) -> str:
    """The target at the plan's end: one printed in the plan, or the sum of several."""
    if len(rows) == 1:
        # Written among all targets of the plan.
        return f"{row.indicator_id}:target:{rows['year_be'].iloc[0]}"
    lines = dict.fromkeys(line_source(one) for one in rows.itertuples(index=False))
    return book.add(
        f"{row.indicator_id}:outlook:target", assessed.outlook_target, unit=row.unit,
        method="outlook_target", sources=lines,
    )  # fmt: skip


def _scenario(
    book: Book, inputs: Inputs, row, name: str, assessed: pd.Series, ids: dict[str, str]
) -> dict[str, str]:
    """The pace it goes on at, the value at the plan's end and what it is short of the target."""
    pace = _pace(book, inputs, row, name, assessed, ids)
    behind = [*_start(inputs, row, name, ids), *([f"fact:{pace}"] if pace else [])]
    end = Interval(assessed[f"outlook_{name}_low"], assessed[f"outlook_{name}_high"])
    value = book.add(
        f"{row.indicator_id}:outlook:{name}",
        interval(*end),
        kind="step",
        unit=row.unit,
        method=f"outlook_{name}",
        sources=behind,
    )
    target = Interval(assessed.outlook_target, assessed.outlook_target)
    short = book.add(
        f"{value}:short",
        interval(*ratios.difference(target, end)),
        kind="step",
        unit=row.unit,
        method="outlook_short",
        sources=[f"fact:{value}", f"fact:{ids['plan_end']}"],
    )
    return {"value": value, "short": short, **({"pace": pace} if pace else {})}


def _pace(
    book: Book, inputs: Inputs, row, name: str, assessed: pd.Series, ids: dict[str, str]
) -> str | None:
    """The fact of the pace a scenario goes on at; none where nothing is added."""
    if name == "keep":
        return None
    if name == "median":
        return ids["observed_step"]
    return book.add(
        f"{row.indicator_id}:best_step",
        interval(assessed.best_step_low, assessed.best_step_high),
        kind="step",
        unit=row.unit,
        method="best_step",
        sources=_points(inputs, row, ids),
    )


def _start(inputs: Inputs, row, name: str, ids: dict[str, str]) -> list[str]:
    """What a scenario starts from: the result, or readings of years before and their sum."""
    actual = [f"fact:{ids['actual']}"] if name == "keep" or inputs.is_year_end else []
    is_result = row.measure_type == "stock" and actual and name != "median"
    return actual if is_result else [*actual, *_points(inputs, row, ids)]


def _points(inputs: Inputs, row, ids: dict[str, str]) -> list[str]:
    """The baseline of a cumulative target and the readings of the years a pace is taken from."""
    baseline = ids.get("baseline")
    rows = inputs.plan_targets[inputs.plan_targets.indicator_id == row.indicator_id]
    years = [int(y) for y in rows.year_be if thai.fiscal_year_end(int(y)) <= inputs.as_of]
    history = readings.history(
        inputs.actuals, row.indicator_id, COUNTRY, years, inputs.as_of, inputs.settings
    )
    served = [one for one in history.values() if progress.comparable(one) and not one.interim]
    told = [f"reading:{one.headline['reading_id']}" for one in served]
    return [*([f"fact:{baseline}"] if baseline else []), *told]
