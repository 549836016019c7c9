"""The Word report: real styles, headings, captions, tables and contents, to be edited in Word."""

from pathlib import Path

from helpers.core import files
from helpers.publish.document import BEFORE_CONTENTS
from helpers.publish.docx import blocks, front, package, paging
from helpers.publish.docx.manuscript import Manuscript
from helpers.publish.said import SaidReport


def warm() -> None:
    """Load what every document needs and no report changes."""
    blocks.load()


def write(report: SaidReport, out: Path) -> Path:
    """Write the report as a Word file, whole or not at all; the same facts give the same bytes.

    Raises ``InputError`` for a text Word cannot carry and for a font that is not installed.
    """
    sections = [report.section(name) for name in report.sections]
    book = Manuscript.empty(report)
    front.cover(book, sections[0])
    summary = [part for part in sections[1:] if part.name in BEFORE_CONTENTS]
    text = [part for part in sections[1:] if part.name not in BEFORE_CONTENTS]
    blocks.write(book, summary)
    front.contents(book, [*summary, *text])
    blocks.write(book, text)
    paging.fill(book)
    with files.appears_complete(out) as partial:
        package.save(book, partial)
    return out
