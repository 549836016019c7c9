"""A list kept as CSV by people: text cells, every row with the line it stands on."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from helpers.core import files, invisible, paths
from helpers.core.errors import InputError, Words


def read(path: Path, columns: Sequence[str]) -> pd.DataFrame:
    """One row a line, indexed by line number; cells are stripped text, blanks are ``""``.

    Marks nobody sees are left out, blank lines passed over. Raises ``InputError`` for a file that
    is missing, not UTF-8 or without a column, and for a line with more cells than headings.
    """
    reader = csv.reader(io.StringIO(invisible.without(files.read_text(path)), newline=""))
    header = [name.strip() for name in next(reader, [])]
    missing = [column for column in columns if column not in header]
    if missing:
        raise InputError(
            Words("columns_missing", "columns are missing"),
            file=paths.relative(path),
            line=1,
            expected=missing,
            found=header,
        )
    rows = {}
    for cells in reader:
        if len(cells) > len(header):
            line, wanted = reader.line_num, f"{len(header)} cells"
            raise refuse(
                path,
                line,
                Words("comma_too_many", "a comma too many (or no quotes)"),
                wanted,
                len(cells),
            )
        if any(cell.strip() for cell in cells):
            blanks = [""] * (len(header) - len(cells))
            rows[reader.line_num] = [cell.strip() for cell in [*cells, *blanks]]
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=header, dtype="str")
    return frame[list(columns)].rename_axis("line")


def refuse(path: Path, line: int, problem: object, expected: object, found: object) -> InputError:
    """The error for one line of a list, naming the file to edit."""
    name = paths.relative(path)
    return InputError(problem, file=name, line=line, expected=expected, found=found, fix=name)
