"""Which columns of a table tell the place, and of which level."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from statistics import median_high

import pandas as pd

from helpers.analysis.places import place_words
from helpers.analysis.places.place_words import heading_key, refused
from helpers.core.errors import examples
from helpers.core.metadata import LANGUAGES
from helpers.registries import tambon_codes

LEVELS = ("tambon", "amphoe", "province")
# Arguments of ``join_places`` that name a column; ``code`` may name several.
ARGUMENTS = ("address", "tambon", "amphoe", "province", "code", "year")
# Digits of a code that each level adds.
_PART = 2
_OF_LENGTH = {2: "province", 3: "amphoe", 4: "amphoe"}


@dataclass(frozen=True)
class Asked:
    """The level to join at, and the column of each argument; ``parts`` hold a code piecewise."""

    level: str
    columns: Mapping[str, str]
    parts: tuple[str, ...] = ()

    @property
    def named(self) -> list[str]:
        """Every column used."""
        return [*self.columns.values(), *self.parts]


def choose(
    frame: pd.DataFrame, given: Mapping[str, str | Sequence[str]], level: str | None
) -> Asked:
    """The columns told, others found by their headings.

    Raises ``InputError`` for a column that is not there, two that may be meant, and a table
    without any column of the level.
    """
    if level is not None and level not in LEVELS:
        raise refused("level_unknown", expected=list(LEVELS), found=level)
    told, parts = _told(frame, given)
    if not parts and "code" not in told:
        parts = _parts(frame)
    columns = told | _found(frame, told, parts)
    columns = _with_code(frame, columns, level, has_parts=bool(parts))
    if not parts and not columns.keys() - {"year"}:
        raise _nothing_found(frame)
    level = level or _level(frame, columns, parts)
    _check_level(frame, level, columns, parts)
    return Asked(level, columns, parts)


def _told(frame: pd.DataFrame, given: Mapping) -> tuple[dict[str, str], tuple[str, ...]]:
    parts: tuple[str, ...] = ()
    told = dict(given)
    if "code" in told and not isinstance(told["code"], str):
        parts = tuple(told.pop("code"))
        if not 1 <= len(parts) <= len(LEVELS):
            raise refused("parts_wrong", found=", ".join(parts))
    for column in [*told.values(), *parts]:
        if column not in frame.columns:
            near = get_close_matches(str(column), list(map(str, frame.columns)), 1)
            found = f"{column} ({near[0]}?)" if near else column
            wanted = examples(frame.columns, 20)
            raise refused("column_missing", expected=wanted, found=found)
        if list(frame.columns).count(column) > 1:
            raise _doubled(column, [column, column])
    return told, parts


def _found(frame: pd.DataFrame, told: Mapping[str, str], parts: Sequence[str]) -> dict[str, str]:
    """Columns whose headings are known and that stand for nothing that was told."""
    taken = {*told.values(), *parts}
    found: dict[str, list[str]] = {}
    for column in frame.columns:
        meaning = place_words.meaning(column)
        if meaning is not None and meaning not in told and column not in taken:
            found.setdefault(meaning, []).append(column)
    if "tambon" in {*found, *told} and "address" not in told:
        found.pop("address", None)
    for meaning, places in found.items():
        if len(places) > 1:
            raise _doubled(meaning, places)
    return {meaning: places[0] for meaning, places in found.items()}


def _doubled(meaning: str, places: list[str]) -> Exception:
    argument = "code" if meaning.endswith("_code") else meaning
    slots = {"level": argument, "argument": argument}
    return refused("columns_doubled", slots=slots, found=", ".join(map(str, places)))


def _parts(frame: pd.DataFrame) -> tuple[str, ...]:
    """Columns that hold a code piecewise: their headings say so, and none holds a whole code."""
    by_key = {heading_key(str(column)): column for column in frame.columns}
    for keys in place_words.parts_of_codes():
        columns = tuple(by_key[key] for key in keys if key in by_key)
        if len(columns) == len(keys) and _longest(frame[columns[-1]]) <= _PART:
            return columns
    return ()


def _longest(column: pd.Series) -> int:
    digits = [tambon_codes.digits(_plain(value)) for value in column.dropna().unique()]
    return max(map(len, digits), default=0)


def _plain(value: object) -> str:
    return str(value).removesuffix(".0")


def _with_code(
    frame: pd.DataFrame, columns: dict[str, str], level: str | None, has_parts: bool
) -> dict[str, str]:
    """The code of the finest level is the code; coarser ones stand for names that are missing."""
    columns = dict(columns)
    finest = next((one for one in LEVELS if one in columns), None) if level is None else level
    for one in LEVELS:
        column = columns.pop(f"{one}_code", None)
        if column is None or has_parts:
            continue
        finer = finest is None or LEVELS.index(one) <= LEVELS.index(finest)
        if finer and "code" not in columns:
            columns["code"] = column
        elif one != "tambon":
            columns.setdefault(one, column)
    return columns


def _level(frame: pd.DataFrame, columns: Mapping[str, str], parts: Sequence[str]) -> str:
    """The finest level of which a column tells the place."""
    if parts:
        return LEVELS[len(LEVELS) - len(parts)]
    levels = [one for one in LEVELS if one in columns]
    if "address" in columns:
        levels.append("tambon")
    if "code" in columns:
        levels.append(_level_of_codes(frame[columns["code"]]))
    return min(levels, key=LEVELS.index)


def _level_of_codes(column: pd.Series) -> str:
    """What most codes are of: two digits a province, four an amphoe, more a tambon."""
    digits = [tambon_codes.digits(_plain(code)) for code in column.dropna().unique()]
    lengths = [len(re.sub("(00)+$", "", code)) for code in digits if code]
    return _OF_LENGTH.get(median_high(lengths), "tambon") if lengths else "tambon"


def _check_level(
    frame: pd.DataFrame, level: str, columns: Mapping[str, str], parts: Sequence[str]
) -> None:
    tells = {level, "code", *(("address",) if level == "tambon" else ())}
    if not parts and not tells & columns.keys():
        slots = {"level": place_words.level(level)}
        raise refused(
            "level_without_column", slots=slots, found=examples(map(str, frame.columns), 20)
        )


def _nothing_found(frame: pd.DataFrame) -> Exception:
    wanted = [place_words.level(name).texts[lang] for name in LEVELS for lang in LANGUAGES]
    found = examples(map(str, frame.columns), 20)
    return refused("no_columns", expected=", ".join(wanted), found=found)


def columns_of(given: Mapping[str, object]) -> dict[str, str | Sequence[str]]:
    """The arguments that name columns and were given."""
    return {name: given[name] for name in ARGUMENTS if given.get(name) is not None}


def flat(given: Mapping[str, str | Sequence[str]]) -> Iterable[str]:
    """Every column that is named."""
    for column in given.values():
        yield from [column] if isinstance(column, str) else column
