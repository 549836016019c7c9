"""Copies of exports in which the lines that could not be used are coloured, with the reason."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd

from helpers.core import metadata, paths
from helpers.core.errors import Mistake, Place
from helpers.core.metadata import LANGUAGES
from helpers.core.notices import Notice
from helpers.core.sheets import checked
from helpers.registries import refusals
from helpers.registries.declarations import Declared, Kind
from helpers.registries.rejects_workbook import SETTLED

# More marks than anyone works through in one copy; the workbook of rejects has more of them.
MOST_MARKS = 300
# A copy of a larger file takes minutes; its rejects are in the workbook of rejects alone.
MOST_BYTES = 2_000_000
# Where each declared column stands, by the file (and sheet) it was read from: as a place has it,
# letters of a workbook, the number of a text's column.
Columns = Mapping[str, Mapping[str, str]]


def write(
    rejects: pd.DataFrame, columns: Columns, folder: Path, among: Path, declared: Declared
) -> list[Path]:
    """Write a copy of each export in ``folder`` that has lines to correct; earlier copies go.

    Old workbooks (.xls, .ods), web pages and files over ``MOST_BYTES`` have none.
    """
    kept = []
    open_ones = rejects[rejects["kind"].notna() & ~rejects["reason_code"].isin(SETTLED)]
    files = open_ones["source_file"].map(lambda name: name.partition("#")[0])
    for name, lines in open_ones.groupby(files):
        file = paths.root() / name
        if file.suffix.lower() not in refusals.MARKED or file.stat().st_size > MOST_BYTES:
            continue
        mistakes = list(_mistakes(lines, columns, declared))
        written = checked.write(file, mistakes, refusals.copy_of(file, folder, among))
        kept += [written] if written else []
    copies = refusals.copy_of(folder / "x", folder, among).parent
    for old in set(copies.rglob("*_checked.xls*")) - set(kept):
        old.unlink()
    return kept


def _mistakes(lines: pd.DataFrame, columns: Columns, declared: Declared) -> Iterator[Mistake]:
    for line in lines.head(MOST_MARKS).itertuples():
        reason = Notice({lang: getattr(line, f"reason_{lang}") for lang in LANGUAGES})
        known = columns.get(line.source_file, {})
        column = _column(declared.kinds[line.kind], line, known)
        yield Mistake(_place(line.source_file, int(line.source_row), column), reason)
    left = len(lines) - MOST_MARKS
    if left > 0:
        sheet = lines["source_file"].iloc[0].partition("#")[2]
        rule = refusals.words("more_lines", count=left, file="rejects.xlsx")
        yield Mistake(Place(sheet=sheet, line=None if sheet else 1), rule)


def _place(source_file: str, row: int, column: str | None) -> Place:
    sheet = source_file.partition("#")[2]
    if not sheet:
        return Place(line=row, column=column or "")
    return Place(sheet=sheet, cell=f"{column}{row}") if column else Place(sheet=sheet, row=row)


def _column(kind: Kind, line, known: Mapping[str, str]) -> str | None:
    """Where the cell stands that a reason is about; none for a reason about the whole line."""
    likely = metadata.load("reject_cells.yml").get(line.reason_code, [])
    named = [c.name for c in kind.fields.values() if f"“{c.headings[0]}”" in line.reason_th]
    return next((known[name] for name in [*likely, *named] if name in known), None)
