"""Where something stands in a form, in words: a sheet's cell, or a line and column of a CSV."""

import re

from helpers.core import metadata
from helpers.core.metadata import LANGUAGES
from helpers.core.notices import Notice

# How reading names a place: `sheet NAME cell G6`, `line 12 column evidence_words`.
_CELL = re.compile(r"sheet (?P<sheet>.+) cell (?P<cell>\S+)")
_LINE = re.compile(r"line (?P<line>\d+) column (?P<column>\w+)")


def notice(entry: dict) -> Notice:
    """Where a reading, a stage or a text of the fact file was received."""
    place, _, line = entry["source"].rpartition(":")
    file, _, sheet = place.partition("#")
    if not sheet:
        return _said("line", file=file, line=line)
    return _said("cell", file=file, sheet=sheet, cell=entry.get("cell") or line)


def of_note(note: dict) -> Notice:
    """Where a note on a form is about."""
    file, place = note["file"], note["place"]
    if found := _CELL.fullmatch(place):
        return _said("cell", file=file, **found.groupdict())
    if found := _LINE.fullmatch(place):
        named = metadata.load("forms.yml")["columns"].get(found["column"])
        column = Notice({lang: (named or {}).get(lang, found["column"]) for lang in LANGUAGES})
        return _said("column", file=file, line=found["line"], column=column)
    return _said("line", file=file, line=place)


def _said(kind: str, **slots: object) -> Notice:
    texts = metadata.load("labels.yml")["form_places"][kind]
    return Notice({lang: texts[lang].format(**_of(lang, slots)) for lang in LANGUAGES})


def _of(lang: str, slots: dict[str, object]) -> dict[str, object]:
    return {n: v.texts[lang] if isinstance(v, Notice) else v for n, v in slots.items()}
