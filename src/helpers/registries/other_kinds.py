"""What kind of body a name says: one that is declared, or another that only sounds like it.

In Thai the kind stands before whose it is, so the first kind a name tells is the one it is of:
กองทุนสวัสดิการของกลุ่มออมทรัพย์ is a welfare fund.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from helpers.core import metadata, thai
from helpers.registries.declarations import Declared, Kind
from helpers.registries.rejects import Verdicts

# Where a line says what it is a line of.
_COLUMNS = ("name", "area_type")

# Spaces and dots stand anywhere in a name of a kind (สภา อบต.), in names of files a line between
# Latin letters too (village_fund); other signs part two names.
_GAP = re.compile(r"[\s.]+|(?<=[a-z])[_-](?=[a-z])")
_GAPS = r"[\s.]*"


@dataclass(frozen=True)
class Said:
    """A kind of body: the declared kind of this name, or none, and what it is called."""

    kind: str | None
    label: Mapping[str, str]


def key(text: str) -> str:
    """What a name of a kind is looked for in: one spelling, without spaces and dots."""
    return _GAP.sub("", thai.normalise(text).casefold())


@dataclass(frozen=True)
class Names:
    """The words that say a kind of body, each with the kind it says."""

    said: Mapping[str, Said]

    def of(self, text: str) -> Said | None:
        """The kind ``text`` tells first; none where it tells none."""
        found = self._any.search(key(text))
        return self.said[found.group()] if found else None

    def of_all(self, names: pd.Series) -> dict[str, Said]:
        """Each distinct name that tells a kind, and that kind."""
        distinct = names.dropna().drop_duplicates()
        likely = distinct[distinct.str.contains(self._likely, regex=True)]
        found = {name: self.of(name) for name in likely}
        return {name: said for name, said in found.items() if said}

    @cached_property
    def _any(self) -> re.Pattern[str]:
        # The first that fits wins where several begin alike: the longest.
        return re.compile("|".join(re.escape(word) for word in self._longest_first()))

    @cached_property
    def _likely(self) -> str:
        """A pattern for names as they are written: a million of them are looked at one by one."""
        words = (_GAPS.join(map(re.escape, word)) for word in self._longest_first())
        return "(?i:" + "|".join(words) + ")"

    def _longest_first(self) -> list[str]:
        return sorted(self.said, key=len, reverse=True)


def names(declared: Declared) -> Names:
    """Everything that says a kind, of those declared and of all others."""
    said = dict(_others(declared.kinds.values()))
    for kind in declared.kinds.values():
        own = Said(kind.name, kind.label)
        said |= {key(word): own for word in kind.words}
    return Names(said)


def _others(kinds: Iterable[Kind]) -> Iterable[tuple[str, Said]]:
    kinds = list(kinds)
    for other in metadata.load("other_kinds.yml").values():
        words = [key(word) for word in other["words"]]
        meant = next((kind for kind in kinds if _is(kind, words)), None)
        label = {lang: other[lang] for lang in metadata.LANGUAGES}
        said = Said(meant.name, meant.label) if meant else Said(None, label)
        yield from ((word, said) for word in words)


def _is(kind: Kind, words: list[str]) -> bool:
    """Do ``words`` say a declared kind: does one stand in its label or the names of its files?"""
    told = [key(kind.label["th"]), *(key(pattern.replace("*", "")) for pattern in kind.files)]
    return any(word in text for word in words for text in told)


def reject(verdicts: Verdicts, kind: Kind, declared: Declared) -> None:
    """Reject the lines of a registry of ``kind`` whose name or type says another kind of body."""
    told = names(declared)
    for column in _COLUMNS:
        if column not in verdicts.lines:
            continue
        cells = verdicts.lines[column]
        others = {text: s for text, s in told.of_all(cells).items() if s.kind != kind.name}
        said = cells.map({text: dict(other.label) for text, other in others.items()})
        own = dict(kind.label)
        verdicts.reject(cells.isin(others), "other_kind", found=cells, other=said, own=own)
