"""A cell that lists provinces, for indicators that count them: names or codes, in either language.

A list is written one name a line, or with commas between them; bullets and numbers before the
names do not matter.
"""

import re

from helpers.actuals.forms import cells, fields
from helpers.actuals.forms.fields import Problems
from helpers.actuals.forms.model import Entry, Form, FormCell, Indicator, Row, cell
from helpers.core import thai
from helpers.geography import gazetteer

COLUMN = "provinces"
_BETWEEN = re.compile(r"[\n,;|\t•·●]+")
# "1. เลย", "๒) เลย", "- เลย"; a number alone is a code.
_BULLET = re.compile(r"^\s*(?:[-*–—]\s*|\(?[0-9๐-๙]{1,3}\s*[.)]\s*(?=\D))")


def are_counted(indicator: Indicator) -> bool:
    """Whether an indicator counts provinces, so that they may be listed."""
    return indicator.unit in fields.load()["listed_units"]


def read(row: Row, form: Form, indicator: Indicator) -> tuple[str, ...] | None:
    """The codes a row lists, in order; nothing for a blank cell or one that was refused.

    Refused are names no province has, one that stands twice, one there was not in the form's year,
    and a list of an indicator that counts something else.
    """
    given, problems = cell(row, COLUMN), form.problems
    if not given.filled:
        return None
    if not are_counted(indicator):
        cells.refuse(given, problems, "not_provinces", unit=indicator.unit_th)
        return None
    words = cells.text(_as_text(given), problems)
    if words is None:
        return None
    names = _names(words)
    if not names:
        cells.refuse(given, problems, "province_unknown")
        return None
    codes = {name: _code(name, given, form) for name in names}
    doubled = _refuse_doubled(names, codes, given, problems)
    return None if doubled or None in codes.values() else tuple(sorted(codes.values()))


def _as_text(given: FormCell) -> FormCell:
    """A lone code may stand as a number."""
    value = given.value
    if isinstance(value, bool) or not isinstance(value, int | float) or value != int(value):
        return given
    return FormCell(f"{int(value):02d}", given.place, trouble=given.trouble)


def _code(name: str, given: FormCell, form: Form) -> str | None:
    """The code of a province there was in the form's year; nothing for one that is refused."""
    code, year = gazetteer.province(name), form.about.year
    if code is None:
        near = gazetteer.alike(name)
        told = FormCell(name, given.place)
        cells.refuse(told, form.problems, "province_unknown", expected=near and f"{near}?")
        return None
    if code not in set(gazetteer.provinces_of_year(year)["code"]):
        form.problems.add(given.place, "province_not_yet", year=year, found=name)
        return None
    return code


def _refuse_doubled(
    names: list[str], codes: dict[str, str | None], given: FormCell, problems: Problems
) -> bool:
    """Refuse provinces that stand twice, told as they are written; whether there are any."""
    written: dict[str, list[str]] = {}
    for name in names:
        written.setdefault(codes[name] or name, []).append(name)
    doubled = [alike for alike in written.values() if len(alike) > 1]
    for alike in doubled:
        problems.add(given.place, "province_twice", found=" = ".join(dict.fromkeys(alike)))
    return bool(doubled)


def _names(words: str) -> list[str]:
    """The names of a list; several with only spaces between them where each is a province."""
    found = []
    for part in _BETWEEN.split(words):
        name = thai.normalise(_BULLET.sub("", part))
        alone = name.split()
        if gazetteer.province(name) is None and all(map(gazetteer.province, alone)):
            found += alone
        else:
            found.append(name)
    return [name for name in found if name]


def check_count(
    row: Row, form: Form, value: float | None, provinces: tuple[str, ...] | None
) -> None:
    """A count and the list beside it say the same; else both are named."""
    if value is None or provinces is None or value == len(provinces):
        return
    given, listing = cell(row, "value"), cell(row, COLUMN)
    form.problems.add(
        given.place, "list_differs", count=len(provinces), listing=listing.place, found=f"{value:g}"
    )


def rows(entry: Entry, reading_id: str, source_id: str) -> list[dict[str, object]]:
    """The rows of table ``actual_provinces`` that an entry lists; none where it has no list."""
    return [
        {
            "year_be": entry.form.year,
            "indicator_id": entry.about[2],
            "as_of": entry.values["as_of"],
            "province_code": code,
            "reading_id": reading_id,
            "source_id": source_id,
            "source_file": entry.source_file,
            "source_row": entry.row.number,
        }
        for code in entry.values[COLUMN] or ()
    ]
