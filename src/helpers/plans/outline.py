"""Layout of a numbered outline: a paragraph ahead, items, and items below items."""

from dataclasses import dataclass

from helpers.plans.blocks import Block
from helpers.plans.model import Goal, Reading
from helpers.plans.raw import PlanLine

LEAD = "lead"


@dataclass
class _Item:
    """An item: its printed number (``lead`` ahead of all), its text, what it stands under."""

    name: str
    text: str
    line: PlanLine
    under: str | None = None


def read(block: Block) -> Reading:
    """One goal an item; an item below another is a part of it (``part_of``).

    The heading is an item where it looks like one. A line right under an item continues it.
    Raises ``InputError`` for an outline without items, for a line that is none, for text ahead
    of the first item where no ``lead`` is declared, and for an item whose upper one is not there.
    """
    items: list[_Item] = []
    previous: PlanLine | None = None
    for line in [block.heading, *block.lines]:
        found = _item(block, line, items) if line.plain else None
        if found is not None:
            items.append(found)
        elif line.plain and line is not block.heading:
            _add_text(block, line, items, previous)
        previous = line
    if not items:
        raise block.error("the outline has no items", block.heading, block.layout["item"], "none")
    _refuse_doubled(block, items)
    return Reading(goals=[_goal(block, item) for item in items])


def _item(block: Block, line: PlanLine, before: list[_Item]) -> _Item | None:
    """The line as an item or as a bullet, which stands under the last item that is none."""
    found = block.match("item", line.plain)
    if found:
        upper = found["number"].rpartition(".")[0] or None
        if upper is not None and upper not in {item.name for item in before}:
            raise block.error("the item above this one is not there", line, upper, found["number"])
        return _Item(found["number"], found["text"], line, upper)
    found = block.match("bullet", line.plain) if "bullet" in block.layout else None
    if found is None:
        return None
    upper = next((item.name for item in reversed(before) if item.under is None), None)
    if upper is None:
        raise block.error("a bullet stands ahead of the first item", line, block.layout["item"])
    order = 1 + sum(item.under == upper for item in before)
    return _Item(f"{upper}.{order}", found["text"], line, upper)


def _add_text(block: Block, line: PlanLine, items: list[_Item], previous: PlanLine | None) -> None:
    """A line that is no item continues the one right above it, or begins the lead."""
    if items and previous is not None and previous.plain:
        # Thai has no space where a line is broken; a space that belongs there is a correction.
        gap = " " if line.text.startswith(" ") else ""
        items[-1].text += f"{gap}{line.plain}"
    elif not items and block.layout.get(LEAD):
        items.append(_Item(LEAD, line.plain, line))
    else:
        raise block.error("this line is no item", line, block.layout["item"], line.plain)


def _refuse_doubled(block: Block, items: list[_Item]) -> None:
    seen: set[str] = set()
    for item in items:
        if item.name in seen:
            raise block.error("an item's number stands twice", item.line, "each once", item.name)
        seen.add(item.name)


def _goal(block: Block, item: _Item) -> Goal:
    kind = block.layout["kind"]
    prefix = f"{block.plan_id}/{block.layout['section']}/{kind}"
    return Goal(
        plan_id=block.plan_id,
        goal_id=f"{prefix}.{item.name}",
        kind=kind,
        text=item.text,
        line=item.line.number,
        period=block.plan_period,
        part_of=f"{prefix}.{item.under}" if item.under else None,
    )
