"""What an officer wrote: texts of one indicator, texts and positions about the whole."""

import hashlib

from helpers.forms import cells, declared
from helpers.forms.entry import Entry, Form, cell
from helpers.forms.found import Row

DRAFTED = "executive_summary"


def digest(text: str) -> str:
    """SHA-256 by which the draft of a form is known again, however its lines were broken."""
    lines = [line.strip() for line in text.strip().splitlines()]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def read(row: Row, form: Form) -> list[Entry]:
    """The texts of one row; none for a blank row. Refusals go to the form's problems."""
    if row.sheet == declared.OVERALL:
        found = [_text(row, form, declared.load()["overall"], row.item, declared.TEXT)]
    else:
        columns = declared.entries(declared.NARRATIVE)
        found = [_text(row, form, row.item, column, column) for column in columns]
    return [entry for entry in found if entry is not None]


def _text(row: Row, form: Form, item: str, field: str, column: str) -> Entry | None:
    given = cell(row, column)
    drafted = field == DRAFTED and isinstance(given.value, str)
    drafted = drafted and digest(given.value) == form.about.draft_sha256
    words = cells.text(given, form.problems, own_words=not drafted)
    if words is None:
        return None
    about = (form.about.year, form.about.as_of, item, field)
    return form.entry("narrative", about, {column: words}, row, drafted=drafted)


def made(entry: Entry, source_id: str) -> dict[str, object]:
    """The row of table ``narrative``."""
    year, as_of, item, field = entry.about
    return {
        "year_be": year,
        "as_of": as_of,
        "item": item,
        "field": field,
        "text_th": next(iter(entry.values.values())),
        "is_draft": entry.drafted,
        "source_id": source_id,
        "source_file": entry.source_file,
        "source_row": entry.row.number,
    }
