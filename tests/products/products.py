"""What each product of a report shows of the facts, read back out of its file."""

import hashlib
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pypdfium2
from lxml import etree, html
from openpyxl import load_workbook

from helpers.core import metadata
from helpers.facts.book import interval
from helpers.publish.language import Speaker

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_UNSEEN = re.compile(r"[\s\u200b\u200c\u200d\u2060\u00ad\ufeff]+")
# A page ends inside a text: so many letters of foot and head may stand between its two halves.
_HEAD_AND_FOOT = 250


@dataclass(frozen=True)
class Shown:
    """A number where a reader sees it: of which fact, and as which text."""

    fact_id: str
    text: str


class Page:
    """The HTML report: its numbers, and the texts they stand in."""

    def __init__(self, path: Path) -> None:
        self.tree = html.document_fromstring(path.read_bytes().decode("utf-8"))

    @cached_property
    def numbers(self) -> list[Shown]:
        """Every number in the order of the page."""
        found = self.tree.xpath("//*[@data-fact]")
        return [Shown(part.get("data-fact"), part.text_content()) for part in found]

    @cached_property
    def passages(self) -> list[str]:
        """Paragraphs, items, captions and rows of tables that hold numbers, without white space."""
        parts = self.tree.xpath(
            "//*[self::p or self::li or self::tr or self::caption or self::figcaption]"
            "[.//*[@data-fact]]"
        )
        return [squeezed(part.text_content()) for part in parts]


def squeezed(text: str) -> str:
    """A text without white space, sara am in one letter: what no line end can change."""
    plain = _UNSEEN.sub("", unicodedata.normalize("NFC", text)).replace("\u0e4d\u0e32", "\u0e33")
    # PDFium reads a hyphen at the end of a line as a sign of its own.
    return re.sub("[\x02\ufffe]", "-", plain)


def in_word(path: Path) -> Counter:
    """How often the Word report shows which text for which fact, by the mark of its bookmarks."""
    with zipfile.ZipFile(path) as package:
        body = etree.fromstring(package.read("word/document.xml"))
    return Counter(_marked(body))


def _marked(body: etree._Element) -> Iterator[tuple[str, str]]:
    open_marks: dict[str, tuple[str, list[str]]] = {}
    for part in body.iter(f"{_W}bookmarkStart", f"{_W}bookmarkEnd", f"{_W}t"):
        number = part.get(f"{_W}id")
        if part.tag == f"{_W}bookmarkStart" and part.get(f"{_W}name").startswith("_Fact_"):
            open_marks[number] = (part.get(f"{_W}name").split("_")[2], [])
        elif part.tag == f"{_W}bookmarkEnd" and number in open_marks:
            mark, texts = open_marks.pop(number)
            yield mark, "".join(texts)
        elif part.tag == f"{_W}t":
            for _, texts in open_marks.values():
                texts.append(part.text or "")


def mark_of(fact_id: str) -> str:
    """How a bookmark of the Word report names a fact."""
    return hashlib.sha1(fact_id.encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Cell:
    """A fact as the workbook holds it: its value, and the text beside it."""

    value: object
    text: str


def in_workbook(path: Path, lang: str) -> dict[str, Cell]:
    """Every fact of the workbook by its id."""
    name = metadata.load("labels.yml")["workbook"]["sheets"]["facts"][lang]
    columns = list(metadata.load("workbook.yml")["sheets"]["facts"]["columns"])
    lines = load_workbook(path, read_only=True)[name].iter_rows(min_row=2, values_only=True)
    rows = [dict(zip(columns, line, strict=True)) for line in lines]
    return {r["fact_id"]: Cell(interval(r["low"], r["high"]), r["text"]) for r in rows}


def in_pdf(path: Path) -> str:
    """The text of a PDF without white space, page after page."""
    return squeezed("".join(page.get_textpage().get_text_range() for page in _pages(path)))


def _pages(path: Path) -> list[pypdfium2.PdfPage]:
    return list(pypdfium2.PdfDocument(path.read_bytes()))


def not_in_order(passages: list[str], text: str) -> list[str]:
    """The passages that do not stand in a PDF's text, each looked for after the one before."""
    missing, place = [], 0
    for passage in passages:
        end = _end_of(passage, text, place)
        if end is None:
            missing.append(passage)
        else:
            place = end
    return missing


def _end_of(passage: str, text: str, start: int) -> int | None:
    """Where a passage ends that begins at ``start`` or later; a page may end inside it."""
    found = text.find(passage, start)
    if found >= 0:
        return found + len(passage)
    for cut in range(len(passage) - 1, 0, -1):
        for half in re.finditer(re.escape(passage[:cut]), text[start:]):
            after = start + half.end()
            rest = text.find(passage[cut:], after, after + _HEAD_AND_FOOT + len(passage))
            if rest >= 0:
                return rest + len(passage) - cut
    return None


def differences_in_word(page: Page, path: Path) -> list[str]:
    """What the page shows and the Word report does not, and the other way round."""
    on_page = Counter((mark_of(number.fact_id), number.text) for number in page.numbers)
    found = in_word(path)
    missing = [f"not in Word: {what}" for what in (on_page - found).elements()]
    return missing + [f"only in Word: {what}" for what in (found - on_page).elements()]


def differences_in_workbook(page: Page, path: Path, speaker: Speaker) -> list[str]:
    """Facts whose value or text in the workbook is another one, or that it does not have."""
    facts, found = speaker.facts["facts"], in_workbook(path, speaker.lang)
    wrong = [f"not in Excel: {name}" for name in facts.keys() - found.keys()]
    for name, cell in found.items():
        fact, text = facts[name], speaker.format.value(cell.value, facts[name]["kind"])
        if fact["value"] != cell.value or text != cell.text:
            wrong.append(f"other value in Excel: {name} {cell}")
    for number in page.numbers:
        if number.fact_id in found and found[number.fact_id].text != number.text:
            wrong.append(f"other on the page: {number} {found[number.fact_id]}")
    return wrong


def missing_in_pdf(page: Page, path: Path) -> list[str]:
    """Passages of the page with numbers in them that the PDF's text does not have in order."""
    return not_in_order(page.passages, in_pdf(path))
