"""A table as a researcher has it: a frame, or a CSV or Excel file, read without loss."""

import re
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from helpers.analysis.places import place_words
from helpers.analysis.places.place_words import refused
from helpers.core import paths, thai, thai_columns
from helpers.core.errors import examples
from helpers.core.sheets import contents
from helpers.core.sheets.csv_files import HEAD_ROWS
from helpers.core.sheets.grid import Grid

# A plain number; one with zeros in front is a code, one of more digits may be one.
_NUMBER = r"^-?(0|[1-9]\d{0,14})(\.\d{1,12})?$"


def read(source: object, named: Iterable[str], sheet: str | None) -> pd.DataFrame:
    """The table of a file, or the frame itself; ``named`` are the headings that were told.

    Of a file the index holds the number of each row as a spreadsheet shows it; cells are text,
    but for columns in which every filled cell is a plain number. Raises ``InputError`` for a
    file that cannot be read, without known headings, or with several tables to choose from.
    """
    if isinstance(source, pd.DataFrame):
        return source
    path = Path(str(source))
    if not path.is_file():
        raise refused("no_file", file=paths.relative(path))
    told = {place_words.heading_key(str(name)) for name in named}
    found = [(grid, _header(grid, told)) for grid in _grids(path, told)]
    return _frame(*_chosen(path, found, sheet))


def _grids(path: Path, told: set[str]) -> list[Grid]:
    grids = contents.tables_of(path, lambda cells: _known(cells, told))
    return [grid.without_marks() for grid in grids]


def _known(cells: Iterable[str | None], told: set[str]) -> int:
    """How many cells of a row are headings of places, or headings that were told."""
    filled = {cell for cell in cells if cell}
    return sum(
        place_words.heading_key(cell) in told or place_words.meaning(cell) is not None
        for cell in filled
    )


def _header(grid: Grid, told: set[str]) -> int | None:
    """The row with most known headings, the first of several; none where no row has any."""
    head = [_known(grid.cells(place), told) for place in range(min(len(grid), HEAD_ROWS))]
    best = max(head, default=0)
    return head.index(best) if best else None


def _chosen(
    path: Path, found: list[tuple[Grid, int | None]], sheet: str | None
) -> tuple[Grid, int]:
    file = paths.relative(path)
    if sheet is not None:
        named = [pair for pair in found if pair[0].sheet == sheet]
        if not named:
            sheets = [grid.sheet for grid, _ in found if grid.sheet]
            raise refused("no_sheet", file=file, expected=sheets, found=sheet)
        found = named
    tables = [(grid, header) for grid, header in found if header is not None]
    if not tables:
        heads = [cell for grid, _ in found if len(grid) for cell in grid.cells(0) if cell]
        raise refused("no_columns", file=file, found=examples(heads, 20))
    if len(tables) > 1:
        sheets = [str(grid.sheet) for grid, _ in tables]
        raise refused("which_sheet", file=file, expected=sheets)
    return tables[0]


def _frame(grid: Grid, header: int) -> pd.DataFrame:
    below = np.arange(len(grid)) > header
    names = _unique(grid.cells(header))
    rows = grid.keep(below)
    surplus = sorted(grid.surplus & set(rows.rows.tolist()))
    if surplus:
        raise refused("surplus", file=grid.source_file, found=examples(surplus))
    columns = {name: _typed(name, c) for name, c in zip(names, rows.columns, strict=True)}
    return pd.DataFrame(columns).set_axis(pd.Index(rows.rows, name="row"))


def _unique(cells: list[str | None]) -> list[str]:
    """The headings, blank and doubled ones told apart by their place."""
    names: list[str] = []
    for place, cell in enumerate(cells, start=1):
        name = cell or f"column {place}"
        names.append(f"{name} ({place})" if name in names else name)
    return names


def _typed(name: str, column: pa.ChunkedArray) -> pd.Series:
    """Numbers where every filled cell is one and the heading is of no place; else the texts."""
    is_filled = column.null_count < len(column)
    numbers = is_filled and pc.all(pc.match_substring_regex(column, _NUMBER)).as_py()
    if numbers and place_words.meaning(name) is None:
        return pd.to_numeric(column.to_pandas())
    return column.to_pandas().astype("str")


def texts(column: pd.Series) -> pd.Series:
    """A column as normalised text, numbers without ``.0``; blank where nothing is said."""
    numbers, values = pd.factorize(column, use_na_sentinel=True)
    told = pd.Series([_text(value) for value in values], dtype="str")
    plain = thai_columns.without_blanks(thai_columns.normalise_all(told).str.strip())
    taken = plain.astype(object).to_numpy()
    found = np.append(taken, None)[numbers]
    return pd.Series(found, index=column.index, dtype="str")


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


# The words around a year; what is left of it is digits.
_AROUND_YEAR = re.compile(r"[^\d]+")
_COMMON_ERA = re.compile(r"ค\.?\s*ศ|\bce\b|\bad\b", re.IGNORECASE)
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?: 00:00:00)?")


def years(column: pd.Series) -> pd.Series:
    """The BE year of each text, whole numbers; ``-1`` where it is none, missing where blank."""
    told = {text: _year(text) for text in column.dropna().unique()}
    return column.map(told).astype("Int64")


def is_heading(year: str | int | None) -> bool:
    """Is what was told of the year the heading of a column, not a year itself?"""
    return isinstance(year, str) and _year(year) == -1


def one_year(year: str | int) -> int:
    """The BE year that was told for all rows; ``InputError`` where it is none."""
    found = _year(str(year))
    if found == -1:
        raise refused("year_wrong", found=year)
    return found


def _year(text: str) -> int:
    """A year of either era, with four or two digits; of a day its fiscal year."""
    plain = thai.arabic_digits(text).removesuffix(".0")
    digits = _AROUND_YEAR.sub("", plain)
    try:
        if _DAY.fullmatch(plain):
            return thai.fiscal_year(thai.parse_day(plain[:10]))
        year = thai.ce_to_be(thai.year_of_any_era(digits))
    except ValueError:
        return -1
    # A year that says it is CE and reads as BE contradicts itself.
    contradicts = _COMMON_ERA.search(plain) and len(digits) == 4 and int(digits) == year
    return -1 if contradicts else year
