"""What is being written: the document, its look, and the numbers and names it has given out."""

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, field

import docx
from docx.document import Document
from docx.text.paragraph import Paragraph
from lxml.etree import _Element

from helpers import knowledge
from helpers.errors import InputError
from helpers.publish.annual.report import Report
from helpers.publish.docx import naming, styles
from helpers.publish.docx.xml import element
from helpers.publish.speaker import Speaker

LOOK = "src/helpers/metadata/docx.yml"
# Word refuses longer names of bookmarks.
LONGEST_NAME = 40


@dataclass
class Manuscript:
    """A document in the making. ``counts`` numbers captions and the places of facts."""

    document: Document
    report: Report
    look: dict
    counts: Counter = field(default_factory=Counter)

    @classmethod
    def empty(cls, report: Report) -> "Manuscript":
        """A document with the styles of the house and nothing in it."""
        look = knowledge.load("docx.yml")
        document = docx.Document()
        styles.apply(document, look)
        return cls(document, report, look)

    @property
    def speaker(self) -> Speaker:
        return self.report.speaker

    def word(self, key: str) -> str:
        """A word of the product itself in the report's language and numerals."""
        return self.speaker.format.numerals(self.speaker.word(f"product.{key}"))

    def style(self, part: str, name: object) -> str | None:
        """The style a part of a report takes; ``InputError`` for a part without one."""
        if name not in self.look[part]:
            raise InputError(f"no Word style for {part} {name!r}", fix=LOOK)
        return self.look[part][name]

    def paragraph(self, style: str) -> Paragraph:
        """A new paragraph at the end of the document."""
        made = self.document.add_paragraph()
        naming.give(made, style)
        return made

    def bookmark(self, name: str) -> tuple[_Element, _Element]:
        """Start and end of a bookmark, to be put around what it marks."""
        self.counts["bookmark"] += 1
        number = self.counts["bookmark"]
        return element("bookmarkStart", id=number, name=name), element("bookmarkEnd", id=number)

    def fact_name(self, fact_id: str) -> str:
        """The name of the hidden bookmark of the next place that shows a fact."""
        key = hashlib.sha1(fact_id.encode(), usedforsecurity=False).hexdigest()[:12]
        self.counts[key] += 1
        return f"_Fact_{key}_{self.counts[key]}"


def anchor_name(anchor: str) -> str:
    """The name of the hidden bookmark of an anchor: Word takes letters, digits and ``_``."""
    name = "_" + re.sub(r"[^0-9A-Za-z]", "_", anchor)
    if re.fullmatch("[0-9A-Za-z-]+", anchor) and len(name) <= LONGEST_NAME:
        return name
    # Two anchors that look the same once their signs are gone stay apart.
    return f"{name[: LONGEST_NAME - 9]}_{hashlib.sha256(anchor.encode()).hexdigest()[:8]}"
