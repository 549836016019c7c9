"""What ``metadata/forms.yml`` declares, and all that is wrong with one file, told at once."""

from typing import Any

from helpers.core import metadata
from helpers.core.errors import InputError
from helpers.core.metadata import LANGUAGES

# Sheets that are filled in, in the order in which the tables are made from them.
RESULTS, MILESTONES, NARRATIVE, OVERALL = "results", "milestones", "narrative", "overall"
STRATEGIES = "strategies"
FILLED = (RESULTS, MILESTONES, STRATEGIES, NARRATIVE, OVERALL)
ABOUT = "about"
ITEM, TEXT, TARGET, REMARK = "item", "text", "target", "remark"


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
    sheets = (RESULTS, MILESTONES, STRATEGIES, NARRATIVE)
    of_sheets = [*(name for sheet in sheets for name in columns(sheet)), *fields()]
    return [known["row_kind"], *dict.fromkeys(of_sheets), *known["about"]]


SHOWN = 10


class Problems:
    """Collects the refusals of one file; each names sheet and cell, or line and column."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.told: list[str] = []

    def add(
        self,
        place: str,
        code: str,
        *,
        expected: object = None,
        found: object = None,
        **slots: object,
    ) -> None:
        """Refuse what stands at ``place``: ``code`` is one of ``refusals`` in forms.yml."""
        said = words(code, found=found, **slots)
        parts = [f"{place}: {said}" if place else said]
        if expected is not None:
            parts.append(f"{words('expected')} {expected}")
        if found is not None:
            parts.append(f"{words('found')} {found}")
        self.told.append("; ".join(parts))

    def stop(self) -> None:
        """Raise one ``InputError`` for all that was gathered; nothing where there is none."""
        if not self.told:
            return
        shown = "".join(f"\n  {text}" for text in self.told[:SHOWN])
        left = len(self.told) - SHOWN
        more = f"\n  {words('more', count=left)}" if left > 0 else ""
        heading = words("heading", count=len(self.told))
        raise InputError(f"{heading}:{shown}{more}\n ", file=self.file, fix=self.file)


def words(code: str, **slots: object) -> str:
    """The refusal ``code`` in Thai and English; slots may be given per language by a function."""
    return both(load()["refusals"][code], **slots)


def both(texts: dict[str, str], **slots: object) -> str:
    """Thai · English of a text with its slots filled; a callable slot is asked per language."""
    return " · ".join(_filled(texts[lang], lang, slots) for lang in LANGUAGES)


def expectation(name: str, **slots: object) -> str:
    """What a cell should have held, in Thai and English."""
    return both(load()["refusals"]["expected_values"][name], **slots)


def _filled(text: str, lang: str, slots: dict[str, object]) -> str:
    return text.format(**{name: _slot(slot, lang) for name, slot in slots.items()})


def _slot(slot: object, lang: str) -> object:
    return slot(lang) if callable(slot) else slot
