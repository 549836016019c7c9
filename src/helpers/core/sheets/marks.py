"""Cells of a sheet coloured and commented, in the XML of a workbook that is left as it is else."""

import copy
import re
from collections.abc import Callable, Mapping

from lxml import etree
from lxml.etree import _Element
from openpyxl.utils import column_index_from_string, get_column_letter, range_boundaries

from helpers.core import office
from helpers.core.sheets.package import Package

COLOUR = "FFFFB3A7"
_STYLES = "xl/styles.xml"
_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_V, _O, _X = (
    f"urn:schemas-microsoft-com:{name}" for name in ("vml", "office:office", "office:excel")
)
_CELL = re.compile(r"([A-Z]+)(\d+)")
# What may stand after the drawing of a sheet's comments.
_AFTER = ("legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems",
          "tableParts", "extLst")  # fmt: skip
_BOX = "position:absolute;width:260pt;height:{height}pt;z-index:1;visibility:hidden"
_LETTERS_A_LINE, _POINTS_A_LINE, _COLUMNS_WIDE = 42, 16, 3
_SHAPE = f"""<v:shape xmlns:v="{_V}" xmlns:o="{_O}" xmlns:x="{_X}" type="#_x0000_t202"
 fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>
<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>
<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"/></v:textbox>
<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor/>
<x:AutoFill>False</x:AutoFill><x:Row/><x:Column/></x:ClientData></v:shape>"""
_SHEET_OF_SHAPES = f"""<xml xmlns:v="{_V}" xmlns:o="{_O}" xmlns:x="{_X}">
<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202"
 path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>
<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>"""


def mark(package: Package, part: str, reasons: Mapping[str, str], author: str) -> None:
    """Colour the cells of a sheet and tell each one's reason as its comment.

    ``reasons`` are by coordinate. Of merged cells the first is marked; a comment that is there
    stays, the reason follows it.
    """
    sheet, told = package.tree(part), {}
    _number(package, sheet)
    merged = [range_boundaries(one.get("ref")) for one in sheet.iter(package.tag("mergeCell"))]
    for coordinate, reason in reasons.items():
        there = _first_of(coordinate, merged)
        told[there] = f"{told[there]}\n{reason}" if there in told else reason
    styles: dict[str, str] = {}
    for coordinate in told:
        cell = _cell(package, sheet, coordinate)
        style = cell.get("s", "0")
        if style not in styles:
            styles[style] = _coloured(package, int(style))
        cell.set("s", styles[style])
    _comment(package, part, told, author)


def first_cell(package: Package, part: str, row: int) -> str:
    """The coordinate of the first cell of a row."""
    sheet = package.tree(part)
    _number(package, sheet)
    for one in sheet.iter(package.tag("row")):
        if int(one.get("r")) == row and len(one):
            return one[0].get("r")
    return f"A{row}"


def _number(package: Package, sheet: _Element) -> None:
    """Give rows and cells the numbers some programs leave out: each follows the one before it."""
    last = 0
    for row in sheet.iter(package.tag("row")):
        last = int(row.get("r", last + 1))
        row.set("r", str(last))
        column = 0
        for cell in row.iter(package.tag("c")):
            match = _CELL.fullmatch(cell.get("r", ""))
            column = column_index_from_string(match[1]) if match else column + 1
            cell.set("r", f"{get_column_letter(column)}{last}")


def _first_of(coordinate: str, merged: list[tuple[int, int, int, int]]) -> str:
    column, row = _place(coordinate)
    for left, top, right, bottom in merged:
        if left <= column <= right and top <= row <= bottom:
            return f"{get_column_letter(left)}{top}"
    return coordinate


def _place(coordinate: str) -> tuple[int, int]:
    letters, row = _CELL.fullmatch(coordinate).groups()
    return column_index_from_string(letters), int(row)


def _cell(package: Package, sheet: _Element, coordinate: str) -> _Element:
    """The element of a cell; made, with its row, where nothing is stored of it."""
    column, number = _place(coordinate)
    data = sheet.find(package.tag("sheetData"))
    row = _at(data, package.tag("row"), str(number), lambda one: int(one.get("r")) - number)
    return _at(row, package.tag("c"), coordinate, lambda one: _place(one.get("r"))[0] - column)


def _at(parent: _Element, tag: str, name: str, distance: Callable[[_Element], int]) -> _Element:
    """The child at a place, made there if it is missing; ``distance`` is 0 at the place."""
    after = next((one for one in parent if distance(one) >= 0), None)
    if after is not None and distance(after) == 0:
        return after
    made = etree.Element(tag, {"r": name})
    parent.insert(len(parent) if after is None else parent.index(after), made)
    return made


def _coloured(package: Package, style: int) -> str:
    """The number of a format like ``style`` but for its colour."""
    styles = package.tree(_STYLES)
    fills, formats = (styles.find(package.tag(name)) for name in ("fills", "cellXfs"))
    number = _fill(package, fills)
    made = copy.deepcopy(formats[style])
    made.set("fillId", str(number))
    made.set("applyFill", "1")
    formats.append(made)
    formats.set("count", str(len(formats)))
    return str(len(formats) - 1)


def _fill(package: Package, fills: _Element) -> int:
    for number, one in enumerate(fills):
        if [colour.get("rgb") for colour in one.iter(package.tag("fgColor"))] == [COLOUR]:
            return number
    pattern = etree.SubElement(
        etree.SubElement(fills, package.tag("fill")),
        package.tag("patternFill"),
        patternType="solid",
    )
    etree.SubElement(pattern, package.tag("fgColor"), rgb=COLOUR)
    fills.set("count", str(len(fills)))
    return len(fills) - 1


def _comment(package: Package, part: str, told: dict[str, str], author: str) -> None:
    root = _comments(package, part)
    authors, listed = (root.find(package.tag(name)) for name in ("authors", "commentList"))
    etree.SubElement(authors, package.tag("author")).text = author
    shapes = _shapes(package, part)
    there = {one.get("ref"): one for one in listed}
    for coordinate, reason in told.items():
        if coordinate in there:
            _add_text(package, there[coordinate].find(package.tag("text")), "\n" + reason)
            continue
        about = {"ref": coordinate, "authorId": str(len(authors) - 1)}
        comment = etree.SubElement(listed, package.tag("comment"), about)
        _add_text(package, etree.SubElement(comment, package.tag("text")), reason)
        shapes.append(_shape(coordinate, reason, len(shapes)))
    listed[:] = sorted(listed, key=lambda one: _place(one.get("ref"))[::-1])


def _add_text(package: Package, text: _Element, words: str) -> None:
    # A plain text becomes the first run, for no text may follow runs.
    for plain in text.findall(package.tag("t")):
        etree.SubElement(text, package.tag("r")).append(plain)
    run = etree.SubElement(etree.SubElement(text, package.tag("r")), package.tag("t"))
    run.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.text = office.NOT_IN_XML.sub("", words)


def _comments(package: Package, part: str) -> _Element:
    """The sheet's comments; an empty list of them where it has none."""
    there = package.related(part, "comments")
    if there is None:
        there = _unused(package, "xl/comments", ".xml")
        root = etree.Element(package.tag("comments"), nsmap={None: package.namespace})
        etree.SubElement(root, package.tag("authors"))
        etree.SubElement(root, package.tag("commentList"))
        package.add(there, root)
        package.declare(there, _COMMENTS)
        package.relate(part, "comments", there)
    return package.tree(there)


def _shapes(package: Package, part: str) -> _Element:
    """The drawing of the boxes in which Excel shows the comments of a sheet."""
    there = package.related(part, "vmlDrawing")
    if there is None or package.tree(part).find(package.tag("legacyDrawing")) is None:
        there = _unused(package, "xl/drawings/vmlDrawing", ".vml")
        package.add(there, etree.fromstring(_SHEET_OF_SHAPES))
        package.declare(there, _DRAWING)
        _name_drawing(package, part, package.relate(part, "vmlDrawing", there))
    return package.tree(there)


def _name_drawing(package: Package, part: str, relation: str) -> None:
    sheet = package.tree(part)
    made = etree.Element(package.tag("legacyDrawing"), {f"{{{package.relation}}}id": relation})
    after = {package.tag(name) for name in _AFTER}
    places = [index for index, one in enumerate(sheet) if one.tag in after]
    sheet.insert(places[0] if places else len(sheet), made)


def _shape(coordinate: str, reason: str, number: int) -> _Element:
    column, row = _place(coordinate)
    shape = etree.fromstring(_SHAPE)
    shape.set("id", f"_x0000_s{5000 + number}")
    lines = sum(1 + len(line) // _LETTERS_A_LINE for line in reason.splitlines())
    shape.set("style", _BOX.format(height=_POINTS_A_LINE * (lines + 1)))
    # Beside the cell, over the next columns: column and row of two corners, each with an offset.
    corners = (column, 12, row - 1, 2, column + _COLUMNS_WIDE, 0, row + max(lines, 2), 0)
    shape.find(f".//{{{_X}}}Anchor").text = ", ".join(map(str, corners))
    shape.find(f".//{{{_X}}}Row").text = str(row - 1)
    shape.find(f".//{{{_X}}}Column").text = str(column - 1)
    return shape


def _unused(package: Package, stem: str, ending: str) -> str:
    return next(
        name
        for number in range(1, len(package.names) + 2)
        if (name := f"{stem}{number}{ending}") not in package.names
    )
