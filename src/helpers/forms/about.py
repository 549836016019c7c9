"""What a filled form says it is of, checked against the plans: year, day, plan, version."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from helpers import milestones, plans, thai
from helpers.forms import declared
from helpers.forms.found import Grid
from helpers.forms.problems import Problems
from helpers.registries import days


@dataclass(frozen=True)
class Indicator:
    """An indicator due in the year of a form: its units (Thai and name) and its target."""

    unit_th: str
    unit: str
    target: float

    @property
    def is_rate(self) -> bool:
        """Whether it is counted in per cent."""
        return self.unit in declared.load()["per_cent_units"]


@dataclass(frozen=True)
class About:
    """Year (BE) and day of a form, the hash of its draft, and what a form of the year asks."""

    year: int
    as_of: date
    draft_sha256: str
    indicators: dict[str, Indicator]
    goals: tuple[str, ...]
    # Targets of the plan in all its years, by indicator: whose year a strange target is of.
    targets: dict[str, dict[int, float]]

    @property
    def first_day(self) -> date:
        """The first day a result of the form may be of."""
        return thai.fiscal_year_start(self.year)

    def items(self, sheet: str) -> list[str]:
        """Ids of the rows a sheet of the form has."""
        if sheet == declared.OVERALL:
            return declared.fields()
        return list(self.goals if sheet == declared.MILESTONES else self.indicators)


def read(grid: Grid, tables: dict[str, pd.DataFrame], problems: Problems) -> About:
    """What ``grid`` is of; ``tables`` are the plan tables.

    Raises ``InputError`` for a form of another version, plan or year than there is.
    """
    said = {name: _text(grid, name) for name in declared.load()["about"]}
    year, day = _whole(said["form_year"]), _day(said["form_as_of"])
    version = str(declared.load()["version"])
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
    family = plans.family.of(plan_id, tables["plan_structure"], targets)
    assessed = goals[goals["plan_id"].isin(family) & goals["kind"].isin(milestones.ASSESSED)]
    of_plan = targets[targets["plan_id"] == plan_id]
    return About(
        year=year,
        as_of=day,
        draft_sha256=draft,
        indicators={
            row.indicator_id: Indicator(row.unit_th, row.unit, float(row.target))
            for row in due.itertuples(index=False)
        },
        goals=tuple(assessed["goal_id"]),
        targets={
            name: dict(zip(rows["year_be"], rows["target"], strict=True))
            for name, rows in of_plan.groupby("indicator_id")
        },
    )


def _text(grid: Grid, name: str) -> str | None:
    cell = grid.about.get(name)
    return str(cell.value) if cell is not None and cell.filled else None


def _whole(text: str | None) -> int | None:
    return int(text) if text is not None and text.isdecimal() and len(text) == 4 else None


def _day(text: str | None) -> date | None:
    """The day of the form; a spreadsheet program may have written it in its own way."""
    try:
        return None if text is None else days.read(text)
    except days.DayError:
        return None
