"""Everything published: each reading once, by subject and series, with what it is used for.

A series is one published number (a key of ``actual_links.yml``). Its readings of regions stand in
tables, by day or, where the page prints a year only, by the day the page was read; single readings
of the country stand in a list.
"""

from collections import Counter

import pandas as pd

from helpers.actuals import links
from helpers.facts.book import Book
from helpers.facts.issue_map import IssueMap

KINDS = ("published", "derived")
# What a reading is to the indicators, the first that holds.
USES = ("result", "interim", "beside", "region", "other_day", "undated", "no_indicator")


def of_actuals(actuals: pd.DataFrame) -> pd.DataFrame:
    """The readings that were published or derived from what was."""
    return actuals[actuals.kind.isin(KINDS)]


def collect(
    book: Book, rows: pd.DataFrame, issues: IssueMap, indicators: list[dict], in_reports: set[str]
) -> dict:
    """The series in the order of ``issues.yml``, the use of each reading, and counts of both.

    ``in_reports`` are the readings that the annual reports show already.
    """
    served, known = _served(indicators), links.load()
    uses = {row.reading_id: _use(row, served, known) for row in rows.itertuples(index=False)}
    series = [
        _series(rows[rows.indicator_key == key], key, known[key], issue)
        for key, issue in issues.readings.items()
        if (rows.indicator_key == key).any()
    ]
    counts = Counter(use["use"] for use in uses.values())
    return {
        "series": series,
        "uses": uses,
        "counts": {
            "all": _count(book, "all", len(rows)),
            "in_reports": _count(book, "in_reports", len(in_reports & set(rows.reading_id))),
            "derived": _count(book, "derived", int(rows.kind.eq("derived").sum())),
            "revised": _count(book, "revised", sum(len(one["revised"]) for one in series)),
            **{use: _count(book, use, counts[use]) for use in USES if counts[use]},
        },
    }


def _count(book: Book, name: str, number: int) -> str:
    return book.add(
        f"published:{name}", number, unit="reading", method="counted", sources=["table:actuals"]
    )


def _served(indicators: list[dict]) -> dict[str, list[tuple[str, str, str]]]:
    """By reading: the indicators and years whose result it is, or beside which it stands.

    An interim reading of what an indicator counts is shown and not judged: a use of its own.
    """
    found: dict[str, list[tuple[str, str, str]]] = {}
    for entry in indicators:
        for year, about in entry["years"].items():
            if about["reading_id"]:
                told = (_served_as(about), entry["indicator_id"], year)
                found.setdefault(about["reading_id"], []).append(told)
    return found


def _served_as(about: dict) -> str:
    if about["relation"] != "same":
        return "beside"
    return "interim" if about["interim"] else "result"


def _use(row, served: dict[str, list[tuple[str, str, str]]], known: dict[str, links.Key]) -> dict:
    """What a reading is used for: whose result it is, or why it is none's."""
    if row.reading_id in served:
        told = served[row.reading_id]
        use = min((use for use, _, _ in told), key=USES.index)
        ids = list(dict.fromkeys(indicator for _, indicator, _ in told))
        return {"use": use, "indicator_ids": ids, "years": sorted({year for _, _, year in told})}
    return {"use": _unused(row, known), "indicator_ids": [], "years": []}


def _unused(row, known: dict[str, links.Key]) -> str:
    if row.geography_level == "region":
        return "region"
    if not known[row.indicator_key].link(int(row.year_be)):
        return "no_indicator"
    # A day that is known better serves a year before a later one does.
    return "other_day" if row.year_basis == "dated" else "undated"


def _series(rows: pd.DataFrame, key: str, about: links.Key, issue: str) -> dict:
    by_region = rows[rows.geography_level == "region"]
    dated = rows[rows.as_of.notna() & bool(len(by_region)) & (rows.kind != "derived")]
    columns = rows[(rows.year_basis == "unknown") & rows.read_on.notna() & bool(len(by_region))]
    single = rows[~rows.reading_id.isin([*dated.reading_id, *columns.reading_id])]
    return {
        "key": key,
        "issue": issue,
        "label": {"th": about.label_th, "en": about.label_en},
        # Most of a series' readings are printed in it; a reading keeps its own.
        "unit_th": rows.unit_th.mode().iloc[0],
        "links": [
            {
                "indicator_id": link.indicator_id,
                "relation": link.relation,
                "reason": {"th": link.reason_th, "en": link.reason_en},
            }
            for link in about.links
        ],
        "single": list(_in_order(single).reading_id),
        "by_day": _table(dated, "as_of"),
        "by_year": [
            {"year": int(year), **_table(held, "read_on")}
            for year, held in columns.groupby("source_year_be")
        ],
        "revised": _revised(columns),
        "course": _course(rows),
    }


def _in_order(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.sort_values(["as_of_to", "reading_id"], kind="stable")


def _table(rows: pd.DataFrame, column: str) -> dict | None:
    """Readings by area and day; nothing where there are none."""
    if rows.empty:
        return None
    days = sorted(set(rows[column]))
    cells: dict[str, dict[str, str]] = {}
    for row in rows.itertuples(index=False):
        day = getattr(row, column).date().isoformat()
        cells.setdefault(row.geography_code, {})[day] = row.reading_id
    named = rows.groupby(column).source_id.agg(lambda ids: sorted(set(ids)))
    columns = [{"day": day.date().isoformat(), "sources": named[day]} for day in days]
    return {"columns": columns, "cells": cells}


def _revised(columns: pd.DataFrame) -> list[str]:
    """Readings of a year's column that say another number than the reading of it before."""
    found = []
    ordered = columns.sort_values("read_on", kind="stable")
    for _, held in ordered.groupby(["geography_code", "source_year_be"]):
        ends = held[["value_low", "value_high"]].astype(float)
        changed = ends.diff().iloc[1:].ne(0).any(axis=1)
        found += list(held.iloc[1:][changed.to_numpy()].reading_id)
    return sorted(found)


def _course(rows: pd.DataFrame) -> list[str]:
    """Readings of the country in the order of their days, of which a chart may be drawn."""
    return list(_in_order(rows[rows.geography_level == "country"]).reading_id)
