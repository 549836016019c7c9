"""The message of an InputError names the place, the rule, expected, found and the file to edit."""

import pytest

from helpers.core.errors import InputError, Mistake, Place, examples


def test_everything_known_is_said_in_order():
    error = InputError(
        "not a figure",
        file="data/raw/plan.csv",
        line=7,
        expected="a number",
        found="สิบ",
        fix="x.yml",
    )
    assert str(error) == (
        "data/raw/plan.csv line 7: not a figure; expected a number; found สิบ; edit x.yml"
    )
    assert (error.file, error.line, error.found) == ("data/raw/plan.csv", 7, "สิบ")


def test_a_problem_alone_is_the_message():
    assert str(InputError("nothing there")) == "nothing there"


def test_a_line_without_a_file_is_still_named():
    assert str(InputError("odd", line=3)) == "line 3: odd"


def test_found_zero_or_empty_is_said_too():
    assert str(InputError("odd", found=0)) == "odd; found 0"
    assert str(InputError("odd", found="")) == "odd; found "


def test_it_is_a_value_error_so_that_callers_need_not_know_it():
    with pytest.raises(ValueError, match="odd"):
        raise InputError("odd")


@pytest.mark.parametrize(
    ("items", "text"),
    [
        ([], "0 ()"),
        (["a"], "1 (a)"),
        (range(5), "5 (0, 1, 2, 3, 4)"),
        (range(7), "7 (0, 1, 2, 3, 4, ...)"),
    ],
)
def test_examples_say_how_many_and_show_the_first(items, text):
    assert examples(items) == text


CELLS = [Place(sheet="ก", cell=cell) for cell in ("B2", "AA1", "A1", "G10")]
MISTAKES = [
    Mistake(Place(sheet="ข", row=3), "odd"),
    *(Mistake(cell, "wrong", expected="a number", found=0) for cell in CELLS),
    Mistake(CELLS[0], "wrong", expected="a number", found=0),
]


def test_mistakes_are_a_line_each_once_by_sheet_and_from_the_top_down():
    error = InputError("5 mistakes", file="a.xlsx", fix="a.xlsx", mistakes=MISTAKES)
    assert str(error).splitlines() == [
        "a.xlsx: 5 mistakes",
        "  sheet ข row 3: odd",
        "  sheet ก cell A1: wrong; expected a number; found 0",
        "  sheet ก cell AA1: wrong; expected a number; found 0",
        "  sheet ก cell B2: wrong; expected a number; found 0",
        "  sheet ก cell G10: wrong; expected a number; found 0",
        "this has not been used: edit a.xlsx, then run the same command again",
    ]


def test_mistakes_of_several_files_stand_under_their_names():
    places = [
        ("b.csv", Place(line=7, column="value")),
        ("a.csv", Place()),
        ("b.csv", Place(line=2)),
    ]
    mistakes = [Mistake(place, "odd", file=file) for file, place in places]
    assert str(InputError("3 mistakes", mistakes=mistakes)).splitlines() == [
        "3 mistakes",
        " b.csv",
        "  line 2: odd",
        "  line 7 column value: odd",
        " a.csv",
        "  odd",
    ]


def test_a_place_of_which_nothing_is_known_is_false():
    assert not Place() and Place(line=1) and str(Place(words="somewhere")) == "somewhere"
