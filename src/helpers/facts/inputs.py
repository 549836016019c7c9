"""Everything a fact file is made from, loaded once, and the order its indicators are read in."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pandas as pd

from helpers import plans
from helpers.assessment import assess
from helpers.core import metadata, settings, tables, thai
from helpers.core.datasets import REAL
from helpers.core.errors import InputError
from helpers.coverage import registry_readings
from helpers.facts import coverage
from helpers.facts.book import line_source
from helpers.geography import regions
from helpers.plans import strategies


@dataclass(frozen=True)
class Group:
    """A strategy, or two that share one indicator table, and the indicators under it."""

    group_id: str
    level: str
    titles: tuple[dict, ...]
    indicator_ids: tuple[str, ...]
    parents: tuple[dict, ...] = ()
    goals: tuple[dict, ...] = ()

    def as_dict(self) -> dict:
        """The group as the fact file holds it."""
        return {
            "group_id": self.group_id,
            "level": self.level,
            "titles": list(self.titles),
            "indicator_ids": list(self.indicator_ids),
            "parents": list(self.parents),
            "goals": list(self.goals),
        }


def of_plan(structure: pd.DataFrame, due: pd.DataFrame) -> list[Group]:
    """The groups of a plan in the order of its strategy tree, those without indicators included.

    ``strategy_id`` of the targets names a strategy of the plan or, where the plan is prose, a
    programme. Raises ``InputError`` for one that the plan's tree does not have.
    """
    siblings = strategies.siblings(structure, due)
    ordered = strategies.group_ids(structure, due)
    return [_group(name, structure, siblings, due) for name in ordered]


def _group(name: str, structure: pd.DataFrame, siblings: pd.DataFrame, due: pd.DataFrame) -> Group:
    mine = siblings[siblings.node_id.isin(name.split(","))]
    ids = tuple(due[due.strategy_id == name].indicator_id)
    parents = _parents(structure, mine)
    # A node that only repeats one of the whole document is no heading above itself.
    above = parents[parents.plan_id == mine.plan_id.iloc[0]]
    return Group(
        name,
        mine.level.iloc[0],
        _titles(mine),
        ids,
        _titles(above),
        _titles(_goals(structure, pd.concat([mine, parents]))),
    )


def _titles(nodes: pd.DataFrame) -> tuple[dict, ...]:
    """Nodes as the fact file holds them: number, words in both languages, line."""
    return tuple(
        {
            "id": row.node_id,
            "text": {"th": row.text_th, "en": row.text_en},
            "source": line_source(row),
        }
        for row in nodes.itertuples(index=False)
    )


def _parents(structure: pd.DataFrame, nodes: pd.DataFrame) -> pd.DataFrame:
    """The nodes above some nodes, in their own plan or (``plan/node``) in the document's."""
    named = {
        tuple(parent.split("/")) if "/" in parent else (row.plan_id, parent)
        for row in nodes.dropna(subset=["parent_ids"]).itertuples(index=False)
        for parent in row.parent_ids.split(",")
    }
    return structure[_is_one_of(structure, named)]


def _is_one_of(structure: pd.DataFrame, named: set[tuple]) -> list[bool]:
    pairs = zip(structure.plan_id, structure.node_id, strict=True)
    return [pair in named for pair in pairs]


def _goals(structure: pd.DataFrame, nodes: pd.DataFrame) -> pd.DataFrame:
    """The goals that stand over some nodes."""
    over = set(zip(nodes.plan_id, nodes.node_id, strict=True))
    goals = structure[(structure.level == "goal") & structure.parent_ids.notna()]
    held = [
        any((row.plan_id, parent) in over for parent in row.parent_ids.split(","))
        for row in goals.itertuples(index=False)
    ]
    return goals[held]


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
    contradictions: pd.DataFrame
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
        return plans.family_of(self.plan_id, self.structure, self.targets)

    @cached_property
    def groups(self) -> list[Group]:
        """The plan's strategies in their order, with the indicators due in the year."""
        return of_plan(self.structure, self.due)

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
        contradictions=tables.read("plan_contradictions"),
        actuals=published,
        assessment=assess.read_part(year, as_of),
        regions=listed,
        coverage=counted,
        sources=coverage.source_titles(counted),
        narrative=tables.read("narrative"),
        stages=tables.read("stages"),
        declarations=plans.declarations(),
        layout=metadata.load("report.yml"),
    )
