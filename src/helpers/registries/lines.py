"""One sheet becomes lines: what is no line set aside, personal data cut out, all counted."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pandas as pd
import pyarrow as pa
from openpyxl.utils import get_column_letter

from helpers.core import dates
from helpers.core.errors import InputError
from helpers.core.sheets.grid import Grid, filled
from helpers.registries import as_above, headings, other_kinds, personal_data, refusals
from helpers.registries.declarations import MEASURE, Declared, Kind
from helpers.registries.headings import LINE, Header, Sorted
from helpers.registries.rejects import Verdicts

FIXES = ("fixes_file", "fixes_row")
# Everything a row of a file can be; their counts add up to the rows of the file.
ROW_COUNTS = (
    "blank",
    headings.ABOVE,
    headings.HEADER,
    headings.REPEATED,
    headings.FOOTER,
    "skipped_sheet",
    "read",
    "rejected",
)
_LOOKED_AT = 200


@dataclass(frozen=True)
class Piece:
    """What one sheet gave: its lines, its rejects (without ``is_demo``), and its counts.

    ``columns`` says where each declared column stands, as a place of an error has it.
    """

    source_file: str
    kind: str | None
    lines: pd.DataFrame
    rejects: pd.DataFrame
    counts: Counter
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Sheet:
    """A grid whose headings are understood.

    ``places`` says where each declared column stands; ``corrections`` where those do that only a
    workbook of corrections has.
    """

    grid: Grid
    header: Header
    kind: Kind
    places: Mapping[str, int]
    corrections: Mapping[str, int]


def of_sheet(sheet: Sheet, sorts: Sorted, exported_on: date | None, declared: Declared) -> Piece:
    """The lines of ``sheet``; ``exported_on`` is none where each line tells its own day.

    Raises ``InputError`` for headings that look swapped.
    """
    grid = sheet.grid.keep(sorts.mask(LINE))
    columns, personal_cells = _columns(grid, sheet, declared)
    _check_swapped(columns, sheet)
    columns, cells_filled = _filled_from_above(columns, sheet)
    lines = _frame(grid, columns, sheet, exported_on)
    verdicts = Verdicts(lines)
    _judge(verdicts, grid, sheet)
    other_kinds.reject(verdicts, sheet.kind, declared)
    counts = _counts(sheet, sorts, verdicts)
    counts["personal_cells"] = personal_cells
    counts["filled_down_cells"] = cells_filled
    counts.update(_columns_left_out(sheet, declared))
    check_sum(counts, grid.source_file)
    kept = lines[verdicts.open].reset_index(drop=True)
    rejected = verdicts.rejects(sheet.kind.name)
    columns = {name: _column_of(grid, place) for name, place in sheet.places.items()}
    return Piece(grid.source_file, sheet.kind.name, kept, rejected, counts, columns)


def _column_of(grid: Grid, place: int) -> str:
    """Letters of a workbook's column, the number of a text's."""
    return str(place + 1) if grid.sheet is None else get_column_letter(place + 1)


def check_sum(counts: Counter, source_file: str) -> None:
    """Rows of the file = rows of every sort; anything else is a fault, not a matter of taste."""
    accounted = sum(counts[what] for what in ROW_COUNTS)
    if accounted != counts["lines_in_file"]:
        problem = f"{counts['lines_in_file']} rows in the file, {accounted} accounted for"
        raise InputError(problem, file=source_file, found=dict(counts))


def _columns(
    grid: Grid, sheet: Sheet, declared: Declared
) -> tuple[dict[str, pa.ChunkedArray], int]:
    """Every declared column without personal data, and how many cells held some."""
    blank = pa.chunked_array([pa.nulls(len(grid), pa.string())])
    columns, cells = {}, 0
    for name, column in sheet.kind.fields.items():
        place = sheet.places.get(name)
        if place is None:
            columns[name] = blank
            continue
        # A merged number counts once, in its first row.
        content = grid.columns[place] if column.type == MEASURE else _filled_down(grid, place)
        columns[name], found = personal_data.removed(content, column.type, declared.personal)
        cells += found
    return columns, cells


def _filled_from_above(
    columns: dict[str, pa.ChunkedArray], sheet: Sheet
) -> tuple[dict[str, pa.ChunkedArray], int]:
    """The columns with blanks filled where that is declared, and what the others may mean.

    A line of a workbook of corrections stands under another one than it did.
    """
    if sheet.corrections:
        return columns, 0
    declared = sheet.kind.habits_of(sheet.grid.source_file).fill_down
    columns, count = as_above.filled(columns, declared)
    return {**columns, **as_above.suggested(columns)}, count


def _filled_down(grid: Grid, place: int) -> pa.ChunkedArray:
    """A column with cells that are merged over several rows repeated in each of them."""
    column = grid.columns[place]
    ranges = [
        (top, bottom) for (top, left), (bottom, _) in grid.merged if left == place and bottom > top
    ]
    if not ranges:
        return column
    cells = np.array(column.to_pylist(), dtype=object)
    for top, bottom in ranges:
        first, end = np.searchsorted(grid.rows, [top, bottom + 1])
        if first < end and grid.rows[first] == top:
            cells[first:end] = cells[first]
    return pa.chunked_array([pa.array(cells, pa.string())])


def _check_swapped(columns: Mapping[str, pa.ChunkedArray], sheet: Sheet) -> None:
    """Days without a digit under a heading of days, and days under another heading."""
    types = {name: column.type for name, column in sheet.kind.fields.items()}
    for name in (n for n in sheet.places if types[n] == "day"):
        if _share(columns[name], lambda text: not any(map(str.isdigit, text))) <= 0.5:
            continue
        others = [n for n in sheet.places if types[n] in ("text", "code")]
        for other in others:
            if _share(columns[other], _is_day) > 0.5:
                both = [sheet.header.readings[sheet.places[n]][0] for n in (name, other)]
                rule = refusals.words("headings_swapped", one=both[0], other=both[1])
                raise InputError(rule, file=sheet.grid.source_file)


def _share(column: pa.ChunkedArray, fits) -> float:
    """Share of the first filled cells that fit."""
    first = column.drop_null().slice(0, _LOOKED_AT).to_pylist()
    return sum(map(fits, first)) / len(first) if first else 0.0


def _is_day(text: str) -> bool:
    try:
        dates.read(text)
    except ValueError:
        return False
    return True


def _frame(
    grid: Grid, columns: Mapping[str, pa.ChunkedArray], sheet: Sheet, exported_on: date | None
) -> pd.DataFrame:
    """One row a line, in the columns of the contract."""
    n = len(grid)
    lines = pd.DataFrame(
        {
            "source_file": pd.Series([grid.source_file] * n, dtype="str"),
            "source_row": pd.array(grid.rows, dtype="Int64"),
            "exported_on": _exported_on(grid, sheet, exported_on),
            "fixes_file": _correction(grid, sheet, "fixes_file"),
            "fixes_row": _fixes_row(grid, sheet),
            "hidden": np.full(n, grid.hidden),
        }
    )
    texts = pa.table(dict(columns)).to_pandas().astype("str")
    return pd.concat([lines, texts], axis=1)


def _correction(grid: Grid, sheet: Sheet, name: str) -> pd.Series:
    """A column only a workbook of corrections has; blank for other files."""
    place = sheet.corrections.get(name)
    blank = pa.chunked_array([pa.nulls(len(grid), pa.string())])
    return (blank if place is None else grid.columns[place]).to_pandas().astype("str")


def _exported_on(grid: Grid, sheet: Sheet, exported_on: date | None) -> pd.Series:
    if not sheet.corrections:
        return pd.Series(np.full(len(grid), np.datetime64(exported_on, "us")))
    days_told, _ = dates.read_all(_correction(grid, sheet, "exported_on"))
    return days_told


def _fixes_row(grid: Grid, sheet: Sheet) -> pd.Series:
    """The corrected row; blank where no whole number stands, which rejects the line."""
    told = _correction(grid, sheet, "fixes_row")
    return told.where(told.str.fullmatch(r"[0-9]{1,9}")).astype("Int64")


def _judge(verdicts: Verdicts, grid: Grid, sheet: Sheet) -> None:
    """Rows that cannot be read as a line at all."""
    if grid.sheet is None:
        verdicts.reject(_beyond_headings(grid, sheet.header), "surplus_cells")
    for place in set(sheet.places.values()) & set(grid.unvalued):
        heading = sheet.header.readings[place][0]
        without = np.isin(grid.rows, grid.unvalued[place])
        verdicts.reject(without, "formula_without_value", heading=heading)
    if sheet.corrections:
        needed = verdicts.lines[[*FIXES, "exported_on"]]
        verdicts.reject(needed.isna().any(axis=1), "correction_incomplete")


def _beyond_headings(grid: Grid, header: Header) -> np.ndarray:
    """Rows of a CSV file with more cells than headings: one too many moves those behind it.

    Where most rows have one more, it is a column without heading.
    """
    last = max(place for place, reading in enumerate(header.readings) if reading)
    beyond = filled(grid.columns[last + 1 :], len(grid)) > 0
    surplus = np.zeros(len(grid), dtype=bool)
    if grid.surplus:
        surplus |= np.isin(grid.rows, list(grid.surplus))
    return surplus if beyond.sum() * 2 > len(grid) else surplus | beyond


def _counts(sheet: Sheet, sorts: Sorted, verdicts: Verdicts) -> Counter:
    grid = sheet.grid
    counts = Counter({"lines_in_file": grid.total, "blank": grid.total - len(grid)})
    for sort in (headings.ABOVE, headings.HEADER, headings.REPEATED, headings.FOOTER):
        counts[sort] = sorts.count(sort)
    counts["read"] = int(verdicts.open.sum())
    counts["rejected"] = int((~verdicts.open).sum())
    rows = grid.rows[sorts.mask(LINE)]
    for place in set(sheet.places.values()) & set(grid.formulas):
        counts["formula_cells"] += int(np.isin(grid.formulas[place], rows).sum())
    counts["hidden_sheet"] = int(grid.hidden)
    counts.update(grid.notes)
    return counts


def _columns_left_out(sheet: Sheet, declared: Declared) -> Counter:
    """How many columns of the file are dropped, and how many of them for being personal."""
    taken = {*sheet.places.values(), *sheet.corrections.values()}
    readings = sheet.header.readings
    left = [place for place in range(len(sheet.grid.columns)) if place not in taken]
    private = sum(personal_data.is_heading(readings[place], declared.personal) for place in left)
    filled = sum(
        bool(readings[place]) or sheet.grid.columns[place].null_count < len(sheet.grid)
        for place in left
    )
    return Counter(personal_columns=private, undeclared_columns=filled - private)
