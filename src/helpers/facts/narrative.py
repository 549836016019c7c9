"""What officers wrote of the year and of its indicators: texts as filed, each with its place."""

from helpers.facts import forms
from helpers.facts.book import Book
from helpers.facts.inputs import Inputs
from helpers.schemas import NARRATIVE_FIELDS

OVERALL = "overall"
# Of the form's signatories only the positions are kept, never a person's name.
APPROVAL = ("prepared_by", "reviewed_by", "approved_by")
TEXTS = tuple(name for name in NARRATIVE_FIELDS if name not in APPROVAL)


def collect(book: Book, inputs: Inputs) -> dict:
    """The latest text of each item and field that the report's day may know.

    ``form`` is the year's latest form, or nothing: a form may hold results alone. Texts are Thai
    as filed, with the line they were filed in; what was left empty is not there.
    """
    known = _known(inputs)
    of_year = forms.of_year(inputs)
    overall = known.pop(OVERALL, {})
    told = {name: known[name] for name in inputs.due.indicator_id if name in known}
    return {
        "form": _form(of_year[-1]) if of_year else None,
        "told": _told(book, len(told)) if of_year else None,
        "overall": {name: overall[name] for name in TEXTS if name in overall},
        "indicators": told,
        "approval": {name: overall[name] for name in APPROVAL if name in overall},
    }


def _told(book: Book, number: int) -> str:
    """How many of the indicators due have a text."""
    return book.add(
        "narrative:told", number, unit="indicator", method="counted", sources=["table:narrative"]
    )


def _form(form: forms.Form) -> dict:
    return {
        "source_id": form.source_id,
        "as_of": form.as_of.isoformat(),
        "file": form.file,
        "title": form.title,
    }


def _known(inputs: Inputs) -> dict[str, dict[str, dict]]:
    """Texts by item and field; of several forms of the year the latest one's text holds."""
    table = inputs.narrative
    mine = table[(table.year_be == inputs.year) & (table.as_of.dt.date <= inputs.as_of)]
    found: dict[str, dict[str, dict]] = {}
    for row in mine.sort_values("as_of", kind="stable").itertuples(index=False):
        found.setdefault(row.item, {})[row.field] = _text(row)
    return found


def _text(row) -> dict:
    return {
        "text_th": row.text_th,
        "is_draft": bool(row.is_draft),
        "source_id": row.source_id,
        "source": f"{row.source_file}:{row.source_row}",
    }
