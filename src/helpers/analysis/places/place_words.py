"""What ``metadata/place_joins.yml`` says: headings of places, reasons, sentences."""

from functools import cache
from typing import Any

from helpers.core import metadata, notices
from helpers.core.errors import InputError
from helpers.core.notices import Notice
from helpers.registries import declarations
from helpers.registries.declarations import heading_key

FILE = "place_joins.yml"
# Headings of registries that tell a place too.
_OF_REGISTRIES = ("tambon", "amphoe", "province", "tambon_code")


def words(part: str, key: str, **slots: Any) -> Notice:
    """A text of a part of the file in both languages, its slots filled."""
    return notices.filled(metadata.load(FILE)[part][key], **slots)


def level(name: str) -> Notice:
    """What a level is called."""
    return words("levels", name)


def refused(key: str, *, slots: dict[str, Any] | None = None, **told: Any) -> InputError:
    """The error of a table that cannot be joined at all."""
    return InputError(words("refusals", key, **(slots or {})), **told)


@cache
def meanings() -> dict[str, str]:
    """Key of every heading that tells a place or a year, to what it stands for."""
    found = {
        heading_key(text): meaning
        for meaning, texts in metadata.load(FILE)["headings"].items()
        for text in texts
    }
    for kind in declarations.load().kinds.values():
        for name in _OF_REGISTRIES:
            column = kind.columns.get(name)
            found |= {heading_key(text): name for text in (column.headings if column else ())}
    return found


def meaning(heading: object) -> str | None:
    """What a heading stands for; nothing where it is not known."""
    known = meanings()
    keys = (heading_key(str(heading)), heading_key(str(heading), brackets=False))
    return next((known[key] for key in keys if key in known), None)


def parts_of_codes() -> list[list[str]]:
    """Keys of the headings of codes kept in several columns, as they belong together."""
    return [[heading_key(text) for text in texts] for texts in metadata.load(FILE)["parts"]]
