"""How a report is laid out: the plan's own strategies (or programmes), with their indicators."""

from dataclasses import dataclass

import pandas as pd

from helpers.errors import InputError
from helpers.facts.book import line_source


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
    siblings = _siblings(structure[structure.plan_id == due.plan_id.iloc[0]], _parts(due))
    shared = {part: name for name in due.strategy_id for part in name.split(",")}
    ordered = dict.fromkeys(shared.get(part, part) for part in siblings.node_id)
    return [_group(name, structure, siblings, due) for name in ordered]


def _parts(due: pd.DataFrame) -> set[str]:
    return {part for name in due.strategy_id for part in name.split(",")}


def _siblings(nodes: pd.DataFrame, parts: set[str]) -> pd.DataFrame:
    """The nodes of the level and depth that the targets' strategies stand on."""
    found = nodes[nodes.node_id.isin(parts) & nodes.level.isin(["strategy", "programme"])]
    if parts != set(found.node_id):
        raise InputError(
            "targets name strategies that the strategy tree does not have",
            expected=sorted(nodes.node_id),
            found=sorted(parts),
        )
    depth = found.node_id.str.count(r"\.").iloc[0]
    level = nodes[nodes.level == found.level.iloc[0]]
    numbered = level[level.node_id.str.fullmatch(r"[\d.]+")]
    return numbered[numbered.node_id.str.count(r"\.") == depth]


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
