"""Where filed copies lie: ``reports/filed/<year>/<number>_<as_of>/``."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from helpers import paths

_NAME = re.compile(r"(\d{3,})_(\d{4}-\d{2}-\d{2})")


@dataclass(frozen=True)
class Filing:
    """One filed copy: its number within the year, the report's day, its folder."""

    number: int
    as_of: date
    folder: Path

    @property
    def name(self) -> str:
        """How the copy is called in messages: its folder from the root."""
        return paths.relative(self.folder)


def folder_of_year(year: int) -> Path:
    """Folder of all filed copies of a fiscal year."""
    return paths.filed(str(year))


def of_year(year: int) -> list[Filing]:
    """Filed copies of a year by number; a folder with another name is no filing."""
    place = folder_of_year(year)
    found = [_filing(folder) for folder in place.iterdir()] if place.is_dir() else []
    return sorted((filing for filing in found if filing), key=lambda filing: filing.number)


def last(year: int, as_of: date) -> Filing | None:
    """The latest filed copy of a year's report of one day, or nothing."""
    same = [filing for filing in of_year(year) if filing.as_of == as_of]
    return same[-1] if same else None


def is_filed(year: int, as_of: date) -> bool:
    """Whether the report of a year and day was ever filed."""
    return last(year, as_of) is not None


def following(year: int, as_of: date) -> Filing:
    """Where the next copy goes: one number over the highest, whichever day that one was of."""
    number = max((filing.number for filing in of_year(year)), default=0) + 1
    folder = folder_of_year(year) / f"{number:03d}_{as_of.isoformat()}"
    return Filing(number, as_of, folder)


def _filing(folder: Path) -> Filing | None:
    match = _NAME.fullmatch(folder.name)
    if match is None or not folder.is_dir():
        return None
    return Filing(int(match[1]), date.fromisoformat(match[2]), folder)
