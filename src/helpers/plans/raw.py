"""The raw plan files: one row is a line of the original document."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from helpers import files, paths, thai
from helpers.errors import InputError

COLUMNS = ["source_line", "text"]
HOW_TO_KEEP = "save the file as UTF-8 CSV with the columns source_line,text"


@dataclass(frozen=True)
class Line:
    """A line: its number in the original document and its text as printed."""

    number: int
    text: str

    @property
    def plain(self) -> str:
        """The text with one spelling and single spaces; empty for white space."""
        return thai.normalise(self.text)

    @property
    def cells(self) -> list[str]:
        """The cells a tab divides, each normalised."""
        return [thai.normalise(cell) for cell in self.text.split("\t")]


def read(path: Path) -> list[Line]:
    """The lines of a raw file, in order.

    A byte order mark and CRLF line ends are accepted. Raises ``InputError`` for another
    encoding, another header, a row that is not two cells, numbers that do not rise.
    """
    rows = csv.reader(io.StringIO(files.read_text(path, HOW_TO_KEEP), newline=""))
    header = next(rows, [])
    if header != COLUMNS:
        raise InputError(
            "the columns are not those of a raw plan file",
            file=paths.relative(path),
            line=1,
            expected=",".join(COLUMNS),
            found=",".join(header),
            fix=HOW_TO_KEEP,
        )
    lines: list[Line] = []
    for row in rows:
        lines.append(_line(path, row, rows.line_num, lines))
    return lines


def _line(path: Path, row: list[str], row_number: int, before: list[Line]) -> Line:
    last = before[-1].number if before else 0
    if len(row) == len(COLUMNS) and row[0].isdecimal() and int(row[0]) > last:
        return Line(int(row[0]), row[1])
    raise InputError(
        "a row is not a line number and a text",
        file=paths.relative(path),
        line=row_number,
        expected=f"two cells, the first a whole number over {last}",
        found=row,
        fix=HOW_TO_KEEP,
    )
