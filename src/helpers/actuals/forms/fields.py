"""What ``metadata/forms.yml`` declares, and all that is wrong with one file, told at once."""

from typing import Any

from helpers.core import metadata, notices
from helpers.core.errors import InputError, Mistake, Place, in_order
from helpers.core.metadata import LANGUAGES
from helpers.core.notices import Notice

# Sheets that are filled in, in the order in which the tables are made from them.
RESULTS, MILESTONES, NARRATIVE, OVERALL = "results", "milestones", "narrative", "overall"
FILLED = (RESULTS, MILESTONES, NARRATIVE, OVERALL)
ABOUT = "about"
ITEM, TEXT, TARGET = "item", "text", "target"


def load() -> dict[str, Any]:
    """Everything ``forms.yml`` says."""
    return metadata.load("forms.yml")


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


class Problems:
    """Collects the refusals of one file; each names sheet and cell, or line and column.

    ``copies`` says where a copy of the file may go in which they are marked, once it is known.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self.told: list[Mistake] = []
        self.copies: dict[str, str] = {}

    def add(
        self,
        place: Place | str,
        code: str,
        *,
        expected: object = None,
        found: object = None,
        **slots: object,
    ) -> None:
        """Refuse what stands at ``place``: ``code`` is one of ``refusals`` in forms.yml."""
        known = place if isinstance(place, Place) else Place(words=place)
        self.told.append(Mistake(known, words(code, found=found, **slots), expected, found))

    def stop(self) -> None:
        """Raise one ``InputError`` for all that was gathered; nothing where there is none."""
        if self.told:
            # Each once, as the error tells them.
            count = len(in_order(self.told))
            heading = words("heading", count=count)
            raise InputError(
                heading, file=self.file, fix=self.file, mistakes=self.told, copies=self.copies
            )


def words(code: str, **slots: object) -> Notice:
    """The refusal ``code`` in each language; slots may be given per language by a function."""
    return both(load()["refusals"][code], **slots)


def both(texts: dict[str, str], **slots: object) -> Notice:
    """A text in each language with its slots filled; a callable slot is asked per language."""
    return notices.filled(texts, **{name: _slot(slot) for name, slot in slots.items()})


def expectation(name: str, **slots: object) -> Notice:
    """What a cell should have held, in each language."""
    return both(load()["refusals"]["expected_values"][name], **slots)


def _slot(slot: object) -> object:
    return Notice({lang: slot(lang) for lang in LANGUAGES}) if callable(slot) else slot
