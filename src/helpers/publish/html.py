"""Blocks to HTML."""

import re
from functools import cache
from html import escape

from IPython.display import HTML

from helpers.core import metadata
from helpers.publish.document import (
    Block,
    Break,
    Bullets,
    Figure,
    Heading,
    Inline,
    Light,
    Line,
    Number,
    Paragraph,
    Ref,
    Row,
    Section,
    Table,
    Text,
    is_identifier,
    plain,
)

# A table of so many rows is kept on one printed page.
SHORT_TABLE = 6


def section(part: Section) -> str:
    """One section as a fragment of a page."""
    inner = "\n".join(block(item) for item in part.blocks)
    return f'<section id="{escape(part.name)}" class="part">\n{inner}\n</section>'


def shown(part: Section) -> HTML:
    """A section as a notebook cell shows it, and a page takes it over."""
    return HTML(section(part))


def block(item: Block) -> str:
    """One block as HTML."""
    match item:
        case Heading(level=level, line=words, anchor=anchor):
            return f'<h{level} id="{escape(anchor)}">{line(words)}</h{level}>'
        case Paragraph(line=words, style=style):
            return f'<p class="{style}">{line(words)}</p>'
        case Bullets(lines=lines):
            return "<ul>" + "".join(f"<li>{line(words)}</li>" for words in lines) + "</ul>"
        case Table():
            return _table(item)
        case Figure():
            return _figure(item)
    raise TypeError(f"not a block: {item!r}")


def line(words: Line) -> str:
    """A line of words, numbers and lights as HTML."""
    return "".join(_inline(part) for part in words)


def _inline(part: Inline) -> str:
    match part:
        case Text(text="/"):
            # Between the parts of a ratio, where a browser would not end a line.
            return "/<wbr>"
        case Text(text=text, style="plain"):
            return _words(text)
        case Text(text=text, style="code"):
            return f'<span class="{_code_class(text)}">{escape(text)}</span>'
        case Text(text=text, style="address"):
            return f'<a class="address" href="{escape(text)}">{escape(text)}</a>'
        case Text(text=text, style=style):
            return f'<span class="{style}">{_words(text)}</span>'
        case Number(fact_id=fact_id, text=text):
            return f'<span class="fact" data-fact="{escape(fact_id)}">{escape(text)}</span>'
        case Light(name=name, turns=turns):
            kind = f"light light-{name} turns" if turns else f"light light-{name}"
            return f'<span class="{kind}">{escape(part.words)}</span>'
        case Ref(target=target, text=text):
            return f'<a class="ref" href="#{escape(target)}">{escape(text)}</a>'
        case Break():
            return "<br>"
    raise TypeError(f"not an inline: {part!r}")


def _code_class(text: str) -> str:
    """An identifier is kept whole; a file's path, or what is longer, may end a line."""
    return "code id" if is_identifier(text) else "code"


@cache
def _breakable() -> re.Pattern:
    """Words that browsers break in two at the end of a line."""
    words = metadata.load("report.yml")["keep_together"]
    return re.compile("|".join(map(re.escape, words)))


def _words(text: str) -> str:
    """Escaped text in which the words that must not be broken are kept whole."""
    return _breakable().sub(r'<span class="w">\g<0></span>', escape(text))


def _table(item: Table) -> str:
    columns = "".join(f'<col style="width:{width}%">' for width in item.widths)
    head = "".join(
        f'<th scope="col" class="{align}">{line(words)}</th>'
        for align, words in zip(item.align, item.head, strict=True)
    )
    body = "\n".join(_row(row, item.align) for row in item.rows)
    kept = "table short" if len(item.rows) <= SHORT_TABLE else "table"
    # Wider than a narrow screen it is moved sideways, by keys too: so it can be reached by them.
    name = escape(plain(item.caption))
    return (
        f'<div class="{kept}" role="group" tabindex="0" aria-label="{name}">'
        f"<table><caption>{line(item.caption)}</caption>"
        f"<colgroup>{columns}</colgroup><thead><tr>{head}</tr></thead>"
        f"<tbody>\n{body}\n</tbody></table></div>"
    )


def _row(row: Row, align: str) -> str:
    anchor = f' id="{escape(row.anchor)}"' if row.anchor else ""
    if row.kind != "cells":
        tag = "td" if row.kind == "wide" else "th"
        words = line(row.cells[0])
        return f'<tr class="{row.kind}"{anchor}><{tag} colspan="{len(align)}">{words}</{tag}></tr>'
    cells = "".join(
        f'<td class="{side}">{line(words)}</td>'
        for side, words in zip(align, row.cells, strict=True)
    )
    return f"<tr{anchor}>{cells}</tr>"


def _figure(item: Figure) -> str:
    legend = f'<span class="legend">{line(item.legend)}</span>' if item.legend else ""
    return (
        f'<figure id="figure-{escape(item.name)}"><div role="img" aria-label="{escape(item.alt)}">'
        f"{item.element}</div><figcaption>{line(item.caption)}{legend}</figcaption></figure>"
    )
