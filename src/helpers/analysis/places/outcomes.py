"""What became of a table: the rows that joined, those that did not and why, in both languages."""

import difflib
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

import pandas as pd

from helpers.analysis.places import place_words
from helpers.core import metadata
from helpers.core.errors import InputError
from helpers.core.metadata import LANGUAGES
from helpers.core.notices import Notice
from helpers.geography import gazetteer
from helpers.geography.gazetteer import lexicon

_ALIKE = 0.6
_MISSPELT = ("unknown_tambon", "unknown_amphoe")


class JoinedPlaces(NamedTuple):
    """A table of hers in two: together they hold each of its rows once.

    ``joined`` has her columns and tambon_code, amphoe_code, province_code, region_code (reference
    geography), year_be, matched_level, matched_by and area_that_year; ``unmatched`` has her
    columns and reason, reason_th, reason_en and suggestion.
    """

    joined: pd.DataFrame
    unmatched: pd.DataFrame

    def said(self, lang: str = "th") -> str:
        """How many rows joined, and how many did not for which reason, in a sentence."""
        return summary(len(self.joined), self.unmatched).texts[lang]


class NothingJoined(InputError):
    """No row of a table joined; ``unmatched`` holds them all with their reasons."""

    def __init__(self, unmatched: pd.DataFrame) -> None:
        super().__init__(summary(0, unmatched))
        self.unmatched = unmatched


def summary(joined: int, unmatched: pd.DataFrame) -> Notice:
    """Rows that joined, and of the others how many for which reason, the most frequent first."""
    rows = joined + len(unmatched)
    counts = unmatched["reason"].value_counts()
    told = {
        lang: ", ".join(
            f"{place_words.words('short', reason).texts[lang]} {count:,}"
            for reason, count in counts.items()
        )
        for lang in LANGUAGES
    }
    key = "empty" if not rows else "all" if not len(unmatched) else "some" if joined else "none"
    slots = {"joined": f"{joined:,}", "rows": f"{rows:,}", "left": f"{len(unmatched):,}"}
    return place_words.words("said", key, **slots, reasons=Notice(told))


def reasons(failed: pd.DataFrame, level: str) -> pd.DataFrame:
    """reason, reason_th, reason_en and suggestion of distinct rows that did not join.

    ``failed`` has reason, found, candidates, and the cells tambon, amphoe and province.
    """
    given = failed.astype(object).where(failed.notna(), None)
    nearest = [_nearest(row, level) for row in given.itertuples()]
    told = given.assign(nearest=pd.Series(nearest, index=given.index, dtype=object))
    columns = {"reason": told["reason"], "suggestion": told["nearest"]}
    for lang in LANGUAGES:
        columns[f"reason_{lang}"] = [_sentence(row, level, lang) for row in told.itertuples()]
    found = pd.DataFrame(columns, index=failed.index).astype("str")
    return found[["reason", *(f"reason_{lang}" for lang in LANGUAGES), "suggestion"]]


def _sentence(row: tuple, level: str, lang: str) -> str:
    texts = metadata.load(place_words.FILE)
    named = {"found": row.found or "", "level": texts["levels"][level][lang]}
    own = texts["reasons"][row.reason][lang].format(**named)
    if row.nearest:
        return own + texts["nearest"][lang].format(place=row.nearest)
    return own + (texts["may_be"][lang].format(places=row.candidates) if row.candidates else "")


def _nearest(row: tuple, level: str) -> str | None:
    """The one place that may be meant: the only candidate, or the one whose name is likest."""
    if row.candidates and ";" not in row.candidates:
        return row.candidates
    if (
        level != "tambon"
        or row.reason not in ("unknown_tambon", "unknown_amphoe")
        or not row.tambon
    ):
        return None
    return _alike(row.tambon, row.amphoe, row.province)


def _alike(tambon: str, amphoe: str | None, province: str | None) -> str | None:
    return _likest(_key("tambon", tambon), *_pools(amphoe, province))


@cache
def _key(level: str, text: str) -> str:
    return lexicon.careful_key(level, text)


@cache
def _pools(amphoe: str | None, province: str | None) -> tuple[str, ...]:
    """Where a name is looked for, one after the other: the amphoe, then the province."""
    within = gazetteer.province(province) if province else None
    if within is None:
        return ()
    named = _key("amphoe", amphoe) if amphoe else ""
    return tuple(dict.fromkeys([lexicon.load().amphoe.get((within, named), within), within]))


@cache
def _likest(key: str, *pools: str) -> str | None:
    """The tambon whose name is likest; of the whole country only names that begin alike count."""
    for pool in pools or (key[:1],):
        known = _names().get(pool, {})
        near = difflib.get_close_matches(key, known, n=2, cutoff=_ALIKE)
        if near:
            return gazetteer.named(known[near[0]]) if _is_one(key, near, known) else None
    return None


def _is_one(key: str, near: list[str], known: Mapping[str, set[str]]) -> bool:
    """Is one tambon nearer than any other? Of two that are equally near none is told."""
    if len(near) == 1:
        return len(known[near[0]]) == 1
    likest = {difflib.SequenceMatcher(None, name, key).ratio() for name in near}
    tied = set().union(*(known[name] for name in near)) if len(likest) == 1 else known[near[0]]
    return len(tied) == 1


@cache
def _names() -> Mapping[str, Mapping[str, set[str]]]:
    """Keys of the names of tambons and who is called so: by amphoe, province and first letter."""
    found: dict[str, dict[str, set[str]]] = {}
    for row in gazetteer.reference().itertuples():
        for name in {lexicon.key("tambon", text) for text in (row.name_th, row.name_en)}:
            for pool in (row.amphoe_code, row.province_code, name[:1]):
                found.setdefault(pool, {}).setdefault(name, set()).add(row.tambon_code)
    return found
