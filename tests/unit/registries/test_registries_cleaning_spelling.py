"""Whole columns are spelt as cell by cell."""

import random

import pandas as pd

from helpers.core import thai, thai_columns

NAMES = ["สภาองค์กรชุมชนตำบลน้ำคำ", "กองทุนบ้านแม่กื้ดหลวง ที่ ๒", "ทุ่งกระพังโหม", "เปลือย", "Nong Bua (2)"]
PIECES = [*"เแโใไะาำิีึืุูัํ็่้๊๋์ฺๅฯๆกขนม๑2 .-", "\u200b", "\ufeff", "\n", "\u00a0", "é", "e\u0301"]


def test_a_column_is_spelt_as_its_cells_one_by_one():
    chance = random.Random(2551)
    texts = []
    for _ in range(20000):
        text = list(chance.choice(NAMES))
        for _ in range(chance.randint(0, 4)):
            text.insert(chance.randint(0, len(text)), chance.choice(PIECES))
        texts.append("".join(text))
    cells = pd.Series(texts, dtype="str")
    assert thai_columns.normalise_all(cells).tolist() == [thai.normalise(text) for text in texts]


def test_plain_cells_and_blanks_are_left_alone():
    cells = pd.Series(["ทุ่งคา", None, "น้ำคำ"], dtype="str", index=[3, 3, 4])
    assert thai_columns.normalise_all(cells).equals(cells)


def test_words_for_nothing_are_blank_and_zero_is_not():
    cells = pd.Series(["-", "ไม่ระบุ", "N/A", "0", "ไม่มีชื่อ", None], dtype="str")
    assert thai_columns.without_blanks(cells).isna().tolist() == [
        True,
        True,
        True,
        False,
        False,
        True,
    ]


def test_thai_digits_become_arabic():
    cells = pd.Series(["๑๒", "12", None], dtype="str")
    assert thai_columns.digits_all(cells).tolist()[:2] == ["12", "12"]


def test_a_pattern_is_replaced_and_the_index_kept():
    cells = pd.Series(["ต.ก", None, "ต.ข"], dtype="str", index=[7, 7, 2])
    replaced = thai_columns.replaced(cells, r"^ต\.", "")
    assert replaced.fillna("").tolist() == ["ก", "", "ข"]
    assert replaced.index.tolist() == [7, 7, 2]
