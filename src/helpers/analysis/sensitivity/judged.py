"""What lights are judged again from: a year as it was judged, and the lights another way gives."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

import pandas as pd

from helpers.assessment.assess import COUNTRY
from helpers.assessment.ratios import COLOURED
from helpers.core.settings import Settings


class Lights(NamedTuple):
    """Both ends of a light and of the path's beside it, and the reading they rest on."""

    low: str
    high: str
    path_low: str | None = None
    path_high: str | None = None
    reading_id: str | None = None

    @property
    def is_judged(self) -> bool:
        """Whether the light is one of the four colours."""
        return self.low in COLOURED

    def ends(self, path: bool) -> tuple[str | None, str | None]:
        """Both ends of the light, or of the path's; without a result both say the same."""
        if not path:
            return self.low, self.high
        return (self.path_low, self.path_high) if self.is_judged else (self.low, self.high)


_OF_A_ROW = ("light_low", "light_high", "light_path_low", "light_path_high", "reading_id")


def of_row(row: Mapping[str, object]) -> Lights:
    """The lights of a row of the assessment."""
    return Lights(*(None if pd.isna(row[name]) else row[name] for name in _OF_A_ROW))


# By indicator the lights a variant gives it; several where it has several values to try.
Found = dict[str, list[Lights]]


@dataclass(frozen=True)
class Judged:
    """A fiscal year as it was judged on a day, with the tables and settings behind it."""

    year: int
    as_of: date
    targets: pd.DataFrame
    actuals: pd.DataFrame
    assessment: pd.DataFrame
    settings: Settings

    @cached_property
    def lights(self) -> dict[str, Lights]:
        """The lights of every indicator due, in the order of the assessment."""
        rows = self.assessment[["indicator_id", *_OF_A_ROW]].to_dict("records")
        return {row["indicator_id"]: of_row(row) for row in rows}

    @cached_property
    def due(self) -> dict[str, object]:
        """The target of every indicator due in the year, as a row."""
        rows = self.targets[self.targets["year_be"] == self.year].itertuples(index=False)
        return {row.indicator_id: row for row in rows}

    @cached_property
    def readings(self) -> pd.DataFrame:
        """Readings of the country that are results of indicators due in the year."""
        mine = self.actuals["indicator_id"].isin(self.lights)
        return self.actuals[mine & (self.actuals["geography_code"] == COUNTRY)]

    @cached_property
    def headlines(self) -> pd.DataFrame:
        """The reading that serves each indicator that has one, by the indicator."""
        rows = self.readings[self.readings["reading_id"].isin(self.assessment["reading_id"])]
        return rows.drop_duplicates("indicator_id").set_index("indicator_id")
