"""From bodies to the lines that list them: which file, how often, with which oddity or fault."""

from typing import Any

import numpy as np
import pandas as pd

from helpers.demonstration import declared, measures

# A sheet that has the whole address in one cell has its parts too.
_IN_AREA = {"tambon", "amphoe", "province"}
# More faulty bodies are made than faults, for a fault does not fit every sheet.
SPARE = 1.5


def sheets(kind: str) -> list[dict[str, Any]]:
    """The sheets that list a kind, in the order of the files."""
    files = declared.load()["files"]
    return [sheet for file in files if file["kind"] == kind for sheet in file["sheets"]]


def edits(what: str, kind: str) -> list[dict[str, Any]]:
    """The ``oddities`` or ``faults`` of a kind: those whose fields one of its sheets has."""
    own = [edit for edit in declared.load()[what] if kind in edit.get("kinds", [kind])]
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
    generator = declared.generator(4, place)
    listed = _numbered(kind, bodies, place)
    listed["fault"] = _placed(listed, kind, "faults", listed["faulty"], generator)
    listed = listed[~listed["faulty"] | (listed["fault"] >= 0)]
    lines = _split(listed, generator)
    alone = lines["n_lines"].eq(1) & lines["ended_on"].isna() & (lines["fault"] < 0)
    lines["oddity"] = _placed(lines, kind, "oddities", alone, generator)
    share = declared.load()["kinds"][kind]["duplicated"]
    again = alone & (lines["oddity"] < 0) & (generator.random(len(lines)) < share)
    return pd.concat([_shown_before(lines, kind), lines, lines[again].assign(copy=1)])


def _numbered(kind: str, bodies: pd.DataFrame, place: int) -> pd.DataFrame:
    """The bodies in the order of sheets and tambons, with measures, name and id."""
    sheet_of = {
        region: number for number, sheet in enumerate(sheets(kind)) for region in sheet["regions"]
    }
    listed = bodies.assign(sheet=bodies["region_code"].map(sheet_of), copy=0)
    listed = listed.join(measures.make(kind, len(listed), place))
    order = ["sheet", "tambon_codes", "registered_on"]
    listed = listed.sort_values(order, kind="stable", ignore_index=True)
    about = declared.load()["kinds"][kind]
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
