"""Workbooks of registries: formats, sheets, merged cells, formulas, files that cannot be read."""

import datetime
import io
import zipfile
from pathlib import Path

import msoffcrypto.format.ooxml
import openpyxl
import pytest
from registry_files import (
    HEADINGS,
    LINE,
    NAME,
    OTHER,
    counts_of,
    lines_of,
    write_ods,
    write_workbook,
    write_xls,
)

from helpers.core.errors import InputError
from helpers.core.sheets import excel_files
from helpers.registries import reading

FIELDS = ["name", "tambon", "amphoe", "province", "registered_on", "members"]


def edited(path: Path, edit) -> Path:
    """``path`` after ``edit`` was done to its first sheet."""
    workbook = openpyxl.load_workbook(path)
    edit(workbook.worksheets[0])
    workbook.save(path)
    return path


@pytest.mark.parametrize("write", [write_ods, write_xls])
def test_old_and_open_formats_give_the_same_lines(tmp_path: Path, write):
    write(tmp_path, [HEADINGS, LINE, OTHER])
    lines = lines_of(tmp_path)
    assert lines[FIELDS].values.tolist() == [LINE, OTHER]
    assert lines.source_row.tolist() == [2, 3]


@pytest.mark.parametrize("ending", ["xlsx", "XLSM", "xls"])
def test_what_a_workbook_holds_counts_more_than_its_ending(tmp_path: Path, ending: str):
    write_workbook(tmp_path, {"Sheet1": [HEADINGS, LINE]}).rename(tmp_path / f"{NAME}.{ending}")
    assert lines_of(tmp_path)[FIELDS].values.tolist() == [LINE]


def test_cells_become_the_texts_an_officer_sees(tmp_path: Path):
    day, moment = datetime.date(2008, 2, 9), datetime.datetime(2008, 2, 9, 13, 5)
    rows = [
        HEADINGS,
        [1234567890.0, "นาดี", True, 0.5, day, 0],
        ["=ไม่ใช่สูตร", "นาดี", " เมือง ", "อุดรธานี", moment, 12.0],
    ]
    path = write_workbook(tmp_path, {"Sheet1": rows})

    def as_text(sheet):
        sheet["A3"].data_type = "s"

    edited(path, as_text)
    lines = lines_of(tmp_path)
    assert lines[FIELDS].values.tolist() == [
        ["1234567890", "นาดี", "TRUE", "0.5", "2008-02-09", "0"],
        ["=ไม่ใช่สูตร", "นาดี", "เมือง", "อุดรธานี", "2008-02-09 13:05:00", "12"],
    ]


def test_a_table_may_begin_anywhere_on_its_sheet(tmp_path: Path):
    rows = [[], [], [None, None, "ทะเบียน ณ วันที่ 1 ต.ค. 2557"], [None, None, *HEADINGS]]
    write_workbook(tmp_path, {"Sheet1": [*rows, [None, None, *LINE]]}, "council.xlsx")
    read = reading.read(tmp_path)
    line = read.lines["council"].iloc[0]
    assert line[FIELDS].tolist() == LINE
    assert line.source_row == 5 and line.exported_on.day == 1
    assert counts_of(read)["blank"] == 2


def test_each_sheet_is_read_and_what_is_no_table_is_counted(tmp_path: Path):
    sheets = {
        "สภา": [HEADINGS, LINE],
        "กองทุน": [["ชื่อกองทุน", "ตำบล", "วันที่ก่อตั้ง"], ["กองทุน ก", "นาดี", "1/1/2550"]],
        "สรุปรายจังหวัด": [["จังหวัด", "ตำบล", "จำนวน"], ["อุดรธานี", 3, 2]],
        "อื่นๆ": [["ข้อมูล ณ วันที่ 30 กันยายน 2557"], ["ผู้ใช้", "ทุกคน"]],
        "ว่าง": [],
    }
    write_workbook(tmp_path, sheets, "ทะเบียน.xlsx")
    read = reading.read(tmp_path)
    assert {kind: len(lines) for kind, lines in read.lines.items()} == {
        "council": 1,
        "welfare_fund": 1,
    }
    assert read.lines["council"].source_file[0].endswith("ทะเบียน.xlsx#สภา")
    assert read.lines["welfare_fund"].exported_on[0].isoformat() == "2014-09-30T00:00:00"
    assert counts_of(read, "#สรุปรายจังหวัด")["skipped_sheet"] == 2
    assert counts_of(read, "#อื่นๆ")["skipped_sheet"] == 2
    assert counts_of(read, "#ว่าง")["lines_in_file"] == 0


def test_a_sheet_with_a_table_no_one_declared_is_not_passed_over(tmp_path: Path):
    unknown = [["ก", "ข", "ค"], ["1", "2", "3"]]
    write_workbook(tmp_path, {"สภา": [HEADINGS, LINE], "แผ่นอื่น": unknown})
    with pytest.raises(InputError, match="sheet แผ่นอื่น: no row with known headings"):
        reading.read(tmp_path)


def test_merged_places_go_down_and_merged_numbers_do_not(tmp_path: Path):
    rows = [HEADINGS, LINE, [None, "นาข่า", None, None, "10/2/2551", None], [None] * 6, OTHER]
    path = write_workbook(tmp_path, {"Sheet1": rows})

    def merge(sheet):
        for cells in ("A2:A4", "C2:C4", "D2:D4", "F2:F4"):
            sheet.merge_cells(cells)

    edited(path, merge)
    lines = lines_of(tmp_path)
    assert lines.name.tolist() == ["สภา ก", "สภา ก", "สภา ข"]
    assert lines.province.tolist() == ["อุดรธานี"] * 3
    assert lines.members.isna().tolist() == [False, True, False]


def test_formulas_give_their_stored_value_and_are_counted(tmp_path: Path):
    path = write_workbook(tmp_path, {"Sheet1": [HEADINGS, LINE, OTHER]})
    with_xml(path, '<c r="F2" t="n"><f>SUM(1,2)</f><v>3</v></c>', cell="F2")
    read = reading.read(tmp_path)
    assert read.lines["council"].members.tolist() == ["3", "15"]
    assert counts_of(read)["formula_cells"] == 1


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="F2"><f>SUM(1,2)</f><v></v></c>',
        '<c r="F2"><f>SUM(1,2)</f></c>',
        '<c r="F2" s="1"><f t="shared" si="0"/><v/></c>',
        '<c r="F2" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
    ],
)
def test_a_formula_without_a_stored_value_rejects_its_line(tmp_path: Path, cell: str):
    path = write_workbook(tmp_path, {"Sheet1": [HEADINGS, LINE, OTHER]})
    with_xml(path, cell, cell="F2")
    read = reading.read(tmp_path)
    assert read.lines["council"].name.tolist() == ["สภา ข"]
    assert read.rejects[["reason_code", "source_row"]].values.tolist() == [
        ["formula_without_value", 2]
    ]
    assert "จำนวนสมาชิก" in read.rejects.reason_th[0]
    counts = counts_of(read)
    assert (counts["read"], counts["rejected"], counts["lines_in_file"]) == (1, 1, 3)


def test_a_row_of_nothing_but_formulas_without_value_is_no_blank_row(tmp_path: Path):
    path = write_workbook(tmp_path, {"Sheet1": [HEADINGS, LINE, [None] * 5 + ["=1+1"]]})
    assert path.exists()
    read = reading.read(tmp_path)
    assert read.rejects.source_row.tolist() == [3]


def with_xml(path: Path, xml: str, cell: str) -> None:
    """Put ``xml`` in place of one cell of the first sheet."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    start = sheet.index(f'<c r="{cell}"')
    end = sheet.index("</c>", start) + len("</c>")
    parts["xl/worksheets/sheet1.xml"] = (sheet[:start] + xml + sheet[end:]).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def test_headings_in_two_rows_are_read_together(tmp_path: Path):
    rows = [
        ["ทะเบียนกองทุน", None, None, None, None, None],
        ["ชื่อกองทุน", "ที่ตั้ง", None, "วันที่ก่อตั้ง", "จำนวนสมาชิก (คน)", None],
        [None, "ตำบล", "จังหวัด", None, "แรกตั้ง", "สะสม"],
        ["กองทุน ก", "นาดี", "อุดรธานี", "1/1/2550", 100, 250],
    ]
    path = write_workbook(tmp_path, {"Sheet1": rows}, "กองทุน 30 ก.ย. 2557.xlsx")

    def merge(sheet):
        for cells in ("A1:F1", "A2:A3", "B2:C2", "D2:D3", "E2:F2"):
            sheet.merge_cells(cells)

    edited(path, merge)
    line = lines_of(tmp_path, "welfare_fund").iloc[0]
    assert line[["name", "tambon", "province", "registered_on"]].tolist() == [
        "กองทุน ก",
        "นาดี",
        "อุดรธานี",
        "1/1/2550",
    ]
    assert line[["members_at_founding", "members_cumulative"]].tolist() == ["100", "250"]


def test_a_heading_over_several_undeclared_ones_is_not_taken_for_the_first(tmp_path: Path):
    rows = [
        [*HEADINGS, None, None],
        [None] * 5 + ["ชาย", "หญิง", "รวมทั้งหมด"],
        [*LINE[:5], 5, 7, 12],
    ]
    path = write_workbook(tmp_path, {"Sheet1": rows})
    edited(path, lambda sheet: sheet.merge_cells("F1:H1"))
    lines = lines_of(tmp_path)
    assert lines.name.tolist() == ["สภา ก"]
    assert lines.members.isna().all()


def test_a_password_is_told_as_such(tmp_path: Path):
    path = write_workbook(tmp_path, {"Sheet1": [HEADINGS, LINE]})
    closed = io.BytesIO()
    with path.open("rb") as plain:
        msoffcrypto.format.ooxml.OOXMLFile(plain).encrypt("secret", closed)
    path.write_bytes(closed.getvalue())
    with pytest.raises(
        InputError, match=r"(?s)council.*protected by a password.*without a password"
    ):
        reading.read(tmp_path)


@pytest.mark.parametrize("keep", [0.3, 0.9])
def test_a_damaged_workbook_is_told_as_such(tmp_path: Path, keep: float):
    path = write_workbook(tmp_path, {"Sheet1": [HEADINGS, LINE] * 50})
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * keep)])
    with pytest.raises(InputError, match="damaged"):
        reading.read(tmp_path)


def test_a_workbook_with_wrong_bytes_inside_is_told_as_such(tmp_path: Path):
    path = write_workbook(tmp_path, {"Sheet1": [HEADINGS, LINE] * 50})
    with zipfile.ZipFile(path) as archive:
        start = archive.getinfo("xl/worksheets/sheet1.xml").header_offset + 60
    content = bytearray(path.read_bytes())
    content[start : start + 200] = bytes(200)
    path.write_bytes(content)
    with pytest.raises(InputError, match="damaged"):
        reading.read(tmp_path)


def test_a_workbook_whose_sheet_is_no_xml_is_damaged(tmp_path: Path):
    path = write_workbook(tmp_path, {"Sheet1": [HEADINGS, LINE]})
    with_xml(path, '<c r="A1"><v>1</v', cell="A1")
    with pytest.raises(InputError, match="damaged"):
        reading.read(tmp_path)


def test_a_damaged_workbook_of_excel_97_is_told_as_such(tmp_path: Path):
    path = write_xls(tmp_path, [HEADINGS, LINE])
    path.write_bytes(path.read_bytes()[:600])
    with pytest.raises(InputError, match="damaged"):
        reading.read(tmp_path)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"\n<html><table></table></html>", "a web page without a table"),
        (b"a\tb\n", "no row with known headings"),
        (b"a\0\x01b", "no workbook"),
        (b"", "the file is empty"),
    ],
)
def test_a_file_that_is_no_workbook_is_refused(tmp_path: Path, content: bytes, problem: str):
    (tmp_path / f"{NAME}.xls").write_bytes(content)
    with pytest.raises(InputError, match=problem):
        reading.read(tmp_path)


def test_a_workbook_without_any_table_is_refused(tmp_path: Path):
    write_workbook(tmp_path, {"สรุป": [HEADINGS, LINE], "ก": [["ข้อความ"]]})
    with pytest.raises(InputError, match="no sheet of the workbook"):
        reading.read(tmp_path)
    write_workbook(tmp_path, {"Sheet1": []})
    with pytest.raises(InputError, match="no filled row"):
        reading.read(tmp_path)


def test_a_sheet_that_reaches_too_far_is_refused_before_it_is_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = write_workbook(tmp_path, {"Sheet1": [HEADINGS, LINE]})
    edited(path, lambda sheet: sheet.cell(1_000_000, 300, "x"))
    monkeypatch.setattr(excel_files, "_columns", lambda *_: pytest.fail("it was loaded"))
    monkeypatch.setattr(excel_files.CalamineWorkbook, "get_sheet_by_name", None, raising=False)
    with pytest.raises(InputError, match=r"reaches over 300,000,000 cells.*delete the rows"):
        reading.read(tmp_path)
