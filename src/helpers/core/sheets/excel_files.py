"""Workbooks (XLSX, XLSM, XLS, ODS): every sheet as a grid of texts, stored values alone.

What a reader of stored values does not tell of an XLSX sheet, its formulas and its size, is read
from its XML.
"""

import re
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import reduce
from pathlib import Path
from xml.etree import ElementTree

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

from helpers.core import paths
from helpers.core.errors import InputError
from helpers.core.files import WORKBOOKS
from helpers.core.notices import both
from helpers.core.sheets.grid import Grid, stripped

# What a damaged archive, compressed part or list of sheets raises.
DAMAGES = (zipfile.BadZipFile, zlib.error, EOFError, ElementTree.ParseError)

_CHUNK = 8 << 20
_CELL = rb'<c r="([A-Z]+)(\d+)"'
_CELL_AT = re.compile(_CELL)
_FORMULA = re.compile(
    _CELL + rb"([^<>]*)(?<!/)>\s*<f(?:[^<>]*/>|[^<>]*>[^<]*</f>)"
    rb"\s*(<v[^<>]*>[^<]+|<v[^<>]*>)?"
)
_ERROR = re.compile(_CELL + rb'[^<>]*\bt="e"')
_CELL_START, _START = b'<c r="', 4096
_DIMENSION = re.compile(rb'<dimension ref="[A-Z]+\d+:([A-Z]+)\d+"')


@dataclass
class SheetCells:
    """Cells of one sheet, columns from 0 and rows from 1.

    ``formulas`` and ``unvalued`` (a formula whose value is not stored, or an error such as #REF!)
    map a column to rows. ``stored`` counts the cells, blank ones with a format too; ``last_row``
    is the last row with a value, ``width`` the columns the sheet states.
    """

    formulas: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    unvalued: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    stored: int = 0
    last_row: int = 0
    width: int = 0

    @property
    def size(self) -> int:
        """Cells a reader has to hold: those stored, or the rectangle around all values."""
        return max(self.stored, self.last_row * self.width)


def scan(path: Path, sheet: str) -> SheetCells:
    """What the XML of ``sheet`` tells; nothing for a workbook that is no XLSX."""
    found = SheetCells()
    with zipfile.ZipFile(path) as archive:
        part = _part(archive, sheet)
        if part is not None:
            for rows in _whole_rows(archive, part):
                _look(rows, found)
    return found


def _part(archive: zipfile.ZipFile, sheet: str) -> str | None:
    """The member of the archive that holds ``sheet``."""
    if "xl/workbook.xml" not in archive.namelist():
        return None
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {relation.get("Id"): relation.get("Target") for relation in relations}
    for element in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():
        if element.tag.endswith("}sheet") and element.get("name") == sheet:
            key = next(value for name, value in element.attrib.items() if name.endswith("}id"))
            target = targets[key]
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return None


def _whole_rows(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The XML in pieces that end where a row ends."""
    kept = b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            kept += chunk
            cut = kept.rfind(b"</row>") + 6
            if cut > 5:
                yield kept[:cut]
                kept = kept[cut:]


def _look(rows: bytes, found: SheetCells) -> None:
    for match in _FORMULA.finditer(rows) if b"<f" in rows else ():
        column, row = _column(match[1]), int(match[2])
        found.formulas[column].append(row)
        # An empty text is a value; an empty number is none.
        if match[4] is None or (match[4].endswith(b">") and b't="str"' not in match[3]):
            found.unvalued[column].append(row)
    for match in _ERROR.finditer(rows) if b't="e"' in rows else ():
        found.unvalued[_column(match[1])].append(int(match[2]))
    _measure(rows, found)


def _measure(rows: bytes, found: SheetCells) -> None:
    found.stored += rows.count(b"<c ")
    # Stated once, before the first row.
    dimension = _DIMENSION.search(rows[:_START])
    if dimension:
        found.width = _column(dimension[1]) + 1
    valued = rows.rfind(_CELL_START, 0, max(rows.rfind(b"<v"), rows.rfind(b"<is>"), 0))
    if valued >= 0:
        found.last_row = max(found.last_row, int(_CELL_AT.match(rows, valued)[2]))


def _column(letters: bytes) -> int:
    """Place of a column from its letters: A is 0, Z 25, AA 26."""
    return reduce(lambda place, letter: place * 26 + letter - 64, letters, 0) - 1


# A sheet is held in memory whole; this many cells take about 2 GB.
MOST_CELLS = 30_000_000
_OLE, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BATCH = 20_000
_HALF_A_SECOND = timedelta(milliseconds=500)


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
    except (CalamineError, *DAMAGES) as error:
        raise damaged(file) from error


def damaged(file: str) -> InputError:
    """The error that says a workbook cannot be opened."""
    return InputError(
        both("workbook_damaged"),
        file=file,
        fix=both("save_anew"),
    )


def _with_password(file: str) -> InputError:
    return InputError(both("workbook_password"), file=file, fix=both("save_without_password"))


def is_workbook(start: bytes) -> bool:
    """Do the first bytes of a file say that it is a workbook?"""
    return start.startswith((_OLE, _ZIP))


def check_content(path: Path) -> None:
    """The first bytes are those of a workbook, whatever the file is called.

    Raises ``InputError`` for a file with a password and for one that is no workbook.
    """
    file = paths.relative(path)
    with path.open("rb") as stream:
        content = stream.read(1 << 12)
    if content.startswith(_OLE) and _ENCRYPTED in path.read_bytes():
        raise _with_password(file)
    if is_workbook(content):
        return
    is_page = content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<")
    raise InputError(
        both("web_page" if is_page else "no_workbook"),
        file=file,
        expected=", ".join(WORKBOOKS),
        fix=both("save_as_xlsx"),
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
    found = scan(path, sheet)
    if found.size > MOST_CELLS:
        raise InputError(
            both("sheet_too_large", cells=f"{found.size:,}"),
            file=f"{paths.relative(path)}#{sheet}",
            expected=both("at_most", most=f"{MOST_CELLS:,}"),
            fix=both("delete_stray"),
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
    """A cell as text: days as YYYY-MM-DD, with the time of day unless it is midnight to the
    second that Excel shows; whole numbers without a decimal point.
    """
    if isinstance(cell, str):
        return cell
    if isinstance(cell, datetime):
        shown = (cell + _HALF_A_SECOND).replace(microsecond=0)
        return shown.date().isoformat() if shown.time() == time() else shown.isoformat(sep=" ")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
