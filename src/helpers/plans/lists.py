"""Lists: one node of the strategy tree, or one goal, a line."""

import re

from helpers.plans.blocks import Block, bullets, periods, squeezed
from helpers.plans.model import Goal, Node, Reading
from helpers.plans.raw import PlanLine


def read_listing(block: Block) -> Reading:
    """The items of a list; a line right under an item continues it.

    Lines ahead of the first item belong to the heading. Raises ``InputError`` for a list
    without items and for a line that is neither item, continuation nor declared repetition.
    """
    items: list[tuple[re.Match, str, PlanLine]] = []
    previous = block.heading
    for line in block.lines:
        found = block.match("item", line.plain) if line.plain else None
        if found:
            items.append((found, found["text"], line))
        elif items and line.plain and not _repeats(block, line, items):
            items[-1] = _continued(block, items[-1], line, previous)
        previous = line
    if not items:
        raise block.error("the list has no items", block.heading, block.layout["item"], "none")
    return _as_goals(block, items) if "kind" in block.layout else _as_nodes(block, items)


def _continued(block: Block, item: tuple, line: PlanLine, previous: PlanLine) -> tuple:
    found, text, first = item
    if not previous.plain:
        raise block.error("this line is no item", line, block.layout["item"], line.plain)
    # Thai has no space where a line is broken; a space that belongs there is a correction.
    gap = " " if line.text.startswith(" ") else ""
    return found, f"{text}{gap}{line.plain}", first


def _repeats(block: Block, line: PlanLine, items: list) -> bool:
    """Is the line a node that was read before, printed again as a heading?"""
    found = block.match("repeats", line.plain) if "repeats" in block.layout else None
    if found is None:
        return False
    check_repeated(block, line, block.plan_id, found["number"], found["text"])
    return True


def check_repeated(block: Block, line: PlanLine, plan_id: str, node_id: str, text: str) -> None:
    """Raise ``InputError`` unless ``text`` is that of the node already read."""
    node = block.before.find(plan_id, node_id)
    if node is None or squeezed(node.text) != squeezed(text):
        expected = node.text if node else f"a node {node_id} of plan {plan_id}"
        raise block.error("the text differs from where it stands first", line, expected, text)


def _as_nodes(block: Block, items: list) -> Reading:
    layout = block.layout
    return Reading(
        nodes=[
            Node(
                plan_id=block.plan_id,
                node_id=layout["id"].format(**found.groupdict()),
                level=layout["level"],
                text=text,
                line=line.number,
                parents=layout["parent"].format(**found.groupdict())
                if "parent" in layout
                else None,
            )
            for found, text, line in items
        ]
    )


def _as_goals(block: Block, items: list) -> Reading:
    texts = [(text, line, [block.plan_period]) for _, text, line in items]
    return Reading(goals=goals(block, block.layout["kind"], None, texts))


def goals(block: Block, kind: str, node_id: str | None, texts: list) -> list[Goal]:
    """Goals of a kind, numbered in their order; ``texts`` are (text, line, periods)."""
    return [
        Goal(
            plan_id=block.plan_id,
            goal_id=f"{block.plan_id}/{node_id or 'plan'}/{kind}.{order}",
            kind=kind,
            text=text,
            line=line.number,
            period=" | ".join(named),
            period_certain=len(named) == 1,
            node_id=node_id,
        )
        for order, (text, line, named) in enumerate(texts, start=1)
    ]


def read_pairs(block: Block) -> Reading:
    """A table of two columns, strategy and goal: two nodes a row, the goal under the strategy."""
    header, *rows = block.printed or [block.heading]
    if header.cells != block.layout["header"]:
        raise block.error("another header", header, block.layout["header"], header.cells)
    nodes: list[Node] = []
    for line in rows:
        if len(line.cells) != 2 or not all(line.cells):
            raise block.error("a row of this table has two cells", line, 2, line.cells)
        found = block.matched("item", line, "a numbered strategy", line.cells[0])
        strategy, goal = f"strategy.{found['number']}", f"goal.{found['number']}"
        plan, at = block.plan_id, line.number
        nodes.append(Node(plan, strategy, "strategy", found["text"], at))
        nodes.append(Node(plan, goal, "goal", line.cells[1], at, strategy))
    return Reading(nodes=nodes)


def read_bullets(block: Block) -> Reading:
    """Headings with a period, each followed by cells of bullets: one goal a bullet."""
    named: list[str] = []
    texts: list[tuple[str, PlanLine, list[str]]] = []
    for line in block.printed:
        heading = periods(block, line.plain)
        if not heading and not named:
            raise block.error("bullets without a period above", line, "a period", line.plain)
        named = heading or named
        if not heading:
            texts += [(text, line, named) for text in bullets(line.text, block.layout["bullet"])]
    if not texts:
        raise block.error("no bullets under this heading", block.heading)
    return Reading(goals=goals(block, block.layout["kind"], None, texts))
