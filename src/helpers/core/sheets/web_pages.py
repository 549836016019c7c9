"""Web pages that hold tables, as offices' systems export them under the name of a workbook.

Cells are texts, as they stand: a reader that makes numbers of them would cut the zeros of codes.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import lxml.html
import numpy as np
import pyarrow as pa
from lxml import etree

from helpers.core import notices, paths
from helpers.core.errors import InputError
from helpers.core.sheets import encodings
from helpers.core.sheets.grid import Grid, Merged, filled, stripped

# What a page holds beside what it shows.
_UNSEEN = ("script", "style", "noscript", "template")
_BLOCKS = ("p", "div", "li")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_AROUND_BREAK = re.compile(r" ?\n[ \n]*")
_MOST_SPANNED = 1000


def read(path: Path) -> list[Grid]:
    """The tables of a page, each as a grid; of several each is called ``table`` and its number.

    A grid's ``notes`` count the page itself, its tables and the scripts in it, which are not run.
    Raises ``InputError`` for a page without a table.
    """
    page = _page(path)
    scripts = len(page.findall(".//script"))
    etree.strip_elements(page, *_UNSEEN, etree.Comment, with_tail=False)
    tables = [rows for table in page.iter("table") if (rows := _rows(table))]
    if not tables:
        raise _without_table(path, page, scripts)
    notes = {"web_page": 1, "tables_in_page": len(tables), "scripts_not_run": scripts}
    names = [None] if len(tables) == 1 else [f"table {n}" for n in range(1, len(tables) + 1)]
    return [_grid(path, *one, notes) for one in zip(names, tables, strict=True)]


def _page(path: Path) -> lxml.html.HtmlElement:
    text = path.read_bytes().decode(encodings.of_text(path)).lstrip("\ufeff")
    # What the page says of its encoding is often wrong; the bytes have been asked.
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)
    return lxml.html.document_fromstring(text.encode(), parser=parser)


def _without_table(path: Path, page: lxml.html.HtmlElement, scripts: int) -> InputError:
    title = _text(page.find(".//title")) if page.find(".//title") is not None else None
    shown = title or _text(page)[:80] or None
    key = "page_without_table_script" if scripts else "page_without_table"
    return InputError(notices.both(key), file=paths.relative(path), found=shown)


def _rows(table: lxml.html.HtmlElement) -> list[list[lxml.html.HtmlElement]]:
    """The cells of a table's own rows, those of tables inside it left out."""
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
    return [[cell for cell in row if cell.tag in ("td", "th")] for row in rows]


def _grid(path: Path, sheet: str | None, rows: list[list], notes: dict[str, int]) -> Grid:
    texts, merged = _placed(rows)
    width = max((column for _, column in texts), default=-1) + 1
    cells = [[texts.get((row, column)) for row in range(len(rows))] for column in range(width)]
    columns = [stripped(pa.chunked_array([pa.array(column, pa.string())])) for column in cells]
    file = paths.relative(path)
    found = Grid(
        source_file=f"{file}#{sheet}" if sheet else file,
        sheet=sheet,
        hidden=False,
        columns=columns,
        rows=np.arange(1, len(rows) + 1),
        total=len(rows),
        merged=merged,
        notes=notes,
    )
    return found.keep(filled(columns, len(rows)) > 0)


def _placed(rows: list[list]) -> tuple[dict[tuple[int, int], str], list[Merged]]:
    """The text of each cell by row and column from 0, and the cells that reach over several."""
    texts: dict[tuple[int, int], str] = {}
    taken: set[tuple[int, int]] = set()
    merged: list[Merged] = []
    for row, cells in enumerate(rows):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            down, right = min(_span(cell, "rowspan"), len(rows) - row), _span(cell, "colspan")
            places = [(row + r, column + c) for r in range(down) for c in range(right)]
            taken.update(places)
            texts[row, column] = _text(cell)
            if len(places) > 1:
                # Rows as an officer counts them: from 1.
                merged.append(((row + 1, column), (row + down, column + right - 1)))
            column += right
    return texts, merged


def _span(cell: lxml.html.HtmlElement, name: str) -> int:
    told = cell.get(name, "1").strip()
    return min(max(int(told), 1), _MOST_SPANNED) if told.isdecimal() else 1


def _text(cell: lxml.html.HtmlElement) -> str:
    """What a cell shows: runs of white space are one space, as a browser draws them."""
    return _AROUND_BREAK.sub("\n", "".join(_pieces(cell))).strip()


def _pieces(element: lxml.html.HtmlElement) -> Iterator[str]:
    yield _SPACES.sub(" ", element.text or "")
    for child in element:
        if child.tag in ("br", *_BLOCKS):
            yield "\n"
        # A table inside a cell is one of the page's tables by itself.
        if child.tag != "table":
            yield from _pieces(child)
        if child.tag in _BLOCKS:
            yield "\n"
        yield _SPACES.sub(" ", child.tail or "")
