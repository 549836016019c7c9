"""Layout of cells divided by tabs, broken over pages that repeat the header."""

from dataclasses import dataclass

from helpers.plans import figures
from helpers.plans.blocks import Block, bullets, without_mark_up
from helpers.plans.lists import check_repeated
from helpers.plans.model import Goal, Indicator, Node, Reading, Total
from helpers.plans.raw import PlanLine

_AHEAD = 3  # programme, indicator and unit stand ahead of the years


@dataclass
class _Page:
    """One page of the table: whether it prints totals, its rows, its footnote."""

    first: PlanLine
    has_total: bool
    rows: list[PlanLine]
    footnote: str | None


def read(block: Block) -> Reading:
    """One indicator a row, its programme above it, one goal a bullet of the last column."""
    made, strategy = Reading(), None
    for page in _pages(block):
        rows = Reading()
        for line in page.rows:
            cells = _cells(block, page, line)
            if any(cells[1:]):
                rows.add(_row(block, page, strategy, line, cells))
            else:
                strategy = _strategy(block, line, cells[0])
                rows.nodes.append(strategy)
        _refuse_lone_footnote(block, page, rows)
        made.add(rows)
    return made


def _refuse_lone_footnote(block: Block, page: _Page, rows: Reading) -> None:
    marked = [i for i in rows.indicators if i.total and i.total.footnote]
    if page.footnote and not marked:
        raise block.error("no total of this page calls for its footnote", page.first)


def _pages(block: Block) -> list[_Page]:
    """The pages, each beginning with the first line of the header."""
    lines = block.printed
    starts = [i for i, line in enumerate(lines) if _is_header(block, line)]
    if not starts or starts[0] != 0:
        at = lines[0] if lines else block.heading
        names = [spellings[0] for spellings in block.layout["header"].values()]
        raise block.error("the table has another header", at, names, at.cells)
    ends = [*starts[1:], len(lines)]
    return [_page(block, lines[a:b]) for a, b in zip(starts, ends, strict=True)]


def _is_header(block: Block, line: PlanLine) -> bool:
    names = [cell for cell in line.cells if cell]
    spellings = list(block.layout["header"].values())
    return len(names) == len(spellings) and all(
        name in allowed for name, allowed in zip(names, spellings, strict=True)
    )


def _page(block: Block, lines: list[PlanLine]) -> _Page:
    if len(lines) < 2:
        raise block.error("a header without years below it", lines[0])
    notes = [found for line in lines[2:] if (found := block.match("footnote", line.plain))]
    if len(notes) > 1:
        raise block.error("a page has several footnotes", lines[0], 1, len(notes))
    rows = [line for line in lines[2:] if not block.match("footnote", line.plain)]
    footnote = notes[0]["text"] if notes else None
    return _Page(lines[0], _has_total(block, lines[1]), rows, footnote)


def _has_total(block: Block, line: PlanLine) -> bool:
    """Does the page print totals? Checks its years on the way.

    The years stand where their figures stand; the heading of the total may have slipped a
    column to the right, its group header being one cell short.
    """
    years = [str(year) for year in block.years]
    end = _AHEAD + len(years)
    after = [cell for cell in line.cells[end:] if cell]
    if any(line.cells[:_AHEAD]) or _arabic(line.cells[_AHEAD:end]) != years:
        raise block.error("the year columns are not those of the plan", line, years, line.cells)
    if after not in ([], [block.layout["total"]]):
        raise block.error("an unknown column", line, block.layout["total"], after)
    return bool(after)


def _arabic(cells: list[str]) -> list[str]:
    return [str(int(cell)) if cell.isdecimal() else cell for cell in cells]


def _cells(block: Block, page: _Page, line: PlanLine) -> list[str]:
    wanted = _AHEAD + len(block.years) + page.has_total + 1
    if len(line.cells) != wanted:
        raise block.error("the row has another number of cells", line, wanted, len(line.cells))
    return line.cells


def _strategy(block: Block, line: PlanLine, text: str) -> Node:
    """A strategy row; its text must be that of the strategy where the document lists it."""
    found = block.matched("strategy", line, "a strategy", text)
    above = block.layout.get("strategies_of")
    parent = f"strategy.{found['number']}"
    if above:
        check_repeated(block, line, above, parent, found["text"])
    parents = f"{above}/{parent}" if above else None
    number, text = found["number"], found["text"]
    return Node(block.plan_id, number, "strategy", text, line.number, parents)


def _row(
    block: Block, page: _Page, strategy: Node | None, line: PlanLine, cells: list[str]
) -> Reading:
    if strategy is None:
        raise block.error("a programme stands ahead of any strategy", line)
    found = block.matched("programme", line, "a numbered programme", cells[0])
    number = found["number"]
    node = Node(block.plan_id, number, "programme", found["text"], line.number, strategy.node_id)
    indicator = _indicator(block, page, strategy, line, cells, number)
    return Reading([node], _goals(block, number, line, cells[-1]), [indicator])


def _indicator(
    block: Block, page: _Page, strategy: Node, line: PlanLine, cells: list[str], number: str
) -> Indicator:
    indicator_id = f"{block.plan_id}/{number}"
    end = _AHEAD + len(block.years)
    values = [
        (figures.number(block, cell, line, "a target") if cell else None, line)
        for cell in cells[_AHEAD:end]
    ]
    labels = bullets(cells[1], block.layout["bullet"])
    if len(labels) != 1:
        raise block.error("a row has one indicator", line, 1, labels)
    return Indicator(
        plan_id=block.plan_id,
        indicator_id=indicator_id,
        strategy_id=strategy.node_id,
        text=labels[0],
        unit_th=figures.known_unit(block, cells[2], line),
        figures=figures.over_years(block, indicator_id, values),
        line=line.number,
        programme=without_mark_up(cells[0]),
        total=_total(block, page, line, cells[end]) if page.has_total else None,
    )


def _total(block: Block, page: _Page, line: PlanLine, cell: str) -> Total:
    mark = block.layout["footnote_mark"]
    if cell.endswith(mark) and page.footnote is None:
        raise block.error("a mark calls for a footnote the page does not print", line, found=cell)
    footnote = page.footnote if cell.endswith(mark) else None
    value = figures.number(block, cell.removesuffix(mark), line, "the total")
    return Total(value, line.number, footnote)


def _goals(block: Block, number: str, line: PlanLine, cell: str) -> list[Goal]:
    indicator_id = f"{block.plan_id}/{number}"
    return [
        Goal(
            plan_id=block.plan_id,
            goal_id=f"{indicator_id}/qualitative_target.{order}",
            kind="qualitative_target",
            text=text,
            line=line.number,
            period=block.plan_period,
            node_id=number,
            indicator_id=indicator_id,
        )
        for order, text in enumerate(bullets(cell, block.layout["bullet"]), start=1)
    ]
