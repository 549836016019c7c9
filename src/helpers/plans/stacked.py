"""Layout of one cell a paragraph: per strategy its goal, processes, outcomes and targets."""

import re
from dataclasses import dataclass, replace
from string import ascii_lowercase

from helpers.core import thai
from helpers.plans import figures
from helpers.plans.blocks import Block, periods, squeezed
from helpers.plans.lists import check_repeated, goals
from helpers.plans.model import Baseline, Goal, Indicator, Node, Reading, Total
from helpers.plans.raw import PlanLine


@dataclass
class _Cell:
    """A paragraph: lines with no empty line between them. White space alone is a blank cell."""

    lines: list[PlanLine]

    @property
    def first(self) -> PlanLine:
        """The line the cell begins on."""
        return self.lines[0]

    @property
    def text(self) -> str:
        """The whole paragraph on one line, in one spelling."""
        return thai.normalise(" ".join(line.text for line in self.lines))


@dataclass
class _Row:
    """A label and the cells of its years."""

    label: _Cell
    cells: list[_Cell]

    @property
    def is_heading(self) -> bool:
        """All cells are blank: the rows below it are its parts."""
        return not any(cell.text for cell in self.cells)


def read_table(
    block: Block, heading: PlanLine, lines: list[PlanLine], strategy_id: str
) -> list[Indicator]:
    """The indicators of one table, numbered in their order under the first strategy."""
    cells = _paragraphs(lines)
    start, has_total = _header(block, heading, cells)
    made: list[Indicator] = []
    order, parts, above = 0, 0, None
    for row in _rows(block, cells[start:], len(block.years) + has_total):
        found = block.match("row", row.label.text)
        if found:
            order, parts, above = order + 1, 0, found["text"] if row.is_heading else None
        if above is not None and found:
            continue
        if found:
            local, label = f"{order}", found["text"]
        else:
            parts += 1
            local, label = (
                f"{order}{ascii_lowercase[parts - 1]}",
                f"{above}: {_part(block, row, above)}",
            )
        indicator_id = f"{block.plan_id}/{strategy_id.split(',')[0]}.{local}"
        made.append(_indicator(block, row, indicator_id, label, strategy_id, has_total))
    _refuse_empty(block, heading, made, above, parts)
    return made


def _part(block: Block, row: _Row, above: str | None) -> str:
    found = block.matched("sub_row", row.label.first, "an indicator", row.label.text)
    if above is None:
        raise block.error("a part stands under no heading row", row.label.first)
    return found["text"]


def _refuse_empty(
    block: Block, heading: PlanLine, made: list, above: str | None, parts: int
) -> None:
    if not made or (above and not parts):
        raise block.error("no targets", heading, "a row with figures", above or "an empty table")


def _paragraphs(lines: list[PlanLine]) -> list[_Cell]:
    cells, open_cell = [], False
    for line in lines:
        if line.text and open_cell:
            cells[-1].lines.append(line)
        elif line.text:
            cells.append(_Cell([line]))
        open_cell = bool(line.text)
    return cells


def _header(block: Block, heading: PlanLine, cells: list[_Cell]) -> tuple[int, bool]:
    """Where the rows begin, and whether a column of totals is printed."""
    names = block.layout["indicators_header"]
    years_end = len(names) + len(block.years)
    found = [cell.text for cell in cells[:years_end]]
    years = [block.match("year", text) for text in found[len(names) :]]
    printed = [int(year["year"]) for year in years if year]
    if found[: len(names)] != names or printed != block.years:
        expected = [*names, *(f"ปี {year}" for year in block.years)]
        raise block.error("the table has another header", heading, expected, found)
    has_total = len(cells) > years_end and cells[years_end].text == block.layout["total"]
    return years_end + has_total, has_total


def _rows(block: Block, cells: list[_Cell], width: int) -> list[_Row]:
    """The rows, each a label and as many cells as the header has years."""
    rows, at = [], 0
    while at < len(cells):
        label, row = cells[at], cells[at + 1 : at + 1 + width]
        if not label.text:
            at += 1  # a blank paragraph between two rows is a spacer
            continue
        labels = [cell for cell in row if _is_label(block, cell)]
        if len(row) < width or labels:
            found = row.index(labels[0]) if labels else len(row)
            raise block.error("the row lacks a cell", label.first, f"{width} cells", found)
        rows.append(_Row(label, row))
        at += 1 + width
    return rows


def _is_label(block: Block, cell: _Cell) -> bool:
    return bool(block.match("row", cell.text) or block.match("sub_row", cell.text))


def _indicator(
    block: Block, row: _Row, indicator_id: str, label: str, strategy_id: str, has_total: bool
) -> Indicator:
    read = [_value(block, cell) for cell in row.cells]
    targets = read[: len(block.years)]
    values = [(value, cell.first) for (value, _), cell in zip(targets, row.cells, strict=False)]
    baseline, label = _baseline(block, row.label, label)
    return Indicator(
        plan_id=block.plan_id,
        indicator_id=indicator_id,
        strategy_id=strategy_id,
        text=label,
        unit_th=_unit(block, row, read, label),
        figures=figures.over_years(block, indicator_id, values),
        line=row.label.first.number,
        total=_total(block, row, read) if has_total else None,
        baseline=baseline,
    )


def _value(block: Block, cell: _Cell) -> tuple[int | float | None, str]:
    if not cell.text:
        return None, ""
    return figures.with_unit(block, cell.text, cell.first, "a target")


def _unit(block: Block, row: _Row, read: list[tuple], label: str) -> str:
    """The one unit of the row, from its cells or, where they print none, from its label."""
    units = {unit for value, unit in read if value is not None}
    if len(units) > 1:
        raise block.error("the row mixes units", row.label.first, "one unit", sorted(units))
    unit = next(iter(units), "")
    found = re.search(block.layout["unit_in_label"], label)
    if not unit and not found:
        raise block.error("no unit is printed", row.label.first, "a unit", label)
    return unit or figures.known_unit(block, found["unit"], row.label.first)


def _total(block: Block, row: _Row, read: list[tuple]) -> Total:
    value, cell = read[-1][0], row.cells[-1]
    if value is None:
        raise block.error("the total is blank", cell.first, "a number", "a blank cell")
    return Total(value, cell.first.number)


def _baseline(block: Block, cell: _Cell, label: str) -> tuple[Baseline | None, str]:
    """The baseline printed inside a label, and the label without it."""
    found = re.search(block.layout["baseline"], label)
    if found is None:
        return None, label
    line = cell.lines[-1]
    figures.known_unit(block, found["unit"], line)
    value = figures.number(block, found["value"], line, "the baseline")
    return Baseline(value, int(found["year"]), line.number), label.replace(found[0], "").strip()


@dataclass
class _Section:
    """What stands under one heading."""

    name: str
    heading: PlanLine
    lines: list[PlanLine]

    @property
    def printed(self) -> list[PlanLine]:
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
    _refuse_unused_wordings(block)
    return made


def _refuse_unused_wordings(block: Block) -> None:
    """Other wordings of a goal are declared only as long as the document prints them."""
    printed = {line.plain for line in block.lines}
    unused = sorted(set(block.layout.get("other_wordings", {})) - printed)
    if unused:
        raise block.error("a declared other wording is not printed", block.heading, unused, "none")


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


def _known(block: Block, line: PlanLine, level: str, text: str) -> Node:
    # The document may name the same goal in other words here than in its list.
    text = block.layout.get("other_wordings", {}).get(text, text)
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
    """A table of two columns, cell after cell: an approach, then its outcome, a part of it."""
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
    left_column = goals(block, "approach", strategy_id, approaches)
    right_column = goals(block, "outcome", strategy_id, outcomes)
    return left_column + [
        replace(outcome, part_of=approach.goal_id)
        for approach, outcome in zip(left_column, right_column, strict=True)
    ]


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
    texts: list[tuple[str, PlanLine, list[str]]] = []
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
