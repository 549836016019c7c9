"""How sheets look (``workbook.yml``): columns, styles, heights; rows drawn into cells."""

import math
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from helpers.core import metadata, office
from helpers.core.errors import InputError
from helpers.publish.document import Line, plain
from helpers.publish.language import Speaker
from helpers.publish.xlsx import cells
from helpers.publish.xlsx.cells import Amount, Cells, Hatched, Value, Year

# Excel has no higher rows; the text of a longer cell is in it all the same.
HIGHEST = 409


def of_row(texts: Iterable[tuple[object, int]], layout: dict) -> float:
    """Points of a row, given its cells with the widths of their columns."""
    per_width = layout["letters_per_width"]
    most = max(
        (_lines(text, width * per_width) for text, width in texts if isinstance(text, str)),
        default=1,
    )
    return min(HIGHEST, most * layout["line_height"])


def _lines(text: str, room: float) -> int:
    if len(text) <= room and "\n" not in text:
        return 1
    return sum(max(1, math.ceil(_most_letters(part) / room)) for part in text.split("\n"))


def _most_letters(text: str) -> int:
    """Letters that take room: Thai vowels and tone marks stand above and below others."""
    return sum(unicodedata.category(letter) != "Mn" for letter in text)


def load() -> dict:
    """The declared layout."""
    return metadata.load("workbook.yml")


def columns_of(sheet: str) -> dict[str, dict]:
    """Width and unit of each column of a sheet, in order."""
    return load()["sheets"][sheet]["columns"]


def title(speaker: Speaker, sheet: str) -> str:
    """The name on a sheet's tab."""
    return speaker.word(f"workbook.sheets.{sheet}")


def heading_of(speaker: Speaker, column: str) -> str:
    """The heading of a column; that of the strategies is what the plan calls them.

    A workbook of Bangkok alone speaks of khwaeng and khet.
    """
    if column == "strategy_id":
        return plain(speaker.both(speaker.facts["plan"]["group"]))
    areas = speaker.facts.get("province", {}).get("areas")
    if areas == "khwaeng" and column in speaker.labels["workbook"]["khwaeng_columns"]:
        return speaker.word(f"workbook.khwaeng_columns.{column}")
    return speaker.word(f"workbook.columns.{column}.name")


def meaning(speaker: Speaker, column: str) -> str:
    """What a column holds."""
    return speaker.word(f"workbook.columns.{column}.text")


HEAD, TEXT, NUMBER, HATCHED = "report_head", "report_text", "report_number", "report_hatched"


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
    setup = load()
    line = Border(bottom=Side("thin", color=setup["line"]))
    plain = Font(**_font(setup))
    for style in (
        _head(setup),
        NamedStyle(TEXT, plain, border=line, alignment=_aligned("left"), number_format="@"),
        NamedStyle(NUMBER, plain, border=line, alignment=_aligned("right")),
        NamedStyle(
            HATCHED,
            plain,
            PatternFill("lightUp", fgColor=setup["line"]),
            border=line,
            alignment=_aligned("left"),
            number_format="@",
        ),
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


MOST_ROWS = 1_048_576
PAPER_A4 = "9"


@dataclass(frozen=True)
class Sheet:
    """A sheet by its name in ``workbook.yml``; every row has its cells by their columns."""

    name: str
    rows: Iterable[Cells]


class Drawer:
    """Draws sheets into one workbook in the language of a speaker, under one running head."""

    def __init__(self, book: Workbook, speaker: Speaker, running_head: Line) -> None:
        self.book, self.speaker, self.head = book, speaker, plain(running_head)
        self.styles = Styler(book)

    def draw(self, sheet: Sheet) -> None:
        """Add a sheet with its rows.

        Raises ``InputError`` for a row with a column not declared, for more rows than Excel has
        and for a character it cannot hold.
        """
        page = self.book.create_sheet(title(self.speaker, sheet.name))
        columns = columns_of(sheet.name)
        self._head(page, columns)
        last = self._rows(page, columns, sheet)
        _fit_for_reading(page, sheet.name, columns, last)
        _fit_for_paper(page, self.speaker, sheet.name, self.head)
        _name_range(self.book, page, sheet.name)

    def _head(self, page: Worksheet, columns: dict[str, dict]) -> None:
        words = [(heading_of(self.speaker, n), about["width"]) for n, about in columns.items()]
        for place, (heading, width) in enumerate(words, start=1):
            self.styles.give(page.cell(1, place, heading), HEAD)
            page.column_dimensions[get_column_letter(place)].width = width
        page.row_dimensions[1].height = of_row(words, load())

    def _rows(self, page: Worksheet, columns: dict[str, dict], sheet: Sheet) -> int:
        """Draw the rows; returns the number of the last one."""
        setup, number = load(), 1
        widths = [about["width"] for about in columns.values()]
        for number, row in enumerate(_fitting(sheet, columns), start=2):
            for place, value in enumerate(row, start=1):
                self._put(page.cell(number, place), value)
            height = of_row(zip(row, widths, strict=True), setup)
            page.row_dimensions[number].height = height
        return number

    def _put(self, cell: Cell, value: Value) -> None:
        """Write a value as what it is; a text is never anything but text."""
        shown = self.speaker.format
        match value:
            case Amount(value=number, kind=kind):
                # openpyxl would write sixteen digits of it, which is not always the same number.
                cell.value, cell.data_type = repr(number), "n"
                self.styles.give(cell, NUMBER, shown.excel(number, kind))
            case Year(year_be=year):
                cell.value = year
                self.styles.give(cell, NUMBER, shown.excel_year())
            case date():
                cell.value = value
                self.styles.give(cell, NUMBER, shown.excel_day())
            case None | "":
                self.styles.give(cell, TEXT)
            case str():
                self._put_text(cell, value)

    def _put_text(self, cell: Cell, text: str) -> None:
        cell.value = cells.safe(text, cell)
        # openpyxl takes "=1" for a formula and "#N/A" for an error.
        cell.data_type = "s"
        style = HATCHED if isinstance(text, Hatched) else TEXT
        self.styles.give(cell, style, quoted=office.is_active(text))


def _fitting(sheet: Sheet, columns: dict[str, dict]) -> Iterator[list[Value]]:
    """Rows in the order of the columns; what is too long for a cell goes on in rows below."""
    for count, row in enumerate(sheet.rows, start=2):
        if unknown := row.keys() - columns.keys():
            raise InputError(
                f"sheet {sheet.name} has no column {sorted(unknown)}",
                fix="src/helpers/metadata/workbook.yml",
            )
        if count > MOST_ROWS:
            raise InputError(f"sheet {sheet.name} has more rows than Excel", expected=MOST_ROWS)
        values = [row.get(column) for column in columns]
        yield from _continued(values)


def _continued(values: list[Value]) -> Iterator[list[Value]]:
    """A row; where a text does not fit, rows with its rest and the first cell repeated."""
    if not any(isinstance(value, str) and len(value) * 2 > cells.LONGEST for value in values):
        yield values
        return
    texts = {n: list(cells.pieces(v)) for n, v in enumerate(values) if isinstance(v, str)}
    yield [texts[n][0] if n in texts else value for n, value in enumerate(values)]
    for part in range(1, max(map(len, texts.values()))):
        rest = {n: parts[part] for n, parts in texts.items() if len(parts) > part}
        yield [values[0], *(rest.get(n) for n in range(1, len(values)))]


def _fit_for_reading(page: Worksheet, name: str, columns: dict[str, dict], last: int) -> None:
    """The head stays in sight, every column can be filtered."""
    right = get_column_letter(len(columns))
    fixed = load()["sheets"][name].get("fixed", 0)
    page.freeze_panes = page.cell(2, fixed + 1)
    page.auto_filter.ref = f"A1:{right}{last}"
    page.print_area = f"A1:{right}{last}"
    page.print_title_rows = "1:1"
    if fixed:
        page.print_title_cols = f"A:{get_column_letter(fixed)}"


def _fit_for_paper(page: Worksheet, speaker: Speaker, name: str, head: str) -> None:
    """A4 on its side, as many pages wide as declared, with running head and page numbers."""
    setup = load()
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = PAPER_A4
    page.page_setup.fitToWidth = setup["sheets"][name].get("pages_wide", 1)
    # Nothing: as many as its rows need.
    page.page_setup.fitToHeight = setup["sheets"][name].get("pages_high", 0)
    page.sheet_properties.pageSetUpPr.fitToPage = True
    for side, inches in setup["margins"].items():
        setattr(page.page_margins, side, inches)
    _running_head(page, speaker, head, setup["font"])


def _running_head(page: Worksheet, speaker: Speaker, head: str, font: dict) -> None:
    foot = plain(speaker.say("workbook.footer", page="&P", pages="&N"))
    for part, words in ((page.oddHeader.left, head), (page.oddFooter.right, foot)):
        part.text, part.font, part.size = words, font["name"], font["size"] - 2
    for part in (page.oddHeader.right, page.oddFooter.left):
        part.text, part.font, part.size = "&A", font["name"], font["size"] - 2


def _name_range(book: Workbook, page: Worksheet, name: str) -> None:
    """A name for the whole table, the same in both languages."""
    area = page.auto_filter.ref
    absolute = ":".join(f"${_letters(end)}${end[len(_letters(end)) :]}" for end in area.split(":"))
    where = f"{quote_sheetname(page.title)}!{absolute}"
    book.defined_names[f"table_{name}"] = DefinedName(f"table_{name}", attr_text=where)


def _letters(place: str) -> str:
    return place.rstrip("0123456789")
