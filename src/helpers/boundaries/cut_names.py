"""Names that end where a file's format cut them, settled where only one tambon begins so."""

from functools import cache
from typing import NamedTuple

import pandas as pd

from helpers import gazetteer, knowledge
from helpers.gazetteer import spelling


class _Tambon(NamedTuple):
    code: str
    tambon: str
    amphoe: str


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
    result = pd.DataFrame({"tambon_code": pd.NA, "ambiguous": False}, index=address.index)
    result["tambon_code"] = result["tambon_code"].astype("str")
    for row in rows.itertuples():
        given = {level: _given(level, getattr(row, level), longest[level]) for level in longest}
        meant = _meant(given, lang)
        result.loc[row.Index, "ambiguous"] = len(meant) > 1
        if len(meant) == 1 and isinstance(reason[row.Index], str):
            result.loc[row.Index, "tambon_code"] = meant[0]
    return result


def _given(level: str, name: object, longest: float) -> _Given:
    """A name as it is compared; one letter less than the longest may be a cut after a space."""
    if not isinstance(name, str):
        return _Given("", False)
    shortest = knowledge.load("boundary_schemas.yml")["shortest_cut"]
    return _Given(spelling.careful_key(level, name), len(name) >= max(longest - 1, shortest))


def _meant(given: dict[str, _Given], lang: str) -> list[str]:
    """Codes of the tambons that the names, whole or cut, can be."""
    return [
        tambon.code
        for province, tambons in _by_province(lang).items()
        if given["province"].fits(province)
        for tambon in tambons
        if given["amphoe"].fits(tambon.amphoe) and given["tambon"].fits(tambon.tambon)
    ]


@cache
def _by_province(lang: str) -> dict[str, list[_Tambon]]:
    found: dict[str, list[_Tambon]] = {}
    for row in gazetteer.reference().to_dict("records"):
        names = {
            "tambon": row[f"name_{lang}"],
            "amphoe": row[f"amphoe_{lang}"],
            "province": row[f"province_{lang}"],
        }
        keys = {level: spelling.careful_key(level, name) for level, name in names.items()}
        tambon = _Tambon(row["tambon_code"], keys["tambon"], keys["amphoe"])
        found.setdefault(keys["province"], []).append(tambon)
    return found
