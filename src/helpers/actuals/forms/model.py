"""What a form holds: rows of cells that know their place, what it is of, what a row says."""

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import pandas as pd

from helpers import plans
from helpers.actuals import milestones
from helpers.actuals.forms import drafts, fields
from helpers.actuals.forms.drafts import Figure
from helpers.actuals.forms.fields import Problems
from helpers.core import dates, invisible, paths, thai
from helpers.core.errors import Place
from helpers.plans import strategies

# What is wrong with a cell that is merged with one before it; told once, of the whole range.
MERGED = "merged"
# The copy of a form in which its mistakes are marked.
CHECKED = "actuals_form_checked.xlsx"


@dataclass(frozen=True)
class FormCell:
    """One cell: its value as stored, where it stands, and what is wrong with it as such.

    ``percent`` is true where Excel shows a number as per cent; ``trouble`` is the code of a
    refusal (``forms.yml``) for a formula or an error value.
    """

    value: Any
    place: Place
    percent: bool = False
    trouble: str | None = None

    @cached_property
    def filled(self) -> bool:
        """Whether anything stands in the cell; characters nobody sees are nothing."""
        if self.trouble is not None or not isinstance(self.value, str):
            return self.trouble is not None or self.value is not None
        return thai.normalise(self.value) != ""


@dataclass(frozen=True)
class Row:
    """One row of a sheet: its item, its number in the file, its cells by column."""

    sheet: str
    item: str
    number: int
    place: Place
    cells: dict[str, FormCell]

    def filled(self, columns: list[str]) -> list[str]:
        """Those of ``columns`` in which something stands."""
        return [name for name in columns if name in self.cells and self.cells[name].filled]


@dataclass(frozen=True)
class FormGrid:
    """A form as received: its file, what it says it is of, its rows, the source of each sheet."""

    file: str
    about: dict[str, FormCell]
    rows: list[Row]
    sources: dict[str, str]
    stray: list[FormCell] = field(default_factory=list)
    # The first cell of each merged range among the rows, with the range as its value.
    merged: list[FormCell] = field(default_factory=list)
    # Whether it was saved in a code page that does not have every letter.
    is_lossy: bool = False


@dataclass(frozen=True)
class Indicator:
    """An indicator due in the year of a form: its units (Thai and name) and its target."""

    unit_th: str
    unit: str
    target: float

    @property
    def is_rate(self) -> bool:
        """Whether it is counted in per cent."""
        return self.unit in fields.load()["per_cent_units"]


@dataclass(frozen=True)
class About:
    """Year (BE) and day of a form, the hash of its draft, and what a form of the year asks."""

    year: int
    as_of: date
    draft_sha256: str
    indicators: dict[str, Indicator]
    goals: tuple[str, ...]
    strategies: tuple[str, ...]
    # Targets of the plan in all its years, by indicator: whose year a strange target is of.
    targets: dict[str, dict[int, float]]
    # Figures of the draft with their facts; nothing in a form made before they were kept.
    draft_figures: list[Figure] | None = None

    @property
    def first_day(self) -> date:
        """The first day a result of the form may be of."""
        return thai.fiscal_year_start(self.year)

    def items(self, sheet: str) -> list[str]:
        """Ids of the rows a sheet of the form has."""
        if sheet == fields.OVERALL:
            return fields.fields()
        items = {fields.MILESTONES: self.goals, fields.STRATEGIES: self.strategies}
        return list(items.get(sheet, self.indicators))


def read(grid: FormGrid, tables: dict[str, pd.DataFrame], problems: Problems) -> About:
    """What ``grid`` is of; ``tables`` are the plan tables.

    Raises ``InputError`` for a form of another version, plan or year than there is.
    """
    said = {name: _text(grid, name) for name in fields.load()["about"]}
    year, day = _whole(said["form_year"]), _day(said["form_as_of"])
    version = str(fields.load()["version"])
    if said["form_version"] != version:
        problems.add(Place(), "other_version", year=said["form_year"], expected=version,
                     found=said["form_version"])  # fmt: skip
    elif year is None or day is None or thai.fiscal_year(day) != year:
        problems.add(Place(), "about_spoilt", found=f"{said['form_year']}, {said['form_as_of']}")
    problems.stop()
    due = tables["plan_targets"][tables["plan_targets"]["year_be"] == year]
    if due.empty:
        problems.add(Place(), "unknown_year", found=year)
    elif due["plan_id"].iloc[0] != said["plan_id"]:
        problems.add(Place(), "other_plan", expected=due["plan_id"].iloc[0], found=said["plan_id"])
    figures = _figures(said["draft_figures"], problems)
    problems.stop()
    return _about(year, day, (said["draft_sha256"] or "", figures), due, tables)


def _figures(text: str | None, problems: Problems) -> list[Figure] | None:
    try:
        return None if text is None else drafts.of_text(text)
    except ValueError:
        problems.add("", "about_spoilt", found="draft_figures")
        return None


def copies(file: str, about: dict[str, FormCell]) -> dict[str, str]:
    """Where a copy of a form may go in which its mistakes are marked: the folder of its report.

    Nowhere for a form that does not say what it is of.
    """
    said = {name: cell.value for name, cell in about.items() if cell.filled}
    year, day = _whole(str(said.get("form_year"))), _day(str(said.get("form_as_of")))
    if year is None or day is None or thai.fiscal_year(day) != year:
        return {}
    return {file: paths.relative(paths.report_folder(year, day) / CHECKED)}


def _about(
    year: int, day: date, draft: tuple, due: pd.DataFrame, tables: dict[str, pd.DataFrame]
) -> About:
    targets, goals = tables["plan_targets"], tables["plan_goals"]
    plan_id = due["plan_id"].iloc[0]
    family = plans.family_of(plan_id, tables["plan_structure"], targets)
    staged = goals[goals["plan_id"].isin(family) & goals["kind"].isin(milestones.STAGED)]
    groups = strategies.group_ids(tables["plan_structure"], due)
    of_plan = targets[targets["plan_id"] == plan_id]
    return About(
        year=year,
        as_of=day,
        draft_sha256=draft[0],
        draft_figures=draft[1],
        indicators={
            row.indicator_id: Indicator(row.unit_th, row.unit, float(row.target))
            for row in due.itertuples(index=False)
        },
        goals=tuple(staged["goal_id"]),
        strategies=tuple(f"{plan_id}/{name}" for name in groups),
        targets={
            name: dict(zip(rows["year_be"], rows["target"], strict=True))
            for name, rows in of_plan.groupby("indicator_id")
        },
    )


def _text(grid: FormGrid, name: str) -> str | None:
    cell = grid.about.get(name)
    return invisible.without(str(cell.value)) if cell is not None and cell.filled else None


def _whole(text: str | None) -> int | None:
    return int(text) if text is not None and text.isdecimal() and len(text) == 4 else None


def _day(text: str | None) -> date | None:
    """The day of the form; a spreadsheet program may have written it in its own way."""
    try:
        return None if text is None else dates.read(text)
    except dates.DayError:
        return None


BLANK = FormCell(None, Place())
_EVIDENCE = ("evidence_number", "evidence_link", "evidence_words")
_BETWEEN = " · "
# What stands for nothing in a cell of evidence: a dash of any length.
_DASHES = re.compile(r"[-\u2010-\u2015\u2212\s]+")


@dataclass(frozen=True)
class Entry:
    """One statement: the table it goes to, what it is about, its typed cells and their places.

    ``about`` names what two forms must not say differently; ``drafted`` is true for a text that
    stands as the form printed it.
    """

    table: str
    about: tuple
    values: dict[str, Any]
    places: dict[str, Place]
    row: Row
    file: str
    source_file: str
    form: About
    drafted: bool = False
    # Of an edited summary the figures the draft had, with their facts, as JSON.
    figures: str | None = None

    def coordinate(self, column: str) -> str | None:
        """The cell of a column in a workbook, such as G6; nothing in a CSV."""
        return self.places.get(column, Place()).cell or None


@dataclass(frozen=True)
class Form:
    """A form as received, what it is of, and where its problems are gathered."""

    grid: FormGrid
    about: About
    problems: Problems

    def entry(self, table: str, about: tuple, values: dict, row: Row, **more: Any) -> Entry:
        """A statement of this form, made in one of its rows."""
        places = {name: row.cells[name].place for name in values if name in row.cells}
        source = self.grid.sources[row.sheet]
        return Entry(table, about, values, places, row, self.grid.file, source, self.about, **more)


def cell(row: Row, column: str) -> FormCell:
    """A cell of a row; a blank one where the row has none."""
    return row.cells.get(column, BLANK)


def evidence(values: dict[str, Any]) -> str | None:
    """Number, link and words of the evidence in one text; nothing where all are blank."""
    given = [values[name] for name in _EVIDENCE if values[name]]
    return _BETWEEN.join(text for text in given if not _is_dash(text)) or None


def has_evidence(row: Row) -> bool:
    """Whether a row gives evidence; a lone dash is none."""
    given = [cell(row, name) for name in row.filled(list(_EVIDENCE))]
    return any(not _is_dash(one.value) for one in given)


def _is_dash(value: Any) -> bool:
    return isinstance(value, str) and _DASHES.fullmatch(thai.normalise(value)) is not None
