"""A report as one page of HTML made for paper: cover, contents, numbered tables and figures."""

import base64
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from helpers.publish import html as fragments
from helpers.publish.annual import Report
from helpers.publish.annual.report import SECTIONS
from helpers.publish.document import Block, Figure, Heading, Line, Paragraph, Table, Text
from helpers.publish.pdf import font
from helpers.publish.speaker import Speaker

_TEMPLATES = Path(__file__).parents[1] / "templates" / "pdf"
# Sharp on paper; a map of the country stays under half a megabyte.
DOTS_PER_INCH = 220
_CONTENTS_DEPTH = 3


@dataclass(frozen=True)
class Item:
    """A block as it stands on paper; ``anchor`` is the wrapper's that a list can lead to."""

    block: Block
    anchor: str = ""
    kind: str = ""

    @property
    def html(self) -> Markup:
        """The block as HTML."""
        return Markup(fragments.block(self.block))


@dataclass(frozen=True)
class Entry:
    """A line of the contents: what it leads to and its words."""

    anchor: str
    words: Markup
    level: int


def html(report: Report) -> str:
    """The whole report as a page for WeasyPrint."""
    speaker = report.speaker
    cover, *parts = [(name, report.section(name).blocks) for name in SECTIONS]
    numbering = _Numbering(speaker)
    numbered = [(name, [*numbering.items(blocks)]) for name, blocks in parts]
    return _template().render(
        speaker=speaker,
        title=report.title,
        head=_head(speaker),
        digits="decimal" if speaker.format.numerals("1") == "1" else "thai",
        faces=Markup(font.faces()),
        cover=[Item(block) for block in cover[1]],
        parts=numbered,
        contents=list(_contents(numbered)),
        lists={"tables": numbering.lists["table"], "figures": numbering.lists["figure"]},
    )


def _template():
    loader = FileSystemLoader(_TEMPLATES, encoding="utf-8")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    return environment.get_template("report.html.j2")


def _head(speaker: Speaker) -> Markup:
    facts = speaker.facts
    year, as_of = speaker.year(facts["year_be"]), speaker.day(facts["as_of"])
    return Markup(fragments.line(speaker.say("product.running_head", year=year, as_of=as_of)))


def _contents(parts: Iterable[tuple[str, list[Item]]]) -> Iterator[Entry]:
    for _, items in parts:
        for block in (item.block for item in items):
            if isinstance(block, Heading) and block.level <= _CONTENTS_DEPTH:
                yield Entry(block.anchor, Markup(fragments.line(block.line)), block.level)


class _Numbering:
    """Numbers tables and figures in the order they stand, and lists them."""

    def __init__(self, speaker: Speaker) -> None:
        self.speaker = speaker
        self.lists: dict[str, list[Entry]] = {"table": [], "figure": []}

    def items(self, blocks: Iterable[Block]) -> Iterator[Item]:
        """The blocks with numbered captions; links within a screen's page are left out."""
        for block in blocks:
            match block:
                case Paragraph(style="contents"):
                    continue
                case Table(caption=caption):
                    number = self._next("table", caption)
                    yield self._item("table", replace(block, caption=number + caption))
                case Figure(caption=caption):
                    number = self._next("figure", caption)
                    drawn = replace(block, caption=number + caption, svg=_image(block))
                    yield self._item("figure", drawn)
                case _:
                    yield Item(block)

    def _next(self, kind: str, caption: Line) -> Line:
        entries = self.lists[kind]
        count = self.speaker.format.numerals(str(len(entries) + 1))
        number = (Text(f"{self.speaker.word(f'product.{kind}')} {count}  ", "strong"),)
        words = Markup(fragments.line(number + caption))
        entries.append(Entry(f"{kind}-{len(entries) + 1}", words, 2))
        return number

    def _item(self, kind: str, block: Block) -> Item:
        return Item(block, self.lists[kind][-1].anchor, kind)


def _image(figure: Figure) -> str:
    """The figure as a picture that says in words what it shows."""
    data = base64.b64encode(figure.png(DOTS_PER_INCH)).decode("ascii")
    return Markup('<img alt="{}" src="data:image/png;base64,{}">').format(figure.alt, data)


