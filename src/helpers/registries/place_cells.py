"""A cell taken apart: the tambons it names, and the names in it that may be tambons too."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

import pandas as pd

from helpers.core import metadata, thai_columns
from helpers.geography import gazetteer


@dataclass(frozen=True)
class Place:
    """One tambon a cell names, as written; amphoe and province where the cell holds them too."""

    tambon: str
    amphoe: str | None = None
    province: str | None = None


@dataclass(frozen=True)
class PlaceCell:
    """What a cell holds: its tambons, and whether it speaks of a municipality.

    ``aside`` are names taken for a municipality's own or a village's, which may be tambons too.
    """

    places: tuple[Place, ...] = ()
    municipality: bool = False
    aside: tuple[Place, ...] = ()

    @property
    def is_bare(self) -> bool:
        """Does it hold one tambon and no more about where that lies?"""
        first = self.places[0] if self.places else Place("")
        return len(self.places) == 1 and not (first.amphoe or first.province or self.aside)


def parse_all(texts: pd.Series) -> dict[str, PlaceCell]:
    """Each distinct text of a column and what it says of place."""
    distinct = texts.dropna().drop_duplicates()
    spelt = thai_columns.normalise_all(thai_columns.replaced(distinct, r"\s*\n\s*", ", "))
    return {text: parse(plain) for text, plain in zip(distinct, spelt, strict=True)}


def parse(text: str) -> PlaceCell:
    """The places of a cell such as ``ต.ก, ข และ ค อ.ง จ.จ`` or ``ทม.น่าน (ในเวียง, ผาสิงห์)``.

    The text is spelt as ``thai.normalise`` spells it.
    A municipality's own name is a tambon where the cell names no tambon beside it, or where it
    stands in a list of local governments: ``อบต.ก, ทต.ข`` are two places.
    """
    parts = _parts(text)
    municipal = any(part.mark == "municipality" for part in parts)
    parts = list(_settled(parts))
    return PlaceCell(tuple(_places(parts, "tambon")), municipal, tuple(_places(parts, "aside")))


@dataclass(frozen=True)
class _Part:
    """A stretch of a cell and the mark in front of it.

    ``local`` says that the mark is one of a local government; ``tambons`` how a municipality's
    own tambons stand behind it: ``brackets``, ``list`` or not at all.
    """

    mark: str
    text: str
    local: bool = False
    tambons: str | None = None


def _parts(text: str) -> list[_Part]:
    marks = list(_marks().finditer(text))
    marks = [match for match in marks if match.lastgroup != "kept"]
    parts = _front(text[: marks[0].start()], marks[0]) if marks else _front(text, None)
    ends = [*(match.start() for match in marks[1:]), len(text)]
    for match, end in zip(marks, ends, strict=False):
        held = text[match.end() : end]
        parts += _after(match, held if end == len(text) else _without_joiner(held))
    return parts


def _front(text: str, mark: re.Match | None) -> list[_Part]:
    """The parts of what stands before the first mark, ``mark``: tambons, or a house and a street.

    A village's name before the mark of its tambon is none of a tambon; elsewhere it may be one.
    """
    pieces = [(piece, _name(piece)) for piece in _pieces(text)]
    parts = []
    for place, (piece, name) in enumerate(pieces):
        if not _is_tambon(name):
            continue
        if mark is None or not _fits("not_in_front", name):
            parts.append(_Part("tambon", name))
        elif not _fits("house", piece) and not (
            place == len(pieces) - 1 and mark.lastgroup in ("tambon", "municipality")
        ):
            parts.append(_Part("aside", name))
    return parts


def _after(match: re.Match, held: str) -> list[_Part]:
    """The parts of what stands after a mark, up to the next one."""
    mark, given = match.lastgroup, metadata.load("registry_words.yml")
    written = match.group().strip()
    names = [written] if written in given["whole_marks"] else _names(held)
    if mark == "municipality" and names:
        # Names in brackets or after commas are the tambons of the municipality.
        bracket = re.search(given["list_in_brackets"], held)
        tambons = None if len(names) == 1 else "brackets" if bracket else "list"
        own = [_Part("tambon", name) for name in names[1:]]
        return [_Part(mark, names[0], local=True, tambons=tambons), *own]
    # What follows an amphoe after a comma is its province; after a province, another tambon.
    rest = {"amphoe": "province", "province": "tambon"}.get(mark, mark)
    local = written in given["local_governments"]
    return [
        _Part(mark if place == 0 else rest, name, local and place == 0)
        for place, name in enumerate(names)
    ]


def _settled(parts: list[_Part]) -> Iterator[_Part]:
    """The parts, municipalities told as tambons, as names left aside, or left out."""
    tambons = [part for part in parts if part.mark == "tambon"]
    # Beside another local government that has tambons of its own it is a place of its own.
    others = any(part.local for part in tambons) or any(part.tambons for part in parts)
    for part in parts:
        if part.mark != "municipality":
            yield part
        elif part.tambons is None and (others or not tambons):
            yield replace(part, mark="tambon")
        elif part.tambons != "brackets":
            yield replace(part, mark="aside")


def _places(parts: list[_Part], mark: str) -> list[Place]:
    """Parts of a mark with the amphoe and the province that follow them."""
    places: list[Place] = []
    amphoe = province = None
    for part in reversed(parts):
        if part.mark == "province":
            amphoe, province = None, part.text
        elif part.mark == "amphoe":
            amphoe = part.text
        elif part.mark == mark:
            places.append(Place(part.text, amphoe, province))
    return list(dict.fromkeys(reversed(places)))


def _names(text: str) -> list[str]:
    """The names a stretch lists; remarks such as *part of* are none."""
    return [name for piece in _pieces(text) if _is_tambon(name := _name(piece))]


def _pieces(text: str) -> list[str]:
    """What a stretch holds between its separators."""
    pieces, place = [], 0
    for match in _separators().finditer(text):
        if match.lastgroup != "kept":
            pieces.append(text[place : match.start()])
            place = match.end()
    return [*pieces, text[place:]]


def _name(piece: str) -> str:
    behind = metadata.load("registry_words.yml")["not_behind"]
    return re.sub(behind, "", piece).strip(" :").lstrip(".")


def _is_tambon(name: str) -> bool:
    return bool(name) and name not in metadata.load("registry_words.yml")["not_a_tambon"]


def _without_joiner(held: str) -> str:
    """What stands between two marks without an *and* that touches it: ``ทต.กและอบต.ข``."""
    return re.sub(metadata.load("registry_words.yml")["joined_behind"], "", held)


def _fits(pattern: str, text: str) -> bool:
    return re.search(metadata.load("registry_words.yml")[pattern], text) is not None


@cache
def _separators() -> re.Pattern:
    given = metadata.load("registry_words.yml")["separators"]
    signs = "".join(re.escape(sign) for sign in given["signs"])
    words = _any_of(given["words"])
    return re.compile(rf"(?P<kept>{_odd_names()})|[{signs}]|(?<=\S\s)(?:{words})(?=\s|$)")


@cache
def _marks() -> re.Pattern:
    """Marks in front of names, longest first; names that hold a mark are kept whole."""
    return re.compile("|".join([f"(?P<kept>{_odd_names()})", *_mark_groups()]), re.IGNORECASE)


def _mark_groups() -> list[str]:
    groups = []
    for mark, given in metadata.load("registry_words.yml")["marks"].items():
        opening = rf"(?<![^\s,(/])(?:{_any_of(given['open'])})" if given["open"] else "(?!)"
        groups.append(f"(?P<{mark}>{_any_of(given['words'])}|{opening})")
    return groups


@cache
def _odd_names() -> str:
    """Names of tambons and amphoe that hold what elsewhere is a mark or a separator."""
    reference = gazetteer.reference()
    names = {*reference["name_th"], *reference["amphoe_th"].str.removeprefix("เขต")}
    given = metadata.load("registry_words.yml")
    words = [word for mark in given["marks"].values() for word in mark["words"]]
    odd = re.compile("|".join(map(re.escape, [*words, *given["separators"]["signs"]])))
    return _any_of(name for name in names if odd.search(name)) or "(?!)"


def _any_of(words) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
