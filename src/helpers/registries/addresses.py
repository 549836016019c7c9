"""What one cell of an export says about place: tambons, maybe with amphoe and province."""

import re
from dataclasses import dataclass
from functools import cache

import pandas as pd

from helpers import gazetteer, knowledge
from helpers.registries import spelling


@dataclass(frozen=True)
class Place:
    """One tambon a cell names, as written; amphoe and province where the cell holds them too."""

    tambon: str
    amphoe: str | None = None
    province: str | None = None


@dataclass(frozen=True)
class Cell:
    """What a cell holds: its tambons, and whether it speaks of a municipality."""

    places: tuple[Place, ...] = ()
    municipality: bool = False

    @property
    def is_bare(self) -> bool:
        """Does it hold one tambon and no more about where that lies?"""
        return len(self.places) == 1 and not (self.places[0].amphoe or self.places[0].province)


def parse_all(texts: pd.Series) -> dict[str, Cell]:
    """Each distinct text of a column and what it says of place."""
    distinct = texts.dropna().drop_duplicates()
    spelt = spelling.normalise_all(spelling.replaced(distinct, r"\s*\n\s*", ", "))
    return {text: parse(plain) for text, plain in zip(distinct, spelt, strict=True)}


def parse(text: str) -> Cell:
    """The places of a cell such as ``ต.ก, ข และ ค อ.ง จ.จ`` or ``ทม.น่าน (ในเวียง, ผาสิงห์)``.

    The text is spelt as ``thai.normalise`` spells it.
    A municipality's own name counts as a tambon only where the cell names no tambon beside it.
    """
    parts = _parts(text)
    tambons = [part for part in parts if part.mark == "tambon"]
    municipal = any(part.mark == "municipality" for part in parts)
    named = {"tambon"} if tambons else {"municipality"}
    return Cell(tuple(_places(parts, named)), municipal)


@dataclass(frozen=True)
class _Part:
    """A stretch of a cell and the mark in front of it."""

    mark: str
    text: str


def _parts(text: str) -> list[_Part]:
    marks = list(_marks().finditer(text))
    marks = [match for match in marks if match.lastgroup != "kept"]
    front = text[: marks[0].start()] if marks else text
    parts = [_Part("tambon", name) for name in _names(front) if not (marks and _is_street(name))]
    ends = [*(match.start() for match in marks[1:]), len(text)]
    for match, end in zip(marks, ends, strict=False):
        parts += _after(match, text[match.end() : end])
    return parts


def _after(match: re.Match, held: str) -> list[_Part]:
    """The parts of what stands after a mark, up to the next one."""
    mark = match.lastgroup
    whole = match.group().strip() in knowledge.load("registry_words.yml")["whole_marks"]
    names = [match.group().strip()] if whole else _names(held)
    if mark == "municipality" and names:
        # Names in brackets or after commas are the tambons of the municipality.
        return [_Part(mark, names[0]), *(_Part("tambon", name) for name in names[1:])]
    # What follows an amphoe after a comma is its province; after a province, another tambon.
    rest = {"amphoe": "province", "province": "tambon"}.get(mark, mark)
    return [_Part(mark if place == 0 else rest, name) for place, name in enumerate(names)]


def _places(parts: list[_Part], named: set[str]) -> list[Place]:
    """Tambons with the amphoe and the province that follow them."""
    places: list[Place] = []
    amphoe = province = None
    for part in reversed(parts):
        if part.mark == "province":
            amphoe, province = None, part.text
        elif part.mark == "amphoe":
            amphoe = part.text
        elif part.mark in named:
            places.append(Place(part.text, amphoe, province))
    return list(dict.fromkeys(reversed(places)))


def _names(text: str) -> list[str]:
    """The names a stretch lists; remarks such as *part of* are none."""
    given = knowledge.load("registry_words.yml")
    pieces, place = [], 0
    for match in _separators().finditer(text):
        if match.lastgroup != "kept":
            pieces.append(text[place : match.start()])
            place = match.end()
    behind = re.compile(given["not_behind"])
    names = [behind.sub("", piece).strip(" :").lstrip(".") for piece in [*pieces, text[place:]]]
    return [name for name in names if name and name not in given["not_a_tambon"]]


def _is_street(text: str) -> bool:
    """Does ``text`` hold a house, a village or a street, as addresses begin?"""
    return re.search(knowledge.load("registry_words.yml")["not_in_front"], text) is not None


@cache
def _separators() -> re.Pattern:
    given = knowledge.load("registry_words.yml")["separators"]
    signs = "".join(re.escape(sign) for sign in given["signs"])
    words = _any_of(given["words"])
    return re.compile(rf"(?P<kept>{_odd_names()})|[{signs}]|(?<=\S\s)(?:{words})(?=\s|$)")


@cache
def _marks() -> re.Pattern:
    """Marks in front of names, longest first; names that hold a mark are kept whole."""
    return re.compile("|".join([f"(?P<kept>{_odd_names()})", *_mark_groups()]), re.IGNORECASE)


def _mark_groups() -> list[str]:
    groups = []
    for mark, given in knowledge.load("registry_words.yml")["marks"].items():
        opening = rf"(?<![^\s,(/])(?:{_any_of(given['open'])})" if given["open"] else "(?!)"
        groups.append(f"(?P<{mark}>{_any_of(given['words'])}|{opening})")
    return groups


@cache
def _odd_names() -> str:
    """Names of tambons and amphoe that hold what elsewhere is a mark or a separator."""
    reference = gazetteer.reference()
    names = {*reference["name_th"], *reference["amphoe_th"].str.removeprefix("เขต")}
    given = knowledge.load("registry_words.yml")
    words = [word for mark in given["marks"].values() for word in mark["words"]]
    odd = re.compile("|".join(map(re.escape, [*words, *given["separators"]["signs"]])))
    return _any_of(name for name in names if odd.search(name)) or "(?!)"


def _any_of(words) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
