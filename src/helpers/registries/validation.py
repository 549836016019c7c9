"""Each line by itself: its days, its place, its status, its numbers.

What is no number becomes none, never a zero.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.core import metadata, thai, thai_columns
from helpers.geography import gazetteer
from helpers.registries import addresses, as_above, bodies, corrections, days
from helpers.registries.declarations import Kind
from helpers.registries.rejects import Verdicts

_PLAIN = r"\d+(?:\.\d+)?"


def read_measure(cells: pd.Series) -> tuple[pd.Series, pd.Series]:
    """The number of every cell, and which filled cells hold none that can be counted.

    ``thai.parse_number`` says what a number is; a negative one is refused, nothing counted here
    can be below zero. Refused cells are blank in the result.
    """
    plain = cells.str.fullmatch(_PLAIN, na=False).to_numpy(dtype=bool)
    numbers = np.full(len(cells), np.nan)
    numbers[plain] = cells[plain].astype("float64")
    others = cells[~plain].dropna()
    values = {text: _number(text) for text in others.unique()}
    numbers[np.flatnonzero(~plain & cells.notna())] = others.map(values).astype("float64")
    read = pd.Series(numbers, index=cells.index)
    return read.astype("Float64"), cells.notna() & read.isna()


def _number(text: str) -> float:
    try:
        number = thai.parse_number(text)
    except ValueError:
        return np.nan
    return number if number >= 0 else np.nan


_START, _END = days.DAYS
_REMARK_SIGNS = ";"
# The flag of a line that was read from a sheet nobody sees, because somebody said it counts.
HIDDEN = "hidden_sheet"


@dataclass(frozen=True)
class Judged:
    """The lines of one kind, read: ``read`` has one row a line, ``areas`` their tambons."""

    verdicts: Verdicts
    read: pd.DataFrame
    areas: addresses.Areas


def judge(
    kind: Kind, lines: pd.DataFrame, statuses: Mapping[str, tuple], corrected: pd.DataFrame
) -> Judged:
    """Read every line of a kind and reject those that cannot be used.

    ``corrected`` is what ``corrections.settled`` found. ``read`` has given_id, name_th, name_key,
    own_name, area_type, municipality, registered_on, ended_on, status, exported_on, amphoe,
    province and the kind's measures; what belongs to rejected lines there means nothing.
    """
    lines = lines.reset_index(drop=True)
    verdicts = Verdicts(lines)
    corrections.apply(verdicts, corrected)
    if "hidden" in lines:
        verdicts.flag(lines["hidden"], HIDDEN)
    cells = _cells(kind, lines)
    _require(kind, cells, verdicts)
    read = days.read(kind, cells, verdicts)
    read["exported_on"] = lines["exported_on"]
    _suggest(cells, verdicts)
    found = _place(cells, verdicts)
    _in_time(kind, read, verdicts)
    read["status"] = _status(cells, read, statuses, verdicts)
    _name_and_area(kind, cells, read, found, verdicts)
    for name in kind.measures:
        read[name], bad = read_measure(cells[name])
        verdicts.flag(bad, f"bad_{name}")
    return Judged(verdicts, read, found)


def _cells(kind: Kind, lines: pd.DataFrame) -> pd.DataFrame:
    """The declared columns with blanks blank; a column of areas that is not declared is blank."""
    empty = pd.Series(None, index=lines.index, dtype="str")
    names = [
        *addresses.COLUMNS,
        "body_id",
        "name",
        "area_type",
        "status",
        _START,
        _END,
        *kind.fields,
    ]
    given = {n: thai_columns.without_blanks(lines[n]) if n in lines else empty for n in names}
    return pd.DataFrame(given)


def _require(kind: Kind, cells: pd.DataFrame, verdicts: Verdicts) -> None:
    """A body without its day, or without another column its kind requires, cannot be counted."""
    needed = {_START, *(name for name, column in kind.columns.items() if column.required)}
    for name in sorted(needed):
        verdicts.reject(cells[name].isna(), "required_blank", heading=kind.heading(name))


def _suggest(cells: pd.DataFrame, verdicts: Verdicts) -> None:
    """Reject lines that name one place only if their blank cells mean the cells above."""
    lines = verdicts.lines
    above = {level: lines[name] for level, name in as_above.ABOVE.items() if name in lines}
    blank = pd.DataFrame(above, index=lines.index).notna().any(axis=1)
    if not blank.any():
        return
    meant = cells[blank].assign(**{name: a.fillna(cells[name]) for name, a in above.items()})
    before, after = addresses.of_lines(cells[blank]), addresses.of_lines(meant)
    asked = before.of_lines("reason").notna() & after.of_lines("reason").isna()
    at = np.flatnonzero(blank)[asked]
    if not len(at):
        return
    codes = after.tambons_of(np.flatnonzero(asked)).groupby("line")["tambon_code"]
    first = [gazetteer.named(own) for _, own in codes]
    others = before.of_lines("candidates")[asked].to_list()
    slots = {
        "found": _beside(at, before.of_lines("as_filed")[asked].to_list(), lines),
        "candidates": _beside(at, map(_first_of_all, first, others), lines),
    }
    verdicts.reject(slots["found"].notna(), "blank_as_above", **slots)


def _beside(at: np.ndarray, values: Iterable, lines: pd.DataFrame) -> pd.Series:
    return pd.Series(list(values), index=at, dtype=object).reindex(range(len(lines)))


def _first_of_all(first: str, others: str | None) -> str:
    """Candidates with ``first`` before the others, each once."""
    more = others.split("; ") if isinstance(others, str) else []
    return "; ".join(dict.fromkeys([*first.split("; "), *more]))


def _place(cells: pd.DataFrame, verdicts: Verdicts) -> addresses.Areas:
    found = addresses.of_lines(cells)
    reasons = found.of_lines("reason")
    slots = {"found": found.of_lines("as_filed"), "candidates": found.of_lines("candidates")}
    for code in reasons.dropna().unique():
        verdicts.reject(reasons == code, code, **slots)
    verdicts.flag(found.of_lines("code_not_used"), "code_not_used")
    return found


def _in_time(kind: Kind, read: pd.DataFrame, verdicts: Verdicts) -> None:
    """No day after the export, none before such a body could be, no end before the beginning."""
    start, end, exported = read[_START], read[_END], read["exported_on"]
    for name, day in ((_START, start), (_END, end)):
        slots = {"heading": kind.heading(name), "day": day, "export_day": exported}
        verdicts.reject(day > exported, "after_export", **slots)
    if kind.not_before is not None:
        early = start < pd.Timestamp(kind.not_before)
        if kind.before == "reject":
            verdicts.reject(early, "before_act", day=start, rule=dict(kind.before_reason))
        else:
            verdicts.flag(early, "before_programme")
    verdicts.reject(end < start, "ended_before_registered", day=end, start=start)


def _status(
    cells: pd.DataFrame, read: pd.DataFrame, statuses: Mapping[str, tuple], verdicts: Verdicts
) -> pd.Series:
    """``ended`` for bodies with the day of their end; a word of ending needs that day.

    A word that says a body does not stand yet rejects its line. A word nobody declared leaves the
    body active, with the word in its flags.
    """
    given = cells["status"]
    told = given.map({word: _meaning(word, statuses) for word in given.dropna().unique()})
    ended = read[_END].notna()
    verdicts.reject(told == "not_yet", "not_registered_yet", found=given)
    verdicts.reject((told == "ended") & ~ended, "ended_without_day", found=given)
    verdicts.flag((told == "active") & ended, "status_says_active")
    remarks = "unknown_status:" + given.str.replace(_REMARK_SIGNS, ",", regex=False)
    verdicts.flag(told == "unknown", remarks)
    return ended.map({True: "ended", False: "active"})


def _meaning(word: str, statuses: Mapping[str, tuple]) -> str:
    """``active``, ``ended``, ``not_yet`` or ``unknown``; the middle two are told by a beginning."""
    plain = thai.normalise(word).lower()
    declared = {status: [w.lower() for w in words] for status, words in statuses.items()}
    if plain in declared["active"]:
        return "active"
    for status in ("ended", "not_yet"):
        if plain.startswith(tuple(declared[status])):
            return status
    return "unknown"


def _name_and_area(
    kind: Kind, cells: pd.DataFrame, read: pd.DataFrame, found: addresses.Areas, verdicts: Verdicts
) -> None:
    """Fill in how a body is known: id, name, where it lies and in what type of area."""
    first = found.tambons.drop_duplicates("address").set_index("address")["tambon_code"]
    tambon = first.reindex(range(len(found.found))).take(found.address).reset_index(drop=True)
    name = thai_columns.normalise_all(cells["name"])
    read["own_name"] = name.notna()
    read["name_th"] = name.fillna(kind.label["th"] + _tambon_names(tambon))
    verdicts.flag(name.isna(), "name_missing")
    read["name_key"] = bodies.name_key(read["name_th"])
    read["given_id"] = thai_columns.normalise_all(thai_columns.digits_all(cells["body_id"]))
    read["amphoe"], read["province"] = tambon.str[:4], tambon.str[:2]
    town = found.of_lines("municipality") | _names_a_town(name)
    read["area_type"] = addresses.area_types(cells["area_type"], town, addresses.in_bangkok(tambon))
    read["municipality"] = read["area_type"] == "municipality"


def _tambon_names(codes: pd.Series) -> pd.Series:
    return codes.map(gazetteer.reference().set_index("tambon_code")["name_th"])


def _names_a_town(names: pd.Series) -> pd.Series:
    """Does the body's own name hold a word for a municipality?"""
    words = metadata.load("registry_words.yml")["marks"]["municipality"]["words"]
    return names.str.contains("|".join(map(re.escape, words)), regex=True, na=False)
