"""Times of day: zones become Thailand's day, times that may hide the next day are told."""

from datetime import date

import pytest

from helpers.core import clock, dates


@pytest.mark.parametrize(
    "text",
    [
        "2014-09-30T17:00:00Z",
        "2014-09-30T17:00Z",
        "2014-09-30 17:00:00 UTC",
        "2014-09-30T17:00:00.000+0000",
        "2014-09-30T17:00:00+00:00",
        "2014-09-30T12:00:00-05:00",
        "2014-10-01T00:00:00+07:00",
        "2014-10-01T00:00:00+07",
        "2014-10-01 00:00:00 +0700",
        "2014-10-01T01:00:00+08:00",
        "2557-09-30T17:00:00Z",
        "๒๐๑๔-๐๙-๓๐T๑๗:๐๐:๐๐Z",
        "1 ต.ค. 2557 00:00 ICT",
        "Tue, 30 Sep 2014 17:00:00 GMT",
        "Wed Oct 01 2014 00:00:00 GMT+0700 (Indochina Time)",
        "2014-10-01T00:00+07:00[Asia/Bangkok]",
    ],
)
def test_a_moment_with_its_zone_is_the_day_in_thailand(text):
    assert dates.read(text) == date(2014, 10, 1)
    assert dates.doubtful_time(text) is None


def test_the_last_second_of_a_day_in_thailand_is_still_that_day():
    assert dates.read("2014-09-30T16:59:59Z") == date(2014, 9, 30)
    assert dates.doubtful_time("2014-09-30T16:59:59Z") == "23:59:59"


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("41912.98755", "23:42:04"),
        ("41912.708333333336", "17:00:00"),
        ("30/9/2557 23:59:56", "23:59:56"),
        ("30/9/2557 23:59:56.000", "23:59:56"),
        ("30/9/2557 5:00 PM", "17:00:00"),
        ("30/9/2557 17.00 น.", "17:00:00"),
        ("30/9/2557 เวลา 16:59 น.", "16:59:00"),
        ("2014-09-30 17:00:00", "17:00:00"),
    ],
)
def test_a_time_without_zone_that_may_be_the_next_midnight_is_told(text, time):
    assert dates.read(text) == date(2014, 9, 30)
    assert dates.doubtful_time(text) == time


@pytest.mark.parametrize(
    "text",
    ["30/9/2557", "30/9/2557 08:30", "30/9/2557 16:58 น.", "41912", "41912.0", "41912.35",
     "30/9/2557 12:15 AM", "ไม่ทราบ 23:59"],
)  # fmt: skip
def test_a_time_of_office_hours_or_no_time_hides_nothing(text):
    assert dates.doubtful_time(text) is None


def test_excel_s_fractions_are_rounded_to_the_second_it_shows():
    assert dates.read("41912.9999999") == date(2014, 10, 1)
    assert dates.doubtful_time("41912.9999999") is None


@pytest.mark.parametrize(
    "text", ["2014-09-30T25:00", "2014-09-30T10:61", "30/9/2557 13:00 PM", "2014-09-30T17:00+19:00"]
)
def test_what_no_clock_shows_is_no_day(text):
    with pytest.raises(dates.DayError, match="not_a_day"):
        dates.read(text)


def test_the_words_around_a_time_go_with_it():
    assert clock.taken_off("30/9/2557 เวลา 17.00 น.")[0] == "30/9/2557"
    assert clock.taken_off("9.2.51") == ("9.2.51", None)
