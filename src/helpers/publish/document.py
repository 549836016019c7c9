"""A report as blocks: what a product writes, without saying how a format draws it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property


@dataclass(frozen=True)
class Text:
    """Words. ``style`` tells what they are.

    plain, strong and muted are the report's own and hold no figure; quote is held by the fact
    file (printed in a source or declared with an indicator), day a date or year, code an
    identifier, file or line, address a page on the web that the words lead to.
    """

    text: str
    style: str = "plain"


@dataclass(frozen=True)
class Number:
    """A number of the fact file, already written out."""

    fact_id: str
    text: str


@dataclass(frozen=True)
class Light:
    """A traffic light: never colour alone, always with shape and word.

    One that other assumptions turn is hatched, and ``turns`` says so in a word.
    """

    name: str
    shape: str
    word: str
    turns: str = ""

    @property
    def words(self) -> str:
        """What a reader sees of it."""
        shown = f"{self.shape} {self.word}"
        return f"{shown} ({self.turns})" if self.turns else shown


@dataclass(frozen=True)
class Ref:
    """A short reference to an entry of the sources annex."""

    target: str
    text: str


@dataclass(frozen=True)
class Break:
    """A new line inside a cell."""


Inline = Text | Number | Light | Ref | Break
Line = tuple[Inline, ...]


@dataclass(frozen=True)
class Heading:
    level: int
    line: Line
    anchor: str


@dataclass(frozen=True)
class Paragraph:
    """``style`` is plain, lead, note or warning."""

    line: Line
    style: str = "plain"


@dataclass(frozen=True)
class Bullets:
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Row:
    """A table row. ``kind`` is cells; parent and group (sub-headings) and wide have one cell."""

    cells: tuple[Line, ...]
    kind: str = "cells"
    anchor: str | None = None


@dataclass(frozen=True)
class Table:
    """``align`` holds one letter a column, l or r; ``widths`` are per cent of the page."""

    caption: Line
    head: tuple[Line, ...]
    rows: tuple[Row, ...]
    align: str
    widths: tuple[int, ...]


@dataclass(frozen=True)
class Figure:
    """A drawing; ``name`` is its key among the charts, ``alt`` its content in words.

    A list of figures has ``caption`` alone; ``legend``, which tells what its signs mean, stays
    with the drawing.
    ``svg`` is what a page shows, or draws it: not every product asks for it. ``png`` draws the
    same as a picture of so many dots per inch.
    """

    name: str
    svg: str | Callable[[], str]
    caption: Line
    alt: str
    png: Callable[[int], bytes] = field(repr=False, compare=False)
    legend: Line = ()

    @cached_property
    def element(self) -> str:
        """What a page shows, drawn when it is first asked for."""
        return self.svg if isinstance(self.svg, str) else self.svg()


# A section of one of these names is the summary of a page; it stands before the contents.
BEFORE_CONTENTS = ("executive", "evaluation_summary")
_IDENTIFIER = re.compile(r"[\w.:-]{1,30}")
Block = Heading | Paragraph | Bullets | Table | Figure


@dataclass(frozen=True, repr=False)
class Section:
    """One part of a report; ``helpers.publish.html.shown`` is how a notebook shows it."""

    name: str
    blocks: tuple[Block, ...] = field(default=())

    def __repr__(self) -> str:
        return f"Section({self.name!r}, {len(self.blocks)} blocks)"


def lines_of(block: Block) -> Iterator[Line]:
    """Every line of words in a block, captions included."""
    match block:
        case Heading(line=line) | Paragraph(line=line):
            yield line
        case Figure(caption=caption, legend=legend):
            yield caption
            if legend:
                yield legend
        case Bullets(lines=lines):
            yield from lines
        case Table(caption=caption, head=head, rows=rows):
            yield caption
            yield from head
            for row in rows:
                yield from row.cells


def with_lines(block: Block, change: Callable[[Line], Line]) -> Block:
    """The block with every line of words in it changed, captions included."""
    match block:
        case Heading(line=line) | Paragraph(line=line):
            return replace(block, line=change(line))
        case Figure(caption=caption, legend=legend):
            legend = change(legend) if legend else legend
            return replace(block, caption=change(caption), legend=legend)
        case Bullets(lines=lines):
            return replace(block, lines=tuple(map(change, lines)))
        case Table(caption=caption, head=head, rows=rows):
            changed = tuple(replace(row, cells=tuple(map(change, row.cells))) for row in rows)
            head = tuple(map(change, head))
            return replace(block, caption=change(caption), head=head, rows=changed)
    raise TypeError(f"not a block: {block!r}")


def is_identifier(code: str) -> bool:
    """Whether a code is a name of a form, reading or indicator, which no line may end inside.

    A file's path and what is longer may be cut.
    """
    return _IDENTIFIER.fullmatch(code) is not None


def plain(line: Line) -> str:
    """The words of a line, as a reader sees them."""
    return "".join(_plain(inline) for inline in line)


def _plain(inline: Inline) -> str:
    match inline:
        case Light():
            return inline.words
        case Break():
            return "\n"
        case _:
            return inline.text
