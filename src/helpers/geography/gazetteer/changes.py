"""Dated changes of tambon codes, as stated in ``metadata/tambon_changes.csv``."""

import re
from datetime import date
from functools import cache
from pathlib import Path

import pandas as pd

from helpers.core import csv_lists, metadata, paths, schemas, thai

COLUMNS = (
    "change_id",
    "kind",
    "old_code",
    "new_code",
    "parent_code",
    "in_force",
    "in_force_year_be",
    "source",
    "note",
)
# Which of old_code, new_code, parent_code a kind of change needs; the others are blank.
_CODES = {
    "renumbered": ("old_code", "new_code"),
    "moved": ("old_code", "new_code"),
    "split": ("new_code", "parent_code"),
}


def load(path: Path | None = None) -> pd.DataFrame:
    """One row a code that came by a change; it counts from fiscal year ``in_force_year_be``.

    ``in_force`` is blank where the day is not known. Raises ``InputError`` for a change that is
    not whole, a code doubled, or a day outside its fiscal year.
    """
    path = path or paths.METADATA / "tambon_changes.csv"
    frame = csv_lists.read(path, COLUMNS)
    for line, change in frame.iterrows():
        _check(path, line, change)
    doubled = frame.index[frame["new_code"].duplicated()]
    if len(doubled):
        code = frame["new_code"][doubled[0]]
        raise csv_lists.refuse(path, doubled[0], "a code comes twice", "one change a code", code)
    return frame.astype({"in_force_year_be": int})


@cache
def known() -> pd.DataFrame:
    """The changes of the package's own list; not to be altered."""
    return load()


@cache
def renumbered() -> pd.DataFrame:
    """Changes that gave a tambon another code, old and new standing for one tambon."""
    changes = known()
    return changes[changes["kind"].isin(["renumbered", "moved"])]


@cache
def split() -> pd.DataFrame:
    """Changes that cut a new tambon out of a parent."""
    changes = known()
    return changes[changes["kind"] == "split"]


def reference_year() -> int:
    """Fiscal year on whose last day the reference geography stands."""
    return metadata.load("gazetteer.yml")["reference_year"]


def first_year() -> int:
    """First fiscal year from which the changes are listed."""
    return metadata.load("gazetteer.yml")["first_year"]


def _check(path: Path, line: int, change: pd.Series) -> None:
    if change["kind"] not in _CODES:
        raise csv_lists.refuse(path, line, "no such change", sorted(_CODES), change["kind"])
    for column in ("old_code", "new_code", "parent_code"):
        needed = schemas.TAMBON if column in _CODES[change["kind"]] else ""
        if not re.fullmatch(needed, change[column]):
            wanted = "six digits" if needed else "blank"
            raise csv_lists.refuse(path, line, f"{column} is wrong", wanted, change[column])
    if not change["source"]:
        raise csv_lists.refuse(path, line, "a change has no source", "a source", "blank")
    _check_year(path, line, change)


def _check_year(path: Path, line: int, change: pd.Series) -> None:
    year = change["in_force_year_be"]
    if not re.fullmatch(r"\d{4}", year):
        raise csv_lists.refuse(path, line, "no fiscal year", "a year BE", year)
    if not change["in_force"]:
        return
    try:
        expected = thai.fiscal_year(date.fromisoformat(change["in_force"]))
    except ValueError as error:
        problem, day = "in_force is no day", change["in_force"]
        raise csv_lists.refuse(path, line, problem, "YYYY-MM-DD or blank", day) from error
    if expected != int(year):
        raise csv_lists.refuse(path, line, "the day is in another fiscal year", expected, year)
