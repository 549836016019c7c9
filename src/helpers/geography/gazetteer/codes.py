"""The tambons of a fiscal year, and any code one ever had in the reference geography."""

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

import pandas as pd
from geothai.abolished import abolished_areas

from helpers.core import tables
from helpers.core.errors import InputError
from helpers.geography import regions
from helpers.geography.gazetteer import areas, changes

SAME, SUCCESSOR, PARENT, AMBIGUOUS = "same", "successor", "parent", "ambiguous"


def to_reference(codes: pd.Series) -> pd.DataFrame:
    """Reference code of each code, same index: tambon_code and how.

    ``how`` is ``same``, ``successor`` (an older code), ``parent`` (split off after the reference
    year) or ``ambiguous`` (dropped for several tambons of the reference: ``tambon_code`` is
    blank); both are blank for a code nobody ever gave.
    """
    known = code_map()
    found = {code: known.get(code, (pd.NA, pd.NA)) for code in codes.dropna().unique()}
    columns = {
        name: codes.map({code: pair[place] for code, pair in found.items()}).astype("str")
        for place, name in enumerate(("tambon_code", "how"))
    }
    return pd.DataFrame(columns, index=codes.index)


@cache
def code_map() -> Mapping[str, tuple[str, str]]:
    """Every code known, with its reference code and how it gets there."""
    known = {code: (code, SAME) for code in areas.reference()["tambon_code"]}
    for change in changes.renumbered().itertuples():
        known.setdefault(change.old_code, (change.new_code, SUCCESSOR))
    for change in changes.split().itertuples():
        known.setdefault(change.new_code, (change.parent_code, PARENT))
    for area in abolished_areas():
        if area.level == "subdistrict" and area.successors:
            known.setdefault(area.code, resolve(area.successors, known))
    return known


def resolve(successors: Iterable[str], known: Mapping[str, tuple]) -> tuple:
    """Where a code with these successors belongs; several of one parent are that parent."""
    reached = {known[code][0] for code in successors if code in known}
    if len(reached) == 1:
        return reached.pop(), SUCCESSOR
    return pd.NA, AMBIGUOUS


LEVEL_COLUMNS = {"region": "region_code", "province": "province_code", "amphoe": "amphoe_code"}


def of_year(year: int) -> pd.DataFrame:
    """One row a tambon that stood on 30 September of fiscal year ``year``; table ``tambons``.

    ``tambon_code`` and the names are the reference geography's; the other codes are the year's.
    Raises ``InputError`` for a year whose changes are not listed.
    """
    return _of_year(year, regions.version()).copy()


@lru_cache(maxsize=32)
def _of_year(year: int, of: tuple) -> pd.DataFrame:
    _require_listed(year)
    frame = areas.reference()[["tambon_code", "name_th", "name_en"]]
    later = _pairs(changes.renumbered(), year, "old_code")
    frame = frame[~frame["tambon_code"].isin(_pairs(changes.split(), year, "parent_code"))]
    codes = frame["tambon_code"].replace(later)
    frame = frame.assign(
        year_be=year,
        code_that_year=codes,
        amphoe_code=codes.str[:4],
        province_code=codes.str[:2],
        region_code=codes.str[:2].map(areas.region_of_province()),
    )
    return tables.check(frame, "tambons")


def table(years: Iterable[int]) -> pd.DataFrame:
    """Table ``tambons`` of several years."""
    return tables.check(pd.concat([of_year(year) for year in years]), "tambons")


def in_year(year: int) -> pd.Series:
    """The reference code of the tambon that held each reference tambon's area in ``year``.

    Indexed by ``tambon_code``; a tambon not yet split off gives its parent, any other itself.
    """
    _require_listed(year)
    codes = areas.reference()["tambon_code"]
    held = codes.replace(_pairs(changes.split(), year, "parent_code"))
    return pd.Series(held.to_numpy(), index=pd.Index(codes, name="tambon_code"), name="held_by")


def units(year: int) -> dict[str, int]:
    """How many tambons there are, by name of the denominator."""
    return {"tambons_of_year": len(of_year(year)), "codes_today": len(areas.today())}


def units_by_area(year: int) -> pd.DataFrame:
    """One row an area and denominator: level, code, denominator, n_units.

    ``tambons_of_year`` are counted in the areas of that year, ``codes_today`` in today's.
    """
    return _units_by_area(year, regions.version()).copy()


@lru_cache(maxsize=32)
def _units_by_area(year: int, of: tuple) -> pd.DataFrame:
    codes = areas.today()["tambon_code"]
    now = pd.DataFrame({"amphoe_code": codes.str[:4], "province_code": codes.str[:2]})
    now["region_code"] = now["province_code"].map(areas.region_of_province())
    counted = {"tambons_of_year": of_year(year), "codes_today": now}
    return pd.concat([_count(frame, name) for name, frame in counted.items()], ignore_index=True)


def _count(frame: pd.DataFrame, denominator: str) -> pd.DataFrame:
    country = pd.DataFrame({"level": ["country"], "code": ["TH"], "n_units": [len(frame)]})
    parts = [country]
    for level, column in LEVEL_COLUMNS.items():
        sizes = frame.groupby(column).size()
        part = pd.DataFrame({"level": level, "code": sizes.index, "n_units": sizes.to_numpy()})
        parts.append(part)
    return pd.concat(parts).assign(denominator=denominator)


def _pairs(frame: pd.DataFrame, year: int, column: str) -> dict[str, str]:
    """New code to ``column``, of the changes that count after ``year`` up to the reference."""
    after = frame["in_force_year_be"]
    frame = frame[(after > year) & (after <= changes.reference_year())]
    return dict(zip(frame["new_code"], frame[column], strict=True))


def _require_listed(year: int) -> None:
    first, last = changes.first_year(), changes.reference_year()
    if not first <= year <= last:
        raise InputError(
            "the changes of tambon codes are not listed for this fiscal year",
            expected=f"{first} to {last}",
            found=year,
            fix="src/helpers/metadata/tambon_changes.csv and gazetteer.yml",
        )
