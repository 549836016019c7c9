"""Names that end where a file's format cut them, settled where only one tambon begins so."""

from bisect import bisect_left
from functools import cache
from typing import NamedTuple

import pandas as pd

from helpers import gazetteer, knowledge
from helpers.gazetteer import spelling

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
    longest = {level: address[level].str.len().max() for level in spelling.LEVELS}
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
    shortest = knowledge.load("boundary_schemas.yml")["shortest_cut"]
    return _Given(spelling.careful_key(level, name), len(name) >= max(longest - 1, shortest))


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
        if all(given[level].fits(getattr(tambon, level)) for level in spelling.LEVELS)
    ]


@cache
def _sorted(lang: str) -> list[_Tambon]:
    """The tambons of the reference sorted by name: those that begin alike lie together."""
    frame = gazetteer.reference()
    columns = {"tambon": f"name_{lang}", "amphoe": f"amphoe_{lang}", "province": f"province_{lang}"}
    keys = [
        [spelling.careful_key(level, name) for name in frame[column]]
        for level, column in columns.items()
    ]
    return sorted(map(_Tambon, *keys, frame["tambon_code"]))
