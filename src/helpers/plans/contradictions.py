"""Declared contradictions and damaged words of a document, each held to the lines it quotes."""

from pathlib import Path

from helpers.core import paths, thai
from helpers.core.errors import InputError
from helpers.plans.raw import PlanLine

# Kind -> how many places of the document it names.
PLACES = {"contradiction": 2, "damaged": 1}
_KEYS = {"id", "kind", "file", "plans", "places", "note_th", "note_en"}


def check(entries: list[dict], file: Path) -> list[dict]:
    """The entries, each complete and named once; ``InputError`` otherwise."""
    seen: set[str] = set()
    for entry in entries:
        wanted = PLACES.get(entry.get("kind"))
        if set(entry) != _KEYS or len(entry["places"]) != wanted or entry["id"] in seen:
            raise InputError(
                f"contradiction {entry.get('id')!r} is doubled, incomplete or of no known kind",
                expected=f"{sorted(_KEYS)}; kind and how many places it names: {PLACES}",
                found=sorted(entry),
                fix=paths.relative(file),
            )
        seen.add(entry["id"])
    return entries


def rows(entries: list[dict], lines: list[PlanLine], file: Path, fix: Path) -> list[dict]:
    """Rows of ``plan_contradictions``, one an entry of this raw file.

    ``lines`` are the lines as printed, without any correction. Raises ``InputError`` for words
    that a line does not say exactly once: the source no longer contradicts itself, or the entry
    points to the wrong line.
    """
    printed = {line.number: _shown(line.text) for line in lines}
    mine = [entry for entry in entries if entry["file"] == file.name]
    for entry in mine:
        for place in entry["places"]:
            _refuse_missing(entry, place, printed.get(place["line"], ""), file, fix)
    return [_row(entry, file) for entry in mine]


def _shown(text: str) -> str:
    return thai.normalise(text.replace("\t", " | "))


def _refuse_missing(entry: dict, place: dict, text: str, file: Path, fix: Path) -> None:
    count = text.count(thai.normalise(place["quote"]))
    if count != 1:
        raise InputError(
            f"contradiction {entry['id']} does not fit the source any more",
            file=paths.relative(file),
            line=place["line"],
            expected=f"{place['quote']!r} once",
            found=f"{count} times",
            fix=paths.relative(fix),
        )


def _row(entry: dict, file: Path) -> dict:
    first, *others = entry["places"]
    other = others[0] if others else {"line": None, "quote": None}
    return {
        "finding_id": entry["id"],
        "kind": entry["kind"],
        "plan_ids": ",".join(str(plan) for plan in entry["plans"]),
        "source_file": paths.relative(file),
        "source_line": first["line"],
        "quote_th": first["quote"],
        "other_line": other["line"],
        "other_quote_th": other["quote"],
        "note_th": entry["note_th"],
        "note_en": entry["note_en"],
    }
