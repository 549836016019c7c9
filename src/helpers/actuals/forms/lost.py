"""Letters that were lost when a form was saved: what stands in their place, cell by cell."""

import re
from collections.abc import Iterator

from helpers.actuals.forms import drafts, fields
from helpers.actuals.forms.model import Form, FormCell, cell

LOST = "lost_character"
_TEXTS = ("text", "long")
_REPLACED = "\ufffd"
_ADDRESS = re.compile(r"\S+://\S+")
# Letters shown around the first one that was lost.
_AROUND = 15


def lost(form: Form) -> Iterator[dict[str, object]]:
    """A row of table ``form_notes`` for each text in which a letter is, or may be, lost.

    Code page 874 saves a letter it does not have as ``?``: in a CSV of that page any of them may
    be one. Elsewhere it is where the draft has a mark, or where a program left its own sign.
    """
    for row in form.grid.rows:
        for column in fields.entries(row.sheet):
            given = cell(row, column)
            if _is_text(row.sheet, row.item, column) and (found := _found(form, given)):
                yield {
                    "year_be": form.about.year,
                    "as_of": form.about.as_of,
                    "code": LOST,
                    "item": row.item,
                    "place": str(given.place),
                    "found": found,
                    "source_file": form.grid.file,
                }


def _is_text(sheet: str, item: str, column: str) -> bool:
    name = item if sheet == fields.OVERALL else column
    return fields.load()["columns"][name]["kind"] in _TEXTS


def _found(form: Form, given: FormCell) -> str | None:
    """The words around the first sign of a lost letter; nothing where there is none."""
    if not isinstance(given.value, str) or drafts.is_untouched(
        given.value, form.about.draft_sha256
    ):
        return None
    text = _ADDRESS.sub(lambda match: " " * len(match[0]), given.value)
    place = text.find(_REPLACED)
    if place < 0 and form.grid.is_lossy:
        place = text.find(drafts.LOST)
    if place < 0:
        place = _first_difference(given.value, drafts.with_marks(given.value))
    if place < 0:
        return None
    return " ".join(given.value[max(place - _AROUND, 0) : place + _AROUND].split())


def _first_difference(one: str, other: str) -> int:
    pairs = zip(one, other, strict=True)
    return next((place for place, (a, b) in enumerate(pairs) if a != b), -1)
