"""Layout of one cell a paragraph: per strategy its goal, processes, outcomes and targets."""

from dataclasses import dataclass, replace

from helpers import thai
from helpers.plans.blocks import Block
from helpers.plans.listing import check_repeated, goals
from helpers.plans.raw import Line
from helpers.plans.reading import Goal, Node, Reading
from helpers.plans.stacked_table import read_table
from helpers.plans.text import periods, squeezed


@dataclass
class _Section:
    """What stands under one heading."""

    name: str
    heading: Line
    lines: list[Line]

    @property
    def printed(self) -> list[Line]:
        return [line for line in self.lines if line.plain]


def read(block: Block) -> Reading:
    """Goals and indicators of every strategy; links the goals of the tree to their strategies."""
    made, goal, strategy_id = Reading(), None, None
    for section in _sections(block):
        if section.name == "issue":
            goal, strategy_id = _goal_node(block, section), None
        elif section.name == "strategies":
            strategy_id = _strategies(block, section, goal)
        elif strategy_id is None:
            raise block.error("no strategy stands above this heading", section.heading)
        elif section.name == "indicators":
            made.indicators += read_table(block, section.heading, section.lines, strategy_id)
        else:
            made.goals += _GOALS[section.name](block, section, strategy_id)
    return made


def _sections(block: Block) -> list[_Section]:
    names = {thai.normalise(text): name for text, name in block.layout["sections"].items()}
    made: list[_Section] = []
    for line in block.lines:
        if line.plain in names:
            made.append(_Section(names[line.plain], line, []))
        elif made:
            made[-1].lines.append(line)
        elif line.plain:
            raise block.error("no heading stands above this line", line, list(names), line.plain)
    if not made:
        raise block.error("the block has no sections", block.heading, list(names), "none")
    return made


def _goal_node(block: Block, section: _Section) -> Node:
    """The goal named at the head of a strategy's page, as a node already read."""
    header, *rest = section.printed or [section.heading]
    if header.plain != block.layout["issue_header"] or len(rest) != 2:
        raise block.error(
            "an issue is not followed by its goal",
            header,
            [block.layout["issue_header"], "an issue", "a goal"],
            [line.plain for line in section.printed],
        )
    issue = block.matched("issue", rest[0], "an issue")["text"]
    _known(block, rest[0], "strategy", issue)
    return _known(block, rest[1], "goal", rest[1].plain)


def _known(block: Block, line: Line, level: str, text: str) -> Node:
    for node in block.before.nodes:
        same = (node.plan_id, node.level) == (block.plan_id, level)
        if same and squeezed(node.text) == squeezed(text):
            return node
    raise block.error(f"no {level} listed before has this text", line, f"a {level}", text)


def _strategies(block: Block, section: _Section, goal: Node | None) -> str:
    """The numbers of the strategies, joined by a comma; each must be listed before."""
    if goal is None or not section.printed:
        raise block.error("strategies need an issue above and a line below", section.heading)
    numbers = []
    for line in section.printed:
        found = block.matched("strategy", line, "a numbered strategy")
        check_repeated(block, line, block.plan_id, found["number"], found["text"])
        numbers.append(found["number"])
    goal.parents = ",".join([*(goal.parents.split(",") if goal.parents else []), *numbers])
    return ",".join(numbers)


def _approaches(block: Block, section: _Section, strategy_id: str) -> list[Goal]:
    """A table of two columns, cell after cell: an approach, then its outcome."""
    lines = section.printed
    left, right = block.layout["approaches_header"]
    heading = lines[1].plain.removeprefix(right).strip() if len(lines) > 1 else ""
    named = periods(block, heading)
    if len(lines) < 4 or len(lines) % 2 or lines[0].plain != left or not named:
        found = [line.plain for line in lines[:2]]
        raise block.error(
            "approaches and outcomes do not stand in pairs under their header",
            section.heading,
            f"{left}; {right} with a period; an even number of cells",
            f"{len(lines)} cells, first {found}",
        )
    approaches = [(line.plain, line, [block.plan_period]) for line in lines[2::2]]
    outcomes = [(line.plain, line, named) for line in lines[3::2]]
    return goals(block, "approach", strategy_id, approaches) + goals(
        block, "outcome", strategy_id, outcomes
    )


def _processes(block: Block, section: _Section, strategy_id: str) -> list[Goal]:
    """Numbered steps or bullets; a bullet below a numbered step is a part of it."""
    texts, parents, parent = [], [], None
    for order, line in enumerate(section.printed, start=1):
        step = block.match("step", line.plain)
        found = step or block.matched("bullet", line, "a step or a bullet")
        texts.append((found["text"], line, [block.plan_period]))
        parents.append(None if step else parent)
        parent = order if step else parent
    made = goals(block, "process", strategy_id, texts)
    return [
        replace(goal, part_of=made[parent - 1].goal_id if parent else None)
        for goal, parent in zip(made, parents, strict=True)
    ]


def _outcomes(block: Block, section: _Section, strategy_id: str) -> list[Goal]:
    """Bullets under the period headings above them.

    Where several headings stand together and all bullets follow, no bullet's period can be
    known: it gets all of them.
    """
    named: list[str] = []
    texts: list[tuple[str, Line, list[str]]] = []
    bullets_begun = False
    for line in section.printed:
        heading = periods(block, line.plain)
        if heading:
            named = heading if bullets_begun else named + heading
            bullets_begun = False
            continue
        bullets_begun = True
        found = block.matched("bullet", line, "a period or a bullet")
        if not named:
            raise block.error("outcomes without a period above", line, "a period", line.plain)
        texts.append((found["text"], line, named))
    return goals(block, "outcome", strategy_id, texts)


_GOALS = {"approaches": _approaches, "processes": _processes, "outcomes": _outcomes}
