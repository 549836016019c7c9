"""Tambons by the names a layer gives them."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from helpers import gazetteer
from helpers.boundaries import codes, columns, cut_names

_LEVELS = ("tambon", "amphoe", "province")
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
    for lang in ("th", "en"):
        found = {level: _column(table, level, lang) for level in _LEVELS}
        used = {level: column for level, column in found.items() if column}
        if "tambon" in used:
            yield lang, used


def _column(table: pd.DataFrame, level: str, lang: str) -> str | None:
    named = columns.of_role(table.columns, f"{level}_name")
    return next((column for column in named if _language(table[column]) == lang), None)


def _language(values: pd.Series) -> str | None:
    """What most of a column's values are written in; None for a blank column."""
    written = codes.as_text(values).dropna()
    if written.empty:
        return None
    return "th" if float(written.str.contains(_THAI).mean()) > 0.5 else "en"


def matched(table: pd.DataFrame, lang: str, used: dict[str, str]) -> Named:
    """Each row matched by its names; those a format may have cut, by what is left of them."""
    address = pd.DataFrame(
        {level: _texts(table, used.get(level)) for level in _LEVELS}, index=table.index
    )
    found = gazetteer.match(address)
    code = found["code_as_filed"].astype("str")
    reason = found["status"].map(lambda status: _REASONS.get(status, "unknown_name")).astype("str")
    settled = cut_names.settle(address, lang, reason)
    by_cut = settled["tambon_code"].notna()
    code = settled["tambon_code"].where(by_cut, code.where(~settled["ambiguous"]))
    reason = reason.mask(by_cut).mask(settled["ambiguous"], "ambiguous")
    return Named(code, reason, int(by_cut.sum()))


def _texts(table: pd.DataFrame, column: str | None) -> pd.Series:
    if column is None:
        return pd.Series(pd.NA, index=table.index, dtype="str")
    return codes.as_text(table[column])
