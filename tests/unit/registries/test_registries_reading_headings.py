"""What a file is told by: its headings, its kind, the day of its export; corrections."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from registry_files import (
    HEADINGS,
    LINE,
    NAME,
    OTHER,
    counts_of,
    csv_text,
    lines_of,
    write_csv,
    write_workbook,
)

from helpers.core.errors import InputError
from helpers.registries import declarations, export_day, reading

FUND = ["ชื่อกองทุน", "ตำบล", "จังหวัด", "วันที่ก่อตั้ง", "สมาชิกสะสม"]


def with_headings(folder: Path, *headings: str, name: str = f"{NAME}.csv") -> pd.DataFrame:
    write_csv(folder, csv_text(list(headings), LINE, OTHER), name=name)
    return reading.read(folder).lines["council"]


@pytest.mark.parametrize(
    ("written", "column"),
    [
        ("วันที่จดแจ้ง*", "registered_on"),
        (" วัน/เดือน/ปี  ที่จดแจ้ง ", "registered_on"),
        ("วันที่จดแจ้ง (วว/ดด/ปปปป)", "registered_on"),
        ("Registered_On", "registered_on"),
        ('"วันที่\nจดแจ้ง"', "registered_on"),
        ("วันที\u200bจดแจ้ง".replace("ที", "ที่"), "registered_on"),
    ],
)
def test_a_heading_is_known_however_it_is_spelled(tmp_path: Path, written: str, column: str):
    lines = with_headings(tmp_path, *HEADINGS[:4], written, HEADINGS[5])
    assert lines[column].tolist() == ["9/2/2551", "10/2/2551"]


def test_sara_am_in_two_characters_is_the_same_heading(tmp_path: Path):
    lines = with_headings(
        tmp_path, "ชื่อสภา", "ต\u0e4dาบล", "อ\u0e4dาเภอ", *HEADINGS[3:5], "จ\u0e4dานวนสมาชิก (คน)"
    )
    assert lines[["tambon", "amphoe", "members"]].values.tolist() == [
        ["นาดี", "เมือง", "12"],
        ["นาข่า", "เมือง", "15"],
    ]


def test_a_needed_column_without_heading_is_named_with_its_nearest(tmp_path: Path):
    with pytest.raises(InputError) as caught:
        with_headings(tmp_path, *HEADINGS[:4], "วันจดแจ้งสภา", HEADINGS[5])
    message = str(caught.value)
    assert "no heading is known for registered_on of a file of council" in message
    assert "'วันจดแจ้งสภา' is like 'วันจดแจ้ง'" in message
    assert "อุดรธานี" not in message and "src/helpers/metadata/registries.yml" in message


def test_a_file_must_say_where_its_bodies_are(tmp_path: Path):
    with pytest.raises(InputError, match="no heading is known for tambon/area/tambon_code"):
        with_headings(tmp_path, "ชื่อสภา", "ที่", "อำเภอ", "จังหวัด", "วันที่จดแจ้ง", "x")


def test_two_headings_for_one_column_are_refused(tmp_path: Path):
    with pytest.raises(InputError, match=r"column tambon.*'ตำบล', 'ชื่อตำบล'.*leave out"):
        with_headings(tmp_path, "ชื่อสภา", "ตำบล", "ชื่อตำบล", "จังหวัด", "วันที่จดแจ้ง", "x")


def test_swapped_headings_are_told(tmp_path: Path):
    with pytest.raises(InputError, match="'วันที่จดแจ้ง' and 'ตำบล' look swapped"):
        with_headings(tmp_path, "ชื่อสภา", "วันที่จดแจ้ง", "อำเภอ", "จังหวัด", "ตำบล", "จำนวนสมาชิก")


def test_columns_that_move_within_a_file_are_not_misread(tmp_path: Path):
    moved = [HEADINGS[1], HEADINGS[0], *HEADINGS[2:]]
    write_csv(tmp_path, csv_text(HEADINGS, LINE, moved, OTHER))
    with pytest.raises(InputError, match="line 3: the headings change"):
        reading.read(tmp_path)


def test_the_kind_is_told_by_sheet_then_title_then_file_then_folder(tmp_path: Path):
    fund = ["กองทุน ก", "นาดี", "อุดรธานี", "1/1/2550", "9"]
    title = ["ทะเบียนกองทุนสวัสดิการชุมชน ไม่รวมกองทุนหมู่บ้าน"]
    write_csv(tmp_path, csv_text(title, FUND, fund), name="export_2014-09-30.csv")
    write_csv(tmp_path, csv_text(FUND, fund), name="สภาและกองทุน 2014-09-30.csv")
    (tmp_path / "กองทุน").mkdir()
    write_csv(tmp_path / "กองทุน", csv_text(FUND, fund), name="ภาคเหนือ 2014-09-30.csv")
    write_csv(tmp_path, csv_text(FUND, fund), name="Welfare 2014-09-30.csv")
    write_workbook(tmp_path, {"กองทุน": [FUND, fund]}, "สภา 2014-09-30.xlsx")
    assert {kind: len(lines) for kind, lines in reading.read(tmp_path).lines.items()} == {
        "welfare_fund": 5
    }


def test_headings_alone_tell_no_kind_and_with_the_bodies_names_they_do(tmp_path: Path):
    rows = [["กองทุน ก", "นาดี", "อุดรธานี", "1/1/2550", "9"] for _ in range(3)]
    write_csv(tmp_path, csv_text(FUND, *rows), name="export_2014-09-30.csv")
    with pytest.raises(InputError, match=r"headings alone are not enough.*fit welfare_fund"):
        reading.read(tmp_path)
    for row in rows[:2]:
        row[0] = "กองทุนสวัสดิการชุมชน ก"
    write_csv(tmp_path, csv_text(FUND, *rows), name="export_2014-09-30.csv")
    assert len(reading.read(tmp_path).lines["welfare_fund"]) == 3


@pytest.mark.parametrize(
    "headings",
    [["name", "ตำบล", "วันที่จัดตั้ง"], ["จังหวัด", "ตำบล", "ปี"]],
    ids=["both kinds fit", "no kind fits"],
)
def test_a_kind_that_cannot_be_told_is_asked_for(tmp_path: Path, headings: list[str]):
    write_csv(tmp_path, csv_text(headings, ["ก", "นาดี", "1/1/2552"]), name="x_2014-09-30.csv")
    with pytest.raises(InputError, match=r"kind of registry cannot be told.*file's name"):
        reading.read(tmp_path)


def test_a_single_known_word_makes_no_row_of_headings(tmp_path: Path):
    write_csv(tmp_path, csv_text(["สภาองค์กรชุมชน"], HEADINGS, LINE))
    assert len(lines_of(tmp_path)) == 1


def test_headings_of_two_rows_in_a_csv(tmp_path: Path):
    upper = ["ชื่อกองทุน", "ตำบล", "วันที่ก่อตั้ง", "จำนวนสมาชิก", "", ""]
    lower = ["", "", "", "แรกตั้ง", "สะสม", "ปัจจุบัน"]
    fund = ["กองทุน ก", "นาดี", "1/1/2550", "5", "6", "7"]
    write_csv(tmp_path, csv_text(upper, lower, fund), name="fund_2014-09-30.csv")
    line = lines_of(tmp_path, "welfare_fund").iloc[0]
    members = ["members_at_founding", "members_cumulative", "members_current"]
    assert line[members].tolist() == ["5", "6", "7"]


@pytest.mark.parametrize(
    "name",
    [
        "council_2014-09-30",
        "council 20140930 v2",
        "สภา_2557-09-30",
        "สภา 30-09-2557",
        "สภา 300957",
        "สภา 30092557",
        "สภา ๓๐ กันยายน ๒๕๕๗ (แก้ไข 1)",
        "สภา 30ก.ย.57",
        "สภา30กันยายน2557",
        "council_30.9.2014",
    ],
)
def test_the_day_of_the_export_is_read_from_a_name(name: str):
    assert export_day.in_name(name) == date(2014, 9, 30)


@pytest.mark.parametrize("name", ["สภา", "สภา 2557", "council_2014-02-30", "1-1-2557 ถึง 30-9-2557"])
def test_a_name_without_one_day_tells_none(name: str):
    assert export_day.in_name(name) is None


@pytest.mark.parametrize(
    "text",
    [
        "ข้อมูล ณ วันที่ 30 กันยายน 2557",
        "ทะเบียนสภาองค์กรชุมชน ข้อมูล ณ วันที่ ๓๐ ก.ย. ๒๕๕๗",
        "(ข้อมูล ณ 30/9/2557)",
        "ส่งออกเมื่อ 30/09/2557 เวลา 10.30 น.",
        "As of 30 September 2014",
        "พิมพ์วันที่: 30 ก.ย. 57 หน้า 1",
    ],
)
def test_the_day_of_the_export_is_read_above_and_below_the_lines(tmp_path: Path, text: str):
    for place, rows in {
        "above": [[text], HEADINGS, LINE],
        "below": [HEADINGS, LINE, [text]],
    }.items():
        folder = tmp_path / place
        folder.mkdir()
        write_csv(folder, csv_text(*rows), name="council_2015-01-01.csv")
        lines = lines_of(folder)
        assert lines.exported_on.tolist() == [pd.Timestamp(2014, 9, 30)]


def test_the_day_may_stand_in_the_cell_beside(tmp_path: Path):
    beside = ["ข้อมูล ณ วันที่", "30 กันยายน 2557", ""]
    write_csv(tmp_path, csv_text(beside, HEADINGS, LINE), name="council.csv")
    assert lines_of(tmp_path).exported_on.tolist() == [pd.Timestamp(2014, 9, 30)]


def test_the_day_of_the_data_counts_before_the_day_of_printing(tmp_path: Path):
    rows = [["พิมพ์เมื่อ 5 ต.ค. 2557"], ["ข้อมูล ณ วันที่ 30 ก.ย. 2557"], HEADINGS, LINE]
    write_csv(tmp_path, csv_text(*rows), name="council.csv")
    assert lines_of(tmp_path).exported_on.tolist() == [pd.Timestamp(2014, 9, 30)]


def test_two_days_of_export_in_one_file_are_refused(tmp_path: Path):
    rows = [["ข้อมูล ณ วันที่ 30 ก.ย. 2557"], HEADINGS, LINE, ["ข้อมูล ณ วันที่ 30 ก.ย. 2558"]]
    write_csv(tmp_path, csv_text(*rows))
    with pytest.raises(InputError, match=r"several days of export.*2014-09-30, 2015-09-30"):
        reading.read(tmp_path)


def test_no_day_of_export_at_all_is_asked_for(tmp_path: Path):
    write_csv(tmp_path, csv_text(HEADINGS, LINE), name="council.csv")
    with pytest.raises(InputError, match=r"day of the export.*council_2014-09-30\.csv"):
        reading.read(tmp_path)


CORRECTION = ["ไฟล์ต้นทาง", "แถว", "เหตุผล", "วันที่ส่งออก", *HEADINGS]
FIXED = ["data/raw/registries/a.csv", 7, "ไม่พบตำบล", "2014-09-30", *LINE]


def test_a_workbook_of_corrections_says_which_line_it_corrects(tmp_path: Path):
    write_workbook(tmp_path, {"council": [CORRECTION, FIXED]}, "ชื่อใดก็ได้.xlsx")
    line = lines_of(tmp_path).iloc[0]
    assert (line.fixes_file, line.fixes_row) == ("data/raw/registries/a.csv", 7)
    assert line.exported_on == pd.Timestamp(2014, 9, 30)
    assert line[["name", "tambon", "registered_on"]].tolist() == ["สภา ก", "นาดี", "9/2/2551"]
    assert line.source_file.endswith("ชื่อใดก็ได้.xlsx#council")


@pytest.mark.parametrize(
    ("place", "value"), [(0, None), (1, "เจ็ด"), (1, "7.5"), (3, None), (3, "x")]
)
def test_a_correction_of_no_line_is_a_reject(tmp_path: Path, place: int, value: str | None):
    bad = [*FIXED[:place], value, *FIXED[place + 1 :]]
    write_workbook(tmp_path, {"council": [CORRECTION, bad, FIXED]}, "แก้ไข.xlsx")
    read = reading.read(tmp_path)
    assert read.rejects.reason_code.tolist() == ["correction_incomplete"]
    assert read.lines["council"].source_row.tolist() == [3]
    assert "undeclared_columns" not in counts_of(read)


HOUSING = """
  housing:
    label: {th: ที่อยู่อาศัย, en: Housing}
    unit: project
    files: ["*บ้านมั่นคง*", "*housing*"]
    columns:
      name: {type: text, headings: [ชื่อโครงการ]}
      area: {type: text, headings: [ที่ตั้งโครงการ]}
      registered_on: {type: day, required: true, headings: [วันที่อนุมัติ]}
    measures:
      households: {unit: household, headings: [จำนวนครัวเรือน]}
"""


def declared_file(folder: Path, old: str = "", new: str = "") -> Path:
    """The package's declarations with one text changed, as a file of their own."""
    text = (Path(declarations.__file__).parent.parent / "metadata" / "registries.yml").read_text(
        "utf-8"
    )
    assert old in text
    path = folder / "registries.yml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def test_another_issue_is_read_by_declaring_it(tmp_path: Path):
    known = declarations.load(declared_file(tmp_path, "\nstatuses:", f"{HOUSING}statuses:"))
    folder = tmp_path / "exports"
    folder.mkdir()
    rows = [["ชื่อโครงการ", "ที่ตั้งโครงการ", "วันที่อนุมัติ", "จำนวนครัวเรือน"]]
    rows.append(["โครงการ ก", "ต.นาดี อ.เมือง จ.อุดรธานี", "1/2/2552", "120"])
    write_csv(folder, csv_text(*rows), name="บ้านมั่นคง 2014-09-30.csv")
    line = reading.read(folder, known).lines["housing"].iloc[0]
    assert line[["name", "area", "households"]].tolist() == [rows[1][0], rows[1][1], "120"]
    assert known.kinds["housing"].measures["households"].unit == "household"


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("    unit: council\n", "", r"kinds\.council is not allowed.*unit"),
        ("before: reject", "before: refuse", r"kinds\.council\.before is not allowed"),
        ("not_before: 2008-02-09", "not_before: soon", "not_before is not a day.*YYYY-MM-DD"),
        ("headings: [อำเภอ,", "headings: [ตำบล,", "heading 'ตำบล' stands for two columns"),
        ("'^หมายเหตุ'", "'^(หมายเหตุ'", "not a regular expression"),
        ("type: code", "type: number", r"tambon_code\.type is not allowed"),
    ],
)
def test_declarations_of_another_shape_are_refused(
    tmp_path: Path, old: str, new: str, problem: str
):
    path = declared_file(tmp_path, old, new)
    with pytest.raises(InputError, match=problem) as caught:
        declarations.load(path)
    assert "registries.yml" in str(caught.value)


def test_a_kind_without_a_column_of_areas_is_refused(tmp_path: Path):
    without = HOUSING.replace("area: {", "amphoe: {")
    with pytest.raises(InputError, match="no column that says where a body is"):
        declarations.load(declared_file(tmp_path, "\nstatuses:", f"{without}statuses:"))


def test_the_declarations_of_the_package_hold():
    known = declarations.load()
    assert set(known.kinds) >= {"council", "welfare_fund"}
    assert known.kinds["council"].not_before == date(2008, 2, 9)
    assert known.kinds["council"].columns["registered_on"].required
    assert "ยุบเลิก" in known.statuses["ended"]
