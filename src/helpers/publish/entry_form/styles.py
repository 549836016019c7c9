"""How cells of the form look, its drop-downs and its input checks with messages in Thai."""

from openpyxl.cell import Cell
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from helpers.actuals.forms import fields
from helpers.core import thai
from helpers.publish.entry_form.content import Content, Item


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
    style = fields.load()["style"]
    return Font(name=style["font"], size=style["sizes"][size], **more)


def _fill(name: str) -> PatternFill:
    return PatternFill("solid", fgColor=_colour(name))


def _line() -> Border:
    side = Side("thin", color=_colour("line"))
    return Border(left=side, right=side, top=side, bottom=side)


def _colour(name: str) -> str:
    return fields.load()["style"]["colours"][name]


class Checks:
    """The checks of one sheet, each used by all cells it is meant for."""

    def __init__(self, content: Content, page: Worksheet) -> None:
        self.content = content
        self.page = page
        self.known: dict[str, DataValidation] = {}

    def add(self, place: str, column: str, item: Item | None) -> None:
        """Put the check of ``column`` on the cell at ``place``, where the column has one."""
        name = self._name(column, item)
        if name is None:
            return
        # What is told of a cumulative result names the year before: each has a check of its own.
        least = item.least if name == "cumulative" and item is not None else None
        key = f"{name} {least}"
        if key not in self.known:
            self.known[key] = self._made(name, least)
            self.page.add_data_validation(self.known[key])
        self.known[key].add(place)
        if least is not None:
            self._mark_below(place, least)

    def _mark_below(self, place: str, least: float) -> None:
        """Colour a result below last year's; it may be entered all the same."""
        # In a rule Excel takes the colour of the background, elsewhere that of the foreground.
        orange = PatternFill("solid", bgColor=_colour("doubtful"))
        below = FormulaRule([f"AND(ISNUMBER({place}),{place}<{least:.15g})"], fill=orange)
        self.page.conditional_formatting.add(place, below)

    def _name(self, column: str, item: Item | None) -> str | None:
        kind = fields.load()["columns"][column]["kind"]
        if kind == "choice":
            return column
        if kind == "list":
            return kind
        if kind == "number":
            if column != "value":
                return "part"
            if item is not None and item.is_rate:
                return "per_cent_undefined" if item.is_undefined else "per_cent"
            return "count" if item is None or item.least is None else "cumulative"
        return "day" if kind == "day" else None

    def _made(self, name: str, least: float | None) -> DataValidation:
        texts = fields.load()["checks"]
        about = texts.get(name, texts["choice"])
        shown = None if least is None else f"{least:,g}"
        told = about["text"].format(**self._slots(), least=shown)
        return DataValidation(
            **self._rule(name),
            allow_blank=True,
            showErrorMessage=True,
            showInputMessage=True,
            errorTitle=about["title"],
            error=told,
            promptTitle=about["title"],
            prompt=told,
        )

    def _rule(self, name: str) -> dict[str, object]:
        match name:
            case "count" | "cumulative":
                return {"type": "whole", "operator": "greaterThanOrEqual", "formula1": "0"}
            case "part":
                return {"type": "decimal", "operator": "greaterThanOrEqual", "formula1": "0"}
            case "per_cent" | "per_cent_undefined":
                bounds = {"formula1": "0", "formula2": "100"}
                return {"type": "decimal", "operator": "between", **bounds}
            case "list":
                # Any words will do: the check is there for what it says of the cell.
                return {"type": "textLength", "operator": "greaterThanOrEqual", "formula1": "0"}
            case "day":
                first, last = self.content.first_day, self.content.as_of
                bounds = {"formula1": _excel_day(first), "formula2": _excel_day(last)}
                return {"type": "date", "operator": "between", **bounds}
            case _:
                offered = fields.load()["choices"][name].values()
                words = ",".join(choice["th"] for choice in offered)
                return {"type": "list", "formula1": f'"{words}"'}

    def _slots(self) -> dict[str, object]:
        content = self.content
        return {
            "first": content.first_day.isoformat(),
            "last": content.as_of.isoformat(),
            "year": content.year,
            "year_ce": thai.be_to_ce(content.year),
        }


def _excel_day(day) -> str:
    return f"DATE({day.year},{day.month},{day.day})"
