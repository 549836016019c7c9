"""``filing.json``: what a filed copy holds and what it was made from, with every SHA-256."""

import json
import platform
import subprocess
from datetime import date
from importlib import metadata
from pathlib import Path
from typing import Any

from helpers import files, knowledge, paths
from helpers.errors import InputError
from helpers.filing.places import Filing

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
    return InputError(f"{FILE} was altered and cannot be read", file=filing.name)


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
