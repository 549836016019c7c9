"""A filled form as CSV: one row an item, split into the same rows a workbook's sheets give."""

import re
from pathlib import Path

from helpers import paths
from helpers.forms import cells as entries
from helpers.forms import declared
from helpers.forms.found import Cell, Grid, Row
from helpers.forms.problems import Problems
from helpers.registries import csv_files

_BREAKS = re.compile(r"\r\n?")


def read(path: Path) -> Grid:
    """The rows of a filled form and what it says it is of; any encoding Excel saves is read.

    Raises ``InputError`` for missing and doubled columns and for rows with too many cells.
    """
    wanted = declared.table_columns()
    found = csv_files.read(path, lambda cells: len(set(map(str.strip, cells)) & set(wanted)))
    problems = Problems(paths.relative(path))
    head = found.cells(0)
    for column in wanted:
        if head.count(column) != 1:
            code = "column_missing" if column not in head else "column_twice"
            problems.add(f"line {found.rows[0]}", code, expected=column)
    for number in sorted(found.surplus):
        problems.add(f"line {number}", "stray")
    problems.stop()
    lines = [_line(head, found.cells(i), int(found.rows[i])) for i in range(1, len(found))]
    grid = Grid(problems.file, lines[0][1] if lines else {}, [], _sources(problems.file))
    outside = [cell for _, cells in lines for name, cell in cells.items() if not name]
    grid.stray.extend(cell for cell in outside if cell.filled)
    _check_about(lines, problems)
    for _, cells in lines:
        _check_use(cells, problems)
    problems.stop()
    for number, cells in lines:
        grid.rows.extend(_rows(number, cells))
    return grid


def _sources(file: str) -> dict[str, str]:
    return dict.fromkeys(declared.FILLED, file)


def _line(head: list[str | None], texts: list[str | None], number: int) -> tuple[int, dict]:
    """The number of a line and its cells by column; what stands under no heading under ``""``."""
    known = declared.table_columns()
    cells: dict[str, Cell] = {}
    for place, text in enumerate(texts):
        name = head[place] if place < len(head) and head[place] in known else ""
        if name or text:
            told = f"line {number} column {name or place + 1}"
            cells[name] = Cell(text and _BREAKS.sub("\n", text), told)
    return number, cells


def _check_about(lines: list[tuple[int, dict]], problems: Problems) -> None:
    """Every line is of the same form."""
    for name in declared.load()["about"]:
        values = {cells[name].value: cells[name].place for _, cells in lines}
        if len(values) > 1:
            found = " / ".join(map(str, values))
            problems.add(list(values.values())[1], "about_spoilt", found=found)
    problems.stop()


def _sheets(kind: str | None) -> list[str]:
    """The sheets a kind of row stands for; none for a kind no form has."""
    sheets = [sheet for sheet, name in declared.load()["row_kinds"].items() if name == kind]
    return [*sheets, declared.NARRATIVE] if declared.RESULTS in sheets else sheets


def _check_use(cells: dict[str, Cell], problems: Problems) -> None:
    """A row is of a known kind, and its entries stand in columns of that kind."""
    kind = cells[declared.load()["row_kind"]]
    sheets = _sheets(kind.value)
    if not sheets:
        expected = ", ".join(declared.load()["row_kinds"].values())
        problems.add(kind.place, "other_kind", expected=expected, found=kind.value)
    used = {name for sheet in sheets for name in declared.columns(sheet)}
    used |= set(declared.fields()) if declared.OVERALL in sheets else set()
    known = declared.load()["columns"]
    for name, cell in cells.items():
        if name in known and declared.is_entry(name) and name not in used and cell.filled:
            entries.refuse(cell, problems, "other_sheet")


def _rows(number: int, cells: dict[str, Cell]) -> list[Row]:
    """The rows one line stands for: of the sheets that have its kind of item."""
    sheets = _sheets(cells[declared.load()["row_kind"]].value)
    place = f"line {number}"
    if sheets == [declared.OVERALL]:
        return [
            Row(declared.OVERALL, name, number, place, {declared.TEXT: cells[name]})
            for name in declared.fields()
        ]
    item = cells[declared.ITEM].value or ""
    return [Row(sheet, item, number, place, cells) for sheet in sheets]
