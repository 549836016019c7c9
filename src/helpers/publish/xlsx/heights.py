"""How high a row has to be: neither LibreOffice nor every Excel works it out on opening."""

import math
import unicodedata
from collections.abc import Iterable

# Excel has no higher rows; the text of a longer cell is in it all the same.
HIGHEST = 409


def of_row(texts: Iterable[tuple[object, int]], layout: dict) -> float:
    """Points of a row, given its cells with the widths of their columns."""
    per_width = layout["letters_per_width"]
    most = max(
        (_lines(text, width * per_width) for text, width in texts if isinstance(text, str)),
        default=1,
    )
    return min(HIGHEST, most * layout["line_height"])


def _lines(text: str, room: float) -> int:
    if len(text) <= room and "\n" not in text:
        return 1
    return sum(max(1, math.ceil(_letters(part) / room)) for part in text.split("\n"))


def _letters(text: str) -> int:
    """Letters that take room: Thai vowels and tone marks stand above and below others."""
    return sum(unicodedata.category(letter) != "Mn" for letter in text)
