"""The form as a workbook: instructions, the sheets to fill in, and what the form is of, hidden."""

from collections.abc import Callable
from datetime import datetime, time
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from helpers import files, thai
from helpers.forms import declared
from helpers.publish.form import sheets, styles
from helpers.publish.form.content import Content
from helpers.publish.xlsx import heights, stable

_A4, _MARGIN = 9, 0.4
# Points between two lines of the instructions, and above a heading.
_AIR, _AIR_ABOVE = 4, 16


def write(content: Content) -> Path:
    """Write the workbook, the same bytes for the same facts; returns the file."""
    book = Workbook()
    book.remove(book.active)
    for sheet in declared.load()["sheets"]:
        page = book.create_sheet(declared.sheet_name(sheet))
        if sheet == "instructions":
            _instructions(page, content)
        elif sheet == declared.ABOUT:
            _about(page, content)
        else:
            sheets.draw(page, sheet, content)
        _print_setup(page, sheet)
    book.properties.creator = book.properties.title = _title(content, "th")
    path = content.path("workbook")
    with files.appears_complete(path) as partial:
        stable.save(book, partial, datetime.combine(content.as_of, time()))
    return path


def _title(content: Content, lang: str) -> str:
    day = thai.format_date(content.as_of, lang)
    return declared.load()["title"][lang].format(year=content.year, day=day)


def _print_setup(page: Worksheet, sheet: str) -> None:
    page.page_setup.paperSize = _A4
    landscape = declared.load()["sheets"][sheet].get("landscape", False)
    page.page_setup.orientation = "landscape" if landscape else "portrait"
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    for side in ("left", "right", "top", "bottom"):
        setattr(page.page_margins, side, _MARGIN)
    page.oddFooter.center.text = "&P / &N"


def _about(page: Worksheet, content: Content) -> None:
    """What the form is of; hidden and locked, for reading alone."""
    for row in content.about.items():
        page.append(row)
    page.sheet_state = "hidden"
    page.protection.sheet = True


def _instructions(page: Worksheet, content: Content) -> None:
    """How to fill in the form: Thai, and beneath it shorter English."""
    page.column_dimensions["A"].width = declared.load()["style"]["instruction_width"]
    page.sheet_view.showGridLines = False
    page.protection.sheet = True
    _line(page, _title(content, "th"), styles.title)
    _line(page, _title(content, "en"), styles.english)
    for block in declared.load()["instructions"]:
        texts, look = block.get("text"), styles.note
        if texts is None:
            texts, look = block["heading"], styles.title
        _line(page, texts["th"].format(**_slots(content, "th")), look)
        _line(page, texts["en"].format(**_slots(content, "en")), styles.english)
    page.print_area = f"A1:A{page.max_row}"


def _line(page: Worksheet, words: str, look: Callable[[Cell], None]) -> None:
    """Add one line of words, as high as they need in the one column of the sheet."""
    style = declared.load()["style"]
    room = style["english"] if look is styles.english else style
    page.append([words])
    look(page.cell(page.max_row, 1))
    height = heights.of_row([(words, style["instruction_width"])], room)
    page.row_dimensions[page.max_row].height = height + (
        _AIR_ABOVE if look is styles.title else _AIR
    )


def _slots(content: Content, lang: str) -> dict[str, object]:
    known, last = declared.load(), thai.fiscal_year_end(content.year)
    day = content.as_of.isoformat()
    return {
        "year": content.year,
        "day": thai.format_date(content.as_of, lang),
        "first": content.first_day.isoformat(),
        "last": day,
        "as_of_part": "" if content.as_of == last else known["as_of_part"].format(day=day),
        **{sheet: declared.sheet_name(sheet) for sheet in declared.FILLED},
    }
