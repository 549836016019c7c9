"""Tambons by the names a layer gives them, also by names its format has cut short."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import pandas as pd

from helpers.core import metadata
from helpers.core.metadata import LANGUAGES
from helpers.geography import gazetteer
from helpers.geography.boundaries import attributes
from helpers.geography.gazetteer import lexicon
from helpers.geography.gazetteer.lexicon import LEVELS

_THAI = "[ก-ฮ]"
_REASONS = {"matched": None, "blank": "blank", "ambiguous": "ambiguous"}


@dataclass(frozen=True)
class Named:
    """The code and the reason of each row, and how many rows were joined by names cut short."""

    code: pd.Series
    reason: pd.Series
    cut: int


def triples(table: pd.DataFrame) -> Iterator[tuple[str, dict[str, str]]]:
    """The language and the columns of tambon, amphoe and province names, Thai first.

    A column of an area above may be missing, the tambon's never is.
    """
    for lang in LANGUAGES:
        found = {level: _column(table, level, lang) for level in LEVELS}
        used = {level: column for level, column in found.items() if column}
        if "tambon" in used:
            yield lang, used


def _column(table: pd.DataFrame, level: str, lang: str) -> str | None:
    named = attributes.of_role(table.columns, f"{level}_name")
    return next((column for column in named if _language(table[column]) == lang), None)


def _language(values: pd.Series) -> str | None:
    """What most of a column's values are written in; None for a blank column."""
    written = attributes.as_text(values).dropna()
    if written.empty:
        return None
    return "th" if float(written.str.contains(_THAI).mean()) > 0.5 else "en"


def matched(table: pd.DataFrame, lang: str, used: dict[str, str]) -> Named:
    """Each row matched by its names; those a format may have cut, by what is left of them."""
    given = address(table, used)
    found = gazetteer.match(given)
    code = found["code_as_filed"].astype("str")
    reason = found["status"].map(lambda status: _REASONS.get(status, "unknown_name")).astype("str")
    settled = settle(given, lang, reason)
    by_cut = settled["tambon_code"].notna()
    code = settled["tambon_code"].where(by_cut, code.where(~settled["ambiguous"]))
    reason = reason.mask(by_cut).mask(settled["ambiguous"], "ambiguous")
    return Named(code, reason, int(by_cut.sum()))


def address(table: pd.DataFrame, used: dict[str, str]) -> pd.DataFrame:
    """The names of each row: tambon, amphoe and province, blank where there is no column."""
    return pd.DataFrame(
        {level: _texts(table, used.get(level)) for level in LEVELS}, index=table.index
    )


def _texts(table: pd.DataFrame, column: str | None) -> pd.Series:
    if column is None:
        return pd.Series(pd.NA, index=table.index, dtype="str")
    return attributes.as_text(table[column])


_LAST_LETTER = "\U0010ffff"


class _Tambon(NamedTuple):
    """A tambon as its names are compared, sorted by its own one."""

    tambon: str
    amphoe: str
    province: str
    code: str


class _Given(NamedTuple):
    """A name's key, and whether it may have been cut."""

    key: str
    cut: bool

    def fits(self, whole: str) -> bool:
        return not self.key or whole == self.key or (self.cut and whole.startswith(self.key))


def settle(address: pd.DataFrame, lang: str, reason: pd.Series) -> pd.DataFrame:
    """For each row the tambon its cut names mean, and whether several are meant.

    ``reason`` says why a row was not matched by whole names; one that was can still be two
    tambons whose names are equal once cut: it then stands in several rows.
    """
    longest = {level: address[level].str.len().max() for level in lexicon.LEVELS}
    doubled = address.duplicated(keep=False) & (address["tambon"].str.len() == longest["tambon"])
    rows = address[(reason == "unknown_name") | doubled]
    meant = [
        _meant({level: _given(level, row[level], longest[level]) for level in longest}, lang)
        for row in rows.to_dict("records")
    ]
    several = pd.Series([len(codes) > 1 for codes in meant], index=rows.index, dtype=bool)
    only = [codes[0] if len(codes) == 1 else pd.NA for codes in meant]
    code = pd.Series(only, index=rows.index, dtype="str").where(reason[rows.index].notna())
    found = pd.DataFrame({"tambon_code": code, "ambiguous": several}).reindex(address.index)
    return found.assign(ambiguous=found["ambiguous"].eq(True))


def _given(level: str, name: object, longest: float) -> _Given:
    """A name as it is compared; one letter less than the longest may be a cut after a space."""
    if not isinstance(name, str):
        return _Given("", False)
    shortest = metadata.load("boundary_schemas.yml")["shortest_cut"]
    return _Given(lexicon.careful_key(level, name), len(name) >= max(longest - 1, shortest))


def _meant(given: dict[str, _Given], lang: str) -> list[str]:
    """Codes of the tambons that the names can be, where one of them may have been cut."""
    # Whole names were compared already; only a cut one can mean more now.
    if not given["tambon"].key or not any(name.cut for name in given.values()):
        return []
    tambons, first = _sorted(lang), given["tambon"].key
    start = bisect_left(tambons, (first,))
    end = bisect_left(tambons, (first + _LAST_LETTER,), lo=start)
    return [
        tambon.code
        for tambon in tambons[start:end]
        if all(given[level].fits(getattr(tambon, level)) for level in lexicon.LEVELS)
    ]


@cache
def _sorted(lang: str) -> list[_Tambon]:
    """The tambons of the reference sorted by name: those that begin alike lie together."""
    frame = gazetteer.reference()
    columns = {"tambon": f"name_{lang}", "amphoe": f"amphoe_{lang}", "province": f"province_{lang}"}
    keys = [
        [lexicon.careful_key(level, name) for name in frame[column]]
        for level, column in columns.items()
    ]
    return sorted(map(_Tambon, *keys, frame["tambon_code"]))
