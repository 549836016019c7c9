"""CSV exports: the separator is found out, every record keeps its line in the file."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from helpers.core import paths
from helpers.core.errors import InputError
from helpers.core.notices import both
from helpers.core.sheets import encodings
from helpers.core.sheets.grid import Grid, filled, stripped

SEPARATORS = (",", ";", "\t", "|")
HEAD_ROWS = 40
_BLOCK = 16 << 20


@dataclass(frozen=True)
class _Other:
    """A record whose number of cells is not that of the file: its number (from 1) and cells."""

    number: int
    cells: list[str]
    breaks: int


def read(path: Path, knows: Callable[[list[str]], int]) -> Grid:
    """The grid of a CSV file; ``knows`` counts the headings it knows in a row of cells.

    A file without any filled row gives an empty grid. Raises ``InputError`` for an encoding that
    cannot be told, a file that is no text, and a quotation mark that is opened and never closed.
    """
    encoding = encodings.of_text(path)
    head, separator = _head(path, encoding, knows)
    if not head:
        # A byte order mark may be all there is, which the parser below takes for a fault.
        return Grid(paths.relative(path), None, False, [], np.array([], dtype=np.int64), 0)
    width = max(_usual_width(head), len(max(head, key=knows, default=[])))
    parsed, others = _parsed(path, encoding, separator, width)
    columns = [_joined(column, place, others) for place, column in enumerate(parsed)]
    breaks = _line_breaks(columns, others)
    lines = np.arange(1, len(breaks) + 1) + np.concatenate([[0], np.cumsum(breaks)[:-1]])
    if breaks.any():
        _check_quotes(path, columns, separator, lines)
    surplus = [other.number for other in others if any(map(str.strip, other.cells[width:]))]
    columns = [stripped(column) for column in columns]
    found = Grid(
        paths.relative(path),
        None,
        False,
        columns,
        lines,
        len(lines),
        surplus=frozenset(lines[np.array(surplus, dtype=int) - 1].tolist()),
    )
    return found.keep(filled(columns, len(lines)) > 0)


def is_thai_code_page(path: Path) -> bool:
    """Whether a CSV is saved in the Thai code page 874, which has few letters beside Thai."""
    return encodings.of_text(path) == "cp874"


def _head(path: Path, encoding: str, knows: Callable) -> tuple[list[list[str]], str]:
    """First filled records and the separator that shows most known headings in one of them."""
    heads = {separator: _records(path, encoding, separator) for separator in SEPARATORS}

    def told(separator: str) -> tuple[int, bool, int]:
        rows = heads[separator]
        # A file of separators alone holds no row once they are taken for what they are.
        return max(map(knows, rows), default=0), not rows, max(map(len, rows), default=0)

    best = max(SEPARATORS, key=told)
    return heads[best], best


def _records(path: Path, encoding: str, separator: str) -> list[list[str]]:
    readable = "utf-8-sig" if encoding == "utf-8" else encoding
    with path.open(encoding=readable, newline="") as stream:
        reader = csv.reader(stream, delimiter=separator)
        try:
            return list(islice((row for row in reader if any(map(str.strip, row))), HEAD_ROWS))
        except csv.Error as error:
            raise _left_open(path, line=reader.line_num) from error


def _usual_width(head: list[list[str]]) -> int:
    """The most frequent number of cells among the first rows; the larger one where two are."""
    widths = [len(row) for row in head] or [1]
    return max(set(widths), key=lambda width: (widths.count(width), width))


def _parsed(
    path: Path, encoding: str, separator: str, width: int
) -> tuple[list[pa.ChunkedArray], list[_Other]]:
    """Columns of all records of ``width`` cells, and the records of another width."""
    others: list[_Other] = []

    def keep(row: arrow_csv.InvalidRow) -> str:
        cells = next(csv.reader(io.StringIO(row.text, newline=""), delimiter=separator), [])
        others.append(_Other(row.number, cells, row.text.count("\n")))
        return "skip"

    names = [str(place) for place in range(width)]
    # One thread: only so are records of another width told with their number.
    how = arrow_csv.ReadOptions(
        use_threads=False, block_size=_BLOCK, column_names=names, encoding=encoding
    )
    marks = arrow_csv.ParseOptions(
        delimiter=separator,
        newlines_in_values=True,
        ignore_empty_lines=False,
        invalid_row_handler=keep,
    )
    texts = arrow_csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()))
    try:
        return list(arrow_csv.read_csv(path, how, marks, texts).columns), others
    except pa.ArrowInvalid as error:
        # A record longer than a block of many megabytes: what follows an open quotation mark.
        raise _left_open(path) from error


def _joined(column: pa.ChunkedArray, place: int, others: list[_Other]) -> pa.ChunkedArray:
    """One column with the cells of the records of another width, in the order of the file."""
    if not others:
        return column
    cells = [other.cells[place] if place < len(other.cells) else "" for other in others]
    numbers = np.array([other.number for other in others])
    usual = np.delete(np.arange(1, len(column) + len(others) + 1), numbers - 1)
    order = np.argsort(np.append(usual, numbers), kind="stable")
    every = pa.chunked_array([*column.chunks, pa.array(cells, pa.string())])
    return every.take(pa.array(order))


def _line_breaks(columns: list[pa.ChunkedArray], others: list[_Other]) -> np.ndarray:
    """How many line breaks stand inside each record, so that its line in the file is known."""
    breaks = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        if pc.any(pc.match_substring(column, "\n")).as_py():
            breaks += pc.count_substring(column, "\n").to_numpy()
    for other in others:
        breaks[other.number - 1] = other.breaks
    return breaks


def _check_quotes(
    path: Path, columns: list[pa.ChunkedArray], separator: str, lines: np.ndarray
) -> None:
    """A cell that holds whole lines of the file was opened by a mark nobody closed."""
    many = max(2, len(columns) - 1)
    for column in columns:
        broken = pc.greater(pc.count_substring(column, "\n"), 0)
        if not pc.any(broken).as_py():
            continue
        swallows = pc.greater_equal(pc.count_substring(column, separator), many)
        wrong = np.flatnonzero(pc.and_(broken, swallows).to_numpy())
        if len(wrong):
            raise _left_open(path, line=int(lines[wrong[0]]))


def _left_open(path: Path, **told: object) -> InputError:
    """The error that says a quotation mark is opened and never closed."""
    return InputError(both("quote_left_open"), file=paths.relative(path), **told)
