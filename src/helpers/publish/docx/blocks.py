"""The blocks of a report in the order they are read."""

from collections.abc import Iterable

from helpers.publish.document import Block, Bullets, Figure, Heading, Paragraph, Section, Table
from helpers.publish.docx import figures, tables, text
from helpers.publish.docx.manuscript import Manuscript


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
            tables.write(book, block)
        case Figure():
            figures.write(book, block)
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
