"""The list of received files, ``data/raw/sources.csv``, compared with the files themselves.

One row is one file under ``data/raw``: what it is, who made it, as of when, its SHA-256, its
licence. Files dropped in by officers (registries, boundaries, filled forms) stay on their
machine, unlisted.
"""

import csv
import io
from pathlib import Path

from helpers.core import files, notices, paths
from helpers.core.errors import InputError, examples

COLUMNS = ("file", "what", "producer", "as_of", "sha256", "licence", "note")
_LIST = "data/raw/sources.csv"
_DROPPED_IN = ("registries", "boundaries")
# A column every form saved as CSV has, and no file of published readings.
_MARK_OF_A_FORM = b"form_version"


def check() -> str:
    """A sentence saying that list and files agree; ``InputError`` names what does not."""
    listed, present = _listed(), _present()
    _refuse(sorted(present - set(listed)), "files not listed")
    _refuse(sorted(set(listed) - present), "files listed but not there")
    changed = [name for name, row in listed.items() if row["sha256"] != _fingerprint(name)]
    _refuse(changed, "files changed since they were listed (`python -m helpers sources --refresh`)")
    blank = [f"{name} {c}" for name, row in listed.items() for c in COLUMNS[:6] if not row[c]]
    _refuse(blank, "cells are empty")
    return notices.say("sources_agree", count=len(listed), list=_LIST)


def refresh() -> str:
    """Write every listed file's SHA-256 anew; the rest of the row is people's to write."""
    rows = [{**row, "sha256": _fingerprint(name)} for name, row in _listed().items()]
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    files.write_text(paths.root() / _LIST, text.getvalue())
    return check()


def _refuse(names: list[str], rule: str) -> None:
    if names:
        raise InputError(f"{examples(names)} {rule}", fix=_LIST)


def _fingerprint(name: str) -> str:
    file = paths.raw(name)
    if not file.exists():
        raise InputError(f"{name} is listed but not there", fix=_LIST)
    return files.sha256(file)


def _listed() -> dict[str, dict[str, str]]:
    """The rows by file name; ``InputError`` for other columns or a file listed twice."""
    with (paths.root() / _LIST).open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream, strict=True)
        rows = list(reader)
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise InputError(
            "columns are not those of the list",
            file=_LIST,
            expected=COLUMNS,
            found=reader.fieldnames,
        )
    names = [row["file"] for row in rows]
    _refuse(sorted({name for name in names if names.count(name) > 1}), "files listed twice")
    return {row["file"]: row for row in rows}


def _present() -> set[str]:
    found = (file for file in paths.raw().rglob("*") if file.is_file())
    return {file.relative_to(paths.raw()).as_posix() for file in found if _is_data(file)}


def _is_data(file: Path) -> bool:
    """Data, as opposed to hidden files, explanations and this list."""
    inside = file.relative_to(paths.raw())
    hidden = any(part.startswith(".") for part in inside.parts)
    itself = file == paths.root() / _LIST
    dropped_in = inside.parts[0] in _DROPPED_IN or (inside.parts[0] == "actuals" and is_form(file))
    return not (hidden or itself or file.name == "README.md" or dropped_in)


def is_form(file: Path) -> bool:
    """Whether a file of ``data/raw/actuals`` is a form: a workbook, or a form saved as CSV."""
    if file.suffix.lower() != ".csv":
        return file.suffix.lower() in files.WORKBOOKS
    with file.open("rb") as stream:
        # A spreadsheet program may have saved it as UTF-16.
        return _MARK_OF_A_FORM in stream.read(1 << 14).replace(b"\0", b"")
