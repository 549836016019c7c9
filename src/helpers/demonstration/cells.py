"""What stands in the cells of a line: text in an office's many habits, or a value of Excel."""

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from helpers import knowledge, thai
from helpers.demonstration import declared, lines, places

# Everything a cell can hold before it is written into a file.
Cell = str | int | date

DAY_HABITS: dict[str, Callable[[date], Cell]] = {
    "excel": lambda day: day,
    "iso": lambda day: day.isoformat(),
    "short_words": lambda day: thai.format_date_short(day, "th"),
    "long_words": lambda day: thai.format_date(day, "th"),
    "thai_long": lambda day: thai.thai_digits(thai.format_date(day, "th")),
    "slashes": lambda day: f"{day.day}/{day.month}/{thai.ce_to_be(day.year)}",
    "slashes_ce": lambda day: f"{day.day:02d}/{day.month:02d}/{day.year}",
    "thai_short": lambda day: thai.thai_digits(
        f"{day.day}/{day.month}/{thai.ce_to_be(day.year) % 100:02d}"
    ),
}


def write(kind: str, listed: pd.DataFrame, place: int, typed: bool) -> pd.DataFrame:
    """The lines of the sheet at ``place`` of a kind, its fields as columns, in the file's order.

    ``typed`` sheets hold numbers as numbers; else everything but a day of Excel is text.
    """
    sheet = lines.sheets(kind)[place]
    own = listed[listed["sheet"] == place]
    # By tambon, the second saying of a body at the end of its province.
    province = own["tambon_codes"].str[:2]
    own = own.assign(province=province).sort_values(["province", "copy", "tambon_codes"])
    generator = declared.generator(5, place, len(kind))
    fields = {
        **{name: own[name].tolist() for name in ("name", "body_id")},
        **places.write(own, sheet, generator),
        **_days_and_status(own, sheet, generator),
        **_measures(own, sheet, kind, typed, generator),
        **_persons(len(own), generator),
        "area_type": _area_types(own, generator),
    }
    lines.alter(fields, own, kind)
    fields["area"] = _areas(fields)
    fields["line"] = [number if typed else str(number) for number in range(1, len(own) + 1)]
    fields["note"] = [""] * len(own)
    return pd.DataFrame({field: fields[field] for field in sheet["columns"]}, dtype=object)


def _pick(options: list, n: int, generator: np.random.Generator) -> list:
    return [options[place] for place in generator.integers(0, len(options), n)]


def _days_and_status(
    own: pd.DataFrame, sheet: dict, generator: np.random.Generator
) -> dict[str, list]:
    words = declared.load()["words"]["status"]
    ended = own["ended_on"].notna()
    active, over = (_pick(words[state], len(own), generator) for state in ("active", "ended"))
    return {
        "registered_on": _days(own["registered_on"], sheet, generator),
        "ended_on": _days(own["ended_on"], sheet, generator),
        "status": np.where(ended, over, active).tolist(),
    }


def _days(days: pd.Series, sheet: dict, generator: np.random.Generator) -> list[Cell]:
    habits = _pick(sheet["days"], len(days), generator)
    return [
        "" if pd.isna(day) else DAY_HABITS[habit](day.date())
        for day, habit in zip(days, habits, strict=True)
    ]


def _measures(
    own: pd.DataFrame, sheet: dict, kind: str, typed: bool, generator: np.random.Generator
) -> dict[str, list[Cell]]:
    """Measures of each line, all of one line in one habit."""
    words = declared.load()["words"]
    separated = generator.random(len(own)) < words["share_of_separators"]
    in_thai = generator.random(len(own)) < words["share_of_thai_digits"]
    names = set(knowledge.load("registries.yml")["kinds"][kind]["measures"]) & set(sheet["columns"])
    return {
        name: [_number(*cell, typed) for cell in zip(own[name], separated, in_thai, strict=True)]
        for name in sorted(names)
    }


def _number(value: int, separated: bool, in_thai: bool, typed: bool) -> Cell:
    if typed and not in_thai:
        return int(value)
    text = f"{value:,}" if separated else str(value)
    return thai.thai_digits(text) if in_thai else text


def _persons(n: int, generator: np.random.Generator) -> dict[str, list[str]]:
    """Made-up persons, so that there is something to drop."""
    persons = declared.load()["personal"]
    return {field: _pick(options, n, generator) for field, options in persons.items()}


def _area_types(own: pd.DataFrame, generator: np.random.Generator) -> list[str]:
    words = declared.load()["words"]["area_types"]
    kinds = np.where(own["tambon_codes"].str.startswith("10"), "khwaeng", "tambon")
    kinds = np.where(own["tambon_codes"].str.contains(" "), "municipality", kinds)
    chances = generator.random(len(own))
    return [words[k][int(c * len(words[k]))] for k, c in zip(kinds, chances, strict=True)]


def _areas(fields: dict[str, list[Any]]) -> list[str]:
    """The whole address in one cell."""
    parts = zip(fields["tambon"], fields["amphoe"], fields["province"], strict=True)
    return [" ".join(part for part in address if part) for address in parts]
