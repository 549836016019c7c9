"""A copy of a user's own file in which each mistake is coloured and told in a comment.

A workbook is copied as it is: sheets, hidden ones too, widths, protection, lists of choices,
drawings and stored results stay; only the formats of marked cells, comments and what they hang on
are new. A digital signature no longer holds. A CSV becomes a workbook of one sheet, its lines as
rows. The old workbooks of Excel (.xls) and of LibreOffice (.ods) are not copied.
"""

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from lxml import etree
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from helpers.core import files, notices, office, paths
from helpers.core.errors import InputError, Mistake, Place
from helpers.core.notices import say
from helpers.core.sheets import csv_files, marks
from helpers.core.sheets.package import NO_CLOCK, Package

_TEXTS = (".csv", ".tsv", ".txt")
# Lines of a text that are copied: no program shows more rows.
_MOST_LINES = 1_000_000
_HEAD_ROWS = 40
# What no name of a sheet may hold, and how long it may be.
_NOT_IN_TITLE = re.compile(r"[\[\]:*?/\\]")
_LONGEST_TITLE = 31
# What a file raises that is no workbook inside, or one of a kind not known here.
_UNREADABLE = (zipfile.BadZipFile, KeyError, IndexError, AttributeError, TypeError, ValueError,
               etree.XMLSyntaxError, StopIteration)  # fmt: skip


def write_all(error: InputError) -> tuple[list[str], list[str]]:
    """Write the copies an error names; the files written, and why others could not be.

    Both as told in the run's language. A file that cannot be copied is told by its error alone.
    """
    written, failed = [], []
    for file, target in error.copies.items():
        mistakes = [one for one in error.mistakes if one.file == file]
        try:
            if mistakes and write(paths.root() / file, mistakes, paths.root() / target):
                written.append(target)
        except OSError as reason:
            failed.append(say("copy_not_written", file=target, error=reason))
    return written, failed


def write(source: Path, mistakes: Sequence[Mistake], target: Path) -> Path | None:
    """Write the copy of one file; nothing for a file of which none can be made.

    The same file and mistakes give the same bytes. Raises ``OSError`` where ``target`` cannot be
    written.
    """
    try:
        package = _marked(source, mistakes)
    except (*_UNREADABLE, OSError):
        return None
    with files.appears_complete(target) as unfinished:
        package.save(unfinished)
    return target


def _marked(source: Path, mistakes: Sequence[Mistake]) -> Package:
    if source.suffix.lower() in _TEXTS:
        text = _Text(source, mistakes)
        package, cell_of = Package(text.workbook()), text.cell
    else:
        package = Package(source.read_bytes())
        cell_of = partial(_cell, package)
    parts = {name: part for name, part, _ in package.sheets()}
    shown = next(part for _, part, is_shown in package.sheets() if is_shown)
    reasons: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for mistake in mistakes:
        part = parts.get(mistake.place.sheet, shown)
        reasons[part][cell_of(part, mistake.place)].append(notices.reason(mistake))
    for part, of_part in reasons.items():
        told = {cell: "\n".join(lines) for cell, lines in of_part.items()}
        marks.mark(package, part, told, say("checked_by"))
    return package


def _cell(package: Package, part: str, place: Place) -> str:
    """Where a mistake is marked: its cell, the first one of its row, else the top of the sheet."""
    if place.cell:
        return place.cell
    return marks.first_cell(package, part, place.row) if place.row else "A1"


class _Text:
    """A CSV file as the one sheet of a workbook."""

    def __init__(self, source: Path, mistakes: Sequence[Mistake]) -> None:
        named = {one.place.column for one in mistakes}
        grid = csv_files.read(source, lambda cells: len(named & set(map(str.strip, cells))))
        self._title = source.stem
        self._rows = [grid.cells(number) for number in range(min(len(grid), _MOST_LINES))]
        self._row_of = {int(line): number for number, line in enumerate(grid.rows, start=1)}
        head = max(self._rows[:_HEAD_ROWS], key=lambda cells: len(named & set(cells)), default=[])
        self._columns = {name: number for number, name in enumerate(head, start=1) if name}

    def workbook(self) -> bytes:
        """The lines as rows of text."""
        book = Workbook()
        sheet = book.active
        sheet.title = _NOT_IN_TITLE.sub("_", self._title)[:_LONGEST_TITLE]
        for number, cells in enumerate(self._rows, start=1):
            for column, text in enumerate(cells, start=1):
                if text:
                    cell = sheet.cell(number, column, office.NOT_IN_XML.sub("", text))
                    # What begins like a formula stays a text.
                    cell.data_type = "s"
        stream = io.BytesIO()
        office.save_workbook(book, stream, NO_CLOCK)
        return stream.getvalue()

    def cell(self, _: str, place: Place) -> str:
        """Where the line and column of a mistake have come to stand."""
        row = self._row_of.get(place.line or 0, 1)
        number = self._columns.get(place.column)
        if number is None:
            number = int(place.column) if place.column.isdecimal() else 1
        return f"{get_column_letter(number)}{row}"
