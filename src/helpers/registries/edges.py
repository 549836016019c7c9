"""Rows of a sheet that are no lines: what stands above, between and below them."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from helpers.errors import InputError
from helpers.registries.declared import Declared
from helpers.registries.found import Grid, filled
from helpers.registries.headings import Header

LINE, ABOVE, HEADER, REPEATED, FOOTER = (
    "line",
    "above_header",
    "header",
    "repeated_header",
    "footer",
)


@dataclass(frozen=True)
class Sorted:
    """What each filled row of a grid is: a line, or one of the other sorts."""

    sorts: np.ndarray

    def count(self, sort: str) -> int:
        return int((self.sorts == sort).sum())

    def mask(self, sort: str) -> np.ndarray:
        return self.sorts == sort


def sort_rows(grid: Grid, header: Header, required: list[int], declared: Declared) -> Sorted:
    """What each filled row of ``grid`` is; ``required`` are the columns a line cannot lack.

    Raises ``InputError`` where the headings come again in other columns.
    """
    sorts = np.full(len(grid), LINE, dtype=object)
    sorts[: header.last + 1] = ABOVE
    below = sorts == LINE
    same = {place: _same_cells(grid, place) for place in range(header.first, header.last + 1)}
    _check_moved(grid, header, below, same[header.last])
    sorts[below & _numbered_columns(grid, header)] = REPEATED
    for place, cells in same.items():
        sorts[below & (cells >= max(2, _half(grid, place)))] = REPEATED
        sorts[place] = HEADER
    sorts[_footers(grid, required, declared.footers) & (sorts == LINE)] = FOOTER
    _continue_footers(grid, sorts)
    return Sorted(sorts)


def _half(grid: Grid, place: int) -> int:
    """Half of the filled cells of a row; a row of headings comes again with that many."""
    return (sum(map(bool, grid.cells(place))) + 1) // 2


def _same_cells(grid: Grid, header_place: int) -> np.ndarray:
    """How many cells of each row stand in the row of headings too, in the same column."""
    same = np.zeros(len(grid), dtype=np.int32)
    for column, cell in zip(grid.columns, grid.cells(header_place), strict=True):
        if cell:
            same += pc.fill_null(pc.equal(column, cell), False).to_numpy()
    return same


def _check_moved(grid: Grid, header: Header, below: np.ndarray, same: np.ndarray) -> None:
    """Headings that come again elsewhere begin another table, which cannot be read as this one."""
    known = pa.array([cell for cell in grid.cells(header.last) if cell], pa.string())
    again = np.zeros(len(grid), dtype=np.int32)
    for column in grid.columns:
        again += pc.is_in(column, value_set=known).to_numpy()
    moved = np.flatnonzero(below & (again > same) & (again >= max(3, _half(grid, header.last))))
    if len(moved):
        raise InputError(
            "the headings change within the file",
            file=grid.source_file,
            line=int(grid.rows[moved[0]]),
            expected="the columns in one order",
            fix="the file: put each table into a file or sheet of its own",
        )


def _numbered_columns(grid: Grid, header: Header) -> np.ndarray:
    """The row right below the headings that only counts the columns: (1) (2) (3)."""
    found = np.zeros(len(grid), dtype=bool)
    place = header.last + 1
    if place < len(grid):
        cells = [(cell or "").strip("() ") for cell in grid.cells(place)]
        counted = [cell for cell in cells if cell]
        numbers = [str(number) for number in range(1, len(counted) + 1)]
        found[place] = len(counted) > 2 and counted == numbers
    return found


def _footers(grid: Grid, required: list[int], pattern: str) -> np.ndarray:
    """Rows without what every line has, whose first filled cell reads like a footer's."""
    candidates = np.ones(len(grid), dtype=bool)
    for place in required:
        candidates &= grid.columns[place].is_null().to_numpy()
    first = pc.coalesce(*(c.filter(pa.array(candidates)) for c in grid.columns))
    found = np.zeros(len(grid), dtype=bool)
    found[candidates] = pc.match_substring_regex(first, pattern).to_numpy(zero_copy_only=False)
    return found


def _continue_footers(grid: Grid, sorts: np.ndarray) -> None:
    """Rows of one cell right below a footer go on with it."""
    lonely = filled(grid.columns, len(grid)) == 1
    for place in np.flatnonzero(lonely & (sorts == LINE)):
        if sorts[place - 1] == FOOTER:
            sorts[place] = FOOTER
