"""The cartogram as a table: which cell each tambon has."""

import pandas as pd

from helpers.cartogram import amphoe, provinces, spread
from helpers.cartogram.cells import Cell
from helpers.errors import InputError, examples

# The capital amphoe of a province has the number 01; Bangkok, 10, has khet and no capital.
_CAPITAL, _WITHOUT_CAPITAL = "01", "10"


def build(tambons: pd.DataFrame, seats: pd.DataFrame) -> pd.DataFrame:
    """One row a tambon, sorted by code: tambon_code, x, y (south-west corner of its cell).

    ``tambons`` has tambon_code, amphoe_code and province_code; ``seats`` is ``seats.load()``.
    Raises ``InputError`` when a province has no seat, or a seat no tambons.
    """
    sizes = {code: len(group) for code, group in tambons.groupby("province_code")}
    _check_seats(sizes, seats)
    centres = spread.centres(seats, sizes)
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
    shares = amphoe.areas(cells, [len(groups[code]) for code in codes], capital)
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
