"""Cover, contents, lists of tables and figures, running head and foot."""

from collections.abc import Iterable, Iterator

from docx.shared import Cm

from helpers.publish.annual.title import plan
from helpers.publish.document import Figure, Heading, Paragraph, Section, Table, plain
from helpers.publish.docx import blocks, text
from helpers.publish.docx.manuscript import Manuscript, anchor_name

Entry = tuple[str, str, str]  # style, words, anchor


def cover(book: Manuscript, title: Section) -> None:
    """Institute, title, plan, year, day and round, and what kind of document this is."""
    _page(book)
    text.words(book.paragraph("Cover Institute"), book.word("institute"))
    for block in title.blocks:
        if isinstance(block, Heading):
            blocks.heading(book, block)
            text.write(book, book.paragraph("Subtitle"), plan(book.speaker))
        # The lead names institute and plan, which stand above it.
        elif isinstance(block, Paragraph) and block.style != "lead":
            blocks.paragraph(book, block, "Cover Text")


def _page(book: Manuscript) -> None:
    """A4 with the margins of Thai official papers; the cover has no head and foot."""
    section, page = book.document.sections[0], book.look["page"]
    section.page_width, section.page_height = Cm(page["width"]), Cm(page["height"])
    for side in ("top", "left", "right", "bottom"):
        setattr(section, f"{side}_margin", Cm(page[side]))
    section.header_distance, section.footer_distance = Cm(page["header"]), Cm(page["footer"])
    section.different_first_page_header_footer = True
    _head_and_foot(book)


def _head_and_foot(book: Manuscript) -> None:
    section, speaker = book.document.sections[0], book.speaker
    head = section.header.paragraphs[0]
    head.style = "Header"
    text.write(book, head, book.report.running_head)
    foot = section.footer.paragraphs[0]
    foot.style = "Footer"
    one = speaker.format.numerals("1")
    text.words(foot, f"{book.word('page')} ")
    text.field(foot, f"PAGE {text.numerals(book)}", one)
    text.words(foot, " / ")
    text.field(foot, f"NUMPAGES {text.numerals(book)}", one)


def contents(book: Manuscript, sections: Iterable[Section]) -> None:
    """The contents and the lists of tables and figures, filled in."""
    shown = [block for section in sections for block in section.blocks]
    levels = book.look["contents"]["levels"]
    first = book.paragraph("TOC Heading")
    first.paragraph_format.page_break_before = True
    text.words(first, book.word("contents"))
    _list(book, list(_headings(shown, levels)))
    for kind, name in text.KINDS.items():
        items = [block for block in shown if isinstance(block, kind)]
        if items:
            text.words(book.paragraph("TOC Heading"), book.word(f"{name.lower()}s"))
            _list(book, list(_captions(book, items)))


def _headings(shown: list, levels: int) -> Iterator[Entry]:
    """Headings of the report; the page's level 2 is the document's level 1."""
    for block in shown:
        if isinstance(block, Heading) and block.level - 1 <= levels:
            yield f"toc {block.level - 1}", plain(block.line), block.anchor


def _captions(book: Manuscript, items: list[Table | Figure]) -> Iterator[Entry]:
    for number, item in enumerate(items, 1):
        words = text.entry(book, item, number)
        yield "table of figures", words, text.anchor(item, number)


def _list(book: Manuscript, entries: list[Entry]) -> None:
    """Each entry a link to its place with the number of its page.

    The numbers are fields of their own: a program lays them out as it opens the file. In one field
    over all entries, which Word could make anew, LibreOffice shows what the file says alone.
    """
    for style, words, anchor in entries:
        paragraph = book.paragraph(style)
        name = anchor_name(anchor)
        link = text.link(paragraph, name)
        text.words(paragraph, words, None, link)
        text.run_in(paragraph, link).add_tab()
        text.field(paragraph, rf"PAGEREF {name} \h", "0", link)
