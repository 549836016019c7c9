"""A sheet around its lines: titles above, headings again on every page, totals below."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from helpers import thai
from helpers.demonstration import declared
from helpers.demonstration.cells import Cell

Row = list[Cell]


@dataclass(frozen=True)
class Sheet:
    """The rows of one sheet; ``merged`` holds column, first and last row (from 1) of tall cells."""

    name: str | None
    rows: list[Row]
    merged: list[tuple[int, int, int]]


def make(spec: dict[str, Any], lines: pd.DataFrame) -> Sheet:
    """The sheet ``spec`` of ``demonstration.yml`` with the written ``lines``."""
    around = declared.load()["around"]
    headings = list(spec["columns"].values())
    day = thai.format_date(declared.exported_on(), "th")
    rows: list[Row] = [[declared.load()["said"]["banner"]], [spec["title"]]]
    rows += [[around["exported"].format(day=day)], [], headings]
    merged = []
    pages = range(0, len(lines), spec["page"])
    for number, first in enumerate(pages, start=1):
        page = lines.iloc[first : first + spec["page"]]
        merged += _merged(page, spec, len(rows) + 1)
        rows += page.to_numpy().tolist()
        if first != pages[-1]:
            rows += [[], [around["page"].format(number=number)], headings]
    rows += [[around["total"], "", str(len(lines))], [], *([foot] for foot in around["feet"])]
    width = len(headings)
    return Sheet(spec.get("name"), [[*row, *[""] * (width - len(row))] for row in rows], merged)


def _merged(page: pd.DataFrame, spec: dict[str, Any], first_row: int) -> list[tuple]:
    """Runs of equal cells of the merged fields, as they lie in the sheet."""
    found = []
    for field in spec.get("merged", []):
        column = list(spec["columns"]).index(field) + 1
        run = page[field].ne(page[field].shift()).cumsum().to_numpy()
        ends = pd.Series(range(len(page))).groupby(run).agg(["min", "max"])
        found += [
            (column, first_row + begin, first_row + end)
            for begin, end in ends.itertuples(index=False)
            if end > begin
        ]
    return found
