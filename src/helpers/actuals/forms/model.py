"""What a form holds: rows of cells that know their place, what it is of, what a row says."""

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import pandas as pd

from helpers import plans
from helpers.actuals import milestones
from helpers.actuals.forms import fields
from helpers.actuals.forms.fields import Problems
from helpers.core import dates, thai
from helpers.plans import strategies


@dataclass(frozen=True)
class FormCell:
    """One cell: its value as stored, where it stands, and what is wrong with it as such.

    ``percent`` is true where Excel shows a number as per cent; ``trouble`` is the code of a
    refusal (``forms.yml``) for a formula or an error value.
    """

    value: Any
    place: str
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
    place: str
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
        problems.add("", "other_version", year=said["form_year"], expected=version,
                     found=said["form_version"])  # fmt: skip
    elif year is None or day is None or thai.fiscal_year(day) != year:
        problems.add("", "about_spoilt", found=f"{said['form_year']}, {said['form_as_of']}")
    problems.stop()
    due = tables["plan_targets"][tables["plan_targets"]["year_be"] == year]
    if due.empty:
        problems.add("", "unknown_year", found=year)
    elif due["plan_id"].iloc[0] != said["plan_id"]:
        problems.add("", "other_plan", expected=due["plan_id"].iloc[0], found=said["plan_id"])
    problems.stop()
    return _about(year, day, said["draft_sha256"] or "", due, tables)


def _about(
    year: int, day: date, draft: str, due: pd.DataFrame, tables: dict[str, pd.DataFrame]
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
        draft_sha256=draft,
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
    return str(cell.value) if cell is not None and cell.filled else None


def _whole(text: str | None) -> int | None:
    return int(text) if text is not None and text.isdecimal() and len(text) == 4 else None


def _day(text: str | None) -> date | None:
    """The day of the form; a spreadsheet program may have written it in its own way."""
    try:
        return None if text is None else dates.read(text)
    except dates.DayError:
        return None


_BLANK = FormCell(None, "")
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
    places: dict[str, str]
    row: Row
    file: str
    source_file: str
    form: About
    drafted: bool = False


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
    return row.cells.get(column, _BLANK)


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
