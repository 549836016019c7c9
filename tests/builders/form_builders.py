"""Forms for tests: written by the house itself from the real facts, then filled in cell by cell."""

import csv
import io
import shutil
from datetime import date
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from conftest import REPOSITORY
from openpyxl.cell import Cell

from helpers import plans as plan_tables
from helpers import registries
from helpers.actuals import forms, table
from helpers.actuals.forms import fields
from helpers.core import datasets, tables
from helpers.core.errors import InputError
from helpers.publish import entry_form

YEAR, AS_OF = 2557, date(2014, 9, 30)
COUNCILS, QUALITY, LEADERS = "2555-2559/1.4.1a", "2555-2559/1.4.1b", "2555-2559/1.4.2"
GOAL = "2555-2559/1.4/outcome.1"
OVERALL = "overall"
RESULTS, MILESTONES, NARRATIVE = "results", "milestones", "narrative"


def make_tree(root: Path) -> None:
    """Raw files and plan tables below ``root`` (TAMBON_ROOT), enough to write and read forms."""
    for folder in ("plans", "geography", "actuals"):
        there = root / "data" / "raw" / folder
        left_out = shutil.ignore_patterns("*.xls*", "*form*.csv")
        shutil.copytree(REPOSITORY / "data" / "raw" / folder, there, ignore=left_out)
    (root / "data" / "raw" / "registries").mkdir()
    shutil.copy(REPOSITORY / "config.yml", root)
    for name, frame in plan_tables.clean().items():
        tables.write(frame, name)
    tables.write(table.clean(), "actuals")
    registries.write(registries.clean(datasets.REAL), datasets.REAL)
    filed = forms.read()
    tables.write(filed.stages, "stages")
    tables.write(filed.narrative, "narrative")
    tables.write(filed.provinces, "actual_provinces")
    tables.write(filed.form_notes, "form_notes")


def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tree with the form of 2557 in it, made once a session: ``reports/2557/actuals_form.*``."""
    root = tmp_path_factory.getbasetemp() / "tree_of_forms"
    if not root.exists():
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("TAMBON_ROOT", str(root))
            make_tree(root)
            entry_form.write(YEAR, AS_OF)
    return root


def desk_of(factory: pytest.TempPathFactory, root: Path, patch: pytest.MonkeyPatch) -> "Desk":
    """A desk in ``root``, now TAMBON_ROOT; the plans are cleaned once for all tests."""
    tree = written(factory)
    patch.setenv("TAMBON_ROOT", str(root))
    real = tree / "data" / "raw" / "plans"
    patch.setattr(plan_tables, "clean", lambda *_: cleaned_plans(real))
    return Desk(root, tree)


# As it was imported: a test may have put another function in its place.
cleaned_plans = cache(plan_tables.clean)
# A workbook to look cells up in, never to change.
opened = cache(openpyxl.load_workbook)


class Desk:
    """A tree an officer puts forms into; nothing in it but the plans."""

    def __init__(self, root: Path, made_in: Path) -> None:
        self.folder = root / "data" / "raw" / "actuals"
        self.folder.mkdir(parents=True)
        for name in ("plans", "geography"):
            shutil.copytree(REPOSITORY / "data" / "raw" / name, root / "data" / "raw" / name)
        self.form = made_in / "reports" / str(YEAR) / "actuals_form.xlsx"
        self.table = self.form.with_suffix(".csv")

    def put(self, entries: dict, name: str = "form.xlsx") -> Path:
        """A filled workbook among the forms."""
        return fill(self.form, self.folder / name, entries)

    def put_table(self, entries: dict, name: str = "form.csv", **how: object) -> Path:
        """A filled CSV among the forms."""
        return fill_table(self.table, self.folder / name, entries, **how)

    def change(self, change, name: str = "form.xlsx", entries: dict | None = None) -> Path:
        """A workbook to which ``change`` (given the open workbook) was done."""
        path = self.put(entries or {}, name)
        book = openpyxl.load_workbook(path)
        change(book)
        book.save(path)
        return path

    def refusal(self) -> str:
        """The message with which the forms are refused; fails where they are read."""
        with pytest.raises(InputError) as error:
            forms.read()
        return str(error.value)


def fill(blank: Path, out: Path, entries: dict[tuple[str, str, str], object]) -> Path:
    """Copy the workbook ``blank`` to ``out`` with ``entries`` filled in; returns ``out``.

    An entry is named by sheet, item and column, all by machine name: ``("results",
    "2555-2559/1.4.1a", "value")``, ``("overall", "overall", "obstacles")``. A value may be a
    function, which is given the cell: for formats, formulas and the like. Words that begin with
    ``=`` stay words. Raises ``KeyError`` for a cell the form does not have.
    """
    book = openpyxl.load_workbook(blank)
    for (sheet, item, column), value in entries.items():
        put(find(book, sheet, item, column), value)
    out.parent.mkdir(parents=True, exist_ok=True)
    book.save(out)
    return out


def find(book: openpyxl.Workbook, sheet: str, item: str, column: str) -> Cell:
    """The cell of an item and a column, wherever the sheet has them."""
    page = book[fields.sheet_name(sheet)]
    if sheet == "overall" and item == OVERALL:
        item, column = column, "text"
    for head in page.iter_rows():
        names = {cell.value: cell.column for cell in head}
        if "item" in names and column in names:
            break
    else:
        raise KeyError((sheet, column))
    for row in page.iter_rows(min_row=head[0].row + 1):
        if row[names["item"] - 1].value == item:
            return row[names[column] - 1]
    raise KeyError((sheet, item, column))


def put(cell: Cell, value: object) -> None:
    """Fill in one cell."""
    if callable(value):
        value(cell)
        return
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"


def formula(text: str):
    """An entry that is a formula."""

    def put_in(cell: Cell) -> None:
        cell.value, cell.data_type = text, "f"

    return put_in


def per_cent(value: float):
    """An entry that Excel shows as per cent."""

    def put_in(cell: Cell) -> None:
        cell.value, cell.number_format = value, "0%"

    return put_in


def result(item: str = COUNCILS, **changes: object) -> dict[tuple[str, str, str], object]:
    """Entries of one complete result; ``changes`` replace or add columns, None leaves one out."""
    said = {
        "value": 4400,
        "as_of": AS_OF,
        "maturity": "ข้อมูลสุดท้าย",
        "evidence_number": "ทดสอบ 1/2557",
        **changes,
    }
    return {(RESULTS, item, name): value for name, value in said.items() if value is not None}


def stage(item: str = GOAL, **changes: object) -> dict[tuple[str, str, str], object]:
    """Entries of one complete stage; ``changes`` as in ``result``."""
    said = {"stage": "กำลังทำ", "as_of": AS_OF, "evidence_words": "รายงานทดสอบ", **changes}
    return {(MILESTONES, item, name): value for name, value in said.items() if value is not None}


def fill_table(blank: Path, out: Path, entries: dict[tuple[str, str], str], **how: object) -> Path:
    """Copy the CSV ``blank`` to ``out`` with entries named by item and column filled in.

    ``how`` may hold ``encoding`` and ``delimiter``, as Excel saves.
    """
    rows = list(csv.DictReader(io.StringIO(blank.read_text(encoding="utf-8-sig"), newline="")))
    left = dict(entries)
    for row in rows:
        for name in [name for name in left if name[0] == row["item"]]:
            row[name[1]] = left.pop(name)
    if left:
        raise KeyError(list(left))
    with out.open("w", encoding=how.get("encoding", "utf-8-sig"), newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), delimiter=how.get("delimiter", ","))
        writer.writeheader()
        writer.writerows(rows)
    return out
