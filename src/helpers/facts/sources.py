"""What the facts rest on: the readings behind them and the sources of those readings."""

import pandas as pd

from helpers import knowledge
from helpers.facts.book import Book, day, interval, text
from helpers.facts.inputs import Inputs


def collect(book: Book, inputs: Inputs) -> dict:
    """The readings the facts of a year name, and their sources."""
    return behind(book, inputs.actuals, inputs.sources)


def behind(book: Book, actuals: pd.DataFrame, titles: dict[str, dict[str, str]]) -> dict:
    """The readings the facts name, with the words of their sources, and those sources.

    ``titles`` holds title and address of every source by its id.
    """
    named = {
        source.removeprefix("reading:")
        for fact in book.facts.values()
        for source in fact["sources"]
        if source.startswith("reading:")
    }
    rows = actuals[actuals.reading_id.isin(named)]
    return {
        "readings": {row.reading_id: _reading(book, row) for row in rows.itertuples(index=False)},
        "sources": {
            name: {"title": titles[name]["title"], "address": titles[name]["url"]}
            for name in sorted(set(rows.source_id))
        },
    }


def _reading(book: Book, row) -> dict:
    return {
        "indicator_key": row.indicator_key,
        "geography_level": row.geography_level,
        "geography_code": row.geography_code,
        "as_of": day(row.as_of),
        "as_of_from": day(row.as_of_from),
        "as_of_to": day(row.as_of_to),
        "read_on": day(row.read_on),
        "year_basis": row.year_basis,
        "year": int(row.year_be),
        "fact": book.add(
            f"reading:{row.reading_id}",
            interval(row.value_low, row.value_high),
            unit=row.indicator_key,
            method="published",
            sources=[_source(row)],
        ),
        "unit_th": row.unit_th,
        "kind": row.kind,
        "confidence": row.confidence,
        "source_id": row.source_id,
        "evidence": text(row.evidence),
        "note": knowledge.load("reading_notes.yml").get(row.reading_id),
        "source": _source(row),
    }


def _source(row) -> str:
    """The line a reading was received in; a registry's count is of all its bodies."""
    if pd.isna(row.source_row):
        return "table:registrations"
    return f"{row.source_file}:{row.source_row}"
