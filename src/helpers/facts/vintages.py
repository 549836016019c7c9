"""Numbers that pages changed afterwards: what was said on which day, and which lights it turns."""

import pandas as pd

from helpers.actuals import links
from helpers.analysis import vintages
from helpers.core import tables
from helpers.facts.book import Book, day, interval

_SOURCES = ["table:actuals"]
_JUDGED_FROM = ["table:actuals", "table:plan_targets"]


def collect(book: Book, rows: pd.DataFrame) -> dict:
    """The revised numbers of published readings, a triangle a key, and the lights they turn."""
    held = vintages.vintages(readings=rows)
    lights = vintages.revised_lights(rows, tables.read("plan_targets"))
    again = held[held["vintages"] > 1]
    revised = held[held.groupby(vintages.NUMBER)["is_revised"].transform("any")]
    told = revised[revised["is_revised"] | (revised["vintage"] == 1)]
    counts = {
        "numbers": len(again.drop_duplicates(vintages.NUMBER)),
        "revised": len(revised.drop_duplicates(vintages.NUMBER)),
        "changes": int(held["is_revised"].sum()),
        "values": len(told),
    }
    judged = {
        "judged": int(lights["judged"].sum()),
        "turned": int(lights["turns"].sum()),
    }
    return {
        "triangles": [_triangle(book, key, mine) for key, mine in revised.groupby("indicator_key")],
        "bounds": [
            {**_bound(book, mine), "unit_th": _unit(rows, mine["reading_id"].iloc[0])}
            for _, mine in lights.groupby(["indicator_id", "about"])
        ],
        "counts": {
            **{name: _count(book, name, n, _SOURCES) for name, n in counts.items()},
            **{name: _count(book, name, n, _JUDGED_FROM) for name, n in judged.items()},
        },
    }


def _unit(rows: pd.DataFrame, reading_id: str) -> str:
    """The unit a reading is printed in."""
    return rows.loc[rows["reading_id"] == reading_id, "unit_th"].iloc[0]


def _count(book: Book, name: str, number: int, sources: list[str]) -> str:
    return book.add(f"revisions:{name}", number, unit="reading", method="counted", sources=sources)


def _triangle(book: Book, key: str, rows: pd.DataFrame) -> dict:
    about = links.load()[key]
    return {
        "key": key,
        "label": {"th": about.label_th, "en": about.label_en},
        "days": sorted({day(read_on) for read_on in rows["read_on"]}),
        "rows": [_number(book, mine) for _, mine in rows.groupby(vintages.NUMBER, sort=False)],
    }


def _number(book: Book, rows: pd.DataFrame) -> dict:
    first = rows.iloc[0]
    return {
        "geography_code": first["geography_code"],
        "day": day(first["as_of"]),
        "year": int(first["source_year_be"]),
        "cells": {day(row.read_on): row.reading_id for row in rows.itertuples(index=False)},
        "changes": [
            _change(book, before, row)
            for before, row in zip(
                rows.itertuples(index=False), rows.iloc[1:].itertuples(index=False), strict=False
            )
            if row.is_revised
        ],
    }


def _change(book: Book, before, row) -> dict:
    """A value minus the one before: of ranges both ends, each with its own."""
    ends = (row.value_low - before.value_low, row.value_high - before.value_high)
    fact = book.add(
        f"revision:{row.reading_id}:change",
        interval(min(ends), max(ends)),
        unit=row.indicator_key,
        method="revision",
        sources=[f"reading:{row.reading_id}", f"reading:{before.reading_id}"],
    )
    return {"reading_id": row.reading_id, "grew": bool(min(ends) > 0), "fact": fact}


def _bound(book: Book, lights: pd.DataFrame) -> dict:
    """How far all revisions of a column together reach, and how far it is to another light."""
    first = lights.iloc[0]
    name = f"revisions:{first['indicator_id']}:{first['year_be']}:{first['about']}"
    known = {"carried": first["carried"], "margin": first["margin"]}
    return {
        "indicator_id": first["indicator_id"],
        "year": int(first["year_be"]),
        "turns": bool(lights["turns_if_carried"].any()),
        "facts": {
            what: book.add(
                f"{name}:{what}", value, unit=first["indicator_key"], method=f"revision_{what}",
                sources=_JUDGED_FROM,
            )
            for what, value in known.items()
            if pd.notna(value)
        },
    }  # fmt: skip
