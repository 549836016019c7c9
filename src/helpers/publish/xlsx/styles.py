"""The named styles of the workbook."""

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

from helpers.publish.xlsx import layout

HEAD, TEXT, NUMBER = "report_head", "report_text", "report_number"


class Styler:
    """Gives cells their styles: each is made once and shared, for sheets of many rows."""

    def __init__(self, book: Workbook) -> None:
        _add(book)
        self._made: dict[tuple, object] = {}

    def give(self, cell: Cell, name: str, shown_as: str = "", quoted: bool = False) -> None:
        """Style a cell; ``shown_as`` is a number format, ``quoted`` marks a text as text."""
        made = self._made.get((name, shown_as, quoted))
        if made is not None:
            cell._style = made
            return
        cell.style = name
        if shown_as:
            cell.number_format = shown_as
        if quoted:
            cell.quotePrefix = True
        self._made[name, shown_as, quoted] = cell._style


def _add(book: Workbook) -> None:
    """Add the styles to a workbook; headings wrap, numbers stand on the right."""
    setup = layout.load()
    line = Border(bottom=Side("thin", color=setup["line"]))
    plain = Font(**_font(setup))
    for style in (
        _head(setup),
        NamedStyle(TEXT, plain, border=line, alignment=_aligned("left"), number_format="@"),
        NamedStyle(NUMBER, plain, border=line, alignment=_aligned("right")),
    ):
        book.add_named_style(style)


def _head(setup: dict) -> NamedStyle:
    about = setup["head"]
    return NamedStyle(
        HEAD,
        Font(**_font(setup), bold=True, color=about["ink"]),
        PatternFill("solid", fgColor=about["fill"]),
        alignment=Alignment("center", "center", wrap_text=True),
        number_format="@",
    )


def _font(setup: dict) -> dict:
    return {"name": setup["font"]["name"], "size": setup["font"]["size"]}


def _aligned(side: str) -> Alignment:
    return Alignment(side, "top", wrap_text=True, indent=1)
