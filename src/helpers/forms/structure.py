"""Whether a form has the rows a form of its year has: none deleted, altered, doubled or foreign."""

from collections import Counter

from helpers.errors import examples
from helpers.forms import cells, declared
from helpers.forms.entry import Form


def check(form: Form) -> None:
    """Gather what is wrong with the rows of a form in its problems."""
    for cell in form.grid.stray:
        cells.refuse(cell, form.problems, "stray")
    for sheet in declared.FILLED:
        _check_sheet(form, sheet)


def _check_sheet(form: Form, sheet: str) -> None:
    rows = [row for row in form.grid.rows if row.sheet == sheet]
    wanted, counts = form.about.items(sheet), Counter(row.item for row in rows)
    for row in rows:
        if not row.item:
            form.problems.add(row.place, "no_id")
        elif row.item not in wanted:
            form.problems.add(row.place, "not_due", year=form.about.year, found=row.item)
        elif counts[row.item] > 1:
            form.problems.add(row.place, "row_twice", found=row.item)
    missing = [item for item in wanted if item not in counts]
    if missing:
        where = "" if form.grid.sources[sheet] == form.grid.file else f"sheet {_name(sheet)}"
        form.problems.add(where, "row_missing", expected=examples(missing))


def _name(sheet: str) -> str:
    return declared.sheet_name(sheet)
