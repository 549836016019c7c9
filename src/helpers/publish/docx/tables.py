"""Tables: repeated head, fixed widths, rows that stay whole, merged sub-headings."""

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.table import Table as WordTable
from docx.table import _Cell, _Row

from helpers.publish.document import Line, Row, Table, plain
from helpers.publish.docx import captions, naming, text, widths
from helpers.publish.docx.manuscript import Manuscript
from helpers.publish.docx.styles import text_width
from helpers.publish.docx.xml import element, twips

_HEAD_ONLY = element(
    "tblLook", val="0420", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=0, noVBand=1
).attrib


def write(book: Manuscript, item: Table) -> None:
    """A caption, which stays with its table, and the table."""
    captions.write(book, item).paragraph_format.keep_with_next = True
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
    shares = widths.fitting(item, size, 2 * about["cell"], width)
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
    naming.give(paragraph, style)
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
