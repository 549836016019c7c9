"""What a count of tambons is divided by; each denominator has a name and is never implied."""

import pandas as pd

from helpers import gazetteer

COUNTRY = "TH"
LEVELS = ("country", "region", "province", "amphoe")
# Today's provinces are not those of every year; today's regions are.
OF_TODAY = ("country", "region")


def units(year: int, denominator: str, level: str) -> pd.Series:
    """``tambons_of_year`` or ``codes_today`` in each area of a level, by the area's code."""
    counted = gazetteer.units_by_area(year)
    chosen = (counted["denominator"] == denominator) & (counted["level"] == level)
    return counted[chosen].set_index("code")["n_units"]


def of_level(frame: pd.DataFrame, level: str) -> pd.Series:
    """The code of the area of a level that each row of ``frame`` lies in."""
    if level == "country":
        return pd.Series(COUNTRY, index=frame.index, dtype="str")
    return frame[f"{level}_code"]
