"""What the facts are made from: every raw file, setting, metadata and code file, by kind.

A file is named from the root; what lies elsewhere has a name that does not hold this machine's
folders: code ``src/helpers/...``, the optional file of population ``$TAMBON_POPULATION/...``.
"""

import json
import os
from collections.abc import Iterable
from pathlib import Path

from helpers import dependencies, files, knowledge, parts, paths, runner, steps
from helpers.errors import InputError, examples
from helpers.filing import commands
from helpers.filing.places import Filing

_HOME = paths.PACKAGE.parent.parent
_VARIABLE = "TAMBON_POPULATION"
_PROCESSED = "data/processed/"
Inputs = dict[str, dict[str, str]]


def of_facts(year: int, filing: Filing) -> Inputs:
    """SHA-256 of everything behind the facts of a year and day: kind, then file.

    Raises ``InputError`` when one of these files is not as it was when the facts were made.
    """
    part = parts.name(year, filing.as_of)
    logs = {
        step: f"{step}.{part}" if steps.declared()[step]["of"] else step
        for step in steps.behind("facts")
    }
    present: dict[str, str] = {}
    changed: set[str] = set()
    for step, log in logs.items():
        now = _fingerprints(dependencies.of_step(step))
        changed |= _changed(now, _recorded(log, year, filing))
        present |= now
    if changed:
        raise InputError(
            f"the facts of {year} are older than {examples(sorted(changed))}; "
            f"nothing is filed; run {commands.products(year, filing.as_of)}"
        )
    return by_kind(present)


def by_kind(fingerprints: dict[str, str]) -> Inputs:
    """Files grouped by the kinds of ``filing.yml``, in their order."""
    grouped: Inputs = {kind: {} for kind in knowledge.load("filing.yml")["kinds"]}
    for name in sorted(fingerprints):
        grouped[kind_of(name)][name] = fingerprints[name]
    return {kind: found for kind, found in grouped.items() if found}


def kind_of(name: str) -> str:
    """The kind of an input by where it lies."""
    kinds = knowledge.load("filing.yml")["kinds"]
    return next(kind for kind, places in kinds.items() if name.startswith(tuple(places)))


def place(name: str) -> Path:
    """Where an input of a record lies now, if it still does."""
    if name.startswith(f"${_VARIABLE}/"):
        given = Path(os.environ.get(_VARIABLE, ""))
        return given / name.partition("/")[2] if given.is_dir() else given
    return (_HOME if name.startswith("src/helpers/") else paths.root()) / name


def present(prefixes: Iterable[str]) -> list[str]:
    """Raw files that lie under some prefixes now, among them those a record does not know."""
    raw = [prefix for prefix in prefixes if prefix.startswith("data/raw/")]
    found = [file for prefix in raw for file in (paths.root() / prefix).rglob("*")]
    return sorted(paths.relative(f) for f in found if f.is_file() and not f.name.startswith("."))


def _fingerprints(listed: list[str]) -> dict[str, str]:
    raw = [name for name in listed if not name.startswith(_PROCESSED)]
    return {_named(name): files.sha256(paths.root() / name) for name in raw}


def _named(listed: str) -> str:
    """The name of an input as it stands in a record, of one as the steps list it."""
    file = Path(listed)
    if not file.is_absolute():
        return listed
    if file.is_relative_to(_HOME):
        return file.relative_to(_HOME).as_posix()
    return f"${_VARIABLE}/{file.name}"


def _recorded(label: str, year: int, filing: Filing) -> dict[str, str]:
    """What a step's last run was made from; ``InputError`` when it failed or never ran."""
    log = paths.reports("logs", f"{label}.json")
    record = json.loads(files.read_text(log)) if log.exists() else {"status": "not there"}
    if record["status"] not in runner.GOOD:
        raise InputError(
            f"the last run of a step behind the report of {year} was not good; nothing is filed; "
            f"run {commands.products(year, filing.as_of)}",
            found=f"{paths.relative(log)}: {record['status']}",
        )
    inputs = record["inputs"].items()
    return {_named(name): sha for name, sha in inputs if not name.startswith(_PROCESSED)}


def _changed(now: dict[str, str], recorded: dict[str, str]) -> set[str]:
    """Files changed, new or gone since a step ran."""
    return {name for name in {*now, *recorded} if now.get(name) != recorded.get(name)}
