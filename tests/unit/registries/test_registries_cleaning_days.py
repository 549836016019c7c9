"""Days in every habit of Thai registers: read as one Common Era day or refused with its reason."""

from datetime import date

import pandas as pd
import pytest

from helpers.core import dates, thai

ACT = date(2008, 2, 9)
HABITS = [
    "9 ก.พ. 2551",
    "9 กพ 51",
    "9 ก.พ.51",
    "9-ก.พ.-51",
    "9 ก. พ. 2551",
    "๙ กุมภาพันธ์ ๒๕๕๑",
    "วันเสาร์ที่ 9 เดือนกุมภาพันธ์ พ.ศ. 2551",
    "เมื่อวันที่ 9 กุมภาพันธ์ 2551",
    "๙/๒/๕๑",
    "9/2/2551",
    "09-02-2551",
    "9.2.51",
    "9/2/2008",
    "9/2/08",
    "9 Feb 2008",
    "9 February 2008",
    "2008-02-09",
    "2551-02-09",
    "2008-02-09 00:00:00",
    "2008-02-09T00:00",
    "9/2/2551 00:00 น.",
    "20080209",
    "25510209",
    "09022551",
    "39487",
    "39487.0",
    "9/2/2551 (2008-02-09)",
    "9 กุมภา\u200bพันธ์ 2551",
]


@pytest.mark.parametrize("text", HABITS)
def test_a_habit_is_read(text):
    assert dates.read(text) == ACT


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("9 ก.พ. 2551 - 10 มี.ค. 2551", "two_dates"),
        ("9 ก.พ. - 10 มี.ค. 2551", "two_dates"),
        ("9-10 ก.พ. 2551", "two_dates"),
        ("9/2/2551, 10/3/2552", "two_dates"),
        ("2008-02-09\n2009-03-10", "two_dates"),
        ("ก.พ. 2551", "day_missing"),
        ("2/2551", "day_missing"),
        ("2551-02", "day_missing"),
        ("2551", "day_missing"),
        ("พ.ศ. 2551", "day_missing"),
        ("0/2/2551", "day_missing"),
        ("00/00/2551", "day_missing"),
        ("2/30/2551", "not_a_day"),  # never month first
        ("30/2/2551", "not_a_day"),
        ("29/2/2552", "not_a_day"),
        ("31 พ.ย. 2551", "not_a_day"),
        ("9/2/90", "not_a_day"),  # neither 2590 nor 1990 is in the years two digits mean
        ("9 ก.พ. 2551 แก้ไข", "not_a_day"),
        ("90210", "not_a_day"),
        ("570101", "not_a_day"),
        ("บ้านโนน", "not_a_day"),
        ("9/2", "not_a_day"),
    ],
)
def test_what_is_no_single_day_is_refused_with_its_reason(text, code):
    with pytest.raises(ValueError, match=code) as error:
        dates.read(text)
    assert error.value.code == code


def test_the_order_is_day_month_year():
    assert dates.read("2/9/2551") == date(2008, 9, 2)


def test_a_leap_day_is_one_of_the_common_era_year():
    assert dates.read("29/2/2551") == date(2008, 2, 29)


def test_every_day_of_the_registers_years_is_read_back_from_each_of_its_ways():
    every = pd.date_range("2004-10-01", "2017-09-30").date
    for written in ("{0.day}/{0.month}/{1:02}", "{0.day}/{0.month}/{2}", "{0:%Y%m%d}"):
        texts = [
            written.format(d, thai.ce_to_be(d.year) % 100, thai.ce_to_be(d.year)) for d in every
        ]
        assert [dates.read(text) for text in texts] == list(every)


def test_a_column_is_read_with_reasons_and_blanks_have_neither():
    cells = pd.Series(["9/2/2551", None, "2551", "9/2/2551"], index=[7, 8, 9, 7], dtype="str")
    read, reasons = dates.read_all(cells)
    assert read.dtype == "datetime64[us]"
    assert list(read.index) == [7, 8, 9, 7]
    assert read.isna().tolist() == [False, True, True, False]
    assert read.iloc[0] == read.iloc[3] == pd.Timestamp(ACT)
    assert reasons.isna().tolist() == [True, True, False, True]
    assert reasons.iloc[2] == "day_missing"


def test_an_empty_column_is_read():
    read, reasons = dates.read_all(pd.Series([], dtype="str"))
    assert len(read) == len(reasons) == 0
    assert read.dtype == "datetime64[us]"
