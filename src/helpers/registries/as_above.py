"""Cells left blank, or holding a ditto mark, because the filled cell above says it already.

Most often amphoe and province are written once over a group of lines. A file that was sorted since
would give wrong places: so cells are filled only where the declaration says so (``fill_down``),
else what they would hold stands beside the line as a suggestion.
"""

from collections.abc import Iterable, Mapping

import pandas as pd
import pyarrow as pa

from helpers.core import metadata, thai, thai_columns
from helpers.registries.addresses import LEVELS

# What a line would hold; blank where its own cell is filled, or nothing stands above.
ABOVE = {level: f"{level}_above" for level in LEVELS}
Columns = Mapping[str, pa.ChunkedArray]


def filled(columns: Columns, names: Iterable[str]) -> tuple[dict[str, pa.ChunkedArray], int]:
    """The columns with ``names`` filled from above, and how many cells that were."""
    result, count, names = dict(columns), 0, tuple(names)
    if not names:
        return result, count
    cells, above = _cells(columns), _above(columns)
    for name in names:
        new = above[name].notna()
        count += int(new.sum())
        if new.any():
            result[name] = _column(above[name].where(new, cells[name]))
    return result, count


def suggested(columns: Columns) -> dict[str, pa.ChunkedArray]:
    """The columns ``ABOVE``: what blank cells of amphoe and province, and ditto marks, may mean."""
    above = _above(columns)
    # A tambon nobody wrote is a fault of its own; a ditto mark says that one is meant.
    above["tambon"] = above["tambon"].where(_is_ditto(_cells(columns)["tambon"]))
    return {ABOVE[name]: _column(cells) for name, cells in above.items()}


def _above(columns: Columns) -> dict[str, pd.Series]:
    """Of each level what the cell above says, for cells that say nothing themselves.

    What stands above counts only within one and the same area of the level above.
    """
    cells, above = _cells(columns), {}
    # The number of the area of the level above, which is a new one after each change.
    area = pd.Series(0, index=cells[LEVELS[0]].index)
    for level in reversed(LEVELS):
        own = thai_columns.without_blanks(cells[level])
        own = own.mask(_is_ditto(own))
        same = area.where(own.notna()).ffill() == area
        down = own.ffill().where(same)
        above[level] = down.where(own.isna())
        held = pd.Series(pd.factorize(down)[0], index=down.index)
        area = ((area != area.shift()) | (held != held.shift())).cumsum()
    return above


def _is_ditto(cells: pd.Series) -> pd.Series:
    marks = {thai.normalise(mark) for mark in metadata.load("registry_words.yml")["ditto"]}
    return cells.str.lower().isin(marks)


def _cells(columns: Columns) -> dict[str, pd.Series]:
    texts = {level: columns[level].to_pandas() for level in LEVELS if level in columns}
    size = len(next(iter(columns.values())))
    blank = pd.Series(None, index=range(size), dtype="str")
    return {level: texts.get(level, blank).astype("str") for level in LEVELS}


def _column(cells: pd.Series) -> pa.ChunkedArray:
    return pa.chunked_array([pa.array(cells, pa.string(), from_pandas=True)])
