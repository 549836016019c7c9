"""The sheets that are filled in: title, headings, machine names, rows of blanks."""

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from helpers import thai
from helpers.forms import declared
from helpers.forms.texts import DRAFTED
from helpers.publish.form import styles
from helpers.publish.form.checks import Checks
from helpers.publish.form.content import Content, Item, Printed
from helpers.publish.xlsx import heights

# Title, note, headings, machine names: the rows above the first item.
TITLE, NOTE, HEAD, MACHINE = 1, 2, 3, 4
# Columns of the id and the words of an item stay in sight.
_FIXED_COLUMNS = 2
_SHARE = ("numerator", "denominator")


def draw(page: Worksheet, sheet: str, content: Content) -> None:
    """Draw one sheet of the form: every item with its blanks, protected without a password."""
    columns = declared.columns(sheet)
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
    if sheet != declared.OVERALL:
        return content.items(sheet)
    about = declared.load()["columns"]
    return tuple(
        Item(
            name,
            {
                "label": Printed(f"{about[name]['th']}\n{about[name]['en']}"),
                **({declared.TEXT: Printed(content.draft)} if name == DRAFTED else {}),
            },
        )
        for name in declared.fields()
    )


def _head(page: Worksheet, sheet: str, content: Content) -> None:
    known = declared.load()
    day = thai.format_date(content.as_of, "th")
    page.cell(TITLE, 1, known["title"]["th"].format(year=content.year, day=day))
    styles.title(page.cell(TITLE, 1))
    page.row_dimensions[TITLE].height = 26
    page.cell(NOTE, 1, f"{known['sheet_note']['th']}  ·  {known['sheet_note']['en']}")
    styles.english(page.cell(NOTE, 1))
    styles.on_one_line(page.cell(NOTE, 1))
    for place, column in enumerate(declared.columns(sheet), start=1):
        about = known["columns"][column]
        page.cell(HEAD, place, f"{about['th']}\n{about['en']}")
        styles.head(page.cell(HEAD, place))
        page.cell(MACHINE, place, column)
        styles.machine(page.cell(MACHINE, place))
        page.column_dimensions[get_column_letter(place)].width = about["width"]
    page.row_dimensions[HEAD].height = 54
    page.row_dimensions[MACHINE].height = 11


def _row(page: Worksheet, number: int, sheet: str, item: Item, checks: Checks) -> None:
    columns = declared.columns(sheet)
    for place, column in enumerate(columns, start=1):
        cell = page.cell(number, place)
        if column == declared.ITEM:
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
    if not declared.is_entry(column):
        styles.printed(cell, is_number)
        shown = item.printed.get(column, Printed(None)).shown
        cell.number_format = shown if is_number else "@"
    elif column in _SHARE and not item.is_rate:
        styles.unused(cell)
    else:
        styles.entry(cell, declared.load()["columns"][column]["kind"])
        checks.add(cell.coordinate, column, item)


def _height(sheet: str, item: Item) -> float:
    style = declared.load()["style"]
    kinds = declared.load()["columns"]
    texts = [(cell.value, kinds[name]["width"]) for name, cell in item.printed.items()]
    texts.append((item.name, kinds[declared.ITEM]["width"]))
    least = style["least_height"][sheet]
    if sheet == declared.OVERALL and kinds[item.name]["kind"] == "text":
        least = style["short_height"]
    return max(least, heights.of_row(texts, style))
