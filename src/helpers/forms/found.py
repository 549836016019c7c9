"""What stands in a form before anyone interprets it: rows of cells that know their place."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from helpers import thai


@dataclass(frozen=True)
class Cell:
    """One cell: its value as stored, where it stands, and what is wrong with it as such.

    ``percent`` is true where Excel shows a number as per cent; ``trouble`` is the code of a
    refusal (``forms.yml``) for a formula or an error value.
    """

    value: Any
    place: str
    percent: bool = False
    trouble: str | None = None

    @cached_property
    def filled(self) -> bool:
        """Whether anything stands in the cell; characters nobody sees are nothing."""
        if self.trouble is not None or not isinstance(self.value, str):
            return self.trouble is not None or self.value is not None
        return thai.normalise(self.value) != ""


@dataclass(frozen=True)
class Row:
    """One row of a sheet: its item, its number in the file, its cells by column."""

    sheet: str
    item: str
    number: int
    place: str
    cells: dict[str, Cell]

    def filled(self, columns: list[str]) -> list[str]:
        """Those of ``columns`` in which something stands."""
        return [name for name in columns if name in self.cells and self.cells[name].filled]


@dataclass(frozen=True)
class Grid:
    """A form as received: its file, what it says it is of, its rows, the source of each sheet."""

    file: str
    about: dict[str, Cell]
    rows: list[Row]
    sources: dict[str, str]
    stray: list[Cell] = field(default_factory=list)
