"""About which page each place of a document stands on, for the numbers of its contents.

A program that lays the document out writes its own numbers. These stand until then, where a file
is only looked at: measured line by line with the carried font, right to a page or so.
"""

import math
from collections.abc import Iterator

from docx.oxml.ns import qn
from lxml.etree import _Element

from helpers.publish.docx import carried_font
from helpers.publish.docx.manuscript import Manuscript, text_width

_POINTS_PER_CENTIMETRE = 72 / 2.54
_EMU_PER_POINT = 12_700
_TWIPS_PER_POINT = 20
# Lines are not filled to the last letter, for words are kept whole.
_FILLED = 0.97
# The narrower a cell, the more of its lines is left blank.
_FILLED_CELL = 0.93
_ROW_MARGINS = 1.5


def fill(book: Manuscript) -> None:
    """Write the number of its page into every reference of the document to a place in it."""
    found = _Pages(book).of_bookmarks()
    for code in book.document.element.body.iter(qn("w:instrText")):
        kind, *named = code.text.split()
        if kind == "PAGEREF":
            shown = code.getparent().getnext().getnext().find(qn("w:t"))
            shown.text = book.speaker.format.numerals(str(found[named[0]]))


class _Pages:
    """The document as blocks of a height, put on pages one after the other."""

    def __init__(self, book: Manuscript) -> None:
        self.look = book.look
        page = book.look["page"]
        self.room = (page["height"] - page["top"] - page["bottom"]) * _POINTS_PER_CENTIMETRE
        self.width = text_width(book.look) * _POINTS_PER_CENTIMETRE
        self.styles = {style.style_id: style.name for style in book.document.styles}
        self.body = book.document.element.body
        self.page, self.used = 1, 0.0

    def of_bookmarks(self) -> dict[str, int]:
        """The page of each bookmark by its name."""
        found, waiting = {}, []
        for block in self._blocks():
            waiting.append(block)
            if not self._stays_with_next(block):
                self._place(waiting, found)
                waiting = []
        self._place(waiting, found)
        return found

    def _blocks(self) -> Iterator[_Element]:
        """Paragraphs outside of tables, and rows."""
        for child in self.body:
            if child.tag == qn("w:p"):
                yield child
            elif child.tag == qn("w:tbl"):
                yield from child.iter(qn("w:tr"))

    def _place(self, blocks: list[_Element], found: dict[str, int]) -> None:
        """Blocks that stay together, on this page or the next."""
        together = sum(map(self._height, blocks))
        if self.used + together > self.room and together <= self.room:
            self.page, self.used = self.page + 1, 0.0
        for block in blocks:
            height = self._height(block)
            if block.find(f"{qn('w:pPr')}/{qn('w:pageBreakBefore')}") is not None:
                self.page, self.used = self.page + bool(self.used), 0.0
            for mark in block.iter(qn("w:bookmarkStart")):
                found[mark.get(qn("w:name"))] = self.page
            self.used += height
            while self.used > self.room:
                self.page, self.used = self.page + 1, self.used - self.room

    def _stays_with_next(self, block: _Element) -> bool:
        first = block if block.tag == qn("w:p") else block.find(f".//{qn('w:p')}")
        return first.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None or bool(
            self._style(first).get("with_next")
        )

    def _height(self, block: _Element) -> float:
        if block.tag == qn("w:p"):
            return self._paragraph(block, self.width)
        cells = [(cell, self._cell_width(cell)) for cell in block.iter(qn("w:tc"))]
        heights = [
            sum(self._paragraph(p, w, _FILLED_CELL) for p in cell.iter(qn("w:p")))
            for cell, w in cells
        ]
        return max(heights) + _ROW_MARGINS

    def _cell_width(self, cell: _Element) -> float:
        given = float(cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}").get(qn("w:w")))
        return given / _TWIPS_PER_POINT - 2 * self.look["tables"]["cell"] * _POINTS_PER_CENTIMETRE

    def _paragraph(self, paragraph: _Element, width: float, filled: float = _FILLED) -> float:
        style = self._style(paragraph)
        around = style.get("before", 0) + style.get("after", 0)
        pictures = paragraph.iter(qn("wp:extent"))
        picture = sum(int(size.get("cy")) for size in pictures) / _EMU_PER_POINT
        if picture:
            return picture + around
        line = style.get("line") or style["size"] * carried_font.LINE
        width = (width - style.get("left", 0) * _POINTS_PER_CENTIMETRE) * filled
        weight = "Bold" if style.get("bold") else "Regular"
        lines = sum(
            max(1, math.ceil(_long(text, weight) * style["size"] / width))
            for text in _texts(paragraph)
        )
        return lines * line + around

    def _style(self, paragraph: _Element) -> dict:
        """What a paragraph's style says, with what it takes from its parents."""
        given = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        name = self.styles[given.get(qn("w:val"))] if given is not None else "Normal"
        return self._whole(name)

    def _whole(self, name: str) -> dict:
        about = self.look["styles"].get(name) or self.look["styles"][name.lower()]
        return {**(self._whole(about["parent"]) if "parent" in about else {}), **about}


def _texts(paragraph: _Element) -> list[str]:
    """The words of a paragraph, cut where a line is said to end."""
    words = [
        "\n" if part.tag == qn("w:br") else part.text or ""
        for part in paragraph.iter(qn("w:t"), qn("w:br"))
    ]
    return "".join(words).split("\n")


def _long(text: str, weight: str) -> float:
    """How long a text is on one line, in parts of the size of its letters."""
    letters, unknown = carried_font.widths(weight)
    return sum(letters.get(ord(sign), unknown) for sign in text)
