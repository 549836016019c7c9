"""Blocks to HTML, and an executed notebook to one self-contained page."""

import re
from functools import cache
from html import escape
from pathlib import Path

import nbformat
from nbconvert import HTMLExporter
from traitlets.config import Config

from helpers import files, fonts, knowledge
from helpers.errors import InputError
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
)

TEMPLATES = Path(__file__).parent / "templates"
# A table of so many rows is kept on one printed page.
SHORT_TABLE = 6


def section(part: Section) -> str:
    """One section as a fragment of a page."""
    inner = "\n".join(block(item) for item in part.blocks)
    return f'<section id="{escape(part.name)}" class="part">\n{inner}\n</section>'


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
        case Text(text=text, style="plain"):
            return _words(text)
        case Text(text=text, style="code"):
            return f'<span class="code">{escape(text)}</span>'
        case Text(text=text, style=style):
            return f'<span class="{style}">{_words(text)}</span>'
        case Number(fact_id=fact_id, text=text):
            return f'<span class="fact" data-fact="{escape(fact_id)}">{escape(text)}</span>'
        case Light(name=name, shape=shape, word=word):
            return f'<span class="light light-{name}">{shape} {escape(word)}</span>'
        case Ref(target=target, text=text):
            return f'<a class="ref" href="#{escape(target)}">{escape(text)}</a>'
        case Break():
            return "<br>"
    raise TypeError(f"not an inline: {part!r}")


@cache
def _breakable() -> re.Pattern:
    """Words that browsers break in two at the end of a line."""
    words = knowledge.load("report.yml")["keep_together"]
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
    return (
        f'<div class="{kept}"><table><caption>{line(item.caption)}</caption>'
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
    return (
        f'<figure id="figure-{escape(item.name)}"><div role="img" aria-label="{escape(item.alt)}">'
        f"{item.svg}</div><figcaption>{line(item.caption)}</figcaption></figure>"
    )


def export(executed_notebook: Path, out: Path, lang: str) -> None:
    """Write the page of an executed report notebook, whole or not at all.

    Raises ``InputError`` when the notebook shows no section: an empty page is no report.
    """
    notebook = _in_language(nbformat.read(executed_notebook, as_version=4), lang)
    exporter = HTMLExporter(
        config=Config(
            HTMLExporter={
                "template_name": "report",
                "extra_template_basedirs": [str(TEMPLATES)],
            }
        )
    )
    page = {"lang": lang, "title": _title(notebook, executed_notebook), "css": _css()}
    body, _ = exporter.from_notebook_node(notebook, resources={"page": page})
    files.write_text(out, body)


def _in_language(notebook: nbformat.NotebookNode, lang: str) -> nbformat.NotebookNode:
    """A notebook of several pages with what it shows in one language alone.

    One that marks nothing by its language makes one page, of everything it shows.
    """
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    marks = {id(o): o.get("metadata", {}).get("lang") for cell in code for o in cell.outputs}
    if any(marks.values()):
        for cell in code:
            cell.outputs = [output for output in cell.outputs if marks[id(output)] == lang]
    return notebook


def _title(notebook: nbformat.NotebookNode, path: Path) -> str:
    """The text of the page's first heading, which the title cell displays as plain text."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            title = output.get("metadata", {}).get("report_title")
            if title:
                return title
    raise InputError("the executed notebook shows no report", file=path)


def _css() -> str:
    css = (TEMPLATES / "report" / "report.css").read_text(encoding="utf-8")
    return fonts.font_faces() + "\n" + css
