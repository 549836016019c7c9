"""Filed copies: where they lie, what their record holds, whether they are as they were filed.

A copy is ``reports/filed/<year>/<number>_<as_of>/`` with a ``filing.json``.
"""

import json
import platform
import re
import subprocess
from dataclasses import dataclass
from datetime import date
from importlib import metadata
from pathlib import Path
from typing import Any

from helpers.core import files, notices, paths
from helpers.core import metadata as knowledge
from helpers.core.errors import InputError, examples
from helpers.core.notices import both, say

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


FILE = "filing.json"
_NEEDED = {"number", "filed_on", "files", "inputs"}


def write(folder: Path, year: int, filing: Filing, inputs: dict[str, dict[str, str]]) -> Path:
    """Write the record of the copy in ``folder``, which is not yet in its place.

    Who approved the report is not in it: that is the report's own block of approval.
    """
    content = {
        "number": filing.number,
        "year": year,
        "as_of": filing.as_of.isoformat(),
        # Of the filing itself, not of the report, so the clock is right.
        "filed_on": date.today().isoformat(),
        "files": fingerprints(folder),
        "inputs": inputs,
        "packages": _packages(),
        "commit": _commit(),
    }
    text = json.dumps(content, ensure_ascii=False, indent=1)
    return files.write_text(folder / FILE, text + "\n")


def read(filing: Filing) -> dict[str, Any]:
    """The record of a filed copy; ``InputError`` where it is missing or damaged."""
    text = files.read_text(filing.folder / FILE)
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        raise _damaged(filing) from error
    if not (isinstance(content, dict) and content.keys() >= _NEEDED):
        raise _damaged(filing)
    return content


def _damaged(filing: Filing) -> InputError:
    return InputError(both("record_altered", file=FILE), file=filing.name)


def fingerprints(folder: Path) -> dict[str, str]:
    """SHA-256 of every file of a copy but its record, by the path inside."""
    found = sorted(file for file in folder.rglob("*") if file.is_file())
    named = {file.relative_to(folder).as_posix(): file for file in found}
    return {name: files.sha256(file) for name, file in named.items() if name != FILE}


def _packages() -> dict[str, str]:
    """Versions of what numbers and products are made with, of those that are installed."""
    versions = {"python": platform.python_version()}
    for name in knowledge.load("filing.yml")["packages"]:
        try:
            versions[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return versions


def _commit() -> str | None:
    """The repository's commit; nothing without a repository, without git or before a commit."""
    if not (paths.root() / ".git").exists():
        return None
    command = ["git", "-C", str(paths.root()), "rev-parse", "--verify", "HEAD"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() or None


def verify(year: int) -> list[str]:
    """One line for each filed copy of a year that is not as it was filed."""
    return [line for filing in of_year(year) for line in _altered(filing)]


def _altered(filing: Filing) -> list[str]:
    try:
        expected = read(filing)["files"]
    except InputError as error:
        return [notices.of_error(error)]
    found = fingerprints(filing.folder)
    told = {
        "copy_altered": [n for n, sha in expected.items() if found.get(n, sha) != sha],
        "copy_missing": sorted(set(expected) - set(found)),
        "copy_added": sorted(set(found) - set(expected)),
    }
    words = [say(how, files=examples(names)) for how, names in told.items() if names]
    return [say("not_as_filed", copy=filing.name, told=", ".join(words))] if words else []
