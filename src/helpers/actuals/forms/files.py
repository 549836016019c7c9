"""The forms in ``data/raw/actuals``: workbooks by their sheets, CSV by its columns."""

import re
import zipfile
from pathlib import Path

import openpyxl
from openpyxl.cell import Cell as StoredCell
from openpyxl.cell.cell import MergedCell
from openpyxl.utils.escape import unescape
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from helpers.actuals.forms import cells as entries
from helpers.actuals.forms import fields
from helpers.actuals.forms.fields import Problems, words
from helpers.actuals.forms.model import MERGED, FormCell, FormGrid, Row, copies
from helpers.core import invisible, paths
from helpers.core.errors import InputError, Place, examples
from helpers.core.sheets import csv_files, excel_files
from helpers.core.sources import is_form
from helpers.registries.reading import is_hidden


def files(raw_folder: Path | None = None) -> list[Path]:
    """Filled forms under ``actuals`` of the raw folder, sorted; Excel's lock files are none.

    Raises ``InputError`` for a workbook of macros and for files of another kind.
    """
    folder = (raw_folder or paths.raw()) / "actuals"
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    found = [path for path in found if not _is_ignored(path.relative_to(folder))]
    _refuse([p for p in found if p.suffix.lower() == ".xlsm"], "macros")
    known = fields.load()["endings"]
    _refuse([p for p in found if p.suffix.lower() not in known], "not_looked_at")
    return [path for path in found if is_form(path)]


def _is_ignored(path: Path) -> bool:
    return is_hidden(path) or path.name.casefold() in fields.load()["not_forms"]


def _refuse(strange: list[Path], code: str) -> None:
    if strange:
        raise InputError(
            words(code),
            expected=", ".join(fields.load()["endings"]),
            found=examples(paths.relative(path) for path in strange),
            fix=paths.relative(strange[0].parent),
        )


# What opening a damaged workbook raises, beside what a damaged archive does.
_DAMAGES = (InvalidFileException, KeyError, ValueError, TypeError, IndexError, *excel_files.DAMAGES)
# The machine names stand above the first item; a title and headings are over them.
_HEAD_ROWS = 20
# Far more than any form has; a sheet that reaches further holds stray formats or stray rows.
_MOST_CELLS = 500_000
_BREAKS = re.compile(r"\r\n?")


def read_workbook(path: Path) -> FormGrid:
    """The rows of a filled form and what it says it is of.

    Raises ``InputError`` for a file that is no readable workbook, one with macros or a password,
    and for sheets or columns that are missing, all of them at once.
    """
    book = _opened(path)
    problems = Problems(paths.relative(path))
    wanted = (*fields.FILLED, fields.ABOUT)
    missing = [name for name in map(fields.sheet_name, wanted) if name not in book.sheetnames]
    for name in missing:
        problems.add(Place(), "sheet_missing", expected=name, found=", ".join(book.sheetnames))
    problems.stop()
    grid = FormGrid(problems.file, _about(book[fields.sheet_name(fields.ABOUT)]), [], {})
    problems.copies = copies(grid.file, grid.about)
    for sheet in fields.FILLED:
        _add(book[fields.sheet_name(sheet)], sheet, grid, problems)
    problems.stop()
    return grid


def _opened(path: Path) -> openpyxl.Workbook:
    file = paths.relative(path)
    excel_files.check_content(path)
    if not zipfile.is_zipfile(path):
        if path.suffix.lower() == ".xlsx" and path.read_bytes()[:2] == b"PK":
            raise excel_files.damaged(file)
        raise InputError(words("not_a_form"), file=file, expected=".xlsx", fix=file)
    try:
        with zipfile.ZipFile(path) as archive:
            if any("vbaproject" in name.lower() for name in archive.namelist()):
                raise InputError(words("macros"), file=file, fix=file)
        for name in map(fields.sheet_name, fields.FILLED):
            size = excel_files.scan(path, name).size
            if size > _MOST_CELLS:
                raise InputError(words("too_large", sheet=name), file=file, found=size, fix=file)
        return openpyxl.load_workbook(path)
    except InputError:
        raise
    except _DAMAGES as error:
        raise excel_files.damaged(file) from error


def _about(sheet: Worksheet) -> dict[str, FormCell]:
    """What the form is of: names in the first column, values in the second."""
    rows = sheet.iter_rows(max_col=2)
    return {_name(row[0].value): _cell(row[1]) for row in rows if row[0].value}


def _name(value: object) -> str:
    """What a name is looked for by: without the space around it and the marks nobody sees."""
    return invisible.without(str(value)).strip()


def _add(sheet: Worksheet, name: str, grid: FormGrid, problems: Problems) -> None:
    """Add the rows of one sheet to ``grid``; missing and doubled columns to ``problems``."""
    head, places = _head(sheet, name)
    found = list(places.values())
    for column in fields.columns(name):
        if found.count(column) != 1:
            code = "column_missing" if column not in found else "column_twice"
            problems.add(Place(sheet=sheet.title, row=head or None), code, expected=column)
    grid.sources[name] = f"{grid.file}#{sheet.title}"
    grid.merged.extend(_merged(sheet, head))
    for cells in sheet.iter_rows(min_row=head + 1):
        _add_row(name, cells, places, grid)


def _head(sheet: Worksheet, name: str) -> tuple[int, dict[int, str]]:
    """The row of machine names, and the column number of each; (0, {}) where there is none."""
    known = set(fields.columns(name))
    rows = [
        {c.column: _name(c.value) for c in cells if isinstance(c.value, str)}
        for cells in sheet.iter_rows(max_row=_HEAD_ROWS)
    ]
    counts = [len(known & set(row.values())) for row in rows]
    if max(counts, default=0) < 2:
        return 0, {}
    best = counts.index(max(counts))
    return best + 1, {place: text for place, text in rows[best].items() if text in known}


def _merged(sheet: Worksheet, head: int) -> list[FormCell]:
    """The first cell of every merged range below the head."""
    ranges = [one for one in sheet.merged_cells.ranges if head and one.max_row > head]
    return [
        FormCell(one.coord, Place(sheet=sheet.title, cell=one.start_cell.coordinate))
        for one in sorted(ranges, key=lambda one: (one.min_row, one.min_col))
    ]


def _add_row(
    name: str, stored: tuple[StoredCell, ...], places: dict[int, str], grid: FormGrid
) -> None:
    cells = {places[c.column]: _cell(c) for c in stored if c.column in places}
    outside = [_cell(c) for c in stored if c.column not in places and c.value is not None]
    grid.stray.extend(cell for cell in outside if cell.filled)
    item = cells.pop(fields.ITEM, None)
    row = Row(
        sheet=name,
        item=_name(item.value) if item is not None and item.value is not None else "",
        number=stored[0].row,
        place=Place(sheet=stored[0].parent.title, row=stored[0].row),
        cells=cells,
    )
    if item is not None and item.trouble == MERGED:
        # What it is about is told with its range.
        return
    if row.item or row.filled(list(cells)):
        grid.rows.append(row)


def _cell(stored: StoredCell) -> FormCell:
    place = Place(sheet=stored.parent.title, cell=stored.coordinate)
    if isinstance(stored, MergedCell):
        return FormCell(None, place, trouble=MERGED)
    value, kind = stored.value, stored.data_type
    if kind == "f":
        return FormCell(None, place, trouble="formula")
    if kind == "e":
        return FormCell(None, place, trouble="error_value")
    if isinstance(value, str):
        # Excel writes what XML cannot hold as _x0007_, and a line break's other half as _x000D_.
        value = _BREAKS.sub("\n", unescape(value)).strip()
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return FormCell(value, place, percent=number and "%" in (stored.number_format or ""))


def read_csv(path: Path) -> FormGrid:
    """The rows of a filled form and what it says it is of; any encoding Excel saves is read.

    Raises ``InputError`` for missing and doubled columns and for rows with too many cells.
    """
    wanted = fields.table_columns()
    found = csv_files.read(path, lambda cells: len(set(map(_name, cells)) & set(wanted)))
    problems = Problems(paths.relative(path))
    head = [cell and _name(cell) for cell in found.cells(0)]
    for column in wanted:
        if head.count(column) != 1:
            code = "column_missing" if column not in head else "column_twice"
            problems.add(Place(line=int(found.rows[0])), code, expected=column)
    for number in sorted(found.surplus):
        problems.add(Place(line=number), "stray")
    problems.stop()
    lines = [_line(head, found.cells(i), int(found.rows[i])) for i in range(1, len(found))]
    grid = FormGrid(problems.file, lines[0][1] if lines else {}, [], _sources(problems.file))
    problems.copies = copies(grid.file, grid.about)
    outside = [cell for _, cells in lines for name, cell in cells.items() if not name]
    grid.stray.extend(cell for cell in outside if cell.filled)
    _check_about(lines, problems)
    for _, cells in lines:
        _check_use(cells, problems)
    problems.stop()
    for number, cells in lines:
        grid.rows.extend(_rows(number, cells))
    return grid


def _sources(file: str) -> dict[str, str]:
    return dict.fromkeys(fields.FILLED, file)


def _line(head: list[str | None], texts: list[str | None], number: int) -> tuple[int, dict]:
    """The number of a line and its cells by column; what stands under no heading under ``""``."""
    known = fields.table_columns()
    cells: dict[str, FormCell] = {}
    for place, text in enumerate(texts):
        name = head[place] if place < len(head) and head[place] in known else ""
        if name or text:
            told = Place(line=number, column=name or str(place + 1))
            cells[name] = FormCell(text and _BREAKS.sub("\n", text), told)
    return number, cells


def _check_about(lines: list[tuple[int, dict]], problems: Problems) -> None:
    """Every line is of the same form."""
    for name in fields.load()["about"]:
        values = {cells[name].value: cells[name].place for _, cells in lines}
        if len(values) > 1:
            found = " / ".join(map(str, values))
            problems.add(list(values.values())[1], "about_spoilt", found=found)
    problems.stop()


def _sheets(cells: dict[str, FormCell]) -> list[str]:
    """The sheets a line stands for by its kind of row; none for a kind no form has."""
    kind = _name(cells[fields.load()["row_kind"]].value or "")
    sheets = [sheet for sheet, name in fields.load()["row_kinds"].items() if name == kind]
    return [*sheets, fields.NARRATIVE] if fields.RESULTS in sheets else sheets


def _check_use(cells: dict[str, FormCell], problems: Problems) -> None:
    """A row is of a known kind, and its entries stand in columns of that kind."""
    kind = cells[fields.load()["row_kind"]]
    sheets = _sheets(cells)
    if not sheets:
        expected = ", ".join(fields.load()["row_kinds"].values())
        problems.add(kind.place, "other_kind", expected=expected, found=kind.value)
    used = {name for sheet in sheets for name in fields.columns(sheet)}
    used |= set(fields.fields()) if fields.OVERALL in sheets else set()
    known = fields.load()["columns"]
    for name, cell in cells.items():
        if name in known and fields.is_entry(name) and name not in used and cell.filled:
            entries.refuse(cell, problems, "other_sheet")


def _rows(number: int, cells: dict[str, FormCell]) -> list[Row]:
    """The rows one line stands for: of the sheets that have its kind of item."""
    sheets = _sheets(cells)
    place = Place(line=number)
    if sheets == [fields.OVERALL]:
        return [
            Row(fields.OVERALL, name, number, place, {fields.TEXT: cells[name]})
            for name in fields.fields()
        ]
    item = _name(cells[fields.ITEM].value or "")
    return [Row(sheet, item, number, place, cells) for sheet in sheets]
