"""Provinces: the ones of a year, and their names and codes as people write them."""

import difflib
import re
from functools import cache

import pandas as pd

from helpers.core import thai
from helpers.geography.gazetteer import areas, codes, lexicon

# Two digits, alone or as the codes of maps write them: TH40, TH-40.
_CODE = re.compile(r"(?i:th-?)?(\d{2})")


@cache
def keys() -> dict[str, str]:
    """The code of every province by the key of each of its names; not to be altered."""
    found: dict[str, str] = {}
    for code, name in lexicon.province_names():
        found.setdefault(lexicon.key("province", name), code)
    return found


def province(text: str) -> str | None:
    """The code of the province that ``text`` names, in Thai or English or by its code.

    Nothing where no province is called so. Prefixes, spaces, dots and digits of either script do
    not matter; the province may be one of any year.
    """
    words = thai.normalise(text)
    code = _CODE.fullmatch(thai.arabic_digits(words))
    if code is not None:
        return code[1] if code[1] in set(areas.area_names("province")["code"]) else None
    return keys().get(lexicon.key("province", words))


def provinces_of_year(year: int) -> pd.DataFrame:
    """One row a province that stood on 30 September of a fiscal year: code, name_th, name_en.

    Sorted by code. Raises ``InputError`` for a year whose changes are not listed.
    """
    standing = codes.of_year(year)["province_code"].unique()
    names = areas.area_names("province")
    return names[names["code"].isin(standing)].sort_values("code", ignore_index=True)


def alike(text: str) -> str | None:
    """The Thai name of the province whose name is most like ``text``, if any is."""
    near = difflib.get_close_matches(lexicon.careful_key("province", text), keys(), n=1, cutoff=0.7)
    names = areas.area_names("province").set_index("code")["name_th"]
    return names[keys()[near[0]]] if near else None
