"""What a cell of the workbook may hold: facts, and texts made safe for one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from openpyxl.cell import Cell

from helpers.core.errors import InputError
from helpers.core.office import NOT_IN_XML
from helpers.publish.document import Light, Line, plain
from helpers.publish.language import Speaker

# Excel keeps so many units of UTF-16 in a cell.
LONGEST = 32_767
# Excel reads _x0041_ inside a text as the letter of that code.
_LOOKS_CODED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(frozen=True)
class Amount:
    """A number, unrounded, with the kind of fact it is."""

    value: float
    kind: str = "count"


@dataclass(frozen=True)
class Year:
    """A year of the Buddhist Era."""

    year_be: int


class Hatched(str):
    """A text in a hatched cell: a light that other assumptions turn."""


Value = str | Amount | Year | date | None
Cells = dict[str, Value]


def pieces(text: str) -> Iterator[str]:
    """A text in parts that fit into a cell; nearly always one."""
    while _units(text) > LONGEST:
        end = _fitting(text)
        yield text[:end]
        text = text[end:]
    yield text


def _units(text: str) -> int:
    """Length as Excel counts it: an emoji is two."""
    return len(text) + sum(letter > "\uffff" for letter in text)


def _fitting(text: str) -> int:
    """How many letters from the start fit into a cell."""
    units = 0
    for place, letter in enumerate(text):
        units += 2 if letter > "\uffff" else 1
        if units > LONGEST:
            return place
    return len(text)


def safe(text: str, cell: Cell) -> str:
    """A text as ``cell`` may hold it, to be read back the same.

    Raises ``InputError`` with sheet and cell for a character that no Excel file can hold.
    """
    found = NOT_IN_XML.search(text)
    if found:
        place = f"sheet “{cell.parent.title}”, cell {cell.coordinate}"
        raise InputError(
            f"{place}: a character that no Excel file can hold",
            expected="text without control characters",
            found=f"U+{ord(found[0]):04X} after {text[: found.start()][-20:]!r}",
            fix="the form or source the text came from",
        )
    return _LOOKS_CODED.sub("_x005F_", text)


def number(speaker: Speaker, fact_id: str | None) -> Amount | None:
    """The one number of a fact; nothing where there is no such fact or it is a range."""
    fact = speaker.facts["facts"].get(fact_id)
    if fact is None or isinstance(fact["value"], dict):
        return None
    return Amount(fact["value"], fact["kind"])


def one(speaker: Speaker, fact_id: str | None) -> Value:
    """A fact in one cell: its number, of a range both ends as text; nothing where there is none."""
    fact = speaker.facts["facts"].get(fact_id)
    if fact is None or not isinstance(fact["value"], dict):
        return number(speaker, fact_id)
    sign = "%" if fact["kind"] == "ratio" else ""
    return f"{speaker.number(fact_id).text}{sign}"


def day(iso: str | None) -> date | None:
    """A day of the fact file as a date."""
    return date.fromisoformat(iso) if iso else None


def words(line: Line) -> str | None:
    """A line as text, hatched if one of its lights is; nothing for an empty one."""
    hatched = any(isinstance(part, Light) and part.turns for part in line)
    return (Hatched(plain(line)) if hatched else plain(line)) or None
