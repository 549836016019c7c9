"""Personal data: recognised by heading and by content, and cut out before anything is kept."""

import re
from collections.abc import Sequence
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc

from helpers.core import thai
from helpers.geography import gazetteer
from helpers.registries.declarations import Content, Personal, heading_key

# What the fast engine cannot do: look before or behind. Without, a pattern fits more, never less.
_LOOKS = re.compile(r"\(\?<?[!=](?:\[[^\]]*\]|\\.|[^()\[\]])*\)")
_TITLES = ("นางสาว", "นาง", "นาย")
_SPACES = re.compile(r"\s+")


def is_heading(readings: tuple[str, ...], personal: Personal) -> bool:
    """Does one of the readings of a heading hold a word a person's data stands under?"""
    keys = [heading_key(reading) for reading in readings]
    return any(word in key for key in keys for word in personal.headings)


def removed(column: pa.ChunkedArray, kind: str, personal: Personal) -> tuple[pa.ChunkedArray, int]:
    """The column without personal data and the number of its cells that held some.

    ``kind`` is the column's type: a registration number may look like a phone, a name may not.
    """
    contents = [content for content in personal.contents if kind in content.types]
    coded = pc.dictionary_encode(column).combine_chunks()
    if not len(coded.dictionary) or not contents:
        return column, 0
    suspects = pc.indices_nonzero(_suspect(coded.dictionary, contents)).to_pylist()
    texts = {place: coded.dictionary[place].as_py() for place in suspects}
    cleaned = {place: clean(text, contents) for place, text in texts.items()}
    changed = {place: text for place, text in cleaned.items() if text != texts[place]}
    if not changed:
        return column, 0
    places = pa.array(list(changed), pa.int32())
    cells = pc.sum(pc.is_in(coded.indices, places)).as_py()
    return pa.chunked_array([_replaced(coded, changed)]), cells


def _replaced(coded: pa.DictionaryArray, changed: dict[int, str | None]) -> pa.Array:
    values = coded.dictionary.to_pylist()
    for place, text in changed.items():
        values[place] = text
    return pa.array(values, pa.string()).take(coded.indices)


def clean(text: str, contents: list[Content]) -> str | None:
    """``text`` without what fits one of ``contents``; none where nothing is left."""
    for content in contents:
        for start, end in reversed(_spans(text, content)):
            text = f"{text[:start]} {text[end:]}"
    return _SPACES.sub(" ", text).strip(" ,;:/()-") or None


def kinds_in(text: str, contents: Sequence[Content]) -> list[str]:
    """Names of those of ``contents`` that fit somewhere in ``text``."""
    return [content.name for content in contents if _spans(text, content)]


def _spans(text: str, content: Content) -> list[tuple[int, int]]:
    """Where ``content`` fits; the name of a place that begins as a title does is none."""
    # Digits are replaced one by one, so that places stay the same.
    found = [match.span() for match in content.pattern.finditer(thai.arabic_digits(text))]
    return [(start, end) for start, end in found if not _is_place(text[start:end])]


def _is_place(text: str) -> bool:
    """Does ``text`` begin with the name of a place, such as นางรอง, นายม or นางเลิ้ง?"""
    first = text.split()[0]
    return first in _places_like_titles()


@cache
def _places_like_titles() -> frozenset[str]:
    """Names of tambons, amphoes and provinces that begin as a title of persons does."""
    areas = gazetteer.reference()[["name_th", "amphoe_th", "province_th"]]
    names = set(areas.to_numpy().ravel())
    return frozenset(name for name in names if name.startswith(_TITLES))


def _suspect(texts: pa.StringArray, contents: list[Content]) -> pa.BooleanArray:
    """Texts one of ``contents`` may fit, and some more; Thai digits are always looked at."""
    # Digits in Thai are rare in exports and read slowly.
    patterns = [_wider(content.pattern.pattern) for content in contents]
    return pc.match_substring_regex(texts, "|".join([*patterns, "[๐-๙]"]))


@cache
def _wider(pattern: str) -> str:
    """``pattern`` without its looks around, for an engine that has none."""
    return f"(?:{_LOOKS.sub('', pattern)})"
