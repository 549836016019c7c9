"""Facts about goals without a yearly figure, and what officers wrote, each with its place."""

import pandas as pd

from helpers.actuals import milestones
from helpers.core import metadata
from helpers.core.schemas import NARRATIVE_FIELDS
from helpers.facts import sources
from helpers.facts.book import Book, day, line_source, text
from helpers.facts.inputs import Inputs


def collect_goals(book: Book, inputs: Inputs) -> dict:
    """Goals of the year's plan and of the document it stands in."""
    mine = inputs.goals[inputs.goals.plan_id.isin(inputs.plan_family)]
    assessed = mine[mine.kind.isin(milestones.ASSESSED)]
    means = mine[mine.kind.isin(milestones.MEANS)]
    stages = sources.known(inputs.stages, inputs.as_of)
    items = [
        _item(book, inputs, row, _stated(stages[stages.goal_id == row.goal_id], inputs))
        for row in mine.itertuples(index=False)
    ]
    stated = [i for i in items if i["stage_of"] and i["kind"] in milestones.ASSESSED]
    means_stated = [i for i in items if i["stage_of"] and i["kind"] in milestones.MEANS]
    outcomes = mine[mine.kind == "outcome"]
    ids = {
        "assessed": _count(book, "goals:assessed", assessed),
        "outcomes": _count(book, "goals:outcomes", outcomes),
        "unknown_periods": _count(
            book, "goals:unknown_periods", outcomes[~outcomes.period_certain]
        ),
    }
    if not means.empty:
        ids["means"] = _count(book, "goals:means", means)
    if stated:
        ids["stated"] = _count(book, "goals:stated", stated, "table:stages")
    if means_stated:
        ids["means_stated"] = _count(book, "goals:means_stated", means_stated, "table:stages")
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
        "period_text": metadata.load("report.yml")["periods"].get(row.period),
        "period_certain": bool(row.period_certain),
        "text": {"th": row.text_th, "en": row.text_en},
        "damaged": _is_damaged(inputs, row),
        "figure": figure,
        "figure_unit": text(row.figure_unit),
        "stage": _stage(inputs, stated) if row.kind in milestones.STAGED else None,
        "stage_of": _stage_of(stated),
        "source": line_source(row),
    }


def _is_damaged(inputs: Inputs, row) -> bool:
    """Whether words of the goal are declared damaged in the document."""
    table = inputs.contradictions
    same = (table.source_file == row.source_file) & (table.source_line == row.source_line)
    quotes = table[same & (table.kind == "damaged")].quote_th
    return any(quote in row.text_th for quote in quotes)


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


OVERALL = "overall"
# Of the form's signatories only the positions are kept, never a person's name.
APPROVAL = ("prepared_by", "reviewed_by", "approved_by")
# What is said of one report alone: an earlier round's summary and signatures are not this one's.
OF_ONE_REPORT = ("executive_summary", *APPROVAL)
TEXTS = tuple(name for name in NARRATIVE_FIELDS if name not in (*APPROVAL, "remark"))


def collect_narrative(book: Book, inputs: Inputs) -> dict:
    """The latest text of each item and field that the report's day may know.

    The executive summary and the approval are those of a form of that very day. ``form`` is the
    year's latest form, or nothing: a form may hold results alone; ``told`` counts the indicators
    due with a text of it. Texts are Thai as filed, with the line they were filed in; what was left
    empty is not there.
    """
    rows = _rows(inputs)
    known = _latest(rows)
    of_year = sources.of_year(inputs)
    overall = known.pop(OVERALL, {})
    strategies = [f"{inputs.plan_id}/{group.group_id}" for group in inputs.groups]
    told = {name: known[name] for name in inputs.due.indicator_id if name in known}
    return {
        "form": _form(of_year[-1]) if of_year else None,
        "told": _told(book, inputs, rows[rows.as_of.dt.date == of_year[-1].as_of])
        if of_year
        else None,
        "overall": {name: overall[name] for name in TEXTS if name in overall},
        "strategies": {name: known[name] for name in strategies if name in known},
        "indicators": told,
        "goals": {name: known[name] for name in inputs.goals.goal_id if name in known},
        "approval": {name: overall[name] for name in APPROVAL if name in overall},
    }


def _told(book: Book, inputs: Inputs, rows: pd.DataFrame) -> str:
    """How many of the indicators due have a text among these."""
    found = set(rows["item"]) & set(inputs.due.indicator_id)
    return book.add(
        "narrative:told",
        len(found),
        unit="indicator",
        method="counted",
        sources=["table:narrative"],
    )


def _form(form: sources.Form) -> dict:
    return {
        "source_id": form.source_id,
        "as_of": form.as_of.isoformat(),
        "file": form.file,
        "title": form.title,
    }


def _rows(inputs: Inputs) -> pd.DataFrame:
    """The texts of the year's forms that the report may take up, the earliest first."""
    table = inputs.narrative
    days = table.as_of.dt.date
    fits = (days == inputs.as_of) | ~table.field.isin(OF_ONE_REPORT)
    mine = table[(table.year_be == inputs.year) & (days <= inputs.as_of) & fits]
    return mine.sort_values("as_of", kind="stable")


def _latest(rows: pd.DataFrame) -> dict[str, dict[str, dict]]:
    """Texts by item and field; of several forms of the year the latest one's text holds."""
    found: dict[str, dict[str, dict]] = {}
    for row in rows.itertuples(index=False):
        found.setdefault(row.item, {})[row.field] = _text(row)
    return found


def _text(row) -> dict:
    return {
        "text_th": row.text_th,
        "is_draft": bool(row.is_draft),
        "source_id": row.source_id,
        "source": f"{row.source_file}:{row.source_row}",
    }
