"""The strategies a plan's indicators and goals stand under, in the order of its tree."""

import pandas as pd

from helpers.core.errors import InputError


def group_ids(structure: pd.DataFrame, due: pd.DataFrame) -> list[str]:
    """Ids of a plan's strategies (or programmes), those without an indicator included.

    Two that share one table of indicators are one, joined by a comma (``1.2,1.3``).
    ``structure`` is the table ``plan_structure``, ``due`` are targets of one plan, whose
    ``strategy_id`` names a strategy or, where the plan is prose, a programme. Raises
    ``InputError`` for one that the plan's tree does not have.
    """
    shared = {part: name for name in due.strategy_id for part in name.split(",")}
    nodes = siblings(structure, due).node_id
    return list(dict.fromkeys(shared.get(part, part) for part in nodes))


def siblings(structure: pd.DataFrame, due: pd.DataFrame) -> pd.DataFrame:
    """The nodes of the level and depth that the targets' strategies stand on."""
    nodes = structure[structure.plan_id == due.plan_id.iloc[0]]
    parts = {part for name in due.strategy_id for part in name.split(",")}
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
