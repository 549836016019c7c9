"""The tambons of the reference geography, and the names of every area above them."""

from functools import cache, lru_cache

import geothai
import pandas as pd
from geothai.abolished import abolished_areas

from helpers.core.metadata import LANGUAGES
from helpers.geography import regions
from helpers.geography.gazetteer import changes

# geothai writes the district word into Bangkok's Thai names and into no other.
_KHET = "เขต"
_COUNTRY = ("TH", "ประเทศไทย", "Thailand")


@cache
def today() -> pd.DataFrame:
    """One row a tambon in use today: tambon_code, name_th, name_en."""
    rows = [
        (tambon.code, tambon.name_th, tambon.name_en)
        for province in geothai.provinces()
        for amphoe in geothai.districts(province.code)
        for tambon in geothai.subdistricts(amphoe.code)
    ]
    return pd.DataFrame(rows, columns=["tambon_code", "name_th", "name_en"], dtype="str")


def warm() -> None:
    """Load what rests on no input: today's tambons, the changes, the names of areas."""
    today()
    changes.renumbered()
    changes.split()
    for level in ("amphoe", "province"):
        area_names(level)


def reference() -> pd.DataFrame:
    """One row a tambon of the reference geography, sorted by tambon_code; names without prefix."""
    return _reference(regions.version()).copy()


@lru_cache(maxsize=2)
def _reference(of: tuple) -> pd.DataFrame:
    frame = codes_of_reference().sort_values("tambon_code", ignore_index=True)
    for level, digits in (("amphoe", 4), ("province", 2)):
        names = area_names(level).set_index("code")
        frame[f"{level}_code"] = frame["tambon_code"].str[:digits]
        for lang in LANGUAGES:
            frame[f"{level}_{lang}"] = frame[f"{level}_code"].map(names[f"name_{lang}"])
    frame["region_code"] = frame["province_code"].map(region_of_province())
    order = [f"{level}_{part}" for level in ("amphoe", "province") for part in ("code", "th", "en")]
    return frame[["tambon_code", "name_th", "name_en", *order, "region_code"]]


@cache
def codes_of_reference() -> pd.DataFrame:
    """Today's tambons without those split off after the reference year, with dropped parents.

    Not to be altered.
    """
    split = changes.split()
    later = split[split["in_force_year_be"] > changes.reference_year()]
    kept = today()[~today()["tambon_code"].isin(later["new_code"])]
    dropped = set(later["parent_code"]) - set(today()["tambon_code"])
    rows = [(a.code, a.name_th, a.name_en) for a in abolished_areas() if a.code in dropped]
    return pd.concat([kept, pd.DataFrame(rows, columns=kept.columns, dtype="str")])


def region_of_province() -> dict[str, str]:
    """CODI's region of each province code; not to be altered."""
    return _region_of_province(regions.version())


@lru_cache(maxsize=2)
def _region_of_province(of: tuple) -> dict[str, str]:
    frame = regions.load()
    return dict(zip(frame["province_code"], frame["region_code"], strict=True))


def area_names(level: str) -> pd.DataFrame:
    """One row an area of ``level`` (country, region, province, amphoe): code, name_th, name_en.

    Amphoe that were given up keep their row, so that every year's codes have a name.
    """
    return _area_names(level, regions.version() if level == "region" else None)


@lru_cache(maxsize=8)
def _area_names(level: str, of: tuple | None) -> pd.DataFrame:
    return pd.DataFrame(_NAMES[level](), columns=["code", "name_th", "name_en"], dtype="str")


def _countries() -> list[tuple]:
    return [_COUNTRY]


def _regions() -> list[tuple]:
    frame = regions.load().drop_duplicates("region_code")
    return list(frame[["region_code", "region_th", "region_en"]].itertuples(index=False))


def _provinces() -> list[tuple]:
    return [(area.code, area.name_th, area.name_en) for area in geothai.provinces()]


def _amphoe() -> list[tuple]:
    listed = [area for p in geothai.provinces() for area in geothai.districts(p.code)]
    listed += [area for area in abolished_areas() if area.level == "district"]
    return [(area.code, area.name_th.removeprefix(_KHET), area.name_en) for area in listed]


_NAMES = {"country": _countries, "region": _regions, "province": _provinces, "amphoe": _amphoe}
