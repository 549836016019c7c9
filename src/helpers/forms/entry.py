"""What one row (or one text) of a form says, typed, with the places of its cells."""

from dataclasses import dataclass
from typing import Any

from helpers.forms.about import About
from helpers.forms.found import Cell, Grid, Row
from helpers.forms.problems import Problems

_BLANK = Cell(None, "")
_EVIDENCE = ("evidence_number", "evidence_link", "evidence_words")
_BETWEEN = " · "


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
    return _BETWEEN.join(values[name] for name in _EVIDENCE if values[name]) or None
