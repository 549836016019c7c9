"""Rejected lines as a workbook to correct and drop back among the exports."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from helpers.core import files, metadata, office
from helpers.registries import declarations
from helpers.registries.declarations import Declared, Kind

# Nothing is left to correct in these: another line stands for them.
SETTLED = ("duplicate", "corrected", "corrected_twice", "corrects_nothing", "correction_incomplete")
# More than anyone corrects in one go; the others come up once these are settled.
MOST_LINES = 5000
_TEXT = "@"
_BOLD = Font(bold=True)
_LEADING = ("fixes_file", "fixes_row", "reason", "exported_on")
_WIDTHS = {"fixes_file": 36, "fixes_row": 8, "reason": 60, "exported_on": 13}
_WIDTH = 20
# The same lines give the same bytes; the file is worked on, when it was made says nothing.
_NO_CLOCK = datetime(2000, 1, 1)


def write(rejects: pd.DataFrame, path: Path, declared: Declared | None = None) -> Path | None:
    """Write the rejects that can be corrected, one sheet a kind; none, and no file, without any.

    Of each kind the first ``MOST_LINES`` are written; a last sheet says how many are left out.
    A sheet begins with the columns by which reading knows a correction (file, row, reason, day
    of the export); then come the kind's own headings with what was received under them.
    """
    declared = declared or declarations.load()
    open_ones = rejects[rejects["kind"].notna() & ~rejects["reason_code"].isin(SETTLED)]
    if open_ones.empty:
        path.unlink(missing_ok=True)
        return None
    book = Workbook(write_only=True)
    shown = open_ones.groupby("kind", sort=False).head(MOST_LINES)
    for name, lines in shown.groupby("kind", sort=False):
        _sheet(book.create_sheet(name), declared.kinds[name], lines, declared)
    _note(book, shown=len(shown), left_out=len(open_ones) - len(shown))
    with files.appears_complete(path) as partial:
        office.save_workbook(book, partial, _NO_CLOCK)
    return path


def _sheet(sheet: WriteOnlyWorksheet, kind: Kind, lines: pd.DataFrame, declared: Declared) -> None:
    headings = [declared.corrections[name].headings[0] for name in _LEADING]
    headings += [column.headings[0] for column in kind.fields.values()]
    last = get_column_letter(len(headings))
    sheet.freeze_panes = "E2"
    sheet.auto_filter.ref = f"A1:{last}{len(lines) + 1}"
    for place, width in enumerate([*_WIDTHS.values(), *(_WIDTH for _ in kind.fields)], start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.append([_cell(sheet, heading, bold=True) for heading in headings])
    for texts in _rows(kind, lines):
        sheet.append([_cell(sheet, text) for text in texts])


def _note(book: Workbook, **counts: int) -> None:
    """A last sheet, which reading skips, that says what to do."""
    note = metadata.load("registry_words.yml")["workbook_note"]
    sheet = book.create_sheet(note["sheet"])
    sheet.column_dimensions["A"].width = 120
    for text in note["texts"]:
        sheet.append([text.format(**counts)])


def _rows(kind: Kind, lines: pd.DataFrame) -> Iterator[list[str]]:
    for line in lines.itertuples(index=False):
        held = json.loads(line.as_received)
        day = "" if pd.isna(line.exported_on) else f"{line.exported_on:%Y-%m-%d}"
        leading = [line.source_file, str(line.source_row), line.reason_th, day]
        yield [*leading, *(held.get(name, "") for name in kind.fields)]


def _cell(sheet: WriteOnlyWorksheet, text: str, bold: bool = False) -> WriteOnlyCell:
    """A cell of text: codes keep their zeros, and what begins like a formula stays words."""
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", text) or None)
    # Blank cells too: what is typed into them (a day, a code) must stay as it is typed.
    cell.number_format = _TEXT
    if cell.value is not None:
        cell.data_type = "s"
    if bold:
        cell.font = _BOLD
    return cell
