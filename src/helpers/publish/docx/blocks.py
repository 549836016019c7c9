"""The blocks of a report in the order they are read: paragraphs, tables, figures."""

import io
import re
from collections.abc import Iterable
from functools import cache

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Length
from docx.table import Table as WordTable
from docx.table import _Cell, _Row
from pythainlp import word_tokenize

from helpers.publish.document import (
    Block,
    Bullets,
    Figure,
    Heading,
    Line,
    Paragraph,
    Row,
    Section,
    Table,
    plain,
)
from helpers.publish.docx import carried_font, manuscript, text
from helpers.publish.docx.manuscript import Manuscript, element, text_width, twips

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
    Measured with the carried font, which is about as wide as the official one.
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
    letters, unknown = carried_font.widths(weight)
    return max(
        (sum(letters.get(ord(sign), unknown) for sign in word) for word in _words(text)),
        default=0.0,
    )


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


_HEAD_ONLY = element(
    "tblLook", val="0420", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=0, noVBand=1
).attrib


def write_table(book: Manuscript, item: Table) -> None:
    """A caption, which stays with its table, and the table."""
    text.write_caption(book, item).paragraph_format.keep_with_next = True
    table = book.document.add_table(len(item.rows) + 1, len(item.align), "Report Table")
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.LEFT
    _measure(book, table, item)
    head, *rows = table.rows
    _head(book, head, item)
    for row, given in zip(rows, item.rows, strict=True):
        _row(book, row, given, item)
    if len(item.rows) <= book.look["tables"]["kept_whole"]:
        _keep_whole(rows[:-1])
    # Word wants a paragraph after a table, and joins two tables that have none between.
    book.paragraph("After Table")


def _measure(book: Manuscript, table: WordTable, item: Table) -> None:
    """Widths of the table, its grid and its cells: programs differ in which they trust."""
    width, about = text_width(book.look), book.look["tables"]
    size = book.look["styles"][_size(book, "Table Text", item)]["size"]
    shares = fitting(item, size, 2 * about["cell"], width)
    table._tbl.tblPr.find(qn("w:tblLook")).attrib.update(_HEAD_ONLY)
    table._tbl.tblPr.find(qn("w:tblW")).attrib.update(
        element("tblW", type="dxa", w=twips(width)).attrib
    )
    for column, share in zip(table.columns, shares, strict=True):
        column.width = Cm(share)
    for row in table.rows:
        for cell, share in zip(row.cells, shares, strict=True):
            cell.width = Cm(share)


def _head(book: Manuscript, row: _Row, item: Table) -> None:
    _property(row, "cantSplit")
    _property(row, "tblHeader")
    for cell, words, side in zip(row.cells, item.head, item.align, strict=True):
        _cell(book, cell, words, _size(book, "Table Head", item), side)


def _row(book: Manuscript, row: _Row, given: Row, item: Table) -> None:
    if sum(len(plain(cell)) for cell in given.cells) <= book.look["tables"]["whole_row"]:
        _property(row, "cantSplit")
    style = _size(book, book.style("rows", given.kind), item)
    cells, sides = row.cells, item.align
    if given.kind != "cells":
        cells, sides = (cells[0].merge(cells[-1]),), "l"
    if given.kind == "group":
        cells[0]._tc.get_or_add_tcPr().append(_fill(book))
    for place, (cell, words, side) in enumerate(zip(cells, given.cells, sides, strict=True)):
        _cell(book, cell, words, style, side, given.anchor if place == 0 else None)


def _fill(book: Manuscript):
    return element("shd", val="clear", color="auto", fill=book.look["colours"]["soft"])


def _size(book: Manuscript, style: str, item: Table) -> str:
    """A table of many columns takes smaller letters."""
    return f"{style} Small" if len(item.align) >= book.look["tables"]["small_from"] else style


def _cell(
    book: Manuscript, cell: _Cell, line: Line, style: str, side: str, anchor: str | None = None
) -> None:
    paragraph = cell.paragraphs[0]
    manuscript.give(paragraph, style)
    if side == "r":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if anchor:
        text.marked(book, paragraph, line, anchor)
    else:
        text.write(book, paragraph, line)


def _property(row: _Row, name: str) -> None:
    row._tr.get_or_add_trPr().append(element(name))


def _keep_whole(rows: list[_Row]) -> None:
    for row in rows:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def write_figure(book: Manuscript, item: Figure) -> None:
    """The picture in a paragraph of its own, kept with the caption that follows."""
    look = book.look["figures"]
    run = book.paragraph("Figure").add_run()
    picture = run.add_picture(io.BytesIO(item.png(look["dots_per_inch"])))
    picture.width, picture.height = _fitting(
        picture.width, picture.height, Cm(text_width(book.look)), Cm(look["height"])
    )
    about = picture._inline.docPr
    about.set("name", item.name)
    about.set("descr", item.alt)
    caption = text.write_caption(book, item)
    if item.legend:
        caption.paragraph_format.keep_with_next = True
        text.write(book, book.paragraph("Legend"), item.legend)


def _fitting(width: Length, height: Length, widest: Length, highest: Length) -> tuple[Emu, Emu]:
    """As wide as the text, unless that would be too high for a page."""
    scale = min(widest / width, highest / height)
    return Emu(round(width * scale)), Emu(round(height * scale))


def write(book: Manuscript, sections: Iterable[Section]) -> None:
    """Every block of the sections; the first heading begins a page."""
    for place, section in enumerate(sections):
        starts_page = place == 0 or section.name in book.look["new_page"]
        for block in section.blocks:
            _block(book, block, starts_page and block is section.blocks[0])


def _block(book: Manuscript, block: Block, starts_page: bool) -> None:
    match block:
        case Heading():
            heading(book, block).paragraph_format.page_break_before = starts_page or None
        case Paragraph():
            paragraph(book, block)
        case Bullets(lines=lines):
            for line in lines:
                text.write(book, book.paragraph("List Bullet"), line)
        case Table():
            write_table(book, block)
        case Figure():
            write_figure(book, block)
        case _:
            raise TypeError(f"not a block: {block!r}")


def heading(book: Manuscript, block: Heading):
    """A heading that the contents and references lead to."""
    made = book.paragraph(book.style("headings", block.level))
    text.marked(book, made, block.line, block.anchor)
    return made


def paragraph(book: Manuscript, block: Paragraph, style: str | None = None) -> None:
    """A paragraph; one that only stands for the contents is left to these."""
    if block.style not in book.look["left_out"]:
        style = style or book.style("paragraphs", block.style)
        text.write(book, book.paragraph(style), block.line)
