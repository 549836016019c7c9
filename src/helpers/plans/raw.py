"""The raw plan files, a row a line of the original document, and corrections of the source."""

import csv
import io
from dataclasses import dataclass, replace
from pathlib import Path

from helpers.core import files, paths, thai
from helpers.core.errors import InputError

COLUMNS = ["source_line", "text"]
HOW_TO_KEEP = "save the file as UTF-8 CSV with the columns source_line,text"


@dataclass(frozen=True)
class PlanLine:
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


def read(path: Path) -> list[PlanLine]:
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
    lines: list[PlanLine] = []
    for row in rows:
        lines.append(_line(path, row, rows.line_num, lines))
    return lines


def _line(path: Path, row: list[str], row_number: int, before: list[PlanLine]) -> PlanLine:
    last = before[-1].number if before else 0
    if len(row) == len(COLUMNS) and row[0].isdecimal() and int(row[0]) > last:
        return PlanLine(int(row[0]), row[1])
    raise InputError(
        "a row is not a line number and a text",
        file=paths.relative(path),
        line=row_number,
        expected=f"two cells, the first a whole number over {last}",
        found=row,
        fix=HOW_TO_KEEP,
    )


ACTIONS = ("misprint", "spacing", "split", "drop", "scan")
_KEYS = {"id", "file", "line", "action", "printed", "read_as", "reason_th", "reason_en"}


def check(corrections: list[dict], file: Path) -> list[dict]:
    """The corrections, each complete and named once; ``InputError`` otherwise."""
    seen: set[str] = set()
    for entry in corrections:
        if set(entry) != _KEYS or entry["action"] not in ACTIONS or entry["id"] in seen:
            raise InputError(
                f"correction {entry.get('id')!r} is doubled, incomplete or of no known action",
                expected=f"{sorted(_KEYS)} with action one of {ACTIONS}",
                found=sorted(entry),
                fix=paths.relative(file),
            )
        seen.add(entry["id"])
    return corrections


def apply(lines: list[PlanLine], corrections: list[dict], file: Path, fix: Path) -> list[PlanLine]:
    """The lines of a raw file as they are to be read.

    Raises ``InputError`` when a correction finds its words not exactly once: the source no
    longer needs it, or it points to the wrong line.
    """
    texts = {line.number: line.text for line in lines}
    for entry in (c for c in corrections if c["file"] == file.name):
        text = texts.get(entry["line"], "")
        if text.count(entry["printed"]) != 1:
            raise InputError(
                f"correction {entry['id']} does not fit the source any more",
                file=paths.relative(file),
                line=entry["line"],
                expected=f"{entry['printed']!r} once",
                found=f"{text.count(entry['printed'])} times",
                fix=paths.relative(fix),
            )
        texts[entry["line"]] = text.replace(entry["printed"], entry["read_as"])
    return [replace(line, text=texts[line.number]) for line in lines]
