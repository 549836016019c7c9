"""Everything a fact file is made from, loaded once."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pandas as pd

from helpers import assessment, knowledge, plans, regions, settings, tables, thai
from helpers.coverage import registry_readings
from helpers.datasets import REAL
from helpers.errors import InputError
from helpers.facts import coverage, groups


@dataclass(frozen=True)
class Inputs:
    """The tables, declarations and settings behind one year's facts."""

    year: int
    as_of: date
    settings: settings.Settings
    targets: pd.DataFrame
    structure: pd.DataFrame
    totals: pd.DataFrame
    goals: pd.DataFrame
    corrections: pd.DataFrame
    actuals: pd.DataFrame
    assessment: pd.DataFrame
    regions: pd.DataFrame
    coverage: coverage.Counted
    sources: dict[str, dict[str, str]]
    narrative: pd.DataFrame
    stages: pd.DataFrame
    declarations: dict
    layout: dict

    @cached_property
    def kinds(self) -> dict[str, str]:
        """The kind of every reading by its id."""
        return dict(zip(self.actuals.reading_id, self.actuals.kind, strict=True))

    @cached_property
    def divided(self) -> list[str]:
        """Readings of a share that came with its numerator and denominator."""
        return list(self.actuals.dropna(subset=["numerator", "denominator"]).reading_id)

    @cached_property
    def due(self) -> pd.DataFrame:
        """Plan targets of the year, in the order of the plan."""
        return self.targets[self.targets.year_be == self.year]

    @cached_property
    def plan_id(self) -> str:
        """The plan the year belongs to."""
        return str(self.due.plan_id.iloc[0])

    @cached_property
    def plan_targets(self) -> pd.DataFrame:
        """Targets of the whole plan the year belongs to."""
        return self.targets[self.targets.plan_id == self.plan_id]

    @cached_property
    def document(self) -> str:
        """The raw file the year's plan was read from."""
        return str(self.due.source_file.iloc[0])

    @cached_property
    def plan_family(self) -> list[str]:
        """The year's plan and, where a document holds several plans, the document itself."""
        return plans.family.of(self.plan_id, self.structure, self.targets)

    @cached_property
    def groups(self) -> list[groups.Group]:
        """The plan's strategies in their order, with the indicators due in the year."""
        return groups.of_plan(self.structure, self.due)

    @cached_property
    def country_units(self) -> pd.Series:
        """The published count of tambon and municipality units nearest to ``as_of``."""
        return nearest_units(self, "TH")

    @property
    def is_year_end(self) -> bool:
        """Whether ``as_of`` is the last day of the fiscal year."""
        return self.as_of == thai.fiscal_year_end(self.year)


def nearest_units(inputs: Inputs, code: str) -> pd.Series | None:
    """CODI's last published count of units of an area up to ``as_of``, else the first after."""
    table = inputs.actuals
    key = inputs.layout["councils"]["units"]
    known = table[(table.indicator_key == key) & (table.geography_code == code)]
    known = known.dropna(subset=["as_of"]).sort_values(["as_of", "reading_id"])
    if known.empty:
        return None
    before = known[known.as_of <= pd.Timestamp(inputs.as_of)]
    return before.iloc[-1] if not before.empty else known.iloc[0]


def load(year: int, as_of: date) -> Inputs:
    """Inputs of one year; ``InputError`` for a year no plan covers or a table not yet made."""
    targets = tables.read("plan_targets")
    if year not in set(targets.year_be):
        raise InputError(
            f"no plan has targets for {year}", expected=sorted(set(targets.year_be)), found=year
        )
    published = registry_readings.known_on(as_of)
    listed = regions.load()
    counted = coverage.load(year, as_of, REAL, published, listed)
    return Inputs(
        year=year,
        as_of=as_of,
        settings=settings.load(),
        targets=targets,
        structure=tables.read("plan_structure"),
        totals=tables.read("plan_totals"),
        goals=tables.read("plan_goals"),
        corrections=tables.read("corrections"),
        actuals=published,
        assessment=assessment.read_part(year, as_of),
        regions=listed,
        coverage=counted,
        sources=coverage.source_titles(counted),
        narrative=tables.read("narrative"),
        stages=tables.read("stages"),
        declarations=plans.declarations(),
        layout=knowledge.load("report.yml"),
    )
