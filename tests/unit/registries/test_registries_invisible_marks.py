"""Marks nobody sees never decide what a registry says."""

from pathlib import Path

import pytest
from registry_files import HEADINGS, LINE, csv_text, write_csv, write_workbook

from helpers.registries import cleaning, reading

# Signs of direction, isolates, zero-width and no-break characters around, inside and between.
LINES = [
    ["สภา ก", "นา\u200bดี", "เมือง\u00a0อุดรธานี", "\u200fอุดรธานี", "9/2/2551", "12"],
    ["สภา ข", "นาข่า\u200e", "เมืองอุดรธานี", "\u202aอุดรธานี\u202c", "10/\u20602/2551", "1\u200b5"],
    [
        "สภา ค",
        "\u2068หนองบัว\u2069",
        "\u2066เมืองอุดรธานี\u2069",
        "อุดร\u00adธานี\ufeff",
        "11/2/2551",
        "7",
    ],
]
MARKED = [
    "ชื่อ\u200bสภา",
    "\u2067ตำบล\u2069",
    "อำเภอ\u200d",
    "\ufeffจังหวัด",
    "วันที่\u061cจดแจ้ง",
    "จำนวนสมาชิก",
]


@pytest.mark.parametrize("write", ["csv", "xlsx"])
def test_every_line_is_accepted_as_if_there_were_none(tmp_path: Path, write: str):
    if write == "csv":
        write_csv(tmp_path, "\ufeff" + csv_text(MARKED, *LINES))
    else:
        write_workbook(tmp_path, {"ทะ\u200bเบียน": [MARKED, *LINES]})
    cleaned = cleaning.clean_lines(reading.read(tmp_path))
    assert cleaned.rejects.empty
    assert sorted(cleaned.body_tambons.tambon_code) == ["410104", "410111", "410116"]
    assert sorted(cleaned.registrations.members) == [7, 12, 15]


def test_a_phone_number_is_no_less_personal_with_marks_in_it(tmp_path: Path):
    write_csv(tmp_path, csv_text(HEADINGS, ["สภา ก 081\u200b234\u200c5678", *LINE[1:]]))
    read = reading.read(tmp_path)
    assert read.lines["council"].name.tolist() == ["สภา ก"]


def test_a_file_whose_name_holds_a_mark_is_told_by_it(tmp_path: Path):
    write_csv(tmp_path, csv_text(HEADINGS, LINE), name="coun\u200bcil_2014-\u206009-30.csv")
    assert len(reading.read(tmp_path).lines["council"]) == 1
