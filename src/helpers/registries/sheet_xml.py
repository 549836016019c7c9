"""What a reader of stored values does not tell of an XLSX sheet: its formulas and its size."""

import re
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import reduce
from pathlib import Path
from xml.etree import ElementTree

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
