"""How the panels of small multiples share a page, so that each is as large as can be on paper."""

import math
from dataclasses import dataclass

from helpers.publish.maps.page import Box


@dataclass(frozen=True)
class Arrangement:
    """Columns and rows of panels; ``panel`` is a panel's map and ``page`` all, in inches."""

    columns: int
    rows: int
    panel: tuple[float, float]
    page: tuple[float, float]
    places: dict

    def box(self, place: int) -> Box:
        """Where the map of panel number ``place`` lies; its caption stands above it."""
        row, column = divmod(place, self.columns)
        width, high = self.panel
        top = self.page[1] - self.places["top"] - row * (high + self.places["caption"])
        left = self.places["side"] + column * width
        return Box(left, top - self.places["caption"] - high, width, high)


def arranged(count: int, ratio: float, places: dict) -> Arrangement:
    """The columns that make maps of a ``ratio`` of height to width largest once printed.

    Where several do, the fewest: a page is filled before it is made wider.
    """
    tried = range(1, min(count, places["columns"]) + 1)
    found = [_in_columns(columns, count, ratio, places) for columns in tried]
    return max(found, key=lambda one: round(_printed(one, ratio), 3))


def _in_columns(columns: int, count: int, ratio: float, places: dict) -> Arrangement:
    rows, (width, highest) = math.ceil(count / columns), places["largest"]
    around = places["top"] + places["gap"] + places["bottom"]
    wide = (width - 2 * places["side"]) / columns
    high = min(wide * ratio, (highest - around) / rows - places["caption"])
    page = (width, around + rows * (high + places["caption"]))
    return Arrangement(columns, rows, (wide, high), page, places)


def _printed(one: Arrangement, ratio: float) -> float:
    """How wide a map is on paper, where a page of them is scaled to what a sheet has room for."""
    scale = min(room / side for room, side in zip(one.places["paper"], one.page, strict=True))
    wide, high = one.panel
    return min(wide, high / ratio) * scale
