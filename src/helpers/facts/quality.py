"""Facts about the data themselves: missing, interim, inferred, derived, corrected, revised."""

import pandas as pd

from helpers.facts.book import Book, day, interval, line_source
from helpers.facts.inputs import Inputs

# Line wraps of the printed page that stand as spaces inside a word.
SPACING = "spacing"
# Told only where there are any: a report without forms has nothing to say of them.
IF_ANY = ("filed", "provisional")


def collect(book: Book, inputs: Inputs, indicators: list[dict]) -> dict:
    """Counts with the indicators behind them, corrections of the document, revisions."""
    maturity = inputs.actuals.set_index("reading_id").maturity
    lists = {
        "missing": [i for i in indicators if i["reason"] == "no_reading"],
        "interim": [i for i in indicators if i["interim"]],
        "flagged": [i for i in indicators if i["flagged"]],
        "derived": [i for i in indicators if inputs.kinds.get(i["reading_id"]) == "derived"],
        "filed": [i for i in indicators if inputs.kinds.get(i["reading_id"]) == "filed"],
        "provisional": [i for i in indicators if maturity.get(i["reading_id"]) == "provisional"],
        "not_comparable": [i for i in indicators if i["lights"]["low"] == "not_comparable"],
        "inferred": [i for i in indicators if i["type_source"] == "inferred"],
        "arithmetic": [i for i in indicators if i["type_source"] == "arithmetic"],
    }
    corrections = _corrections(inputs)
    revisions = _revisions(book, inputs)
    counts = {n: len(found) for n, found in lists.items() if found or n not in IF_ANY}
    counts |= {
        "corrected": len([c for c in corrections if c["action"] != SPACING]),
        "spacing": len([c for c in corrections if c["action"] == SPACING]),
        "revised": len(revisions),
        "due": len(indicators),
    }
    return {
        "facts": {name: _count(book, name, number) for name, number in counts.items()},
        "indicators": {n: [i["indicator_id"] for i in found] for n, found in lists.items()},
        "corrections": corrections,
        "revisions": revisions,
    }


def _count(book: Book, name: str, number: int) -> str:
    return book.add(
        f"quality:{name}",
        number,
        unit="item",
        method="counted",
        sources=["table:assessment", "table:plan_targets", "table:corrections", "table:actuals"],
    )


def _corrections(inputs: Inputs) -> list[dict]:
    """Corrections in the document of the year's plan."""
    mine = inputs.corrections[inputs.corrections.source_file == inputs.document]
    return [
        {
            "correction_id": row.correction_id,
            "action": row.action,
            "printed": row.printed,
            "read_as": row.read_as,
            "reason": {"th": row.reason_th, "en": row.reason_en},
            "source": line_source(row),
        }
        for row in mine.itertuples(index=False)
    ]


def _revisions(book: Book, inputs: Inputs) -> list[dict]:
    """Series that CODI's page printed with different values on different days.

    Only the same year column of the same area counts as the same number; later readings never
    overwrite earlier ones.
    """
    table = inputs.actuals
    columns = table[(table.year_basis == "unknown") & (table.year_be == inputs.year)]
    found = []
    for (key, code), rows in columns.groupby(["indicator_key", "geography_code"]):
        rows = rows.dropna(subset=["read_on"]).sort_values("read_on")
        steps = rows[["value_low", "value_high"]].astype(float).diff()
        changed = rows[steps.ne(0).any(axis=1)]
        if len(changed) > 1:
            found.append(_revision(book, key, code, changed))
    return found


def _revision(book: Book, key: str, code: str, changed: pd.DataFrame) -> dict:
    return {
        "indicator_key": key,
        "geography_code": code,
        "values": [
            {
                "read_on": day(row.read_on),
                "reading_id": row.reading_id,
                "fact": book.read(
                    f"quality:revision:{row.reading_id}",
                    interval(row.value_low, row.value_high),
                    row.reading_id,
                    key,
                ),
            }
            for row in changed.itertuples(index=False)
        ],
    }
