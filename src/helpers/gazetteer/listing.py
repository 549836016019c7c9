"""A list kept as CSV by people: text cells, every one with the line it stands on."""

import io
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from helpers import files, paths
from helpers.errors import InputError


def read(path: Path, columns: Sequence[str]) -> pd.DataFrame:
    """One row a line, indexed by line number; cells are stripped text, blanks are ``""``.

    Raises ``InputError`` for a file that is missing, not UTF-8, no table, or without a column.
    """
    text = files.read_text(path)
    try:
        # One line of the file is one row: a cell over several lines would shift the numbers.
        frame = pd.read_csv(
            io.StringIO(text), dtype=str, keep_default_na=False, skip_blank_lines=False
        )
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise InputError(f"not a table: {error}", file=paths.relative(path)) from error
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        raise InputError("columns are missing", file=paths.relative(path), expected=missing)
    frame = frame[list(columns)].apply(lambda cells: cells.str.strip())
    frame.index = pd.RangeIndex(2, len(frame) + 2, name="line")
    return frame[(frame != "").any(axis=1)]


def refuse(path: Path, line: object, problem: str, expected: object, found: object) -> InputError:
    """The error for one line of a list, naming the file to edit."""
    name = paths.relative(path)
    return InputError(problem, file=name, line=line, expected=expected, found=found, fix=name)
