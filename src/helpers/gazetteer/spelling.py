"""One key for one name, however it is written: prefixes, spaces, dots, brackets and case go."""

import re
from functools import cache

from helpers import knowledge, thai

LEVELS = ("tambon", "amphoe", "province")
_MARKS = re.compile(r"[\s.,'’\"()\[\]/_‐–—-]|ฯ")
# Vowels, tone marks and silenced consonants, which misspellings differ by; then Latin ones.
_UNSTEADY = re.compile("[ก-ฮ]\u0e4c|[ะ-ู็-๎เ-ๅ]|[aeiouhy]")


def key(level: str, text: str) -> str:
    """What ``text`` is compared by as a name of ``level``; ``""`` when no name is left."""
    # The space lets a word that stands alone, such as ``ต``, be seen as a prefix without a name.
    bare = _suffix(level).sub("", _prefix(level).sub("", text.strip().lower() + " "))
    for written, meant in knowledge.load("gazetteer.yml")["spellings"].items():
        bare = bare.replace(written, meant)
    return _MARKS.sub("", bare)


def careful_key(level: str, text: str) -> str:
    """``key`` after ``thai.normalise``, which is slow and which few texts need."""
    return key(level, thai.normalise(text))


def likeness(name_key: str) -> str:
    """What two spellings of one name are likely to share: the consonants that are spoken."""
    return _UNSTEADY.sub("", name_key)


@cache
def _prefix(level: str) -> re.Pattern:
    known = knowledge.load("gazetteer.yml")["prefixes"][level]
    words, short = (_any_of(known[kind]) for kind in ("words", "short"))
    return re.compile(rf"^(?:(?:{words})\s*\.?\s*|(?:{short})(?:\s*\.\s*|\s+))+")


@cache
def _suffix(level: str) -> re.Pattern:
    return re.compile(rf"\s+(?:{_any_of(knowledge.load('gazetteer.yml')['suffixes'][level])})\s*$")


def _any_of(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
