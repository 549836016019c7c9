"""What one row (or one text) of a form says, typed, with the places of its cells."""

import re
from dataclasses import dataclass
from typing import Any

from helpers import thai
from helpers.forms.about import About
from helpers.forms.found import Cell, Grid, Row
from helpers.forms.problems import Problems

_BLANK = Cell(None, "")
_EVIDENCE = ("evidence_number", "evidence_link", "evidence_words")
_BETWEEN = " · "
# What stands for nothing in a cell of evidence: a dash of any length.
_DASHES = re.compile(r"[-\u2010-\u2015\u2212\s]+")


@dataclass(frozen=True)
class Entry:
    """One statement: the table it goes to, what it is about, its typed cells and their places.

    ``about`` names what two forms must not say differently; ``drafted`` is true for a text that
    stands as the form printed it.
    """

    table: str
    about: tuple
    values: dict[str, Any]
    places: dict[str, str]
    row: Row
    file: str
    source_file: str
    form: About
    drafted: bool = False


@dataclass(frozen=True)
class Form:
    """A form as received, what it is of, and where its problems are gathered."""

    grid: Grid
    about: About
    problems: Problems

    def entry(self, table: str, about: tuple, values: dict, row: Row, **more: Any) -> Entry:
        """A statement of this form, made in one of its rows."""
        places = {name: row.cells[name].place for name in values if name in row.cells}
        source = self.grid.sources[row.sheet]
        return Entry(table, about, values, places, row, self.grid.file, source, self.about, **more)


def cell(row: Row, column: str) -> Cell:
    """A cell of a row; a blank one where the row has none."""
    return row.cells.get(column, _BLANK)


def evidence(values: dict[str, Any]) -> str | None:
    """Number, link and words of the evidence in one text; nothing where all are blank."""
    given = [values[name] for name in _EVIDENCE if values[name]]
    return _BETWEEN.join(text for text in given if not _is_dash(text)) or None


def has_evidence(row: Row) -> bool:
    """Whether a row gives evidence; a lone dash is none."""
    given = [cell(row, name) for name in row.filled(list(_EVIDENCE))]
    return any(not _is_dash(one.value) for one in given)


def _is_dash(value: Any) -> bool:
    return isinstance(value, str) and _DASHES.fullmatch(thai.normalise(value)) is not None
