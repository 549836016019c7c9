"""Column widths in which no word is broken, as near to the given shares as that allows."""

import re
from functools import cache

from fontTools.ttLib import TTFont
from pythainlp import word_tokenize

from helpers import fonts
from helpers.publish.document import Table, plain

_THAI = re.compile("[\u0e00-\u0e7f]+")
# No more of a table for one word: an address has to break somewhere.
_WIDEST = 0.3
_POINTS_PER_CENTIMETRE = 72 / 2.54
# Programs round each letter to their own grid.
_SPARE = 1.04


def load() -> None:
    """Load the dictionary of Thai and the widths of the letters."""
    for weight in ("Regular", "Bold"):
        _wide("ตำบล", weight)


def fitting(item: Table, size: float, padding: float, total: float) -> list[float]:
    """Centimetres a column, ``total`` together, for letters of ``size`` points.

    A column too narrow for its longest word takes the rest from those with room to spare.
    Measured with the embedded font, which is wider than the official one.
    """
    given = [total * share / sum(item.widths) for share in item.widths]
    needed = [min(_longest(column, size) + padding, total * _WIDEST) for column in _columns(item)]
    missing = sum(max(0.0, need - have) for need, have in zip(needed, given, strict=True))
    room = sum(max(0.0, have - need) for need, have in zip(needed, given, strict=True))
    if not missing or room < missing:
        return given
    kept = 1 - missing / room
    return [
        need if have < need else need + (have - need) * kept
        for need, have in zip(needed, given, strict=True)
    ]


def _columns(item: Table) -> list[list[str]]:
    """The texts of each column; rows of one cell lie across all and ask for nothing."""
    rows = [row.cells for row in item.rows if row.kind == "cells"]
    return [[plain(cell) for cell in column] for column in zip(item.head, *rows, strict=True)]


def _longest(texts: list[str], size: float) -> float:
    """Centimetres of the longest word; the first text is the head, in bold."""
    head, *cells = texts
    widest = max(_wide(head, "Bold"), max((_wide(text, "Regular") for text in cells), default=0.0))
    return widest * size / _POINTS_PER_CENTIMETRE * _SPARE


@cache
def _wide(text: str, weight: str) -> float:
    """The longest word of a text, in parts of the size of its letters."""
    letters, unknown, unit = _letters(weight)
    return max(
        (sum(letters.get(ord(sign), unknown) for sign in word) / unit for word in _words(text)),
        default=0.0,
    )


@cache
def _letters(weight: str) -> tuple[dict[int, int], int, int]:
    with fonts.file(weight).open("rb") as stream, TTFont(stream) as font:
        widths = {code: font["hmtx"][name][0] for code, name in font.getBestCmap().items()}
        return widths, font["hmtx"][".notdef"][0], font["head"].unitsPerEm


def _words(text: str) -> list[str]:
    """What a line may not be broken in: words of Thai, anything else between spaces."""
    words = []
    for piece in text.split():
        position = 0
        for thai in _THAI.finditer(piece):
            words += [piece[position : thai.start()], *word_tokenize(thai[0])]
            position = thai.end()
        words.append(piece[position:])
    return words
