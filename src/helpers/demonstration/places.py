"""Addresses of tambons as an office writes them: prefixes, short forms, old ones, misspelt ones."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from helpers import gazetteer, settings, thai
from helpers.demonstration import declared

_BANGKOK = "10"


class Address(NamedTuple):
    """The names and the code of a tambon in one year."""

    code: str
    tambon: str
    amphoe: str
    province: str
    alone: bool


@cache
def _addresses() -> dict[tuple[int, str], Address]:
    """Every tambon's address in every year, by year and reference code."""
    frame = gazetteer.table(settings.load().years)
    for level in ("amphoe", "province"):
        names = gazetteer.area_names(level).set_index("code")["name_th"]
        frame[level] = frame[f"{level}_code"].map(names)
    same = ["year_be", "province", "name_th"]
    frame["alone"] = ~frame.duplicated(same, keep=False)
    rows = frame[["code_that_year", "name_th", "amphoe", "province", "alone"]]
    found = map(Address._make, rows.itertuples(index=False, name=None))
    return dict(zip(zip(frame["year_be"], frame["tambon_code"], strict=True), found, strict=True))


def of_lines(lines: pd.DataFrame, generator: np.random.Generator) -> list[list[Address]]:
    """The addresses of each line's tambons, some of them as of the year of registration."""
    years = settings.load().years
    old = generator.random(len(lines)) < declared.load()["words"]["share_of_old_addresses"]
    known = _addresses()
    found = []
    for codes, day, is_old in zip(lines["codes"], lines["registered_on"], old, strict=True):
        year = min(max(thai.fiscal_year(day), years[0]), years[-1]) if is_old else years[-1]
        then = [known.get((year, code)) for code in codes.split()]
        # A tambon that was split off later has no address of its own before.
        found.append([known[years[-1], code] for code in codes.split()] if None in then else then)
    return found


def write(lines: pd.DataFrame, sheet: dict, generator: np.random.Generator) -> dict[str, list]:
    """Cells of the fields tambon, amphoe, province and tambon_code."""
    addresses = of_lines(lines, generator)
    chance = iter(generator.random(8 * len(lines)))
    one = [_one(listed, sheet, chance) for listed in addresses]
    return {
        field: [cells[field] for cells in one]
        for field in ("tambon", "amphoe", "province", "tambon_code")
    }


def _one(listed: list[Address], sheet: dict, chance: Iterator[float]) -> dict[str, str]:
    """The cells of one line, each choice by the next number of ``chance``."""
    words, first = declared.load()["words"], listed[0]
    forms = _forms(first, sheet)
    tambon, joiner = _pick(forms["tambon"], chance), _pick(words["joiners"], chance)
    amphoe = _pick(forms["amphoe"], chance).format(_amphoe(first, chance))
    # Cells that are merged over lines hold one spelling.
    merged = "province" in sheet.get("merged", [])
    province = _pick(forms["province"][:1] if merged else forms["province"], chance)
    leaves_out = next(chance) < words["share_without_amphoe"] and first.alone and len(listed) == 1
    spell = _speller(sheet, chance)
    return {
        "tambon": spell(joiner.join(tambon.format(address.tambon) for address in listed)),
        "amphoe": "" if leaves_out else spell(amphoe),
        "province": province.format(first.province),
        "tambon_code": first.code if len(listed) == 1 else "",
    }


def _forms(address: Address, sheet: dict) -> dict[str, list[str]]:
    """How the names of an address are written in a sheet."""
    shape = "area" if "area" in sheet["columns"] else "columns"
    bangkok = "_bangkok" if address.code.startswith(_BANGKOK) else ""
    return declared.load()["words"]["forms"][shape + bangkok]


def _pick(options: list[str], chance: Iterator[float]) -> str:
    return options[int(next(chance) * len(options))]


def _amphoe(address: Address, chance: Iterator[float]) -> str:
    capital = declared.load()["words"]["capital"]
    form = _pick(capital["short"], chance)
    is_capital = address.amphoe == capital["beginning"] + address.province
    return form.format(address.amphoe) if is_capital else address.amphoe


def _speller(sheet: dict, chance: Iterator[float]) -> Callable[[str], str]:
    """Spelling as it should be, or rarely with one of the sheet's habits."""
    if next(chance) >= declared.load()["words"]["share_misspelt"]:
        return lambda text: text

    def misspelt(text: str) -> str:
        for right, wrong in sheet["misspellings"]:
            text = text.replace(right, wrong)
        return text

    return misspelt
