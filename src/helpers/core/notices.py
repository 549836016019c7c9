"""What the front door says of its own, in the one language of a run.

Thai and English stand beside each other in ``metadata/messages.yml``. The language is the first of
``languages`` in ``config.yml`` unless ``LANG_OUT`` names another. Nothing here gets into a table,
a page or a record: what is kept of an error is English.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from helpers.core import metadata, settings
from helpers.core.errors import WORDS, InputError, Mistake, Place, Words, listed, told_lines
from helpers.core.metadata import LANGUAGES

VARIABLE = "LANG_OUT"
_FILE = "messages.yml"
# What is told of an error after its rule, and the parts of a place.
_ABOUT = {"expected": "error_expected", "found": "error_found", "edit": "error_edit"}
_PLACES = {
    "sheet": "place_sheet",
    "cell": "place_cell",
    "row": "place_row",
    "line": "place_line",
    "column": "place_column",
}


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
    return filled(metadata.load(_FILE)[key], **slots)


def filled(texts: dict[str, str], **slots: Any) -> Notice:
    """A text in each language with its slots filled, as ``both`` does of those of its file."""
    return Notice({lang: _filled(texts[lang], lang, slots) for lang in LANGUAGES})


def of_error(error: InputError, marked: Sequence[str] = ()) -> str:
    """An error's message with its head, in the run's language.

    The rule and what was expected and found are so too where they were given as ``Notice``. Of
    many mistakes each is a line of its own. ``marked`` are copies of the files to be mended in
    which the mistakes are marked: the last line names them.
    """
    lang, where = language(), error.file or ""
    if error.line is not None:
        where = say("error_line", file=where, line=error.line).strip()
    rule = _in(lang, error.problem)
    head = [f"{where}: {rule}" if where else rule]
    head += _parts([("expected", error.expected), ("found", error.found)])
    if not error.mistakes:
        return say("error", told="; ".join([*head, *_parts([("edit", error.fix)])]))
    lines = [say("error", told="; ".join(head)), *map(_line, told_lines(error.mistakes))]
    return "\n".join([*lines, *_what_to_do(error, marked)])


def _parts(known: list[tuple[str, Any]]) -> list[str]:
    return [say(_ABOUT[name], value=listed(value)) for name, value in known if value is not None]


def _line(told: str | Mistake) -> str:
    if isinstance(told, str):
        return f" {told}"
    where = place(told.place, language())
    return f"  {where}: {reason(told)}" if where else f"  {reason(told)}"


def reason(mistake: Mistake) -> str:
    """What is wrong in the run's language, without its place: the rule, expected and found."""
    return "; ".join([str(_in(language(), mistake.rule)), *_parts(mistake.parts())])


def place(known: Place, lang: str) -> str:
    """Where something stands, in a language."""
    told = [
        _in(lang, value) if name == WORDS else _in(lang, both(_PLACES[name], value=value))
        for name, value in known.parts()
    ]
    return " ".join(map(str, told))


def _what_to_do(error: InputError, marked: Sequence[str]) -> list[str]:
    if error.fix is None:
        return []
    if marked:
        return [say("edit_marked", value=error.fix, marked=", ".join(marked))]
    return [say("edit_and_run", value=error.fix)]


def _filled(text: str, lang: str, slots: dict[str, Any]) -> str:
    return text.format(**{name: _in(lang, value) for name, value in slots.items()})


def _in(lang: str, value: Any) -> Any:
    if isinstance(value, Words):
        value = both(value.key, **value.slots)
    return value.texts[lang] if isinstance(value, Notice) else value
