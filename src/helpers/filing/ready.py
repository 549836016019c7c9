"""What goes into a copy: facts, products and maps, all made of the facts as they are now."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from helpers import files, knowledge, paths, settings
from helpers.errors import InputError, examples
from helpers.filing import commands

FACTS, MAPS = "facts.json", "maps"
_MANIFESTS = "*.manifest.json"


def contents(year: int, as_of: date) -> dict[str, Path]:
    """Files of a copy by their path inside it.

    Raises ``InputError`` where a product is missing, was altered after it was made, or was made
    of other facts; the message names the command that mends it.
    """
    folder = paths.report_folder(year, as_of)
    found = {name: folder / name for name in (FACTS, *_products())}
    _refuse(year, as_of, [name for name, file in found.items() if not file.exists()], "missing")
    maps = sorted(file for file in (folder / MAPS).rglob("*") if file.is_file())
    _refuse(year, as_of, [] if maps else [f"{MAPS}/"], "missing")
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
    _refuse(year, as_of, stale, "not made of the present facts")
    _refuse(year, as_of, altered, "altered after they were made")


def _products() -> list[str]:
    endings = knowledge.load("filing.yml")["products"]
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
        command = commands.products(year, as_of)
        raise InputError(f"{folder}: {examples(names)} {why}; nothing is filed; run {command}")
