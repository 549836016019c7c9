"""Every name a tambon can be filed under, by a key that is one however the name is written."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from geothai.abolished import abolished_areas

from helpers.core import metadata, thai
from helpers.geography.gazetteer import areas, changes
from helpers.geography.gazetteer.codes import code_map

LEVELS = ("tambon", "amphoe", "province")
_MARKS = re.compile(r"[\s.,'’\"()\[\]/_‐–—-]|ฯ")
# Vowels, tone marks and silenced consonants, which misspellings differ by; then Latin ones.
_UNSTEADY = re.compile("[ก-ฮ]\u0e4c|[ะ-ู็-๎เ-ๅ]|[aeiouhy]")


def key(level: str, text: str) -> str:
    """What ``text`` is compared by as a name of ``level``; ``""`` when no name is left."""
    # The space lets a word that stands alone, such as ``ต``, be seen as a prefix without a name.
    bare = _suffix(level).sub("", _prefix(level).sub("", text.strip().lower() + " "))
    for written, meant in metadata.load("gazetteer.yml")["spellings"].items():
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
    known = metadata.load("gazetteer.yml")["prefixes"][level]
    words, short = (_any_of(known[kind]) for kind in ("words", "short"))
    return re.compile(rf"^(?:(?:{words})\s*\.?\s*|(?:{short})(?:\s*\.\s*|\s+))+")


@cache
def _suffix(level: str) -> re.Pattern:
    return re.compile(rf"\s+(?:{_any_of(metadata.load('gazetteer.yml')['suffixes'][level])})\s*$")


def _any_of(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


NAME, NEWER, OLD_PARENT, MIXED_PARENT, ABOLISHED = (
    "name",
    "newer",
    "old_parent",
    "mixed_parent",
    "abolished",
)
# Names of the plans' years count alike; older ones and mixed vintages only where those fail.
_RANK = {NAME: 0, NEWER: 0, OLD_PARENT: 0, MIXED_PARENT: 1, ABOLISHED: 1}


class Place(NamedTuple):
    """A tambon under one of its names: reference code, code of that vintage, how it is known."""

    reference: str
    filed: str
    how: str


class Filing(NamedTuple):
    """One way to write a place: the tambon's names, and the codes of amphoe and province."""

    names: frozenset[str]
    amphoe: str
    province: str
    place: Place


@dataclass
class Lexicon:
    """Places by (province code, amphoe key, tambon key), ``None`` for what is not given."""

    places: dict[tuple, list[Place]] = field(default_factory=lambda: defaultdict(list))
    amphoe: dict[tuple, str] = field(default_factory=dict)
    provinces: dict[str, str] = field(default_factory=dict)
    known: dict[str, set[str]] = field(default_factory=lambda: {level: set() for level in LEVELS})

    def find(self, province: str | None, amphoe: str | None, tambon: str | None) -> list[Place]:
        """Places written so; those of the plans' years where there are any."""
        found = self.places.get((province, amphoe, tambon), [])
        best = [place for place in found if not _RANK[place.how]]
        return best or found

    def tambons_like(self, province: str | None, amphoe: str | None, tambon: str) -> list[Place]:
        """Places in the amphoe, or the province, whose name sounds like this one."""
        return self.places.get((province, amphoe, "~" + likeness(tambon)), [])


@cache
def load() -> Lexicon:
    """The lexicon of all vintages; not to be altered."""
    lexicon = Lexicon()
    for code, name in province_names():
        lexicon.provinces.setdefault(key("province", name), code)
    lexicon.known["province"] = set(lexicon.provinces)
    amphoe_keys = _amphoe_keys()
    for filing in [*_current(), *_renumbered(), *_abolished()]:
        _add(lexicon, filing, amphoe_keys[filing.amphoe])
    return lexicon


def _add(lexicon: Lexicon, filing: Filing, amphoe_keys: frozenset[str]) -> None:
    tambons = {key("tambon", name) for name in filing.names}
    lexicon.known["tambon"] |= tambons
    lexicon.known["amphoe"] |= amphoe_keys
    for amphoe in amphoe_keys:
        lexicon.amphoe.setdefault((filing.province, amphoe), filing.amphoe)
    alike = {"~" + likeness(tambon) for tambon in tambons}
    for tambon in [*tambons, *alike, None]:
        for amphoe in [*amphoe_keys, None]:
            for province in (filing.province, None):
                lexicon.places[province, amphoe, tambon].append(filing.place)


def _current() -> Iterator[Filing]:
    """Tambons of the reference geography, then those of today."""
    listed = set()
    for frame in (areas.reference(), areas.today()):
        for row in frame.itertuples():
            code = row.tambon_code
            if code not in listed:
                listed.add(code)
                reference = code_map()[code][0]
                how = NAME if reference == code else NEWER
                names = frozenset((row.name_th, row.name_en))
                yield Filing(names, code[:4], code[:2], Place(reference, code, how))


def _renumbered() -> Iterator[Filing]:
    """Tambons under the amphoe and province they left, and under one old and one new of them."""
    reference = areas.reference().set_index("tambon_code")
    former = {area.code: {area.name_th, area.name_en} for area in abolished_areas()}
    for change in changes.renumbered().itertuples():
        old, new = change.old_code, change.new_code
        names = frozenset({*reference.loc[new, ["name_th", "name_en"]], *former.get(old, ())})
        yield Filing(names, old[:4], old[:2], Place(new, old, OLD_PARENT))
        if old[:2] != new[:2]:
            yield Filing(names, new[:4], old[:2], Place(new, old, MIXED_PARENT))
            yield Filing(names, old[:4], new[:2], Place(new, new, MIXED_PARENT))


def _abolished() -> Iterator[Filing]:
    """Codes dropped before the plans, where their one successor is stated."""
    listed = {*areas.reference()["tambon_code"], *changes.renumbered()["old_code"]}
    for area in abolished_areas():
        reference = code_map().get(area.code, (None,))[0]
        if area.level == "subdistrict" and isinstance(reference, str) and area.code not in listed:
            names = frozenset(name for name in (area.name_th, area.name_en) if name)
            place = Place(reference, area.code, ABOLISHED)
            yield Filing(names, area.code[:4], area.code[:2], place)


def province_names() -> Iterator[tuple[str, str]]:
    """Every name of every province, short forms too, each with the province's code."""
    for row in areas.area_names("province").itertuples():
        yield row.code, row.name_th
        yield row.code, row.name_en
    for code, names in metadata.load("gazetteer.yml")["province_short_forms"].items():
        yield from ((code, name) for name in names)


def _amphoe_keys() -> dict[str, frozenset[str]]:
    """Keys of each amphoe code; the capital of a province has its short forms too."""
    known = metadata.load("gazetteer.yml")
    keys = {}
    for row in areas.area_names("amphoe").itertuples():
        names = {name for name in (row.name_th, row.name_en) if isinstance(name, str)}
        if row.code.endswith("01") and row.code[:2] not in known["without_capital_amphoe"]:
            names |= set(known["capital_amphoe"])
        keys[row.code] = frozenset(key("amphoe", name) for name in names)
    return keys
