"""One cell of a form read as a number, a day, a choice or a text; what cannot be is refused.

In what officers write more titles of persons are known than in exports of registries.
"""

import math
import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache

from helpers.actuals.forms import fields
from helpers.actuals.forms.fields import Problems, expectation
from helpers.actuals.forms.model import MERGED, About, FormCell
from helpers.core import dates, thai
from helpers.core.metadata import LANGUAGES
from helpers.core.notices import Notice
from helpers.registries import declarations as registries
from helpers.registries import personal_data
from helpers.registries.declarations import Content

# Between two digits: "081 - 234 - 5678", "(02) 123 4567", dashes of any length.
_DASH = re.compile(r"(?<=\d)[ \t]*[-\u2010-\u2015\u2212][ \t]*(?=\d)")
_BRACKETS = re.compile(r"\((\d{2,3})\)[ \t]*(?=\d)")


def personal_in(words: str) -> Notice | None:
    """Kinds of personal data in a text, in each language; nothing where there is none.

    The text is looked at as written and as a reader sees it, without what nobody sees.
    """
    # Line by line: what ends one line is no name with what begins the next.
    seen = "\n".join(thai.normalise(line) for line in words.splitlines())
    seen = _DASH.sub("-", _BRACKETS.sub(r"\1-", seen))
    kinds = [
        *personal_data.kinds_in(words, _contents()),
        *personal_data.kinds_in(seen, _contents()),
    ]
    names = fields.load()["personal"]
    told = {lang: dict.fromkeys(names[kind][lang] for kind in kinds) for lang in LANGUAGES}
    return Notice({lang: ", ".join(said) for lang, said in told.items()}) if kinds else None


@cache
def _contents() -> list[Content]:
    """Patterns of registries and those of forms, which would hit names of places in registries."""
    shared = [c for c in registries.load().personal.contents if "text" in c.types]
    own = fields.load()["persons"]
    return [*shared, *(Content("person", re.compile(pattern), ("text",)) for pattern in own)]


# What no XML document (DOCX, XLSX, HTML) can hold, and what turns the direction of the words after
# it, so that a page shows other words than were written; tabs and line breaks are fine.
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufffe\uffff]|[\ud800-\udfff]"
)
_ISO_DAY = re.compile(r"(\d{4})-\d{2}-\d{2}")
# A year of the Common Era no form is of; years of the Buddhist Era lie beyond it.
_LAST_YEAR = 2400
# Characters of an entry a message repeats.
_TOLD = 60


def refuse(cell: FormCell, problems: Problems, code: str, **said: object) -> None:
    """Refuse what stands in a cell; personal data is not repeated: messages are kept in logs."""
    value = cell.value
    whole = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
    text = str(int(value)) if whole else str(value)
    persons = personal_in(text) if whole or isinstance(value, str) else None
    if persons:
        problems.add(cell.place, "personal", what=persons)
    else:
        problems.add(cell.place, code, found=str(value)[:_TOLD], **said)


def number(cell: FormCell, problems: Problems, most: int | None = None) -> float | int | None:
    """The number of a cell, 0 to ``most``; one that Excel shows as per cent is that per cent."""
    if not _usable(cell, problems):
        return None
    try:
        found = _number(cell)
    except ValueError:
        refuse(cell, problems, "not_a_number", expected=expectation("number"))
        return None
    if found < 0:
        refuse(cell, problems, "negative", expected=expectation("zero_up"))
        return None
    if most is not None and found > most:
        refuse(cell, problems, "too_many", expected=expectation("at_most", most=f"{most:,}"))
        return None
    return found


def is_percent(cell: FormCell) -> bool:
    """Whether the cell itself says per cent: by Excel's format or by a sign typed as text."""
    return cell.percent or (
        isinstance(cell.value, str) and thai.normalise(cell.value).endswith("%")
    )


def _number(cell: FormCell) -> float | int:
    value = cell.value
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError(f"not a number: {value!r}")
    if isinstance(value, str):
        return thai.parse_number(thai.normalise(value).removesuffix("%"))
    if not math.isfinite(value):
        raise ValueError(f"not a number: {value!r}")
    # By way of decimals: 0.07 shown as 7 % is 7, not 7.000000000000001.
    exact = Decimal(str(value)) * (100 if cell.percent else 1)
    return int(exact) if exact == exact.to_integral_value() else float(exact)


def day(cell: FormCell, about: About, problems: Problems) -> date | None:
    """The day of a cell, within the fiscal year and not after the day of the form.

    A time with its zone gives the day in Thailand; one that may hide the next day is refused.
    """
    if not _usable(cell, problems):
        return None
    try:
        found = _day(cell)
    except ValueError:
        _refuse_day(cell, about, problems)
        return None
    if found.year > _LAST_YEAR:
        _refuse_era(cell, found, about, problems)
        return None
    odd = dates.doubtful_time(str(cell.value))
    if odd:
        next_day = found + timedelta(days=1)
        days = {"day": found.isoformat(), "next_day": next_day.isoformat()}
        problems.add(cell.place, "odd_time", time=odd, found=str(cell.value), **days)
        return None
    return found if _is_of_form(cell, found, about, problems) else None


def _day(cell: FormCell) -> date:
    """The day as typed; a year of the Buddhist Era in a date (not in words) is left as it is."""
    value = cell.value
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError(f"not a day: {value!r}")
    text = thai.arabic_digits(thai.normalise(str(value)))
    if (match := _ISO_DAY.fullmatch(text)) and int(match[1]) > _LAST_YEAR:
        return thai.parse_day(text)
    return dates.read(text)


def _refuse_day(cell: FormCell, about: About, problems: Problems) -> None:
    refuse(cell, problems, "not_a_day", expected=expectation("day", last=about.as_of.isoformat()))


def _refuse_era(cell: FormCell, found: date, about: About, problems: Problems) -> None:
    try:
        meant = found.replace(year=thai.be_to_ce(found.year))
    except ValueError:
        # 29 February of a year that is a leap year in one era only.
        _refuse_day(cell, about, problems)
        return
    problems.add(
        cell.place,
        "be_as_ce",
        words=lambda lang: thai.format_date(meant, lang),
        meant=meant.isoformat(),
        found=found.isoformat(),
    )


def _is_of_form(cell: FormCell, found: date, about: About, problems: Problems) -> bool:
    bounds = expectation("days", first=about.first_day.isoformat(), last=about.as_of.isoformat())
    if thai.fiscal_year(found) != about.year:
        problems.add(
            cell.place, "outside_year", year=about.year, expected=bounds, found=found.isoformat()
        )
        return False
    if found > about.as_of:
        problems.add(cell.place, "after_form", expected=bounds, found=found.isoformat())
        return False
    return True


def choice(cell: FormCell, column: str, problems: Problems) -> str | None:
    """The name of the choice a cell states, in Thai, in English or as the name itself."""
    if not _usable(cell, problems):
        return None
    offered = fields.load()["choices"][fields.load()["columns"][column]["choices"]]
    given = thai.normalise(str(cell.value)).casefold()
    for name, words in offered.items():
        if given in {name, thai.normalise(words["th"]), words["en"].casefold()}:
            return name
    wanted = ", ".join(words["th"] for words in offered.values())
    refuse(cell, problems, "unknown_choice", expected=wanted)
    return None


def text(cell: FormCell, problems: Problems, own_words: bool = True) -> str | None:
    """The words of a cell, as filed; what begins like a formula but is text stays text.

    ``own_words`` is false for the draft of the form, which no person wrote.
    """
    if not _usable(cell, problems):
        return None
    if isinstance(cell.value, date):
        problems.add(cell.place, "date_in_text", found=cell.value)
        return None
    words = str(cell.value)
    control = _CONTROL.search(words)
    if control:
        problems.add(cell.place, "control", found=f"U+{ord(control[0]):04X}")
    persons = personal_in(words) if own_words else None
    if persons:
        # What was found is not repeated: messages are kept in logs.
        problems.add(cell.place, "personal", what=persons)
    return None if control or persons else words


def _usable(cell: FormCell, problems: Problems) -> bool:
    """Whether something stands in the cell that is no formula and no error value."""
    if cell.trouble and cell.trouble != MERGED:
        problems.add(cell.place, cell.trouble)
    return cell.filled and not cell.trouble
