"""A researcher's joined table, laid beside the panel: one row a place, or a place and year."""

import pandas as pd

from helpers.analysis.panel import panel_words
from helpers.analysis.panel.panel_words import refused
from helpers.analysis.places import JoinedPlaces
from helpers.core.errors import examples
from helpers.core.notices import Notice

# Digits of the code of each level, the first of those of a tambon.
_DIGITS = {"tambon_code": 6, "amphoe_code": 4, "province_code": 2}
# What ``join_places`` adds and the panel has or does not need.
_NOT_TAKEN = [*_DIGITS, "region_code", "matched_level", "matched_by", "area_that_year"]


def merge(panel: pd.DataFrame, given: pd.DataFrame | JoinedPlaces) -> tuple[pd.DataFrame, Notice]:
    """The panel with her columns, and how many of its rows have some.

    A column called like one of the panel gets ``_hers`` at its end. Raises ``InputError`` for a
    table without codes, of several levels, with several rows a place, or that meets no row.
    """
    hers = given.joined if isinstance(given, JoinedPlaces) else given
    code = _code(hers)
    key = [code, "year_be"] if _has_years(hers) else [code]
    twice = hers[hers.duplicated(key, keep=False)]
    if len(twice):
        names = {"th": " และ ".join(key), "en": " and ".join(key)}
        found = examples(" ".join(map(str, row)) for row in twice[key].drop_duplicates().to_numpy())
        raise refused("hers_doubled", slots={"columns": Notice(names)}, found=found)
    own = hers.drop(columns=[c for c in (*_NOT_TAKEN, "year_be") if c in hers and c not in key])
    taken = {c: f"{c}_hers" for c in own if c in panel and c not in key}
    own = own.rename(columns=taken).rename(columns={code: "_place"})
    # Her amphoe and provinces are those of the reference geography, as the panel's tambons are.
    places = panel.assign(_place=panel["tambon_code"].str[: _DIGITS[code]])
    on = ["_place", *key[1:]]
    merged = places.merge(own, on=on, how="left", validate="many_to_one", indicator="_met")
    met = int((merged["_met"] == "both").sum())
    if not met:
        raise refused("hers_nothing", found=examples(own["_place"]))
    told = panel_words.words("said", "hers", met=f"{met:,}", rows=f"{len(panel):,}")
    return merged.drop(columns=["_place", "_met"]), told


def _code(hers: pd.DataFrame) -> str:
    """The column of the finest codes she has; every row must have one."""
    levels = set(hers["matched_level"].unique()) if "matched_level" in hers else set()
    if len(levels) > 1:
        raise refused("hers_several_levels", found=", ".join(sorted(levels)))
    for code in _DIGITS:
        if code in hers and len(hers) and hers[code].notna().all():
            return code
    raise refused("hers_without_codes", expected=list(_DIGITS), found=examples(hers.columns, 20))


def _has_years(hers: pd.DataFrame) -> bool:
    """Whether her rows are of years; rows without one among others cannot be laid anywhere."""
    there = hers["year_be"].notna() if "year_be" in hers else pd.Series(dtype=bool)
    if there.any() and not there.all():
        raise refused("hers_years", found=int((~there).sum()))
    return bool(there.any())
