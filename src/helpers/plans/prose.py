"""Layout of two columns: a programme with its projects, and targets written as sentences."""

import re
from string import ascii_lowercase

from helpers.plans import figures
from helpers.plans.blocks import Block, without_mark_up
from helpers.plans.model import Goal, Indicator, Node, Reading
from helpers.plans.raw import PlanLine


def read(block: Block) -> Reading:
    """One programme a row, one indicator a figure, one goal an item that prints no figure."""
    made = Reading()
    for left, right in _rows(block):
        programme, nodes = _programme(block, left)
        made.nodes += nodes
        for number, text in _items(block, right):
            made.add(_item(block, programme, number, text, right[-1]))
    return made


def _rows(block: Block) -> list[tuple[list, list]]:
    """Each row as (left texts with lines, right text with line).

    A row may be split over two lines, the first with an empty right cell.
    """
    rows, left = [], []
    for line in _body(block):
        if len(line.cells) != 2:
            raise block.error("a row of this table has two cells", line, 2, len(line.cells))
        starts = block.match("programme", without_mark_up(line.cells[0]))
        if bool(starts) == bool(left):
            at = left[0][1] if left else line
            raise block.error("a programme without targets, or targets without one", at)
        left.append((without_mark_up(line.cells[0]), line))
        if line.cells[1]:
            rows.append((left, [without_mark_up(line.cells[1]), line]))
            left = []
    if left or not rows:
        raise block.error("a programme without targets", left[0][1] if left else block.heading)
    return rows


def _body(block: Block) -> list[PlanLine]:
    """The lines under the header, which is repeated on every page."""
    header = block.layout["header"]
    if not block.printed or block.printed[0].cells != header:
        at = block.printed[0] if block.printed else block.heading
        raise block.error("the table has another header", at, header, at.cells)
    return [line for line in block.printed if line.cells != header]


def _programme(block: Block, left: list[tuple[str, PlanLine]]) -> tuple[Node, list[Node]]:
    """The programme of a row and all its nodes: itself, then its projects."""
    nodes: list[Node] = []
    for text, line in left:
        for part in re.split(r"(?:^|\s)(?=\d+\.(?:\d+)?\s)", text):
            if part:
                nodes.append(_node(block, part, line, nodes))
    return nodes[0], nodes


def _node(block: Block, text: str, line: PlanLine, before: list[Node]) -> Node:
    name = "project" if before else "programme"
    found = block.matched(name, line, f"a numbered {name}", text)
    parent = before[0].node_id if before else None
    return Node(block.plan_id, found["number"], "programme", found["text"], line.number, parent)


def _items(block: Block, right: list) -> list[tuple[int, str]]:
    """The numbered items of a cell, (1), (2), ... in order and nothing ahead of them."""
    text, line = right
    ahead, *parts = re.split(block.layout["item"], text)
    numbers, texts = [int(n) for n in parts[::2]], [part.strip() for part in parts[1::2]]
    if ahead.strip() or not numbers:
        raise block.error("text stands ahead of the first item", line, "(1)", ahead or text)
    if numbers != list(range(1, len(numbers) + 1)):
        raise block.error("the items are not counted up", line, "(1) (2) (3) ...", numbers)
    return list(zip(numbers, texts, strict=True))


def _item(block: Block, programme: Node, number: int, text: str, line: PlanLine) -> Reading:
    local = f"{block.plan_id}/{programme.node_id}.{number}"
    printed = _figures(block, text, line)
    if not printed:
        return Reading(goals=[_goal(block, programme, local, text, line)])
    letters = ascii_lowercase[: len(printed)] if len(printed) > 1 else [""]
    return Reading(
        indicators=[
            _indicator(block, programme, f"{local}{letter}", text, figure, line)
            for letter, figure in zip(letters, printed, strict=True)
        ]
    )


def _figures(block: Block, text: str, line: PlanLine) -> list[tuple[int | float, str]]:
    """The figures of a sentence, each with the longest unit that follows it."""
    units = sorted(block.known.units, key=len, reverse=True)
    made = []
    for found in re.finditer(figures.NUMBER, text):
        rest = text[found.end() :].lstrip()
        unit = next((u for u in units if rest.startswith(u)), None)
        unit = unit or figures.known_unit(block, rest.split(" ")[0], line)
        made.append((figures.number(block, found[0], line, "a figure of the sentence"), unit))
    return made


def _goal(block: Block, programme: Node, local: str, text: str, line: PlanLine) -> Goal:
    figures.declaration(block, local, line)
    return Goal(
        plan_id=block.plan_id,
        goal_id=f"{local}/qualitative_target.1",
        kind="qualitative_target",
        text=text,
        line=line.number,
        period=block.plan_period,
        node_id=programme.node_id,
        indicator_id=local,
    )


def _indicator(
    block: Block, programme: Node, indicator_id: str, text: str, figure: tuple, line: PlanLine
) -> Indicator:
    value, unit = figure
    return Indicator(
        plan_id=block.plan_id,
        indicator_id=indicator_id,
        strategy_id=programme.node_id,
        text=text,
        unit_th=unit,
        figures=figures.over_years(block, indicator_id, [(value, line)]),
        line=line.number,
        programme=f"{programme.node_id}. {programme.text}",
    )
