"""From bodies to the lines that list them, with an office's habits, oddities and faults."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from helpers.core import metadata, settings, thai
from helpers.demo import scenario
from helpers.geography import gazetteer

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
    old = generator.random(len(lines)) < scenario.load()["words"]["share_of_old_addresses"]
    known = _addresses()
    found = []
    for codes, day, is_old in zip(lines["codes"], lines["registered_on"], old, strict=True):
        year = min(max(thai.fiscal_year(day), years[0]), years[-1]) if is_old else years[-1]
        then = [known.get((year, code)) for code in codes.split()]
        # A tambon that was split off later has no address of its own before.
        found.append([known[years[-1], code] for code in codes.split()] if None in then else then)
    return found


def write_places(
    lines: pd.DataFrame, sheet: dict, generator: np.random.Generator
) -> dict[str, list]:
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
    words, first = scenario.load()["words"], listed[0]
    forms = _forms(first, sheet)
    tambon, joiner = _pick_form(forms["tambon"], chance), _pick_form(words["joiners"], chance)
    amphoe = _pick_form(forms["amphoe"], chance).format(_amphoe(first, chance))
    # Cells that are merged over lines hold one spelling.
    merged = "province" in sheet.get("merged", [])
    province = _pick_form(forms["province"][:1] if merged else forms["province"], chance)
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
    return scenario.load()["words"]["forms"][shape + bangkok]


def _pick_form(options: list[str], chance: Iterator[float]) -> str:
    return options[int(next(chance) * len(options))]


def _amphoe(address: Address, chance: Iterator[float]) -> str:
    capital = scenario.load()["words"]["capital"]
    form = _pick_form(capital["short"], chance)
    is_capital = address.amphoe == capital["beginning"] + address.province
    return form.format(address.amphoe) if is_capital else address.amphoe


def _speller(sheet: dict, chance: Iterator[float]) -> Callable[[str], str]:
    """Spelling as it should be, or rarely with one of the sheet's habits."""
    if next(chance) >= scenario.load()["words"]["share_misspelt"]:
        return lambda text: text

    def misspelt(text: str) -> str:
        for right, wrong in sheet["misspellings"]:
            text = text.replace(right, wrong)
        return text

    return misspelt


def make_measures(kind: str, n: int, place: int) -> pd.DataFrame:
    """One row a body: its measures, whole numbers (persons, groups, villages, baht)."""
    generator = scenario.generator(3, place)
    about = scenario.load()["measures"][kind]
    if "members_at_founding" not in about:
        return pd.DataFrame({name: _whole(generator, *ends, n) for name, ends in about.items()})
    return _of_fund(about, n, generator)


def _of_fund(about: dict, n: int, generator: np.random.Generator) -> pd.DataFrame:
    """Members from the founding to today, by class; money and villages from them."""
    founding = _whole(generator, *about["members_at_founding"], n)
    frame = pd.DataFrame({"members_at_founding": founding})
    grown = founding * _between(generator, *about["times_grown"], n)
    frame["members_cumulative"] = grown.round()
    current = (grown * (1 - _between(generator, *about["share_left"], n))).round()
    frame["members_current"] = current
    for name, ends in about["shares"].items():
        frame[name] = (current * _between(generator, *ends, n)).round()
    frame["members_working_age"] = current - frame[list(about["shares"])].sum(axis=1)
    frame["villages_total"] = _whole(generator, *about["villages_total"], n)
    covered = frame["villages_total"] * _between(generator, *about["share_of_villages"], n)
    frame["villages_covered"] = np.ceil(covered)
    for name, ends in about["baht_a_member"].items():
        frame[name] = (current * _between(generator, *ends, n)).round()
    return frame.astype("int64")


def _between(generator: np.random.Generator, low: float, high: float, n: int) -> np.ndarray:
    return low + (high - low) * generator.random(n)


def _whole(generator: np.random.Generator, low: int, high: int, n: int) -> np.ndarray:
    return generator.integers(low, high + 1, n)


# A sheet that has the whole address in one cell has its parts too.
_IN_AREA = {"tambon", "amphoe", "province"}
# More faulty bodies are made than faults, for a fault does not fit every sheet.
SPARE = 1.5


def sheets(kind: str) -> list[dict[str, Any]]:
    """The sheets that list a kind, in the order of the files."""
    files = scenario.load()["files"]
    return [sheet for file in files if file["kind"] == kind for sheet in file["sheets"]]


def edits(what: str, kind: str) -> list[dict[str, Any]]:
    """The ``oddities`` or ``faults`` of a kind: those whose fields one of its sheets has."""
    own = [edit for edit in scenario.load()[what] if kind in edit.get("kinds", [kind])]
    return [edit for edit in own if any(fits(edit, sheet) for sheet in sheets(kind))]


def fits(edit: dict[str, Any], sheet: dict[str, Any]) -> bool:
    """Whether a sheet has every field an edit alters, and none of them merged."""
    fields = {*edit.get("set", {}), *edit.get("add", {})}
    there = set(sheet["columns"]) | (_IN_AREA if "area" in sheet["columns"] else set())
    return fields <= there - set(sheet.get("merged", []))


def n_faulty(kind: str) -> int:
    """How many bodies to make for the faulty lines of a kind."""
    return int(sum(edit["lines"] for edit in edits("faults", kind)) * SPARE)


def make(kind: str, bodies: pd.DataFrame, place: int) -> pd.DataFrame:
    """One row a line: its body's columns, codes in this line, sheet, fault, oddity, copy.

    ``fault`` and ``oddity`` are places in ``edits``, -1 for none.
    """
    generator = scenario.generator(4, place)
    listed = _numbered(kind, bodies, place)
    listed["fault"] = _placed(listed, kind, "faults", listed["faulty"], generator)
    listed = listed[~listed["faulty"] | (listed["fault"] >= 0)]
    lines = _split(listed, generator)
    alone = lines["n_lines"].eq(1) & lines["ended_on"].isna() & (lines["fault"] < 0)
    lines["oddity"] = _placed(lines, kind, "oddities", alone, generator)
    share = scenario.load()["kinds"][kind]["duplicated"]
    again = alone & (lines["oddity"] < 0) & (generator.random(len(lines)) < share)
    return pd.concat([_shown_before(lines, kind), lines, lines[again].assign(copy=1)])


def _numbered(kind: str, bodies: pd.DataFrame, place: int) -> pd.DataFrame:
    """The bodies in the order of sheets and tambons, with measures, name and id."""
    sheet_of = {
        region: number for number, sheet in enumerate(sheets(kind)) for region in sheet["regions"]
    }
    listed = bodies.assign(sheet=bodies["region_code"].map(sheet_of), copy=0)
    listed = listed.join(make_measures(kind, len(listed), place))
    order = ["sheet", "tambon_codes", "registered_on"]
    listed = listed.sort_values(order, kind="stable", ignore_index=True)
    about = scenario.load()["kinds"][kind]
    numbers = [f"{number:04d}" for number in range(1, len(listed) + 1)]
    listed["name"] = [f"{about['name']} {number}" for number in numbers]
    listed["body_id"] = [f"{about['id']}{number}" for number in numbers]
    return listed


def _placed(
    lines: pd.DataFrame, kind: str, what: str, free: pd.Series, generator: np.random.Generator
) -> np.ndarray:
    """For each line the edit put into it: every edit into as many free lines as it says."""
    found = np.full(len(lines), -1)
    order = generator.permutation(np.flatnonzero(free))
    sheet_of = lines["sheet"].to_numpy()
    for number, edit in enumerate(edits(what, kind)):
        fitting = [place for place, sheet in enumerate(sheets(kind)) if fits(edit, sheet)]
        left = order[(found[order] < 0) & np.isin(sheet_of[order], fitting)]
        found[left[: edit["lines"]]] = number
    return found


def _split(bodies: pd.DataFrame, generator: np.random.Generator) -> pd.DataFrame:
    """Half of the bodies over several tambons are listed once for each."""
    codes = bodies["tambon_codes"].str.split(" ")
    apart = codes.str.len().gt(1) & (generator.random(len(bodies)) < 0.5)
    listed = [c if split else [" ".join(c)] for c, split in zip(codes, apart, strict=True)]
    lines = bodies.assign(codes=listed, n_lines=[len(c) for c in listed])
    return lines.explode("codes", ignore_index=True)


def _shown_before(lines: pd.DataFrame, kind: str) -> pd.DataFrame:
    """The good line that comes before each faulty one which says the same body again."""
    faults = edits("faults", kind)
    again = [fault >= 0 and faults[fault].get("again", False) for fault in lines["fault"]]
    return lines[again].assign(fault=-1)


def alter(cells: dict[str, Any], lines: pd.DataFrame, kind: str) -> None:
    """Put oddities and faults into the written ``cells`` (field to a list of cells) of lines."""
    for what, column in (("oddities", "oddity"), ("faults", "fault")):
        for place, number in enumerate(lines[column]):
            if number >= 0:
                _edit(cells, place, edits(what, kind)[number])


def _edit(cells: dict[str, Any], place: int, edit: dict[str, Any]) -> None:
    fields = edit.get("set", {})
    # A code beside a wrong name would be another fault.
    blank = {"tambon_code": ""} if _IN_AREA & set(fields) else {}
    for field, new in {**blank, **fields}.items():
        cells[field][place] = new
    for field, more in edit.get("add", {}).items():
        cells[field][place] = f"{cells[field][place]}{more}"


# Everything a cell can hold before it is written into a file.
Cell = str | int | date

DAY_HABITS: dict[str, Callable[[date], Cell]] = {
    "excel": lambda day: day,
    "iso": lambda day: day.isoformat(),
    "short_words": lambda day: thai.format_date_short(day, "th"),
    "long_words": lambda day: thai.format_date(day, "th"),
    "thai_long": lambda day: thai.thai_digits(thai.format_date(day, "th")),
    "slashes": lambda day: f"{day.day}/{day.month}/{thai.ce_to_be(day.year)}",
    "slashes_ce": lambda day: f"{day.day:02d}/{day.month:02d}/{day.year}",
    "thai_short": lambda day: thai.thai_digits(
        f"{day.day}/{day.month}/{thai.ce_to_be(day.year) % 100:02d}"
    ),
}


def write_cells(kind: str, listed: pd.DataFrame, place: int, typed: bool) -> pd.DataFrame:
    """The lines of the sheet at ``place`` of a kind, its fields as columns, in the file's order.

    ``typed`` sheets hold numbers as numbers; else everything but a day of Excel is text.
    """
    sheet = sheets(kind)[place]
    own = listed[listed["sheet"] == place]
    # By tambon, the second saying of a body at the end of its province.
    province = own["tambon_codes"].str[:2]
    own = own.assign(province=province).sort_values(["province", "copy", "tambon_codes"])
    generator = scenario.generator(5, place, len(kind))
    fields = {
        **{name: own[name].tolist() for name in ("name", "body_id")},
        **write_places(own, sheet, generator),
        **_days_and_status(own, sheet, generator),
        **_measures(own, sheet, kind, typed, generator),
        **_persons(len(own), generator),
        "area_type": _area_types(own, generator),
    }
    alter(fields, own, kind)
    fields["area"] = _areas(fields)
    fields["line"] = [number if typed else str(number) for number in range(1, len(own) + 1)]
    fields["note"] = [""] * len(own)
    return pd.DataFrame({field: fields[field] for field in sheet["columns"]}, dtype=object)


def _pick(options: list, n: int, generator: np.random.Generator) -> list:
    return [options[place] for place in generator.integers(0, len(options), n)]


def _days_and_status(
    own: pd.DataFrame, sheet: dict, generator: np.random.Generator
) -> dict[str, list]:
    words = scenario.load()["words"]["status"]
    ended = own["ended_on"].notna()
    active, over = (_pick(words[state], len(own), generator) for state in ("active", "ended"))
    return {
        "registered_on": _days(own["registered_on"], sheet, generator),
        "ended_on": _days(own["ended_on"], sheet, generator),
        "status": np.where(ended, over, active).tolist(),
    }


def _days(days: pd.Series, sheet: dict, generator: np.random.Generator) -> list[Cell]:
    habits = _pick(sheet["days"], len(days), generator)
    return [
        "" if pd.isna(day) else DAY_HABITS[habit](day.date())
        for day, habit in zip(days, habits, strict=True)
    ]


def _measures(
    own: pd.DataFrame, sheet: dict, kind: str, typed: bool, generator: np.random.Generator
) -> dict[str, list[Cell]]:
    """Measures of each line, all of one line in one habit."""
    words = scenario.load()["words"]
    separated = generator.random(len(own)) < words["share_of_separators"]
    in_thai = generator.random(len(own)) < words["share_of_thai_digits"]
    names = set(metadata.load("registries.yml")["kinds"][kind]["measures"]) & set(sheet["columns"])
    return {
        name: [_number(*cell, typed) for cell in zip(own[name], separated, in_thai, strict=True)]
        for name in sorted(names)
    }


def _number(value: int, separated: bool, in_thai: bool, typed: bool) -> Cell:
    if typed and not in_thai:
        return int(value)
    text = f"{value:,}" if separated else str(value)
    return thai.thai_digits(text) if in_thai else text


def _persons(n: int, generator: np.random.Generator) -> dict[str, list[str]]:
    """Made-up persons, so that there is something to drop."""
    persons = scenario.load()["personal"]
    return {field: _pick(options, n, generator) for field, options in persons.items()}


def _area_types(own: pd.DataFrame, generator: np.random.Generator) -> list[str]:
    words = scenario.load()["words"]["area_types"]
    kinds = np.where(own["tambon_codes"].str.startswith("10"), "khwaeng", "tambon")
    kinds = np.where(own["tambon_codes"].str.contains(" "), "municipality", kinds)
    chances = generator.random(len(own))
    return [words[k][int(c * len(words[k]))] for k, c in zip(kinds, chances, strict=True)]


def _areas(fields: dict[str, list[Any]]) -> list[str]:
    """The whole address in one cell."""
    parts = zip(fields["tambon"], fields["amphoe"], fields["province"], strict=True)
    return [" ".join(part for part in address if part) for address in parts]
