"""Numbered captions of tables and figures, and the words of the lists of them."""

from docx.text.paragraph import Paragraph

from helpers.publish.document import Figure, Table, plain
from helpers.publish.docx import text
from helpers.publish.docx.manuscript import Manuscript, anchor_name

# What Word counts by; the words before the number are in the report's language.
KINDS = {Table: "Table", Figure: "Figure"}


def write(book: Manuscript, item: Table | Figure) -> Paragraph:
    """The caption of a table or figure with the next number of its kind."""
    kind = KINDS[type(item)]
    book.counts[kind] += 1
    number = book.counts[kind]
    paragraph = book.paragraph("Caption")
    start, end = book.bookmark(anchor_name(anchor(item, number)))
    paragraph._p.append(start)
    text.words(paragraph, f"{book.word(kind.lower())} ", "Strong")
    shown = book.speaker.format.numerals(str(number))
    text.field(paragraph, f"SEQ {kind} {numerals(book)}", shown, style="Strong")
    text.words(paragraph, " ")
    text.write(book, paragraph, item.caption)
    paragraph._p.append(end)
    return paragraph


def anchor(item: Table | Figure, number: int) -> str:
    """Where the list of tables or figures leads."""
    return f"figure-{item.name}" if isinstance(item, Figure) else f"table-{number}"


def entry(book: Manuscript, item: Table | Figure, number: int) -> str:
    """The words of a caption as a list has them."""
    word = book.word(KINDS[type(item)].lower())
    return f"{word} {book.speaker.format.numerals(str(number))} {plain(item.caption)}"


def numerals(book: Manuscript) -> str:
    """How a field writes its number."""
    return r"\* THAIARABIC" if book.speaker.format.numerals("1") != "1" else r"\* ARABIC"
