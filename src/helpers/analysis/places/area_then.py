"""Whether the area a row speaks of was, in the row's year, the one of the reference geography."""

from collections.abc import Mapping
from functools import cache

import pandas as pd

from helpers.geography import gazetteer
from helpers.geography.gazetteer import changes, codes

SAME, DIFFERS, NOT_STANDING = "same", "differs", "not_standing"


def compare(level: str, found: pd.DataFrame) -> pd.Series:
    """``same``, ``differs`` or ``not_standing`` for each row; missing where that is not known.

    ``found`` has ``code`` (reference geography), ``filed`` (the code of the vintage the row is
    in) and ``year_be``. Known are the fiscal years whose changes are listed.
    """
    keys = ["code", "filed", "year_be"]
    number = found.groupby(keys, sort=False, dropna=False).ngroup()
    distinct = found.loc[~number.duplicated(), keys]
    words = [_compare(level, *row) for row in distinct.itertuples(index=False)]
    # Groups are numbered as they come: the words stand in the order of the numbers.
    return pd.Series(words, dtype="str").take(number).set_axis(found.index)


def _compare(level: str, code: str, filed: str, year: int) -> str | None:
    if not isinstance(code, str) or pd.isna(year):
        return None
    if not changes.first_year() <= year <= changes.reference_year():
        return None
    if level == "tambon":
        return _tambon(code, filed, int(year))
    digits = 4 if level == "amphoe" else 2
    own = _area(changes.reference_year(), digits).get(code, frozenset())
    there = _area(int(year), digits).get(filed) or _area(int(year), digits).get(code)
    if there is None:
        return NOT_STANDING
    held = _held(int(year))
    return SAME if frozenset(held[one] for one in own) == there else DIFFERS


def _tambon(code: str, filed: str, year: int) -> str:
    """A later code is a part of its tambon; a parent was larger before it was divided."""
    if codes.code_map().get(filed, ("", ""))[1] == codes.PARENT:
        return DIFFERS
    if _held(year)[code] != code:
        return NOT_STANDING
    return DIFFERS if code in _divided(year) else SAME


@cache
def _held(year: int) -> Mapping[str, str]:
    return gazetteer.in_year(year).to_dict()


@cache
def _divided(year: int) -> frozenset[str]:
    """Tambons that had yet to lose a part in ``year``."""
    return frozenset(held for code, held in _held(year).items() if held != code)


@cache
def _area(year: int, digits: int) -> Mapping[str, frozenset[str]]:
    """Tambons of each amphoe or province of a year, by the code of that year."""
    tambons = gazetteer.of_year(year)
    of_area = tambons["code_that_year"].str[:digits]
    return {code: frozenset(rows) for code, rows in tambons["tambon_code"].groupby(of_area)}
