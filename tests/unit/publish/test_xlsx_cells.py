"""Texts made safe for cells of a workbook, and rows high enough for them."""

import pytest
from openpyxl import Workbook

from helpers.core import office
from helpers.core.errors import InputError
from helpers.publish.xlsx import cells, layout

LAYOUT = {"letters_per_width": 1.0, "line_height": 20}


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        ("", [0]),
        ("ก" * 32_767, [32_767]),
        ("ก" * 32_768, [32_767, 1]),
        # An emoji is two of Excel's units and is never cut in two.
        ("😀" * 16_384, [16_383, 1]),
        ("ก" + "😀" * 16_383, [16_384]),
        ("ก" * 70_000, [32_767, 32_767, 4_466]),
    ],
)
def test_a_text_is_cut_where_excel_would_lose_it_and_no_letter_is_lost(text, lengths):
    parts = list(cells.pieces(text))
    assert [len(part) for part in parts] == lengths
    assert "".join(parts) == text


@pytest.mark.parametrize("letter", ["\x00", "\x07", "\x0b", "\x1f", "\ud800", "\ufffe", "\uffff"])
def test_a_letter_no_file_can_hold_is_refused_with_sheet_and_cell(letter):
    page = Workbook().active
    page.title = "ตัวชี้วัด"
    with pytest.raises(InputError, match=r"sheet “ตัวชี้วัด”, cell C7: .*found U\+") as refused:
        cells.safe(f"ก่อน{letter}หลัง", page["C7"])
    assert "after 'ก่อน'" in str(refused.value)


@pytest.mark.parametrize("text", ["ตำบล\nบรรทัด\tแท็บ", "น้ำ 😀 ≥ −", "<b>&amp;</b>"])
def test_what_a_file_can_hold_is_kept_as_it_is(text):
    assert cells.safe(text, Workbook().active["A1"]) == text


def test_what_excel_would_read_as_a_coded_letter_stays_a_text():
    assert cells.safe("_x0041_ _y_", Workbook().active["A1"]) == "_x005F_x0041_ _y_"


@pytest.mark.parametrize("text", ["=1", "+66", "-5", "@A", "\t=1", "\r=1"])
def test_texts_that_could_run_are_marked(text):
    assert office.is_active(text)


@pytest.mark.parametrize(
    ("text", "height"),
    [
        ("a" * 10, 20),
        ("a" * 11, 40),
        ("ที่นี่" * 2, 20),  # four letters on the line, the others above them
        ("a\nb\n\nc", 80),
        ("a" * 5_000, layout.HIGHEST),
    ],
)
def test_a_row_is_as_high_as_its_longest_text(text, height):
    assert layout.of_row([("x", 10), (text, 10), (5, 1), (None, 1)], LAYOUT) == height
