"""The named styles of the workbook."""

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

from helpers.publish.xlsx import layout

HEAD, TEXT, NUMBER = "report_head", "report_text", "report_number"


def add(book: Workbook) -> None:
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
    return Alignment(side, "top", wrap_text=True)
