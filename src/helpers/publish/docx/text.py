"""Lines of words, numbers, lights and references as runs of a paragraph; captions."""

import re

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml.etree import _Element

from helpers.core.errors import InputError
from helpers.core.office import NOT_IN_XML
from helpers.publish.document import (
    Break,
    Figure,
    Inline,
    Light,
    Line,
    Number,
    Ref,
    Table,
    Text,
    is_identifier,
    plain,
)
from helpers.publish.docx import manuscript
from helpers.publish.docx.manuscript import Manuscript, anchor_name, element

# What XML 1.0 has no way to write, in any spelling.
# Pictographs, with the joiners, colours and variation signs that belong to them.
_EMOJI = re.compile(
    "(?:[\U0001f000-\U0001faff\u2600-\u27bf\u231a-\u23ff\u2b50\u2b55]"
    "[\ufe0e\ufe0f\u200d\u20e3\U0001f3fb-\U0001f3ff]*)+"
)
_SHOWN = 40


def write(book: Manuscript, paragraph: Paragraph, line: Line) -> None:
    """Append a line to a paragraph."""
    for inline in line:
        _inline(book, paragraph, inline)


def _inline(book: Manuscript, paragraph: Paragraph, inline: Inline) -> None:
    match inline:
        case Text(text=text, style="address"):
            words(paragraph, text, book.style("words", "address"), web_link(paragraph, text))
        case Text(text=text, style="code") if is_identifier(text):
            _whole(paragraph, text, book.style("words", "code"))
        case Text(text=text, style=style):
            words(paragraph, text, book.style("words", style))
        case Number(fact_id=fact_id, text=text):
            start, end = book.bookmark(book.fact_name(fact_id))
            paragraph._p.append(start)
            words(paragraph, text)
            paragraph._p.append(end)
        case Light(name=name, turns=turns):
            style = book.look["lights"].get(name, "Light")
            words(paragraph, inline.words, f"{style} turning" if turns else style)
        case Ref(target=target, text=text):
            words(paragraph, text, "Hyperlink", link(paragraph, anchor_name(target)))
        case Break():
            paragraph.add_run().add_break()
        case _:
            raise TypeError(f"not an inline: {inline!r}")


def marked(book: Manuscript, paragraph: Paragraph, line: Line, anchor: str) -> None:
    """A line that references lead to."""
    start, end = book.bookmark(anchor_name(anchor))
    paragraph._p.append(start)
    write(book, paragraph, line)
    paragraph._p.append(end)


def words(
    paragraph: Paragraph, text: str, style: str | None = None, into: _Element | None = None
) -> None:
    """Words as they are, whatever they hold: no field, no link, no control sign.

    Raises ``InputError`` for a character that no Word file can carry.
    """
    text = _lines_as_word_has_them(text)
    position = 0
    for picture in _EMOJI.finditer(text):
        _run(paragraph, text[position : picture.start()], style, into)
        _run(paragraph, picture[0], "Emoji", into)
        position = picture.end()
    _run(paragraph, text[position:], style, into)


def _run(paragraph: Paragraph, text: str, style: str | None, into: _Element | None) -> None:
    if text:
        run = run_in(paragraph, into)
        run.text = text
        if style:
            manuscript.give(run, style)


def run_in(paragraph: Paragraph, into: _Element | None = None) -> Run:
    """An empty run at the end of a paragraph or of a part of it."""
    made = OxmlElement("w:r")
    (paragraph._p if into is None else into).append(made)
    return Run(made, paragraph)


def _whole(paragraph: Paragraph, text: str, style: str | None) -> None:
    """An identifier whose hyphens end no line; they are still read and found as hyphens."""
    run, (first, *others) = run_in(paragraph), text.split("-")
    run.text = first
    for part in others:
        run._r.append(element("noBreakHyphen"))
        run.add_text(part)
    if style:
        manuscript.give(run, style)


def _lines_as_word_has_them(text: str) -> str:
    found = NOT_IN_XML.search(text)
    if found:
        raise InputError(
            "a text holds a control character that Word cannot carry",
            expected="letters, signs, tabs and new lines",
            found=f"U+{ord(found[0]):04X} after {text[: found.start()][-_SHOWN:]!r}",
            fix="the form or file the text comes from",
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")


def link(paragraph: Paragraph, bookmark: str) -> _Element:
    """A link inside the document, to be filled with runs."""
    made = element("hyperlink", anchor=bookmark, history=1)
    paragraph._p.append(made)
    return made


def web_link(paragraph: Paragraph, address: str) -> _Element:
    """A link to a page on the web, to be filled with runs."""
    made = element("hyperlink", history=1)
    target = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    made.set(qn("r:id"), target)
    paragraph._p.append(made)
    return made


def field(
    paragraph: Paragraph,
    instruction: str,
    result: str,
    into: _Element | None = None,
    style: str | None = None,
) -> None:
    """A field with the result a reader sees until it is updated."""
    field_start(paragraph, instruction, into)
    _run(paragraph, result, style, into)
    field_end(paragraph, into)


def field_start(paragraph: Paragraph, instruction: str, into: _Element | None = None) -> None:
    """The head of a field whose result follows, over several paragraphs if need be."""
    run_in(paragraph, into)._r.append(element("fldChar", fldCharType="begin"))
    code = element("instrText")
    code.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    code.text = f" {instruction} "
    run_in(paragraph, into)._r.append(code)
    run_in(paragraph, into)._r.append(element("fldChar", fldCharType="separate"))


def field_end(paragraph: Paragraph, into: _Element | None = None) -> None:
    """The end of a field."""
    run_in(paragraph, into)._r.append(element("fldChar", fldCharType="end"))


# What Word counts by; the words before the number are in the report's language.
KINDS = {Table: "Table", Figure: "Figure"}


def write_caption(book: Manuscript, item: Table | Figure) -> Paragraph:
    """The caption of a table or figure with the next number of its kind."""
    kind = KINDS[type(item)]
    book.counts[kind] += 1
    number = book.counts[kind]
    paragraph = book.paragraph("Caption")
    start, end = book.bookmark(anchor_name(anchor(item, number)))
    paragraph._p.append(start)
    words(paragraph, f"{book.word(kind.lower())} ", "Strong")
    shown = book.speaker.format.numerals(str(number))
    field(paragraph, f"SEQ {kind} {numerals(book)}", shown, style="Strong")
    words(paragraph, " ")
    write(book, paragraph, item.caption)
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
