"""Corrections of the source: data that say what is printed, how it is read and why."""

from dataclasses import replace
from pathlib import Path

from helpers import paths
from helpers.errors import InputError
from helpers.plans.raw import Line

ACTIONS = ("misprint", "spacing", "split", "drop")
_KEYS = {"id", "file", "line", "action", "printed", "read_as", "reason_th", "reason_en"}


def check(corrections: list[dict], file: Path) -> list[dict]:
    """The corrections, each complete and named once; ``InputError`` otherwise."""
    seen: set[str] = set()
    for entry in corrections:
        if set(entry) != _KEYS or entry["action"] not in ACTIONS or entry["id"] in seen:
            raise InputError(
                f"correction {entry.get('id')!r} is doubled, incomplete or of no known action",
                expected=f"{sorted(_KEYS)} with action one of {ACTIONS}",
                found=sorted(entry),
                fix=paths.relative(file),
            )
        seen.add(entry["id"])
    return corrections


def apply(lines: list[Line], corrections: list[dict], file: Path, fix: Path) -> list[Line]:
    """The lines of a raw file as they are to be read.

    Raises ``InputError`` when a correction finds its words not exactly once: the source no
    longer needs it, or it points to the wrong line.
    """
    texts = {line.number: line.text for line in lines}
    for entry in (c for c in corrections if c["file"] == file.name):
        text = texts.get(entry["line"], "")
        if text.count(entry["printed"]) != 1:
            raise InputError(
                f"correction {entry['id']} does not fit the source any more",
                file=paths.relative(file),
                line=entry["line"],
                expected=f"{entry['printed']!r} once",
                found=f"{text.count(entry['printed'])} times",
                fix=paths.relative(fix),
            )
        texts[entry["line"]] = text.replace(entry["printed"], entry["read_as"])
    return [replace(line, text=texts[line.number]) for line in lines]
