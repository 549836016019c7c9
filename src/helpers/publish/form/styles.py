"""How cells of the form look: what is filled in, what is printed, what is not used."""

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

from helpers.forms import declared


def title(cell: Cell) -> None:
    """The title of a sheet."""
    cell.font = _font("title", bold=True)
    cell.alignment = Alignment("left", "bottom")


def note(cell: Cell) -> None:
    """Words of explanation, over many lines."""
    cell.font = _font("text")
    cell.alignment = Alignment("left", "top", wrap_text=True)


def english(cell: Cell) -> None:
    """The English beneath: smaller and paler."""
    cell.font = _font("english", color=_colour("english_ink"))
    cell.alignment = Alignment("left", "top", wrap_text=True)


def on_one_line(cell: Cell) -> None:
    """Words that may run over the cells beside."""
    cell.alignment = Alignment("left", "center")


def head(cell: Cell) -> None:
    """The heading of a column."""
    cell.font = _font("text", bold=True, color=_colour("head_ink"))
    cell.fill = _fill("head")
    cell.alignment = Alignment("center", "center", wrap_text=True)
    cell.border = _line()


def machine(cell: Cell) -> None:
    """The name of a column by which reading knows it."""
    cell.font = _font("machine", color=_colour("machine_ink"))
    cell.alignment = Alignment("center", "center", shrink_to_fit=True)
    cell.border = _line()


def printed(cell: Cell, is_number: bool) -> None:
    """A printed cell, locked."""
    cell.font = _font("text")
    cell.fill = _fill("locked")
    cell.alignment = Alignment("right" if is_number else "left", "top", wrap_text=True)
    cell.border = _line()


def unused(cell: Cell) -> None:
    """An entry cell that this item does not use, locked."""
    cell.fill = _fill("unused")
    cell.border = _line()


def entry(cell: Cell, kind: str) -> None:
    """A cell to be filled in; texts stay as they are typed, days show as year-month-day."""
    cell.font = _font("text")
    cell.fill = _fill("entry")
    is_number = kind == "number"
    cell.alignment = Alignment("right" if is_number else "left", "top", wrap_text=True)
    cell.border = _line()
    cell.protection = Protection(locked=False)
    formats = {"number": "#,##0.########", "day": "yyyy-mm-dd"}
    cell.number_format = formats.get(kind, "@")


def _font(size: str, **more: object) -> Font:
    style = declared.load()["style"]
    return Font(name=style["font"], size=style["sizes"][size], **more)


def _fill(name: str) -> PatternFill:
    return PatternFill("solid", fgColor=_colour(name))


def _line() -> Border:
    side = Side("thin", color=_colour("line"))
    return Border(left=side, right=side, top=side, bottom=side)


def _colour(name: str) -> str:
    return declared.load()["style"]["colours"][name]
