"""Rows of the sheet of qualitative targets: the stage of a goal on a day, with its evidence."""

from helpers.forms import cells, declared
from helpers.forms.entry import Entry, Form, cell, evidence, has_evidence
from helpers.forms.found import Row

_TEXTS = ("evidence_number", "evidence_link", "evidence_words", "responsible_unit")


def read(row: Row, form: Form) -> Entry | None:
    """The stage one row states; nothing for a blank row. Refusals go to the form's problems."""
    filled = row.filled(declared.entries(declared.MILESTONES))
    if not filled:
        return None
    problems = form.problems
    values = {
        "stage": cells.choice(cell(row, "stage"), "stage", problems),
        "as_of": cells.day(cell(row, "as_of"), form.about, problems),
        "maturity": cells.choice(cell(row, "maturity"), "maturity", problems) or "not_stated",
        **{name: cells.text(cell(row, name), problems) for name in _TEXTS},
    }
    if "stage" not in filled:
        problems.add(cell(row, "stage").place, "no_stage")
    if "as_of" not in filled:
        column = declared.load()["columns"]["as_of"]
        problems.add(cell(row, "as_of").place, "needs", column=lambda lang: column[lang])
    if not has_evidence(row):
        problems.add(cell(row, _TEXTS[0]).place, "needs_evidence")
    return form.entry("stages", (form.about.year, form.about.as_of, row.item), values, row)


def made(entry: Entry, source_id: str) -> dict[str, object]:
    """The row of table ``stages``."""
    values = entry.values
    return {
        "year_be": entry.form.year,
        "goal_id": entry.about[2],
        "as_of": values["as_of"],
        "stage": values["stage"],
        "maturity": values["maturity"],
        "evidence": evidence(values),
        "responsible_unit": values["responsible_unit"],
        "source_id": source_id,
        "source_file": entry.source_file,
        "source_row": entry.row.number,
    }
