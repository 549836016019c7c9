"""Numbers of a registry: read whole columns at once, and never a zero for what is no number."""

import numpy as np
import pandas as pd

from helpers import thai

_PLAIN = r"\d+(?:\.\d+)?"


def read(cells: pd.Series) -> tuple[pd.Series, pd.Series]:
    """The number of every cell, and which filled cells hold none that can be counted.

    ``thai.parse_number`` says what a number is; a negative one is refused, nothing counted here
    can be below zero. Refused cells are blank in the result.
    """
    plain = cells.str.fullmatch(_PLAIN, na=False).to_numpy(dtype=bool)
    numbers = np.full(len(cells), np.nan)
    numbers[plain] = cells[plain].astype("float64")
    others = cells[~plain].dropna()
    values = {text: _number(text) for text in others.unique()}
    numbers[np.flatnonzero(~plain & cells.notna())] = others.map(values).astype("float64")
    read = pd.Series(numbers, index=cells.index)
    return read.astype("Float64"), cells.notna() & read.isna()


def _number(text: str) -> float:
    try:
        number = thai.parse_number(text)
    except ValueError:
        return np.nan
    return number if number >= 0 else np.nan
