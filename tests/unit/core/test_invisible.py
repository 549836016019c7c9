"""Marks nobody sees: all of Unicode's format characters, in whatever is compared."""

import sys
import unicodedata
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from helpers.core import csv_lists, invisible, thai
from helpers.core.sheets.grid import Grid, stripped

FORMAT = [c for c in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(c) == "Cf"]


def grid(*columns: list[str | None]) -> Grid:
    cells = [stripped(pa.chunked_array([pa.array(c, pa.string())])) for c in columns]
    return Grid("x.csv", None, False, cells, np.arange(1, len(columns[0]) + 1), len(columns[0]))


def test_every_format_character_of_unicode_is_left_out():
    assert len(FORMAT) > 150
    assert invisible.without("ก" + "".join(FORMAT) + "ข") == "กข"


def test_nothing_else_is_left_out():
    others = "".join(
        chr(c) for c in range(0x3000) if unicodedata.category(chr(c)) not in ("Cf", "Cn")
    )
    assert invisible.without(others) == others


def test_one_spelling_is_without_any_of_them():
    assert {thai.normalise(f"{mark}ขอน{mark}แก่น{mark}") for mark in FORMAT} == {"ขอนแก่น"}


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u2007", "\u3000"])
def test_a_space_that_does_not_break_is_a_space(space: str):
    assert thai.normalise(f"{space}เมือง{space}น่าน{space}") == "เมือง น่าน"


def test_a_grid_without_them_keeps_every_other_character_and_loses_rows_of_nothing_else():
    seen = grid(
        ["\u200fขอนแก่น", "\u200b", "น่าน", "\u2066 ก\u00a0ข \u2069"], ["1\u200e", None, "2", "3"]
    )
    cleaned = seen.without_marks()
    assert [c.to_pylist() for c in cleaned.columns] == [
        ["ขอนแก่น", "น่าน", "ก\u00a0ข"],
        ["1", "2", "3"],
    ]
    assert cleaned.rows.tolist() == [1, 3, 4] and cleaned.total == 4


def test_a_grid_without_any_is_left_as_it_is():
    plain = grid(["ขอนแก่น", None], ["1", "2"])
    assert plain.without_marks() is plain


def test_a_list_kept_by_people_is_read_without_them(tmp_path: Path):
    text = "\u200eprovince\u200b,tambon_code\n\u202bขอนแก่น\u202c,\ufeff400101\n\u200b,\n"
    (tmp_path / "list.csv").write_text(text, encoding="utf-8")
    read = csv_lists.read(tmp_path / "list.csv", ["province", "tambon_code"])
    expected = pd.DataFrame({"province": ["ขอนแก่น"], "tambon_code": ["400101"]}, index=[2])
    assert read.to_numpy().tolist() == expected.to_numpy().tolist() and list(read.index) == [2]
