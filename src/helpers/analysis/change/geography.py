"""The tambons of a year and the areas they lie in, as a comparison of two years needs them."""

from dataclasses import dataclass

import pandas as pd

from helpers.core.schemas import AREA_LEVELS
from helpers.coverage.denominators import COUNTRY
from helpers.geography import gazetteer

_CODES = ["region_code", "province_code", "amphoe_code"]


@dataclass(frozen=True)
class Geography:
    """``areas`` has a row a tambon and a column a level; ``held`` the tambon of each code.

    ``held`` is indexed by the codes bodies are filed under: a code not yet split off is held by
    the tambon it was part of.
    """

    areas: pd.DataFrame
    held: pd.Series

    @property
    def tambons(self) -> pd.Index:
        """The codes of the tambons there are."""
        return self.areas.index


def of_year(year: int) -> Geography:
    """The geography on 30 September of a fiscal year; ``InputError`` for one not listed."""
    frame = gazetteer.of_year(year).set_index("tambon_code")
    areas = frame[_CODES].set_axis(AREA_LEVELS[1:], axis=1)
    return Geography(areas.assign(country=COUNTRY), gazetteer.in_year(year))
