"""Amphoe and provinces of any year, by name or code, in the reference geography."""

import difflib
import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

import pandas as pd

from helpers.geography import gazetteer
from helpers.geography.gazetteer import codes, lexicon
from helpers.registries import tambon_codes

_DIGITS = {"amphoe": 4, "province": 2}
_ALIKE = 0.6
_HAS_DIGIT = re.compile(r"\d")


class Found(NamedTuple):
    """The area a row names: its code, the code of the vintage it is in; or why it names none."""

    code: str | None = None
    filed: str | None = None
    matched_by: str | None = None
    reason: str | None = None
    found: str | None = None
    candidates: str | None = None


def match(distinct: pd.DataFrame, level: str) -> pd.DataFrame:
    """One row a row of ``distinct`` (amphoe, province, code, text, blank where not given)."""
    given = distinct[["amphoe", "province", "code"]].astype(object)
    rows = given.where(given.notna(), None).itertuples(index=False)
    found = [_match(level, *row) for row in rows]
    return pd.DataFrame(found, columns=Found._fields, index=distinct.index).astype("str")


def _match(level: str, amphoe: str | None, province: str | None, code: str | None) -> Found:
    """By the code where there is one, with which the names must agree; else by the names."""
    by_name = _by_province(province) if level == "province" else _by_amphoe(amphoe, province)
    told = _told(amphoe if level == "amphoe" else None, province, code)
    if code is None:
        return by_name._replace(found=told) if by_name.reason else by_name
    by_code = _by_code(level, code)
    if by_code.reason:
        return by_code._replace(found=told)
    is_named = amphoe is not None if level == "amphoe" else province is not None
    if by_name.code is not None and by_name.code != by_code.code:
        names = named(level, [by_code.code, by_name.code])
        return Found(reason="code_contradicts_names", found=told, candidates=names)
    if is_named and by_name.code is None and by_name.reason != "ambiguous_amphoe":
        return by_name._replace(found=told)
    return by_code


def _told(amphoe: str | None, province: str | None, code: str | None) -> str:
    given = {"อ.": amphoe, "จ.": province, "รหัส ": code}
    return " ".join(f"{mark}{text}" for mark, text in given.items() if text)


def _by_province(text: str | None) -> Found:
    if text is None:
        return Found(reason="area_blank")
    code = gazetteer.province(text)
    if code is not None:
        return Found(code, code, "name")
    alike = gazetteer.alike(text)
    return Found(reason="unknown_province", candidates=f"จ.{alike}" if alike else None)


def _by_amphoe(amphoe: str | None, province: str | None) -> Found:
    if amphoe is None:
        return Found(reason="area_blank")
    within = _by_province(province)
    if within.reason == "unknown_province":
        return within
    key = lexicon.careful_key("amphoe", amphoe)
    places = lexicon.load().find(within.code, key, None) if key else []
    own = {place.filed[:4]: place.how for place in places}
    # Tambons an amphoe has lost are found under it too; it is the one that has the others.
    reached = {code: _reference_amphoe().get(code, (None,))[0] for code in own}
    found = {code for code in reached.values() if code}
    if len(found) > 1:
        return Found(reason="ambiguous_amphoe", candidates=named("amphoe", sorted(found)))
    if not found:
        near = _alike(key, within.code)
        return Found(reason="unknown_amphoe", candidates=named("amphoe", near))
    filed = next(code for code, to in reached.items() if to)
    how = own[filed] if filed != reached[filed] else "name" if within.code else "name_unique"
    return Found(reached[filed], filed, how)


def _alike(key: str, province: str | None) -> list[str]:
    """Amphoe whose name is like ``key``, the likest one."""
    known = {name: code for (within, name), code in lexicon.load().amphoe.items()
             if province in (None, within)}  # fmt: skip
    near = difflib.get_close_matches(key, known, n=1, cutoff=_ALIKE)
    return [to for one in near if (to := _reference_amphoe().get(known[one], (None,))[0])]


@cache
def _reference_amphoe() -> Mapping[str, tuple[str | None, str]]:
    """Code of every amphoe of any year, to the one of the reference geography and how."""
    standing = set(gazetteer.reference()["amphoe_code"])
    reached: dict[str, set[str]] = defaultdict(set)
    for code, (to, _) in codes.code_map().items():
        reached[code[:4]] |= {to[:4]} if isinstance(to, str) else set()
    found = {code: (code, "code") for code in standing}
    for code, to in reached.items():
        one = next(iter(to)) if len(to) == 1 else None
        found.setdefault(code, (one, "code_successor"))
    return found


@cache
def _reference_province() -> Mapping[str, tuple[str | None, str]]:
    return {code: (code, "code") for code in gazetteer.area_names("province")["code"]}


def _by_code(level: str, text: str) -> Found:
    digits = tambon_codes.digits(text)
    known = _reference_amphoe() if level == "amphoe" else _reference_province()
    wanted = _DIGITS[level]
    if 0 < len(digits) < wanted:
        return Found(reason="code_of_other_level" if len(digits) == 2 else "code_unknown")
    own, rest = digits[:wanted], digits[wanted:]
    tambon = codes.code_map().get(digits[:6], (None, ""))
    if rest.strip("0") and isinstance(tambon[0], str):
        how = "code_successor" if tambon[1] == codes.SUCCESSOR else "code"
        return Found(tambon[0][:wanted], own, how)
    if (rest.strip("0") and level == "amphoe") or len(rest) not in (0, 2, 4, 6) or own not in known:
        return Found(reason="code_unknown")
    to, how = known[own]
    return Found(to, own, how) if to else Found(reason="code_of_several")


def named(level: str, codes_of: list[str]) -> str | None:
    """``อ.x จ.y (code); ...``, the first few of them."""
    names = _names(level)
    shown = [names[code] for code in codes_of[:10] if code in names]
    more = [f"+{len(codes_of) - 10}"] if len(codes_of) > 10 else []
    return "; ".join([*shown, *more]) or None


@cache
def _names(level: str) -> Mapping[str, str]:
    provinces = gazetteer.area_names("province").set_index("code")["name_th"]
    if level == "province":
        return {code: f"จ.{name} ({code})" for code, name in provinces.items()}
    amphoe = gazetteer.area_names("amphoe").drop_duplicates("code").itertuples()
    return {a.code: f"อ.{a.name_th} จ.{provinces[a.code[:2]]} ({a.code})" for a in amphoe}


def names_for_codes(distinct: pd.DataFrame) -> pd.DataFrame:
    """``distinct`` with names where cells of amphoe and province hold codes."""
    provinces = gazetteer.area_names("province").set_index("code")["name_th"]
    amphoe = gazetteer.area_names("amphoe").drop_duplicates("code").set_index("code")["name_th"]
    found = distinct.copy()
    of_amphoe = _codes(distinct["amphoe"], 4)
    found["amphoe"] = of_amphoe.map(amphoe).astype("str").fillna(distinct["amphoe"])
    told = of_amphoe.str[:2].map(provinces).astype("str")
    of_province = _codes(distinct["province"], 2).map(provinces).astype("str")
    found["province"] = of_province.fillna(distinct["province"]).fillna(told)
    return found


def _codes(column: pd.Series, length: int) -> pd.Series:
    """The codes of a column of names; missing where a cell holds none."""
    told = [text for text in column.dropna().unique() if _HAS_DIGIT.search(text)]
    digits = {text: tambon_codes.digits(text) for text in told}
    whole = {text: plain if len(plain) == length else None for text, plain in digits.items()}
    return column.map(whole).astype("str")
