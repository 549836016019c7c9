"""Thai text, digits, Buddhist Era and fiscal years."""

from datetime import date

import pytest

from helpers.core import thai


@pytest.mark.parametrize("text", ["2014-09-01", "๒๐๑๔-๐๙-๐๑"])
def test_a_day_is_read(text):
    assert thai.parse_day(text) == date(2014, 9, 1)


@pytest.mark.parametrize("text", ["", "20140901", "2014-W36-1", "1/9/2557", "2014-09-31"])
def test_what_is_no_day_is_refused(text):
    with pytest.raises(ValueError):
        thai.parse_day(text)


def test_the_two_eras_are_543_years_apart():
    assert thai.ce_to_be(2014) == 2557 and thai.be_to_ce(2557) == 2014


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2014, 9, 30), 2557),
        (date(2014, 10, 1), 2558),
        (date(2014, 12, 31), 2558),
        (date(2015, 1, 1), 2558),
        (date(2015, 9, 30), 2558),
        (date(2015, 10, 1), 2559),
    ],
)
def test_a_day_belongs_to_the_fiscal_year_that_ends_on_30_september(day, year):
    assert thai.fiscal_year(day) == year


@pytest.mark.parametrize("year", range(2551, 2560))
def test_first_and_last_day_of_a_fiscal_year_are_its_own(year):
    first, last = thai.fiscal_year_start(year), thai.fiscal_year_end(year)
    assert thai.fiscal_year(first) == thai.fiscal_year(last) == year
    assert (last - first).days in (364, 365)
    assert first < thai.six_month_round(year) < last


def test_the_six_month_round_is_31_march():
    assert thai.six_month_round(2558) == date(2015, 3, 31)


def test_digits_both_ways():
    assert thai.arabic_digits("พ.ศ. ๒๕๕๗") == "พ.ศ. 2557"
    assert thai.thai_digits("ร้อยละ 89.79") == "ร้อยละ ๘๙.๗๙"


@pytest.mark.parametrize(
    ("written", "one_spelling"),
    [
        ("ตําบล", "ตำบล"),  # sara am as two characters
        ("ตำ\u200bบล", "ตำบล"),  # zero-width space
        ("\ufeffตำบล", "ตำบล"),  # byte order mark
        ("เเผน", "แผน"),  # sara ae as two sara e
        ("  จำนวน \u00a0 ตำบล\t", "จำนวน ตำบล"),  # spaces of every kind
        ("ทำ\u00adงาน", "ทำงาน"),  # soft hyphen
        ("น้ำ", "น้ำ"),  # already right
        ("", ""),
    ],
)
def test_one_spelling_for_one_word(written, one_spelling):
    assert thai.normalise(written) == one_spelling


def test_a_second_normalisation_changes_nothing():
    once = thai.normalise("จํานวนตําบล\u200bที่มีสภาฯ  ๒,๕๐๐ ตําบล")
    assert thai.normalise(once) == once


def test_normalising_leaves_digits_alone():
    assert thai.normalise("๒๕๕๗") == "๒๕๕๗"


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("2,500", 2500),
        ("๒,๕๐๐", 2500),
        ("1,234,567", 1234567),
        ("0", 0),
        ("89.79", 89.79),
        ("๑,๒๓๔.๕", 1234.5),
        ("-3", -3),
        (" 75\u200b ", 75),
    ],
)
def test_a_printed_number_is_read(printed, number):
    read = thai.parse_number(printed)
    assert read == number and type(read) is type(number)


@pytest.mark.parametrize(
    "printed",
    ["", "-", "1,23", "12,3456", "10 20", "11จังหวัด", "ร้อยละ 10", "1.2.3", "1.", "สิบ", "4,000*"],
)
def test_what_is_no_number_is_not_guessed(printed):
    with pytest.raises(ValueError, match="not a number"):
        thai.parse_number(printed)


def test_a_day_in_words():
    day = date(2014, 9, 1)
    assert thai.format_date(day, "th") == "1 กันยายน 2557"
    assert thai.format_date(day, "en") == "1 September 2014"
    assert thai.format_date_short(day, "th") == "1 ก.ย. 2557"
    assert thai.format_date_short(day, "en") == "1 Sep 2014"


@pytest.mark.parametrize("written", ["2551", "2008", "51", "08", "๒๕๕๑"])
def test_a_year_of_either_era_is_read(written):
    assert thai.year_of_any_era(written) == 2008


@pytest.mark.parametrize("written", ["90", "2300", "551", "25511", "1899"])
def test_a_year_of_neither_era_is_refused(written):
    with pytest.raises(ValueError, match="era"):
        thai.year_of_any_era(written)


def test_two_digits_never_mean_two_years():
    pairs = [f"{number:02}" for number in range(100)]
    meanings = [
        [
            y
            for y in thai.TWO_DIGIT_YEARS
            if pair in (f"{y % 100:02}", f"{thai.ce_to_be(y) % 100:02}")
        ]
        for pair in pairs
    ]
    assert max(map(len, meanings)) == 1
