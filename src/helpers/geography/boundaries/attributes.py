"""What the attributes of a layer are by their names, and the tambon codes in them.

The names are in ``boundary_schemas.yml``; codes are read however they are written or split.
"""

import re
from collections.abc import Iterable
from functools import cache

import pandas as pd

from helpers.core import invisible, metadata, thai

_UNSAID = re.compile(r"[\s_.\-/]")
_TAMBON = ("tambon_code", "tambon_name")
_ABOVE = ("amphoe_code", "amphoe_name", "province_code", "province_name")


def of_role(columns: Iterable[str], role: str) -> list[str]:
    """The columns that play ``role``, the best known name first."""
    rank = _names(role)
    found = [column for column in columns if _key(column) in rank]
    return sorted(found, key=lambda column: rank[_key(column)])


def level(columns: Iterable[str]) -> str:
    """``tambon``, ``above`` (amphoe or province) or ``unknown``: what rows with these are."""
    columns = list(columns)
    if any(of_role(columns, role) for role in _TAMBON):
        return "tambon"
    return "above" if any(of_role(columns, role) for role in _ABOVE) else "unknown"


@cache
def _names(role: str) -> dict[str, int]:
    names = metadata.load("boundary_schemas.yml")["columns"][role]
    return {_key(name): rank for rank, name in enumerate(names)}


def _key(name: str) -> str:
    return _UNSAID.sub("", invisible.without(str(name))).casefold()


# A code may stand behind the country's letters, and before the two digits of a village.
_WHOLE = r"(?i)^(?:TH)?([0-9]{6})(?:[0-9]{2})?$"
_PART = r"(?i)^(?:TH)?([0-9]{1,4})$"
# What numbers read from a table of figures get behind them.
_DECIMALS = r"\.0+$"


def as_text(values: pd.Series) -> pd.Series:
    """A column as text: numbers without decimals, digits Arabic, blanks missing."""
    texts = values.astype("str")
    spelt = {text: _spelt(text) for text in texts.dropna().unique()}
    plain = texts.map(spelt).astype("str").str.replace(_DECIMALS, "", regex=True)
    return plain.replace("", pd.NA)


def _spelt(text: str) -> str:
    # Most codes are plain digits, which have one spelling; asking for it is slow.
    return text.strip() if text.isascii() else thai.arabic_digits(thai.normalise(text))


def whole(values: pd.Series) -> pd.Series:
    """The six digits of each value; missing where a value is no such code."""
    return as_text(values).str.extract(_WHOLE, expand=False)


def joined(tambon: pd.Series, amphoe: pd.Series, province: pd.Series | None) -> pd.Series:
    """Six digits out of split codes; the amphoe's may hold the province's already."""
    amphoe, tambon = _digits(amphoe), _digits(tambon)
    own = amphoe.str.len().max() <= 2
    if own and province is None:
        return pd.Series(pd.NA, index=tambon.index, dtype="str")
    above = _digits(province).str.zfill(2) + amphoe.str.zfill(2) if own else amphoe.str.zfill(4)
    return (above + tambon.str.zfill(2)).where(lambda code: code.str.len() == 6)


def _digits(values: pd.Series) -> pd.Series:
    return as_text(values).str.extract(_PART, expand=False)
