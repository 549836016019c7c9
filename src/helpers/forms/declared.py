"""What ``metadata/forms.yml`` declares: sheets, columns, choices, words of the form."""

from typing import Any

from helpers import knowledge

# Sheets that are filled in, in the order in which the tables are made from them.
RESULTS, MILESTONES, NARRATIVE, OVERALL = "results", "milestones", "narrative", "overall"
FILLED = (RESULTS, MILESTONES, NARRATIVE, OVERALL)
ABOUT = "about"
ITEM, TEXT, TARGET = "item", "text", "target"


def load() -> dict[str, Any]:
    """Everything ``forms.yml`` says."""
    return knowledge.load("forms.yml")


def sheet_name(sheet: str) -> str:
    """The Thai name a sheet has in the workbook."""
    return load()["sheets"][sheet]["name"]


def columns(sheet: str) -> list[str]:
    """Machine names of a sheet's columns, in their order."""
    return load()["sheets"][sheet]["columns"]


def is_entry(column: str) -> bool:
    """Whether an officer fills in this column."""
    return load()["columns"][column]["kind"] != "given"


def entries(sheet: str) -> list[str]:
    """The columns of a sheet that are filled in."""
    return [column for column in columns(sheet) if is_entry(column)]


def fields() -> list[str]:
    """Machine names of the texts about the whole."""
    return load()["sheets"][OVERALL]["fields"]


def most(unit: str | None = None) -> int:
    """The largest number believed of a unit; of none in particular, that of any count."""
    bounds = load()["most"]
    return bounds.get(unit, bounds["any"])


def table_columns() -> list[str]:
    """The columns of the CSV: those of all sheets once, then what the form is of."""
    known = load()
    of_sheets = [*columns(RESULTS), *columns(MILESTONES), *columns(NARRATIVE), *fields()]
    return [known["row_kind"], *dict.fromkeys(of_sheets), *known["about"]]
