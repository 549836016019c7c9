"""What goes into a copy and what its facts are made from, by kind.

A file is named from the root; what lies elsewhere has a name that does not hold this machine's
folders: code ``src/helpers/...``, the optional file of population ``$TAMBON_POPULATION/...``.
"""

import json
import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from helpers.archive.copies import Filing
from helpers.core import files, metadata, partitions, paths, settings, thai
from helpers.core.errors import InputError, examples
from helpers.core.notices import both
from helpers.workflow import dependencies, runner, steps


def products(year: int, as_of: date) -> str:
    """The command that brings everything a filed copy holds up to date."""
    day = "" if as_of == thai.fiscal_year_end(year) else f" AS_OF={as_of.isoformat()}"
    return f"`make products YEAR={year}{day}`"


_HOME = paths.PACKAGE.parent.parent
_VARIABLE = "TAMBON_POPULATION"
_PROCESSED = "data/processed/"
Inputs = dict[str, dict[str, str]]


def of_facts(year: int, filing: Filing) -> Inputs:
    """SHA-256 of everything behind the facts of a year and day: kind, then file.

    Raises ``InputError`` when one of these files is not as it was when the facts were made.
    """
    part = partitions.name(year, filing.as_of)
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
            both(
                "facts_older",
                year=year,
                files=examples(sorted(changed)),
                command=products(year, filing.as_of),
            )
        )
    return by_kind(present)


def by_kind(fingerprints: dict[str, str]) -> Inputs:
    """Files grouped by the kinds of ``filing.yml``, in their order."""
    grouped: Inputs = {kind: {} for kind in metadata.load("filing.yml")["kinds"]}
    for name in sorted(fingerprints):
        grouped[kind_of(name)][name] = fingerprints[name]
    return {kind: found for kind, found in grouped.items() if found}


def kind_of(name: str) -> str:
    """The kind of an input by where it lies."""
    kinds = metadata.load("filing.yml")["kinds"]
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
            both("step_not_good", year=year, command=products(year, filing.as_of)),
            found=f"{paths.relative(log)}: {record['status']}",
        )
    inputs = record["inputs"].items()
    return {_named(name): sha for name, sha in inputs if not name.startswith(_PROCESSED)}


def _changed(now: dict[str, str], recorded: dict[str, str]) -> set[str]:
    """Files changed, new or gone since a step ran."""
    return {name for name in {*now, *recorded} if now.get(name) != recorded.get(name)}


FACTS, MAPS = "facts.json", "maps"
_MANIFESTS = "*.manifest.json"


def contents(year: int, as_of: date) -> dict[str, Path]:
    """Files of a copy by their path inside it.

    Raises ``InputError`` where a product is missing, was altered after it was made, or was made
    of other facts; the message names the command that mends it.
    """
    folder = paths.report_folder(year, as_of)
    found = {name: folder / name for name in (FACTS, *_products())}
    _refuse(
        year,
        as_of,
        [name for name, file in found.items() if not file.exists()],
        "not_filed_missing",
    )
    maps = sorted(file for file in (folder / MAPS).rglob("*") if file.is_file())
    _refuse(year, as_of, [] if maps else [f"{MAPS}/"], "not_filed_missing")
    found |= {file.relative_to(folder).as_posix(): file for file in maps}
    return found


def check(year: int, as_of: date, copied: dict[str, str]) -> None:
    """Whether what was copied (SHA-256 by path) is what its makers recorded, of these facts.

    Asked of the copy, not of the folder it was taken from: that one may change meanwhile.
    """
    folder = paths.report_folder(year, as_of)
    records = _records(folder)
    facts = paths.relative(folder / FACTS)
    stale, altered = [], []
    for name, sha in copied.items():
        record = records.get(paths.relative(folder / name))
        if name == FACTS:
            continue
        if record is None or record["inputs"].get(facts) != copied[FACTS]:
            stale.append(name)
        elif record["outputs"][paths.relative(folder / name)] != sha:
            altered.append(name)
    _refuse(year, as_of, stale, "not_filed_stale")
    _refuse(year, as_of, altered, "not_filed_altered")


def _products() -> list[str]:
    endings = metadata.load("filing.yml")["products"]
    languages = settings.load().languages
    return [f"annual_assessment.{lang}.{ending}" for lang in languages for ending in endings]


def _records(folder: Path) -> dict[str, dict[str, Any]]:
    """The record each file of a report's folder was made under, by the file."""
    manifests = [json.loads(files.read_text(file)) for file in sorted(folder.glob(_MANIFESTS))]
    records = [record for manifest in manifests for record in manifest["reports"]]
    return {name: record for record in records for name in record["outputs"]}


def _refuse(year: int, as_of: date, names: list[str], why: str) -> None:
    if names:
        folder = paths.relative(paths.report_folder(year, as_of))
        command = products(year, as_of)
        raise InputError(both(why, folder=folder, files=examples(names), command=command))
