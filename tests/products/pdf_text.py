"""The words of a PDF as a search finds them: page by page, without running heads and numbers."""

import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from products import squeezed
from pypdfium2 import raw

# The lists of a PDF, by the keys of their headings.
LISTS = ("contents", "tables", "figures")
_POINTS_A_MM = 72 / 25.4
# What lies nearer to the edges than this is head or foot of a page; the cover has neither.
_HEAD_MM, _FOOT_MM = 25, 19


def words(path: Path) -> str:
    """All body text in content order, white space and zero width removed, sara am joined."""
    return "".join(pages(path))


def pages(path: Path) -> list[str]:
    """The same page by page."""
    book = pypdfium2.PdfDocument(path.read_bytes())
    return [squeezed(_body(page, is_cover=place == 0)) for place, page in enumerate(book)]


def margins(path: Path) -> list[str]:
    """Head and foot of each page, white space removed."""
    book = pypdfium2.PdfDocument(path.read_bytes())
    return [squeezed(_strip(page, "head") + _strip(page, "foot")) for page in book]


def lines(path: Path) -> list[str]:
    """The lines of all bodies as they are broken on paper."""
    book = pypdfium2.PdfDocument(path.read_bytes())
    return [line for page in book for line in re.split(r"\r?\n", _body(page, is_cover=False))]


def outline(path: Path) -> list[tuple[int, str, int]]:
    """The bookmarks: depth, title and the number of the page they lead to."""
    book = pypdfium2.PdfDocument(path.read_bytes())
    return [(b.level, b.get_title(), b.get_dest().get_index() + 1) for b in book.get_toc()]


def links(path: Path) -> list[tuple[int, int | None]]:
    """Every link inside the document: the page it stands on and the one it leads to, if any."""
    book = pypdfium2.PdfDocument(path.read_bytes())
    return [(number, to) for number, page in enumerate(book, 1) for to in _targets(book, page)]


def fonts(path: Path) -> set[tuple[str, bool]]:
    """The fonts texts are written in, without the mark of a subset, and whether embedded."""
    book = pypdfium2.PdfDocument(path.read_bytes())
    found = set()
    for page in book:
        for piece in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
            font = piece.get_font()
            found.add((font.get_base_name().partition("+")[2], font.is_embedded))
    return found


def language(path: Path) -> str:
    """The language the document says it is in."""
    book, buffer = pypdfium2.PdfDocument(path.read_bytes()), (raw.FPDF_WCHAR * 16)()
    size = raw.FPDFCatalog_GetLanguage(book, buffer, len(buffer) * 2)
    return bytes(buffer)[: size - 2].decode("utf-16-le")


def _targets(book: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> Iterator[int | None]:
    place, link = raw.c_int(0), raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(page, place, link):
        if raw.FPDFAction_GetType(raw.FPDFLink_GetAction(link)) == raw.PDFACTION_URI:
            continue
        target = raw.FPDFLink_GetDest(book, link)
        yield raw.FPDFDest_GetDestPageIndex(book, target) + 1 if target else None


def _body(page: pypdfium2.PdfPage, is_cover: bool) -> str:
    width, height = page.get_size()
    foot, head = (0, 0) if is_cover else (_FOOT_MM * _POINTS_A_MM, _HEAD_MM * _POINTS_A_MM)
    return page.get_textpage().get_text_bounded(0, foot, width, height - head)


def _strip(page: pypdfium2.PdfPage, which: str) -> str:
    width, height = page.get_size()
    if which == "head":
        return page.get_textpage().get_text_bounded(0, height - _HEAD_MM * _POINTS_A_MM, width)
    return page.get_textpage().get_text_bounded(0, 0, width, _FOOT_MM * _POINTS_A_MM)
