"""Facts about goals without a yearly figure: qualitative targets, outcomes, approaches."""

import pandas as pd

from helpers import knowledge, milestones
from helpers.facts import forms
from helpers.facts.book import Book, day, line_source, text
from helpers.facts.inputs import Inputs


def collect(book: Book, inputs: Inputs) -> dict:
    """Goals of the year's plan and of the document it stands in."""
    mine = inputs.goals[inputs.goals.plan_id.isin(inputs.plan_family)]
    assessed = mine[mine.kind.isin(milestones.ASSESSED)]
    stages = forms.known(inputs.stages, inputs.as_of)
    items = [
        _item(book, inputs, row, _stated(stages[stages.goal_id == row.goal_id], inputs))
        for row in mine.itertuples(index=False)
    ]
    stated = [item for item in items if item["stage_of"]]
    outcomes = mine[mine.kind == "outcome"]
    ids = {
        "assessed": _count(book, "goals:assessed", assessed),
        "outcomes": _count(book, "goals:outcomes", outcomes),
        "unknown_periods": _count(
            book, "goals:unknown_periods", outcomes[~outcomes.period_certain]
        ),
    }
    if stated:
        ids["stated"] = _count(book, "goals:stated", stated, "table:stages")
    return {"facts": ids, "items": items}


def _count(book: Book, fact_id: str, found, source: str = "table:plan_goals") -> str:
    return book.add(fact_id, len(found), unit="goal", method="counted", sources=[source])


def _item(book: Book, inputs: Inputs, row, stated: pd.DataFrame) -> dict:
    """A goal with its stage on the report's day, and what that stage rests on."""
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
        "stage": _stage(inputs, stated) if row.kind in milestones.ASSESSED else None,
        "stage_of": _stage_of(stated),
        "source": line_source(row),
    }


def _stated(stages: pd.DataFrame, inputs: Inputs) -> pd.DataFrame:
    """What was stated of a goal up to the report's day, the earliest first."""
    reached = stages[stages.as_of.dt.date <= inputs.as_of]
    return reached.sort_values(["as_of", "source_id"], kind="stable")


def _stage(inputs: Inputs, stated: pd.DataFrame) -> str:
    statements = [
        milestones.Statement(row.as_of.date(), row.stage, row.evidence)
        for row in stated.itertuples(index=False)
    ]
    return milestones.stage(statements, inputs.as_of).stage


def _stage_of(stated: pd.DataFrame) -> dict | None:
    """The statement the stage rests on; nothing where none was made."""
    if stated.empty:
        return None
    last = stated.iloc[-1]
    return {
        "as_of": day(last.as_of),
        "evidence": last.evidence,
        "maturity": last.maturity,
        "responsible_unit": text(last.responsible_unit),
        "source_id": last.source_id,
        "source": f"{last.source_file}:{last.source_row}",
    }
