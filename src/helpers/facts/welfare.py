"""Facts about welfare funds: the plan's tambons and the published funds, side by side."""

import pandas as pd

from helpers.actuals import readings
from helpers.facts.book import Book, day, interval, line_source
from helpers.facts.inputs import Inputs


def collect(book: Book, inputs: Inputs) -> dict:
    """Targets of every plan and the funds known at ``as_of``; no ratio between the two."""
    chosen = inputs.layout["welfare"]
    known = [_reading(book, row) for row in _known(inputs, chosen["reading"])]
    last = _last_known(inputs, chosen["reading"])
    return {
        "topic": chosen["topic"],
        "targets": _targets(book, inputs, chosen["topic"]),
        "totals": _totals(book, inputs, chosen["topic"]),
        "has_target_this_plan": _has_target(inputs, chosen["topic"]),
        "funds": known,
        "last": next((entry for entry in known if entry["reading_id"] == last), None),
        "beside": [_reading(book, row) for key in chosen["beside"] for row in _last(inputs, key)],
    }


def _of_topic(inputs: Inputs, frame: pd.DataFrame, topic: str) -> pd.DataFrame:
    wanted = [name for name, about in inputs.declarations.items() if about["topic"] == topic]
    return frame[frame.indicator_id.isin(wanted)]


def _has_target(inputs: Inputs, topic: str) -> bool:
    return not _of_topic(inputs, inputs.plan_targets, topic).empty


def _targets(book: Book, inputs: Inputs, topic: str) -> list[dict]:
    return [
        {
            "year": int(row.year_be),
            "plan_id": row.plan_id,
            "source": line_source(row),
            "role": None if pd.isna(row.role) else row.role,
            "fact": book.add(
                f"welfare:target:{row.indicator_id}:{row.year_be}",
                row.target,
                unit=row.unit,
                sources=[line_source(row)],
            ),
        }
        for row in _of_topic(inputs, inputs.targets, topic).itertuples(index=False)
    ]


def _totals(book: Book, inputs: Inputs, topic: str) -> list[dict]:
    unit = _of_topic(inputs, inputs.targets, topic).unit.iloc[0]
    return [
        {
            "plan_id": row.plan_id,
            "rule": row.plan_total_rule,
            "source": line_source(row),
            "fact": book.add(
                f"welfare:total:{row.indicator_id}",
                row.printed_total,
                unit=unit,
                sources=[line_source(row)],
            ),
        }
        for row in _of_topic(inputs, inputs.totals, topic).itertuples(index=False)
    ]


def _known(inputs: Inputs, key: str) -> list:
    """Readings of the country that the report's ``as_of`` may know, oldest first."""
    table = inputs.actuals
    mine = table[(table.indicator_key == key) & (table.geography_level == "country")]
    begun = mine[mine.as_of_from <= pd.Timestamp(inputs.as_of)]
    # A page column or month is known once its window has opened; a day once it has passed.
    known = begun[begun.as_of.isna() | (begun.as_of <= pd.Timestamp(inputs.as_of))]
    # Within a year what is known by the year only stands before what has a day.
    ordered = known.assign(has_day=known.as_of.notna())
    ordered = ordered.sort_values(["year_be", "has_day", "as_of_to", "reading_id"])
    return list(ordered.itertuples(index=False))


def _last_known(inputs: Inputs, key: str) -> str | None:
    """The reading that serves the latest year with one: dated before month before year column."""
    years = [year for year in inputs.settings.years if year <= inputs.year]
    served = readings.history(
        inputs.actuals, key, "TH", years, inputs.as_of, inputs.settings
    ).values()
    found = [serving.headline["reading_id"] for serving in served if serving.headline]
    return found[-1] if found else None


def _last(inputs: Inputs, key: str) -> list:
    return _known(inputs, key)[-1:]


def _reading(book: Book, row) -> dict:
    fact_id = book.read(
        f"welfare:reading:{row.reading_id}",
        interval(row.value_low, row.value_high),
        row.reading_id,
        row.indicator_key,
    )
    return {
        "indicator_key": row.indicator_key,
        "unit_th": row.unit_th,
        "reading_id": row.reading_id,
        "as_of": day(row.as_of),
        "as_of_from": day(row.as_of_from),
        "as_of_to": day(row.as_of_to),
        "year_basis": row.year_basis,
        "year": int(row.year_be),
        "confidence": row.confidence,
        "fact": fact_id,
    }
