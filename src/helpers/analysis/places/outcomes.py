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
    if level != "tambon" or row.reason not in ("unknown_tambon", "unknown_amphoe") or not row.tambon:
        return None
    return _alike(row.tambon, row.amphoe, row.province)


@cache
def _alike(tambon: str, amphoe: str | None, province: str | None) -> str | None:
    within = gazetteer.province(province) if province else None
    known = _names_in(within, lexicon.careful_key("amphoe", amphoe) if amphoe else None)
    known = known or _names_in(within, None)
    near = difflib.get_close_matches(
        lexicon.careful_key("tambon", tambon), known, n=1, cutoff=_ALIKE
    )
    return gazetteer.named(known[near[0]]) if near and len(known[near[0]]) == 1 else None


@cache
def _names_in(province: str | None, amphoe: str | None) -> Mapping[str, frozenset[str]]:
    """Keys of the Thai and English names of tambons in an area, to the tambons called so."""
    found: dict[str, set[str]] = {}
    for row in _keys().itertuples():
        if province in (None, row.province) and (amphoe is None or amphoe in row.amphoe):
            for name in row.names:
                found.setdefault(name, set()).add(row.tambon_code)
    return {name: frozenset(tambons) for name, tambons in found.items()}


@cache
def _keys() -> pd.DataFrame:
    tambons = gazetteer.reference()
    keys = {
        column: [lexicon.key(level, name) for name in tambons[column]]
        for level, column in (
            ("tambon", "name_th"),
            ("tambon", "name_en"),
            ("amphoe", "amphoe_th"),
            ("amphoe", "amphoe_en"),
        )
    }
    return pd.DataFrame(
        {
            "tambon_code": tambons["tambon_code"],
            "province": tambons["province_code"],
            "names": list(zip(keys["name_th"], keys["name_en"], strict=True)),
            "amphoe": list(zip(keys["amphoe_th"], keys["amphoe_en"], strict=True)),
        }
    )
