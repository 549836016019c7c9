"""The words of ``metadata/event_history.yml``, and the kinds a panel is made of."""

from typing import Any

from helpers.core import metadata, notices
from helpers.core.errors import InputError
from helpers.core.metadata import LANGUAGES
from helpers.core.notices import Notice

FILE = "event_history.yml"


def words(part: str, key: Any, **slots: Any) -> Notice:
    """A text of a part of the file in both languages, its slots filled."""
    return notices.filled(metadata.load(FILE)[part][key], **slots)


def refused(key: str, *, slots: dict[str, Any] | None = None, **told: Any) -> InputError:
    """The error of what cannot be made or fitted."""
    return InputError(words("refusals", key, **(slots or {})), **told)


def known_kinds() -> list[str]:
    """The kinds of ``registries.yml``."""
    return list(metadata.load("registries.yml")["kinds"])


def declared(kind: str) -> str:
    """``kind``, which is one of ``registries.yml``; ``InputError`` for a name of none."""
    if kind not in known_kinds():
        raise refused("kind_unknown", expected=known_kinds(), found=kind)
    return kind


def kind_name(kind: str) -> Notice:
    """What a body of a kind is called; of a kind without words here its label."""
    name = declared(kind)
    known = metadata.load(FILE)["kinds"]
    return Notice(dict(known.get(name) or metadata.load("registries.yml")["kinds"][name]["label"]))


def both(sentences: list[Notice]) -> dict[str, list[str]]:
    """Sentences by language, for the attributes of a frame."""
    return {lang: [one.texts[lang] for one in sentences] for lang in LANGUAGES}
