"""A PDF as a screen reader gets it: by its tags, not by its looks."""

from collections.abc import Iterator
from pathlib import Path

import outloud
import pikepdf
from outloud.model import Document

# What `outloud` guesses from the look of words. The functions below know instead.
_GUESSES = {
    "PAG-001",  # takes the head of a table that goes on for a running head
    "TAG-002",  # takes a running head that names the part for prose
    "TBL-010",  # counts the heads of the piece of a table that ends on the next page
}
# The margins of print.css, in points.
_TOP, _BOTTOM = 26 / 25.4 * 72, 20 / 25.4 * 72


def complaints(path: Path) -> list[str]:
    """Everything `outloud` finds wrong, warnings too; a file it cannot read is a complaint."""
    result = outloud.check(str(path), skip=_GUESSES)
    found = [f"{f.rule} p.{f.page}: {f.message} {f.evidence}" for f in result.findings]
    return [result.error, *found] if result.error else found


def out_of_place(path: Path) -> list[str]:
    """Words of a margin that are read out, and words of the text that are not."""
    document = Document(str(path))
    try:
        return [f"p.{page} {text}" for page, text in _out_of_place(document)]
    finally:
        document.close()


def _out_of_place(document: Document) -> Iterator[tuple[int, str]]:
    for page in document.pages[1:]:  # the cover has no margins
        for run in document.content(page.index).runs:
            middle = (run.bbox[1] + run.bbox[3]) / 2
            in_margin = middle < _BOTTOM or middle > page.height - _TOP
            if run.text.strip() and in_margin != bool(run.artifact):
                yield page.number, run.text


def headings_of_columns(path: Path) -> set[str]:
    """Where header cells stand: in what kind of group of rows."""
    document = Document(str(path))
    try:
        cells = [element for element in document.elements if element.type == "TH"]
        return {cell.logical_parent.logical_parent.type for cell in cells}
    finally:
        document.close()


def words_of_links(path: Path) -> set[str]:
    """How every link is described."""
    with pikepdf.open(path) as document:
        marks = [mark for page in document.pages for mark in page.get("/Annots", [])]
        return {str(mark.Contents) for mark in marks if mark.Subtype == "/Link"}
