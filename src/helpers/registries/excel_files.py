"""Workbooks (XLSX, XLSM, XLS, ODS): every sheet as a grid of texts, stored values alone."""

import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import numpy as np
import pyarrow as pa
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from helpers import paths
from helpers.errors import InputError
from helpers.registries import sheet_xml
from helpers.registries.found import Grid, stripped
from helpers.registries.sheet_xml import SheetCells

ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods")
# A sheet is held in memory whole; this many cells take about 2 GB.
MOST_CELLS = 30_000_000
_OLE, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BATCH = 20_000


def read(path: Path) -> Iterator[Grid]:
    """The grid of every worksheet, in the order of the workbook; hidden ones are marked.

    Raises ``InputError`` for a file with a password, a corrupt one, one that is no workbook, and
    a sheet too large to be held in memory.
    """
    file = paths.relative(path)
    check_content(path)
    try:
        with path.open("rb") as stream, CalamineWorkbook.from_filelike(stream) as workbook:
            for sheet in workbook.sheets_metadata:
                if sheet.typ == SheetTypeEnum.WorkSheet:
                    yield _grid(path, workbook, sheet)
    except PasswordError as error:
        raise _with_password(file) from error
    except (CalamineError, *sheet_xml.DAMAGES) as error:
        raise damaged(file, error) from error


def damaged(file: str, error: Exception) -> InputError:
    """The error that says a workbook cannot be opened."""
    return InputError(
        "the workbook is damaged and cannot be read",
        file=file,
        found=str(error),
        fix="the file: open it in a spreadsheet program and save it anew, or export it again",
    )


def _with_password(file: str) -> InputError:
    fix = "the file: save it without a password"
    return InputError("the workbook is protected by a password", file=file, fix=fix)


def check_content(path: Path) -> None:
    """The first bytes are those of a workbook, whatever the file is called.

    Raises ``InputError`` for a file with a password and for one that is no workbook.
    """
    file = paths.relative(path)
    with path.open("rb") as stream:
        content = stream.read(1 << 12)
    if content.startswith(_OLE) and _ENCRYPTED in path.read_bytes():
        raise _with_password(file)
    if content.startswith((_OLE, _ZIP)):
        return
    is_page = content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<")
    raise InputError(
        "a web page under the name of a workbook" if is_page else "the file is no workbook",
        file=file,
        expected=", ".join(ENDINGS),
        fix="the file: open it in a spreadsheet program and save it as XLSX",
    )


def _grid(path: Path, workbook: CalamineWorkbook, sheet: SheetMetadata) -> Grid:
    found = _cells(path, sheet.name)
    content = workbook.get_sheet_by_name(sheet.name)
    kept = {row for rows in found.unvalued.values() for row in rows}
    rows, columns = _columns(content, kept)
    first = content.start[1] if content.start else 0
    blank = pa.chunked_array([pa.nulls(len(rows), pa.string())])
    merged = content.merged_cell_ranges or []
    return Grid(
        source_file=f"{paths.relative(path)}#{sheet.name}",
        sheet=sheet.name,
        hidden=sheet.visible != SheetVisibleEnum.Visible,
        columns=[*[blank] * first, *columns],
        rows=rows,
        total=max([content.end[0] + 1 if content.end else 0, *kept]),
        # Rows as an officer counts them: from 1.
        merged=[((t + 1, left), (b + 1, right)) for (t, left), (b, right) in merged],
        formulas={column: np.array(cells) for column, cells in found.formulas.items()},
        unvalued={column: np.array(cells) for column, cells in found.unvalued.items()},
    )


def _cells(path: Path, sheet: str) -> SheetCells:
    """Formulas of an XLSX sheet; other workbooks hold a value for each, and tell no formula."""
    if not zipfile.is_zipfile(path):
        return SheetCells()
    found = sheet_xml.scan(path, sheet)
    if found.size > MOST_CELLS:
        raise InputError(
            f"the sheet reaches over {found.size:,} cells, most of them blank or stray",
            file=f"{paths.relative(path)}#{sheet}",
            expected=f"at most {MOST_CELLS:,}",
            fix="the sheet: delete the rows and columns beyond the table, or save it as CSV",
        )
    return found


def _columns(sheet: CalamineSheet, kept: set[int]) -> tuple[np.ndarray, list[pa.ChunkedArray]]:
    """Numbers of the filled rows (and of those in ``kept``), and the columns of their texts."""
    numbers: list[int] = []
    batches: list[list[pa.Array]] = []
    rows: list[list] = []
    for number, row in enumerate(_rows(sheet, kept), start=1):
        if any(row) or number in kept or any(cell not in ("", None) for cell in row):
            numbers.append(number)
            rows.append(row)
        if len(rows) == _BATCH:
            batches.append(_texts(rows))
            rows = []
    batches.append(_texts(rows))
    columns = zip(*(batch for batch in batches if batch), strict=True)
    return np.array(numbers, dtype=np.int64), [stripped(pa.chunked_array(c)) for c in columns]


def _rows(sheet: CalamineSheet, kept: set[int]) -> Iterator[list]:
    """All rows from the first; also those in ``kept`` below the last one with a stored value."""
    yield from sheet.iter_rows()
    end = sheet.end[0] + 1 if sheet.end else 0
    yield from ([""] * sheet.width for _ in range(end, max(kept, default=0)))


def _texts(rows: list[list]) -> list[pa.Array]:
    return [pa.array(map(_text, column), pa.string()) for column in zip(*rows, strict=True)]


def _text(cell: object) -> str:
    """A cell as text: days as YYYY-MM-DD, whole numbers without a decimal point."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
