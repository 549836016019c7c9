"""The cartogram as a table: which cell each tambon has, amphoe by amphoe.

Where an amphoe lies is not known to the project. The capital amphoe stands in the middle, the
others around it, clockwise from the north in the order of their codes, as compact as they get:
every cell goes to the place that is nearest after weights have brought the shares near to the
needs (a power diagram with capacities), and places move to the middle of their cells. All numbers
are whole and all ties are broken by order, so the result is the same everywhere.
"""

import numpy as np
import pandas as pd

from helpers.core.errors import InputError, examples
from helpers.geography.cartogram import provinces
from helpers.geography.cartogram.grid import (
    CELL,
    Cell,
    NoWayLeft,
    join_pieces,
    nearest_to,
    settle,
    squared_distance,
)

_ROUNDS = 10
_WEIGHINGS = 30


def areas(cells: set[Cell], needs: list[int], capital: int | None) -> list[set[Cell]]:
    """The cells of each amphoe in the order of ``needs``; ``capital`` is the one in the middle.

    Where the province is too narrow for the amphoe as they lie, the places around the middle are
    taken one further on, until the amphoe find room. Raises ``NoWayLeft`` if they never do.
    """
    ordered = sorted(cells)
    around = _around(ordered, len(needs), capital)
    for turn in range(len(needs)):
        places = around[turn:] + around[:turn]
        if capital is not None:
            places.insert(capital, nearest_to(_mean(ordered), ordered))
        try:
            return _settled(ordered, places, needs, capital)
        except NoWayLeft:
            continue
    raise NoWayLeft(f"{len(needs)} areas find no room in {len(cells)} cells")


def _settled(
    ordered: list[Cell], places: list[Cell], needs: list[int], capital: int | None
) -> list[set[Cell]]:
    """The cells of each amphoe, grown around ``places``."""
    points, starts = (
        np.array(cells, dtype=np.int64).reshape(-1, 2) * CELL + CELL // 2
        for cells in (ordered, places)
    )
    sizes = np.array(needs, dtype=np.int64)
    owner, sites = _weigh(points, starts, sizes), starts
    for _ in range(_ROUNDS):
        sites = _moved(points, owner, sites, capital)
        owner = _weigh(points, sites, sizes)
    shares = [{ordered[i] for i in np.flatnonzero(owner == area)} for area in range(len(needs))]
    middles = [(int(x), int(y)) for x, y in sites]
    return settle(join_pieces(shares, set(ordered), middles), middles, needs)


def _around(cells: list[Cell], count: int, capital: int | None) -> list[Cell]:
    """First places of all but the capital: far apart, clockwise from the north."""
    middle = nearest_to(_mean(cells), cells)
    spread = _far_apart(cells, middle, count if capital is not None else count + 1)
    return sorted(spread[1:], key=lambda cell: _clockwise(cell, middle))


def _mean(cells: list[Cell]) -> tuple[int, int]:
    """The middle of ``cells`` in hundredths."""
    x, y = (sum(cell[axis] for cell in cells) * CELL // len(cells) for axis in (0, 1))
    return x + CELL // 2, y + CELL // 2


def _far_apart(cells: list[Cell], start: Cell, count: int) -> list[Cell]:
    """``start`` and further cells, each the farthest from those before; over again if all used."""
    chosen = [start]
    gap = {cell: _gap(cell, start) for cell in cells}
    while len(chosen) < count:
        farthest = max(cells, key=lambda cell: (gap[cell], cell))
        chosen.append(farthest)
        gap = {cell: min(apart, _gap(cell, farthest)) for cell, apart in gap.items()}
    return chosen


def _gap(cell: Cell, other: Cell) -> int:
    return squared_distance(cell, (other[0] * CELL + CELL // 2, other[1] * CELL + CELL // 2))


def _clockwise(cell: Cell, middle: Cell) -> tuple[int, float, Cell]:
    """Sorts cells by their bearing from ``middle``: north, east, south, west."""
    east, north = cell[0] - middle[0], cell[1] - middle[1]
    western = east < 0 or (east == 0 and north < 0)
    along = north if western else -north
    slope = along / abs(east) if east else float("-inf")
    return int(western), slope, cell


def _weigh(points: np.ndarray, sites: np.ndarray, needs: np.ndarray) -> np.ndarray:
    """The area each point belongs to, with weights that bring the shares nearest to ``needs``."""
    power = ((points[:, None, :] - sites[None, :, :]) ** 2).sum(axis=2)
    weights = np.zeros(len(sites), dtype=np.int64)
    best, least = None, None
    for turn in range(_WEIGHINGS):
        owner = (power + weights).argmin(axis=1)
        surplus = np.bincount(owner, minlength=len(sites)) - needs
        off = int(np.abs(surplus).sum())
        if least is None or off < least:
            best, least = owner, off
        if off == 0:
            break
        # Shorter steps with time, or two areas would pass the same cells to and fro.
        weights += surplus * CELL * CELL * 4 // (16 + turn)
    return best


def _moved(
    points: np.ndarray, owner: np.ndarray, sites: np.ndarray, capital: int | None
) -> np.ndarray:
    """Places for the next round: the middles of the areas; the capital's stays."""
    moved = sites.copy()
    for area in range(len(sites)):
        own = points[owner == area]
        if area != capital and len(own):
            moved[area] = own.sum(axis=0) // len(own)
    return moved


# The capital amphoe of a province has the number 01; Bangkok, 10, has khet and no capital.
_CAPITAL, _WITHOUT_CAPITAL = "01", "10"


def build(tambons: pd.DataFrame, seats: pd.DataFrame) -> pd.DataFrame:
    """One row a tambon, sorted by code: tambon_code, x, y (south-west corner of its cell).

    ``tambons`` has tambon_code, amphoe_code and province_code; ``seats`` is
    ``layer.province_seats()``.
    Raises ``InputError`` when a province has no seat, or a seat no tambons.
    """
    sizes = {code: len(group) for code, group in tambons.groupby("province_code")}
    _check_seats(sizes, seats)
    centres = provinces.centres(seats, sizes)
    codes = sorted(sizes)
    shares = provinces.areas([centres[code] for code in codes], [sizes[code] for code in codes])
    cell_of: dict[str, Cell] = {}
    for code, cells in zip(codes, shares, strict=True):
        cell_of |= _of_province(tambons[tambons.province_code == code], cells)
    return _from_origin(cell_of)


def _check_seats(sizes: dict[str, int], seats: pd.DataFrame) -> None:
    differing = sorted(set(sizes) ^ set(seats.province_code))
    if differing:
        raise InputError(
            "every province needs one seat, and every seat a province",
            found=examples(differing),
            fix="src/helpers/metadata/province_seats.csv",
        )


def _of_province(tambons: pd.DataFrame, cells: set[Cell]) -> dict[str, Cell]:
    """Cells of a province's tambons; within an amphoe by code in reading order."""
    groups = {code: sorted(group) for code, group in tambons.groupby("amphoe_code").tambon_code}
    codes = sorted(groups)
    capital = next((i for i, code in enumerate(codes) if _is_capital(code)), None)
    shares = areas(cells, [len(groups[code]) for code in codes], capital)
    return {
        tambon: cell
        for code, share in zip(codes, shares, strict=True)
        for tambon, cell in zip(groups[code], sorted(share, key=_reading), strict=True)
    }


def _is_capital(amphoe_code: str) -> bool:
    return amphoe_code[2:] == _CAPITAL and amphoe_code[:2] != _WITHOUT_CAPITAL


def _reading(cell: Cell) -> tuple[int, int]:
    """Sorts cells row by row from the north, each row from the west."""
    return -cell[1], cell[0]


def _from_origin(cell_of: dict[str, Cell]) -> pd.DataFrame:
    """The table, with the south-west corner of the whole at zero."""
    codes = sorted(cell_of)
    frame = pd.DataFrame([cell_of[code] for code in codes], columns=["x", "y"], dtype="int64")
    frame.insert(0, "tambon_code", pd.array(codes, dtype="str"))
    return frame.assign(x=frame.x - frame.x.min(), y=frame.y - frame.y.min())
