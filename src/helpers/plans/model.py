"""What the readers of the layouts hand on: nodes, goals, indicators with their figures."""

from dataclasses import dataclass, field


@dataclass
class Node:
    """A node of a strategy tree; ``parents`` are node ids, joined by a comma."""

    plan_id: str
    node_id: str
    level: str
    text: str
    line: int
    parents: str | None = None


@dataclass
class Goal:
    """A text that binds without being a yearly figure: outcome, process, approach, data need."""

    plan_id: str
    goal_id: str
    kind: str
    text: str
    line: int
    period: str
    period_certain: bool = True
    node_id: str | None = None
    indicator_id: str | None = None
    part_of: str | None = None


@dataclass
class PlanFigure:
    """A printed target of one year; ``hold`` repeats the last one where the cell is blank."""

    year: int
    value: float
    line: int
    hold: bool = False


@dataclass
class Total:
    """A printed total, and its footnote where a mark calls for one."""

    value: float
    line: int
    footnote: str | None = None


@dataclass
class Baseline:
    """Where an indicator stood before the plan, as the document prints it."""

    value: float
    year: int
    line: int


@dataclass
class Indicator:
    """An indicator as printed; ``text`` is the printed passage its label stands in."""

    plan_id: str
    indicator_id: str
    strategy_id: str
    text: str
    unit_th: str
    figures: list[PlanFigure]
    line: int
    programme: str | None = None
    total: Total | None = None
    baseline: Baseline | None = None


@dataclass
class Reading:
    """All that was read from a block or a document."""

    nodes: list[Node] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)

    def add(self, other: "Reading") -> None:
        """Append what another reading holds."""
        self.nodes += other.nodes
        self.goals += other.goals
        self.indicators += other.indicators

    def find(self, plan_id: str, node_id: str) -> Node | None:
        """The node of that plan and id, if it was read already."""
        wanted = (plan_id, node_id)
        return next((n for n in self.nodes if (n.plan_id, n.node_id) == wanted), None)
