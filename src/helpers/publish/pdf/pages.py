"""Lines of words with as few pieces as paper tells apart: each piece is laid out by itself.

A report as one page of HTML made for paper: cover, contents, numbered tables and figures.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from helpers.publish import html as fragments
from helpers.publish.annual import title
from helpers.publish.document import (
    BEFORE_CONTENTS,
    Block,
    Figure,
    Heading,
    Inline,
    Line,
    Number,
    Paragraph,
    Table,
    Text,
    lines_of,
    plain,
    with_lines,
)
from helpers.publish.language import Speaker
from helpers.publish.pdf import engine
from helpers.publish.pdf.engine import address
from helpers.publish.said import SaidReport

# Styles of words that print.css has no rule for.
_LIKE_PLAIN = ("plain", "quote", "day")
# A number no line can end in; any other is kept on one line by a style of its own.
_WHOLE = re.compile(r"[\d,.]+")


def joined(line: Line) -> Line:
    """The line with neighbours that look alike as one text."""
    pieces = groupby(map(_as_printed, line), key=_is_plain)
    return tuple(piece for plain, run in pieces for piece in (_one(run) if plain else run))


def _as_printed(inline: Inline) -> Inline:
    match inline:
        case Text(text=text, style=style) if style in _LIKE_PLAIN:
            return Text(text)
        case Number(text=text) if _WHOLE.fullmatch(text):
            return Text(text)
    return inline


def _is_plain(inline: Inline) -> bool:
    return isinstance(inline, Text) and inline.style == "plain"


def _one(run: Iterable[Inline]) -> tuple[Text]:
    return (Text("".join(piece.text for piece in run)),)


_TEMPLATES = Path(__file__).parents[1] / "templates" / "pdf"
# Sharp on paper; a map of the country stays under half a megabyte.
DOTS_PER_INCH = 220
_CONTENTS_DEPTH = 3
_LONG_CELL = 2000
# A word marked to be kept whole, with the brackets and stops that cling to it.
_MARKED = re.compile(r'([(“"]*)<span class="w">(.*?)</span>([)”",.:;]*)')
_TAG = re.compile(r"(<[^>]*>)")
# A heading inside a table heads no column of what follows it.
_GROUP = re.compile(r'(<tr class="(?:group|parent)"[^>]*>)<th (.*?)</th></tr>')
# So many signs without a space are a piece of an address or a slip; a line may end after them.
_LONG = re.compile(r"[^\s&;\u0e00-\u0e7f]{30}|([\u0e00-\u0e7f])\1{29}")


@dataclass(frozen=True)
class Item:
    """A block as it stands on paper; ``anchor`` and ``kind`` are of the box a list leads to."""

    block: Block
    anchor: str = ""
    kind: str = ""

    @property
    def html(self) -> Markup:
        """The block as HTML."""
        return _for_paper(fragments.block(with_lines(self.block, joined)))


@dataclass(frozen=True)
class Entry:
    """A line of the contents: what it leads to and its words."""

    anchor: str
    words: Markup
    level: int


def _for_paper(fragment: str) -> Markup:
    """A fragment that says where a line may end, which is otherwise for Pango to know.

    A word kept whole takes in the signs that cling to it, for a line may end on either side of
    it; what may be longer than any line, such as an address, is cut somewhere.
    """
    grouped = _GROUP.sub(r"\1<td \2</td></tr>", fragment.replace("<wbr>", ""))
    whole = _MARKED.sub(r'<span class="w">\1\2\3</span>', grouped)
    parts = _TAG.split(whole)
    parts[::2] = [_LONG.sub("\\g<0>\u200b", text) for text in parts[::2]]
    return Markup("".join(parts))


def _words(line: Line) -> Markup:
    """A line for the contents: words alone, for a link that holds elements is tagged as none."""
    return _for_paper(escape(plain(line)))


def html(report: SaidReport) -> tuple[str, dict[str, bytes]]:
    """The whole report as a page for WeasyPrint, and its pictures by their addresses."""
    speaker = report.speaker
    cover, *parts = [(name, report.section(name).blocks) for name in report.sections]
    numbering = _Numbering(speaker)
    numbered = [(name, [*numbering.items(blocks)]) for name, blocks in parts]
    page = _template().render(
        speaker=speaker,
        title=report.title,
        head=_for_paper(fragments.line(report.running_head)),
        digits="decimal" if speaker.format.numerals("1") == "1" else "thai",
        faces=Markup(engine.faces()),
        plan=_for_paper(fragments.line(title.plan(speaker))),
        cover=[Item(block) for block in cover[1] if getattr(block, "style", "") != "lead"],
        summary=[part for part in numbered if part[0] in BEFORE_CONTENTS],
        parts=[part for part in numbered if part[0] not in BEFORE_CONTENTS],
        contents=list(_contents(numbered)),
        lists={"tables": numbering.lists["table"], "figures": numbering.lists["figure"]},
    )
    return page, numbering.pictures


def _template():
    loader = FileSystemLoader(_TEMPLATES, encoding="utf-8")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    return environment.get_template("report.html.j2")


def _contents(parts: Iterable[tuple[str, list[Item]]]) -> Iterator[Entry]:
    for _, items in parts:
        for block in (item.block for item in items):
            if isinstance(block, Heading) and block.level <= _CONTENTS_DEPTH:
                yield Entry(block.anchor, _words(block.line), block.level)


class _Numbering:
    """Numbers tables and figures in the order they stand, and lists them and their pictures."""

    def __init__(self, speaker: Speaker) -> None:
        self.speaker = speaker
        self.pictures: dict[str, bytes] = {}
        self.lists: dict[str, list[Entry]] = {"table": [], "figure": []}

    def items(self, blocks: Iterable[Block]) -> Iterator[Item]:
        """The blocks with numbered captions; links within a screen's page are left out."""
        for block in blocks:
            match block:
                case Paragraph(style="contents"):
                    continue
                case Table(caption=caption):
                    number = self._next("table", caption)
                    anchor, kind = self.lists["table"][-1].anchor, _table_kind(block)
                    yield Item(replace(block, caption=number + caption), anchor, kind)
                case Figure(caption=caption):
                    number = self._next("figure", caption)
                    drawn = replace(block, caption=number + caption, svg=self._image(block))
                    yield Item(drawn, self.lists["figure"][-1].anchor, "figure-box")
                case _:
                    yield Item(block)

    def _next(self, kind: str, caption: Line) -> Line:
        entries = self.lists[kind]
        count = self.speaker.format.numerals(str(len(entries) + 1))
        number = (Text(f"{self.speaker.word(f'product.{kind}')} {count}  ", "strong"),)
        entries.append(Entry(f"{kind}-{len(entries) + 1}", _words(number + caption), 2))
        return number

    def _image(self, figure: Figure) -> str:
        """The figure as a picture that says in words what it shows."""
        picture = figure.png(DOTS_PER_INCH)
        place = address(picture)
        self.pictures[place] = picture
        return Markup('<img alt="{}" src="{}">').format(figure.alt, place)


def _table_kind(table: Table) -> str:
    """Columns fit their words, but for a remark of many pages that would take minutes to try."""
    longest = max(len(plain(line)) for line in lines_of(table))
    return "table-box given-widths" if longest > _LONG_CELL else "table-box"
