"""One spelling for whole columns: only cells that can change are taken one by one."""

from functools import cache

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pythainlp import (
    thai_above_vowels,
    thai_below_vowels,
    thai_follow_vowels,
    thai_lead_vowels,
    thai_tonemarks,
)

from helpers.core import metadata, thai

_SIGNS = "\u0e3a\u0e4c\u0e4d\u0e4e"
_OVER_AND_UNDER = thai_above_vowels + thai_below_vowels


def normalise_all(cells: pd.Series) -> pd.Series:
    """``thai.normalise`` of every cell; blanks stay blank.

    A million names take a minute one by one, so cells that ``thai.normalise`` cannot change are
    found by one pattern and left as they are.
    """
    doubtful = cells.str.contains(_doubtful(), regex=True, na=False).to_numpy(dtype=bool)
    if not doubtful.any():
        return cells
    taken = cells[doubtful]
    spelt = {text: thai.normalise(text) for text in taken.unique()}
    result = cells.copy()
    result[doubtful] = taken.map(spelt)
    return result


def without_blanks(cells: pd.Series) -> pd.Series:
    """The cells, those that hold nothing but a word for *nothing* made blank."""
    empty = metadata.load("registry_words.yml")["blank"]
    return cells.where(~cells.str.lower().isin(["", *empty]))


def replaced(cells: pd.Series, pattern: str, by: str) -> pd.Series:
    """``str.replace`` by a regular expression, on all cells at once (pandas takes them singly)."""
    texts = pa.array(cells, type=pa.large_string(), from_pandas=True)
    changed = pc.replace_substring_regex(texts, pattern=pattern, replacement=by)
    return changed.to_pandas().astype("str").set_axis(cells.index)


def digits_all(cells: pd.Series) -> pd.Series:
    """The cells with Arabic digits for Thai ones."""
    has_thai = cells.str.contains("[๐-๙]", regex=True, na=False).to_numpy(dtype=bool)
    if not has_thai.any():
        return cells
    result = cells.copy()
    result[has_thai] = [thai.arabic_digits(text) for text in cells[has_thai]]
    return result


@cache
def _doubtful() -> str:
    """What a text must hold for ``thai.normalise`` to change it (it may hold it and not change)."""
    marks = _OVER_AND_UNDER + thai_tonemarks + _SIGNS
    single = thai_follow_vowels + thai_lead_vowels + marks
    ways = [
        "[^ -~ก-\u0e5b]",  # anything but Thai and plain Latin: invisible, composed, line breaks
        "  |^ | $",
        f"(?:^| )[{marks}]",
        f"[{thai_tonemarks}{_SIGNS}][{marks}]|[{marks}][{_OVER_AND_UNDER}{_SIGNS}]",
        f"[{thai_follow_vowels}][{thai_tonemarks}]",
        "[\u0e4d\u0e45]",
        *(f"{sign} *{sign}" for sign in single),
    ]
    return "|".join(ways)
