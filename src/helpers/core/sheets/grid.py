"""What was found in a file before anyone interprets it: a grid of texts with their row numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from helpers.core import invisible

# ((first row, first column), (last row, last column)) of merged cells; rows as in ``Grid.rows``.
Merged = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True)
class Grid:
    """One sheet, or one CSV file: its filled rows as texts, stripped; blank cells are null.

    ``rows`` holds the number of each row as an officer sees it, ``total`` counts blank rows too.
    ``surplus`` marks rows with more cells than their file has columns. ``formulas`` and
    ``unvalued`` (formulas without a stored value) map a column to the rows of such cells.
    ``notes`` counts what else the account of a file should say.
    """

    source_file: str
    sheet: str | None
    hidden: bool
    columns: list[pa.ChunkedArray]
    rows: np.ndarray
    total: int
    merged: Sequence[Merged] = ()
    surplus: frozenset[int] = frozenset()
    formulas: dict[int, np.ndarray] = field(default_factory=dict)
    unvalued: dict[int, np.ndarray] = field(default_factory=dict)
    notes: Mapping[str, int] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.rows)

    def cells(self, place: int) -> list[str | None]:
        """The cells of the row at ``place`` (counted from 0 among the filled rows)."""
        return [column[place].as_py() for column in self.columns]

    def keep(self, mask: np.ndarray) -> "Grid":
        """The grid with the rows of ``mask`` alone."""
        if mask.all():
            return self
        chosen = pa.array(mask)
        columns = [column.filter(chosen) for column in self.columns]
        return Grid(**{**vars(self), "columns": columns, "rows": self.rows[mask]})

    def without_marks(self) -> "Grid":
        """The grid as a reader sees it, without marks nobody sees; a row of nothing else goes.

        A row whose formula has no value stays, blank as it looks.
        """
        columns = [_without_marks(column) for column in self.columns]
        if all(new is old for new, old in zip(columns, self.columns, strict=True)):
            return self
        cleaned = Grid(**{**vars(self), "columns": columns})
        emptied = (filled(self.columns, len(self)) > 0) & (filled(columns, len(self)) == 0)
        return cleaned.keep(~emptied)


def stripped(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Texts without the white space around them; null where nothing is left."""
    plain = pc.utf8_trim_whitespace(column)
    return pc.if_else(pc.equal(plain, ""), pa.scalar(None, plain.type), plain)


def _without_marks(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """The column itself where no cell holds such a mark, as most do not."""
    if not pc.any(pc.match_substring_regex(column, invisible.PATTERN)).as_py():
        return column
    return stripped(pc.replace_substring_regex(column, invisible.PATTERN, ""))


def filled(columns: Sequence[pa.ChunkedArray], n_rows: int) -> np.ndarray:
    """How many cells of each row are filled."""
    counts = np.zeros(n_rows, dtype=np.int32)
    for column in columns:
        counts += column.is_valid().to_numpy()
    return counts
