"""Distinct addresses at tambon level: each to one tambon of the reference geography, or why not."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

import numpy as np
import pandas as pd

from helpers.geography import gazetteer
from helpers.geography.gazetteer.codes import PARENT, SUCCESSOR, code_map
from helpers.registries import addresses, tambon_codes

# Digits of a tambon's code, and of one that has lost a zero.
_WHOLE, _SHORT = 6, 5
_BY_CODE = "code"
_CODES = {SUCCESSOR: "code_successor", PARENT: "code_parent"}


def match(distinct: pd.DataFrame) -> pd.DataFrame:
    """One row an address: tambon_code, filed, matched_by; or reason, found and candidates.

    ``distinct`` has the text columns address, tambon, amphoe, province and code.
    """
    short = distinct["code"].map(_short_codes(distinct["code"]))
    asked = pd.DataFrame(
        {
            "area": distinct["address"],
            "tambon": distinct["tambon"],
            "amphoe": distinct["amphoe"],
            "province": distinct["province"],
            "tambon_code": distinct["code"].where(short.isna()),
        }
    ).reset_index(drop=True)
    areas = addresses.of_lines(asked)
    found = _per_line(areas)
    _settle_codes(found, distinct.reset_index(drop=True), short.reset_index(drop=True))
    return found.set_axis(distinct.index)


def _per_line(areas: addresses.Areas) -> pd.DataFrame:
    """What became of each line: its one tambon, or the reason there is none."""
    size = areas.tambons.groupby("address")["tambon_code"].transform("size")
    one = areas.tambons[size == 1].set_index("address")
    several = areas.tambons[size > 1].groupby("address")["tambon_code"].agg(gazetteer.named)
    found = areas.found[["reason", "as_filed", "candidates"]].copy()
    found["tambon_code"] = one["tambon_code"]
    found["filed"] = one["code_as_filed"]
    found["matched_by"] = one["how"]
    found.loc[several.index, "reason"] = "several_places"
    found.loc[several.index, "candidates"] = several
    found = found.rename(columns={"as_filed": "found"}).take(areas.address)
    return found.reset_index(drop=True).astype("str")


@cache
def _of_short() -> Mapping[str, tuple[str, ...]]:
    """Codes with one zero left out, to every code of any year they may have been."""
    found = defaultdict(set)
    for code in code_map():
        for place, digit in enumerate(code):
            if digit == "0":
                found[code[:place] + code[place + 1 :]].add(code)
    return {short: tuple(sorted(codes)) for short, codes in found.items()}


def _short_codes(codes: pd.Series) -> dict[str, str]:
    """Cells that hold five digits, and those."""
    digits = {text: tambon_codes.digits(text) for text in codes.dropna().unique()}
    return {text: plain for text, plain in digits.items() if len(plain) == _SHORT}


def _settle_codes(found: pd.DataFrame, asked: pd.DataFrame, short: pd.Series) -> None:
    """What a code adds: how it was matched, and why it could not be."""
    for row in np.flatnonzero(short.notna()):
        found.loc[row] = _by_short(found.loc[row], short[row], asked.loc[row, "code"])
    by_code = found["matched_by"] == _BY_CODE
    how = {code: _CODES.get(code_map()[code][1], _BY_CODE) for code in found["filed"][by_code]}
    found.loc[by_code, "matched_by"] = found["filed"][by_code].map(how)
    failed = found["reason"].notna() & asked["code"].notna() & short.isna()
    reasons = {text: _fault(text) for text in asked["code"][failed].unique()}
    told = asked["code"][failed].map(reasons).dropna()
    found.loc[told.index, "reason"] = told


def _fault(text: str) -> str | None:
    """Why a code names no tambon; nothing where it does, or where it was rounded."""
    read = tambon_codes.read(text)
    if read.rounded or any(code in code_map() for code in read.codes):
        return None
    digits = tambon_codes.digits(text)
    whole = digits[:_WHOLE]
    is_above = len(digits) in (2, 4) or (len(digits) in (6, 8) and whole.endswith("00"))
    return "code_of_other_level" if is_above else "code_unknown"


def _by_short(row: pd.Series, digits: str, text: str) -> pd.Series:
    """A code of five digits counts where the names lead to a tambon it may have been."""
    row = row.copy()
    possible = _of_short().get(digits, ())
    references = sorted({code_map()[code][0] for code in possible} - {pd.NA})
    if isinstance(row["tambon_code"], str):
        if row["tambon_code"] in references:
            row["matched_by"] = "code_zero_restored"
            return row
        row["candidates"] = gazetteer.named([row["tambon_code"]])
        row["reason"] = "code_contradicts_names"
    elif row["reason"] == addresses.REASONS["blank"]:
        row["reason"] = "code_digits"
        row["candidates"] = gazetteer.named(references)
    else:
        return row
    row[["tambon_code", "filed", "matched_by"]] = pd.NA
    row["found"] = text
    return row
