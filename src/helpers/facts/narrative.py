"""What officers wrote of the year and of its indicators: texts as filed, each with its place."""

import pandas as pd

from helpers.facts import forms
from helpers.facts.book import Book
from helpers.facts.inputs import Inputs
from helpers.schemas import NARRATIVE_FIELDS

OVERALL = "overall"
# Of the form's signatories only the positions are kept, never a person's name.
APPROVAL = ("prepared_by", "reviewed_by", "approved_by")
# What is said of one report alone: an earlier round's summary and signatures are not this one's.
OF_ONE_REPORT = ("executive_summary", *APPROVAL)
TEXTS = tuple(name for name in NARRATIVE_FIELDS if name not in APPROVAL)


def collect(book: Book, inputs: Inputs) -> dict:
    """The latest text of each item and field that the report's day may know.

    The executive summary and the approval are those of a form of that very day. ``form`` is the
    year's latest form, or nothing: a form may hold results alone; ``told`` counts the indicators
    due with a text of it. Texts are Thai as filed, with the line they were filed in; what was left
    empty is not there.
    """
    rows = _rows(inputs)
    known = _latest(rows)
    of_year = forms.of_year(inputs)
    overall = known.pop(OVERALL, {})
    told = {name: known[name] for name in inputs.due.indicator_id if name in known}
    return {
        "form": _form(of_year[-1]) if of_year else None,
        "told": _told(book, inputs, rows[rows.as_of.dt.date == of_year[-1].as_of])
        if of_year
        else None,
        "overall": {name: overall[name] for name in TEXTS if name in overall},
        "indicators": told,
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


def _form(form: forms.Form) -> dict:
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
