"""What the front door says of its own, in the one language of a run.

Thai and English stand beside each other in ``metadata/messages.yml``. The language is the first of
``languages`` in ``config.yml`` unless ``LANG_OUT`` names another. Nothing here gets into a table,
a page or a record: what is kept of an error is English.
"""

import os
from dataclasses import dataclass
from typing import Any

from helpers.core import metadata, settings
from helpers.core.errors import InputError
from helpers.core.metadata import LANGUAGES

VARIABLE = "LANG_OUT"
_FILE = "messages.yml"


@dataclass(frozen=True)
class Notice:
    """A text in each language; where a plain text is asked for, the English one."""

    texts: dict[str, str]

    def __str__(self) -> str:
        return self.texts["en"]


def language() -> str:
    """The language of this run; ``InputError`` where ``LANG_OUT`` names none of the messages."""
    named = os.environ.get(VARIABLE, "")
    if named and named not in LANGUAGES:
        raise InputError(both("language_unknown"), expected=list(LANGUAGES), found=named)
    return named or _first_of_settings()


def _first_of_settings() -> str:
    try:
        return settings.load().languages[0]
    except InputError:
        # Told by whatever needs the settings; this is about how to tell it.
        return LANGUAGES[0]


def settle() -> None:
    """Settle the language for this process and all it starts.

    Raises ``InputError`` as ``language`` does, and is told in the language of the settings.
    """
    try:
        os.environ[VARIABLE] = language()
    except InputError:
        os.environ[VARIABLE] = _first_of_settings()
        raise


def say(key: str, **slots: Any) -> str:
    """The text ``key`` of ``messages.yml`` in the run's language, with its slots filled."""
    return _in(language(), both(key, **slots))


def both(key: str, **slots: Any) -> Notice:
    """The text ``key`` in each language, for an error; slots may be such texts themselves."""
    texts = metadata.load(_FILE)[key]
    return Notice({lang: _filled(texts[lang], lang, slots) for lang in LANGUAGES})


def of_error(error: InputError) -> str:
    """An error's message with its head, in the run's language.

    The rule and what was expected and found are so too where they were given as ``Notice``.
    """
    lang, place = language(), error.file or ""
    if error.line is not None:
        place = say("error_line", file=place, line=error.line).strip()
    rule = _in(lang, error.problem)
    parts = [f"{place}: {rule}" if place else rule]
    for key, value in (
        ("error_expected", error.expected),
        ("error_found", error.found),
        ("error_edit", error.fix),
    ):
        if value is not None:
            parts.append(say(key, value=value))
    return say("error", told="; ".join(parts))


def _filled(text: str, lang: str, slots: dict[str, Any]) -> str:
    return text.format(**{name: _in(lang, value) for name, value in slots.items()})


def _in(lang: str, value: Any) -> Any:
    return value.texts[lang] if isinstance(value, Notice) else value
