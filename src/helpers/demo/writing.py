"""Files of exports with sheets around their lines, the same to the byte wherever written."""

import csv
import io
import re
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd

from helpers.core import files, thai
from helpers.demo import scenario
from helpers.demo.lines import Cell

Row = list[Cell]


@dataclass(frozen=True)
class Sheet:
    """The rows of one sheet; ``merged`` holds column, first and last row (from 1) of tall cells."""

    name: str | None
    rows: list[Row]
    merged: list[tuple[int, int, int]]


def make(spec: dict[str, Any], lines: pd.DataFrame) -> Sheet:
    """The sheet ``spec`` of ``demonstration.yml`` with the written ``lines``."""
    around = scenario.load()["around"]
    headings = list(spec["columns"].values())
    day = thai.format_date(scenario.exported_on(), "th")
    rows: list[Row] = [[scenario.load()["said"]["banner"]], [spec["title"]]]
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


_DAY_FORMAT = "d/m/yyyy"
_FIRST_ZIP_DAY = (1980, 1, 1, 0, 0, 0)
_PROPERTIES = "docProps/core.xml"
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def write(folder: Path, spec: dict[str, Any], sheets: list[Sheet]) -> Path:
    """Write one file of ``demonstration.yml`` whole or not at all."""
    path = folder / spec["name"]
    content = _workbook(sheets) if path.suffix == ".xlsx" else _csv(spec, sheets[0])
    with files.appears_complete(path) as partial:
        partial.write_bytes(content)
    return path


def _csv(spec: dict[str, Any], sheet: Sheet) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=spec.get("separator", ",")).writerows(sheet.rows)
    return text.getvalue().encode(spec["encoding"])


def _workbook(sheets: list[Sheet]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    book.properties.creator = scenario.load()["said"]["banner"]
    book.properties.created = datetime.combine(scenario.exported_on(), datetime.min.time())
    for sheet in sheets:
        _fill(book.create_sheet(sheet.name), sheet)
    saved = io.BytesIO()
    book.save(saved)
    return _without_clock(saved.getvalue())


def _fill(target: Any, sheet: Sheet) -> None:
    for number, row in enumerate(sheet.rows, start=1):
        for column, value in enumerate(row, start=1):
            if value != "":
                cell = target.cell(number, column, value)
                # A text that begins like a formula stays a text.
                if isinstance(value, str):
                    cell.data_type = "s"
                elif isinstance(value, date):
                    cell.number_format = _DAY_FORMAT
    for column, first, last in sheet.merged:
        target.merge_cells(None, first, column, last, column)


def _without_clock(content: bytes) -> bytes:
    """A workbook without the time of its making; not compressed, for that differs by machine."""
    stamp = f"{scenario.exported_on().isoformat()}T00:00:00Z".encode()
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == _PROPERTIES:
                part = _MODIFIED.sub(rb"\g<1>" + stamp, part)
            entry = zipfile.ZipInfo(name, _FIRST_ZIP_DAY)
            # Else it says on what system it was made.
            entry.create_system = 3
            new.writestr(entry, part)
    return target.getvalue()
