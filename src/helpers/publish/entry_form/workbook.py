"""The form as a workbook, and as one flat CSV table."""

import csv
import io
from collections.abc import Callable
from datetime import datetime, time
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from helpers.actuals.forms import fields
from helpers.actuals.forms.entered import DRAFTED
from helpers.core import files, office, thai
from helpers.publish.entry_form import styles
from helpers.publish.entry_form.content import Content, Item, Printed
from helpers.publish.entry_form.styles import Checks
from helpers.publish.xlsx import layout

_A4, _MARGIN = 9, 0.4
# Points between two lines of the instructions, and above a heading.
_AIR, _AIR_ABOVE = 4, 16


def write(content: Content) -> Path:
    """Write the workbook, the same bytes for the same facts; returns the file."""
    book = Workbook()
    book.remove(book.active)
    for sheet in fields.load()["sheets"]:
        page = book.create_sheet(fields.sheet_name(sheet))
        if sheet == "instructions":
            _instructions(page, content)
        elif sheet == fields.ABOUT:
            _about(page, content)
        else:
            draw(page, sheet, content)
        _print_setup(page, sheet)
    book.properties.creator = book.properties.title = _title(content, "th")
    path = content.path("workbook")
    with files.appears_complete(path) as partial:
        office.save_workbook(book, partial, datetime.combine(content.as_of, time()))
    return path


def _title(content: Content, lang: str) -> str:
    day = thai.format_date(content.as_of, lang)
    return fields.load()["title"][lang].format(year=content.year, day=day)


def _print_setup(page: Worksheet, sheet: str) -> None:
    page.page_setup.paperSize = _A4
    landscape = fields.load()["sheets"][sheet].get("landscape", False)
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
    page.column_dimensions["A"].width = fields.load()["style"]["instruction_width"]
    page.sheet_view.showGridLines = False
    page.protection.sheet = True
    _line(page, _title(content, "th"), styles.title)
    _line(page, _title(content, "en"), styles.english)
    for block in fields.load()["instructions"]:
        texts, look = block.get("text"), styles.note
        if texts is None:
            texts, look = block["heading"], styles.title
        _line(page, texts["th"].format(**_slots(content, "th")), look)
        _line(page, texts["en"].format(**_slots(content, "en")), styles.english)
    page.print_area = f"A1:A{page.max_row}"


def _line(page: Worksheet, words: str, look: Callable[[Cell], None]) -> None:
    """Add one line of words, as high as they need in the one column of the sheet."""
    style = fields.load()["style"]
    room = style["english"] if look is styles.english else style
    page.append([words])
    look(page.cell(page.max_row, 1))
    height = layout.of_row([(words, style["instruction_width"])], room)
    page.row_dimensions[page.max_row].height = height + (
        _AIR_ABOVE if look is styles.title else _AIR
    )


def _slots(content: Content, lang: str) -> dict[str, object]:
    known, last = fields.load(), thai.fiscal_year_end(content.year)
    day = content.as_of.isoformat()
    return {
        "year": content.year,
        "day": thai.format_date(content.as_of, lang),
        "first": content.first_day.isoformat(),
        "last": day,
        "as_of_part": "" if content.as_of == last else known["as_of_part"].format(day=day),
        **{sheet: fields.sheet_name(sheet) for sheet in fields.FILLED},
    }


# Title, note, headings, machine names: the rows above the first item.
TITLE, NOTE, HEAD, MACHINE = 1, 2, 3, 4
# Columns of the id and the words of an item stay in sight.
_FIXED_COLUMNS = 2
_SHARE = ("numerator", "denominator")


def draw(page: Worksheet, sheet: str, content: Content) -> None:
    """Draw one sheet of the form: every item with its blanks, protected without a password."""
    columns = fields.columns(sheet)
    _head(page, sheet, content)
    checks = Checks(content, page)
    for number, item in enumerate(_items(sheet, content), start=MACHINE + 1):
        _row(page, number, sheet, item, checks)
    page.freeze_panes = page.cell(MACHINE + 1, _FIXED_COLUMNS + 1)
    page.protection.sheet = True
    # Widths and heights may be changed; what is locked is what the form prints.
    page.protection.formatColumns = page.protection.formatRows = False
    last = get_column_letter(len(columns))
    page.print_area = f"A1:{last}{page.max_row}"
    page.print_title_rows = f"{HEAD}:{HEAD}"


def _items(sheet: str, content: Content) -> tuple[Item, ...]:
    if sheet != fields.OVERALL:
        return content.items(sheet)
    about = fields.load()["columns"]
    return tuple(
        Item(
            name,
            {
                "label": Printed(f"{about[name]['th']}\n{about[name]['en']}"),
                **({fields.TEXT: Printed(content.draft)} if name == DRAFTED else {}),
            },
        )
        for name in fields.fields()
    )


def _head(page: Worksheet, sheet: str, content: Content) -> None:
    known = fields.load()
    day = thai.format_date(content.as_of, "th")
    page.cell(TITLE, 1, known["title"]["th"].format(year=content.year, day=day))
    styles.title(page.cell(TITLE, 1))
    page.row_dimensions[TITLE].height = 26
    page.cell(NOTE, 1, f"{known['sheet_note']['th']}  ·  {known['sheet_note']['en']}")
    styles.english(page.cell(NOTE, 1))
    styles.on_one_line(page.cell(NOTE, 1))
    for place, column in enumerate(fields.columns(sheet), start=1):
        about = known["columns"][column]
        page.cell(HEAD, place, f"{about['th']}\n{about['en']}")
        styles.head(page.cell(HEAD, place))
        page.cell(MACHINE, place, column)
        styles.machine(page.cell(MACHINE, place))
        page.column_dimensions[get_column_letter(place)].width = about["width"]
    page.row_dimensions[HEAD].height = 54
    page.row_dimensions[MACHINE].height = 11


def _row(page: Worksheet, number: int, sheet: str, item: Item, checks: Checks) -> None:
    columns = fields.columns(sheet)
    for place, column in enumerate(columns, start=1):
        cell = page.cell(number, place)
        if column == fields.ITEM:
            cell.value = item.name
        elif column in item.printed:
            cell.value = item.printed[column].value
        _dress(cell, column, item, checks)
    page.row_dimensions[number].height = _height(sheet, item)


def _dress(cell, column: str, item: Item, checks: Checks) -> None:
    """Looks, lock and check of one cell; what begins like a formula stays words."""
    is_number = isinstance(cell.value, int | float)
    if isinstance(cell.value, str):
        cell.data_type = "s"
    if not fields.is_entry(column):
        styles.printed(cell, is_number)
        shown = item.printed.get(column, Printed(None)).shown
        cell.number_format = shown if is_number else "@"
    elif column in _SHARE and not item.is_rate:
        styles.unused(cell)
    else:
        styles.entry(cell, fields.load()["columns"][column]["kind"])
        checks.add(cell.coordinate, column, item)


def _height(sheet: str, item: Item) -> float:
    style = fields.load()["style"]
    kinds = fields.load()["columns"]
    texts = [(cell.value, kinds[name]["width"]) for name, cell in item.printed.items()]
    texts.append((item.name, kinds[fields.ITEM]["width"]))
    least = style["least_height"][sheet]
    if sheet == fields.OVERALL and kinds[item.name]["kind"] == "text":
        least = style["short_height"]
    return max(least, layout.of_row(texts, style))


# By this mark Excel knows UTF-8.
_MARK = "\ufeff"


def write_csv(content: Content) -> Path:
    """Write one row an item (indicator, goal, the whole); returns the file."""
    text = io.StringIO()
    writer = csv.DictWriter(text, fields.table_columns(), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows({**row, **content.about} for row in _csv_rows(content))
    return files.write_text(content.path("table"), _MARK + text.getvalue())


def _csv_rows(content: Content) -> list[dict[str, object]]:
    kinds = fields.load()["row_kinds"]
    whole = {
        fields.load()["row_kind"]: kinds[fields.OVERALL],
        fields.ITEM: fields.load()["overall"],
        DRAFTED: content.draft,
    }
    sheets = (fields.RESULTS, fields.MILESTONES, fields.STRATEGIES)
    return [
        *(_csv_row(item, kinds[sheet]) for sheet in sheets for item in content.items(sheet)),
        whole,
    ]


def _csv_row(item: Item, kind: str) -> dict[str, object]:
    printed = {name: cell.value for name, cell in item.printed.items()}
    return {fields.load()["row_kind"]: kind, fields.ITEM: item.name, **printed}
