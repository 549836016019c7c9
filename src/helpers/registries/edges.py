"""Rows of a sheet that are no lines: what stands above, between and below them."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

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
    """What each filled row of ``grid`` is; ``required`` are the columns a line cannot lack."""
    sorts = np.full(len(grid), LINE, dtype=object)
    sorts[: header.last + 1] = ABOVE
    below = sorts == LINE
    sorts[below & _numbered_columns(grid, header)] = REPEATED
    for place in range(header.first, header.last + 1):
        sorts[below & _repeats(grid, place)] = REPEATED
        sorts[place] = HEADER
    sorts[_footers(grid, required, declared.footers) & (sorts == LINE)] = FOOTER
    _continue_footers(grid, sorts)
    return Sorted(sorts)


def _repeats(grid: Grid, header_place: int) -> np.ndarray:
    """Rows that repeat at least half of the row of headings, in the same columns."""
    cells = grid.cells(header_place)
    same = np.zeros(len(grid), dtype=np.int32)
    for column, cell in zip(grid.columns, cells, strict=True):
        if cell:
            same += pc.fill_null(pc.equal(column, cell), False).to_numpy()
    return same >= max(2, (sum(map(bool, cells)) + 1) // 2)


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
