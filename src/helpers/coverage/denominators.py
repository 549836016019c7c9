"""What a count of tambons is divided by; each denominator has a name and is never implied."""

from functools import cache

import pandas as pd

from helpers import gazetteer

COUNTRY = "TH"
LEVELS = ("country", "region", "province", "amphoe")


def tambons_of_year(year: int, level: str) -> pd.Series:
    """Tambons and khwaeng of the fiscal year in each area of a level, by the area's code."""
    return _per_area(gazetteer.of_year(year), level)


@cache
def codes_today(year: int, level: str) -> pd.Series:
    """Today's codes in each area as it was in the fiscal year, by the area's code."""
    today = gazetteer.to_reference(pd.Series(gazetteer.codes_today()))
    held = today["tambon_code"].map(gazetteer.in_year(year)).rename("tambon_code").to_frame()
    return _per_area(held.merge(gazetteer.of_year(year), on="tambon_code"), level)


def of_level(frame: pd.DataFrame, level: str) -> pd.Series:
    """The code of the area of a level that each row of ``frame`` lies in."""
    if level == "country":
        return pd.Series(COUNTRY, index=frame.index, dtype="str")
    return frame[f"{level}_code"]


def _per_area(tambons: pd.DataFrame, level: str) -> pd.Series:
    return tambons.groupby(of_level(tambons, level)).size()
