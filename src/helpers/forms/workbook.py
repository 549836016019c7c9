"""A filled form as a workbook: its sheets by their names, its columns by the small grey row."""

import re
import zipfile
from pathlib import Path

import openpyxl
from openpyxl.cell import Cell as StoredCell
from openpyxl.utils.escape import unescape
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from helpers import paths
from helpers.errors import InputError
from helpers.forms import declared
from helpers.forms.found import Cell, Grid, Row
from helpers.forms.problems import Problems, words
from helpers.registries import excel_files, sheet_xml

# What opening a damaged workbook raises, beside what a damaged archive does.
_DAMAGES = (InvalidFileException, KeyError, ValueError, TypeError, IndexError, *sheet_xml.DAMAGES)
# The machine names stand above the first item; a title and headings are over them.
_HEAD_ROWS = 20
# Far more than any form has; a sheet that reaches further holds stray formats or stray rows.
_MOST_CELLS = 500_000
_BREAKS = re.compile(r"\r\n?")


def read(path: Path) -> Grid:
    """The rows of a filled form and what it says it is of.

    Raises ``InputError`` for a file that is no readable workbook, one with macros or a password,
    and for sheets or columns that are missing, all of them at once.
    """
    book = _opened(path)
    problems = Problems(paths.relative(path))
    wanted = (*declared.FILLED, declared.ABOUT)
    missing = [name for name in map(declared.sheet_name, wanted) if name not in book.sheetnames]
    for name in missing:
        problems.add("", "sheet_missing", expected=name, found=", ".join(book.sheetnames))
    problems.stop()
    grid = Grid(problems.file, _about(book[declared.sheet_name(declared.ABOUT)]), [], {})
    for sheet in declared.FILLED:
        _add(book[declared.sheet_name(sheet)], sheet, grid, problems)
    problems.stop()
    return grid


def _opened(path: Path) -> openpyxl.Workbook:
    file = paths.relative(path)
    excel_files.check_content(path)
    if not zipfile.is_zipfile(path):
        raise InputError(words("not_a_form"), file=file, expected=".xlsx", fix=file)
    try:
        with zipfile.ZipFile(path) as archive:
            if any("vbaproject" in name.lower() for name in archive.namelist()):
                raise InputError(words("macros"), file=file, fix=file)
        for name in map(declared.sheet_name, declared.FILLED):
            size = sheet_xml.scan(path, name).size
            if size > _MOST_CELLS:
                raise InputError(words("too_large", sheet=name), file=file, found=size, fix=file)
        return openpyxl.load_workbook(path)
    except InputError:
        raise
    except _DAMAGES as error:
        raise excel_files.damaged(file, error) from error


def _about(sheet: Worksheet) -> dict[str, Cell]:
    """What the form is of: names in the first column, values in the second."""
    return {str(row[0].value): _cell(row[1]) for row in sheet.iter_rows(max_col=2) if row[0].value}


def _add(sheet: Worksheet, name: str, grid: Grid, problems: Problems) -> None:
    """Add the rows of one sheet to ``grid``; missing and doubled columns to ``problems``."""
    head, places = _head(sheet, name)
    found = list(places.values())
    for column in declared.columns(name):
        if found.count(column) != 1:
            code = "column_missing" if column not in found else "column_twice"
            where = f"sheet {sheet.title}" + (f" row {head}" if head else "")
            problems.add(where, code, expected=column)
    grid.sources[name] = f"{grid.file}#{sheet.title}"
    for cells in sheet.iter_rows(min_row=head + 1):
        _add_row(name, cells, places, grid)


def _head(sheet: Worksheet, name: str) -> tuple[int, dict[int, str]]:
    """The row of machine names, and the column number of each; (0, {}) where there is none."""
    known = set(declared.columns(name))
    rows = [
        {c.column: c.value.strip() for c in cells if isinstance(c.value, str)}
        for cells in sheet.iter_rows(max_row=_HEAD_ROWS)
    ]
    counts = [len(known & set(row.values())) for row in rows]
    if max(counts, default=0) < 2:
        return 0, {}
    best = counts.index(max(counts))
    return best + 1, {place: text for place, text in rows[best].items() if text in known}


def _add_row(name: str, stored: tuple[StoredCell, ...], places: dict[int, str], grid: Grid) -> None:
    cells = {places[c.column]: _cell(c) for c in stored if c.column in places}
    outside = [_cell(c) for c in stored if c.column not in places and c.value is not None]
    grid.stray.extend(cell for cell in outside if cell.filled)
    item = cells.pop(declared.ITEM, None)
    row = Row(
        sheet=name,
        item=str(item.value).strip() if item is not None and item.filled else "",
        number=stored[0].row,
        place=f"sheet {stored[0].parent.title} row {stored[0].row}",
        cells=cells,
    )
    if row.item or row.filled(list(cells)):
        grid.rows.append(row)


def _cell(stored: StoredCell) -> Cell:
    place = f"sheet {stored.parent.title} cell {stored.coordinate}"
    value, kind = stored.value, stored.data_type
    if kind == "f":
        return Cell(None, place, trouble="formula")
    if kind == "e":
        return Cell(None, place, trouble="error_value")
    if isinstance(value, str):
        # Excel writes what XML cannot hold as _x0007_, and a line break's other half as _x000D_.
        value = _BREAKS.sub("\n", unescape(value)).strip()
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return Cell(value, place, percent=number and "%" in (stored.number_format or ""))
