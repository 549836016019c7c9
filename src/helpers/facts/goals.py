"""Facts about goals without a yearly figure: qualitative targets, outcomes, approaches."""

from helpers import knowledge, milestones
from helpers.facts.book import Book, line_source, text
from helpers.facts.inputs import Inputs


def collect(book: Book, inputs: Inputs) -> dict:
    """Goals of the year's plan and of the document it stands in."""
    mine = inputs.goals[inputs.goals.plan_id.isin(inputs.plan_family)]
    assessed = mine[mine.kind.isin(milestones.ASSESSED)]
    outcomes = mine[mine.kind == "outcome"]
    ids = {
        "assessed": _count(book, "goals:assessed", assessed),
        "outcomes": _count(book, "goals:outcomes", outcomes),
        "unknown_periods": _count(
            book, "goals:unknown_periods", outcomes[~outcomes.period_certain]
        ),
    }
    return {
        "facts": ids,
        "items": [_item(book, inputs, row) for row in mine.itertuples(index=False)],
    }


def _count(book: Book, fact_id: str, frame) -> str:
    return book.add(
        fact_id, len(frame), unit="goal", method="counted", sources=["table:plan_goals"]
    )


def _item(book: Book, inputs: Inputs, row) -> dict:
    """A goal with its stage; nothing has been stated of any yet, so each stands at no data."""
    figure = book.add_if_known(
        f"goal:{row.goal_id}:figure",
        row.figure,
        unit=text(row.figure_unit),
        sources=[line_source(row)],
    )
    return {
        "goal_id": row.goal_id,
        "plan_id": row.plan_id,
        "node_id": text(row.node_id),
        "indicator_id": text(row.indicator_id),
        "part_of": text(row.part_of),
        "kind": row.kind,
        "period": row.period,
        "period_text": knowledge.load("report.yml")["periods"].get(row.period),
        "period_certain": bool(row.period_certain),
        "text": {"th": row.text_th, "en": row.text_en},
        "figure": figure,
        "figure_unit": text(row.figure_unit),
        "stage": milestones.stage([], inputs.as_of).stage
        if row.kind in milestones.ASSESSED
        else None,
        "source": line_source(row),
    }
