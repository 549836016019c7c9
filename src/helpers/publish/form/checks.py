"""Drop-downs and input checks of the workbook, with messages in Thai."""

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from helpers import thai
from helpers.forms import declared
from helpers.publish.form.content import Content, Item


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
        if name not in self.known:
            self.known[name] = self._made(name)
            self.page.add_data_validation(self.known[name])
        self.known[name].add(place)

    def _name(self, column: str, item: Item | None) -> str | None:
        kind = declared.load()["columns"][column]["kind"]
        if kind == "choice":
            return column
        if kind == "number":
            if column != "value":
                return "part"
            return "per_cent" if item is not None and item.is_rate else "count"
        return "day" if kind == "day" else None

    def _made(self, name: str) -> DataValidation:
        texts = declared.load()["checks"]
        about = texts.get(name, texts["choice"])
        told = about["text"].format(**self._slots())
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
            case "count":
                return {"type": "whole", "operator": "greaterThanOrEqual", "formula1": "0"}
            case "part":
                return {"type": "decimal", "operator": "greaterThanOrEqual", "formula1": "0"}
            case "per_cent":
                bounds = {"formula1": "0", "formula2": "100"}
                return {"type": "decimal", "operator": "between", **bounds}
            case "day":
                first, last = self.content.first_day, self.content.as_of
                bounds = {"formula1": _excel_day(first), "formula2": _excel_day(last)}
                return {"type": "date", "operator": "between", **bounds}
            case _:
                offered = declared.load()["choices"][name].values()
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
