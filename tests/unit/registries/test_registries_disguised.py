"""Files that are not what their names say: web pages, texts and workbooks under other endings."""

from pathlib import Path

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

from helpers.core import notices
from helpers.core.errors import InputError
from helpers.registries import cleaning, reading

FIELDS = ["name", "tambon", "amphoe", "province", "registered_on", "members"]


def row(cells: list[str], tag: str = "td") -> str:
    return "<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in cells) + "</tr>"


def table(*rows: str) -> str:
    return f"<table border=1>{''.join(rows)}</table>"


def page(*parts: str, head: str = "<meta charset='utf-8'>") -> str:
    return f"<html><head><title>ทะเบียน</title>{head}</head><body>{''.join(parts)}</body></html>"


DATA = table(row(HEADINGS, "th"), row(LINE), row(OTHER))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874", "utf-16"])
@pytest.mark.parametrize("ending", ["xls", "xlsx", "csv"])
def test_a_web_page_is_read_whatever_it_says_of_itself(tmp_path: Path, ending: str, encoding: str):
    text = page(DATA, head="<meta charset='iso-8859-1'>")
    write_csv(tmp_path, text, name=f"{NAME}.{ending}", encoding=encoding)
    read = reading.read(tmp_path)
    assert read.lines["council"][FIELDS].values.tolist() == [LINE, OTHER]
    counts = counts_of(read)
    assert (counts["web_page"], counts["tables_in_page"], counts["lines_in_file"]) == (1, 1, 3)
    assert "scripts_not_run" not in counts


def test_cells_stay_texts_and_show_what_a_browser_shows(tmp_path: Path):
    headings = ["ชื่อสภา", "รหัสตำบล", "วันที่<br>จดแจ้ง", "จำนวน<b>สมาชิก</b>"]
    odd = [
        "  สภา&nbsp;ก\n   ข &amp; ค<!-- x --><script>y()</script>",
        "<p>041</p>0102",
        "9/2/2551",
        "",
    ]
    write_csv(tmp_path, page(table(row(headings), row(odd))), name=f"{NAME}.xls")
    line = lines_of(tmp_path).iloc[0]
    assert line["name"] == "สภา\u00a0ก ข & ค"
    assert line.tambon_code == "041\n0102" and line.registered_on == "9/2/2551"


def test_a_code_keeps_its_zeros(tmp_path: Path):
    headings = ["รหัสสภา", *HEADINGS]
    write_csv(tmp_path, page(table(row(headings), row(["0012", *LINE]))), name=f"{NAME}.xls")
    assert lines_of(tmp_path).body_id.tolist() == ["0012"]


def test_cells_over_several_rows_go_down_as_in_a_workbook(tmp_path: Path):
    first = ["<td>สภา ก</td><td>นาดี</td><td rowspan=2>เมือง</td><td rowspan='2'>อุดรธานี</td>"
             "<td>9/2/2551</td><td rowspan=2>12</td>"]  # fmt: skip
    second = ["<td>สภา ข</td><td>นาข่า</td><td>10/2/2551</td>"]
    rows = [row(HEADINGS), f"<tr>{first[0]}</tr>", f"<tr>{second[0]}</tr>"]
    write_csv(tmp_path, page(table(*rows)), name=f"{NAME}.xls")
    lines = lines_of(tmp_path)
    assert lines[["tambon", "amphoe", "registered_on"]].values.tolist() == [
        ["นาดี", "เมือง", "9/2/2551"],
        ["นาข่า", "เมือง", "10/2/2551"],
    ]
    assert lines.members.isna().tolist() == [False, True]


def test_of_several_tables_those_with_lines_are_read_and_the_others_told(tmp_path: Path):
    menu = table(row(["หน้าแรก", "รายงาน", "ออกจากระบบ"]))
    frame = table(f"<tr><td>{DATA}</td><td>โฆษณา</td></tr>")
    second = table(row(HEADINGS), row(["สภา ค", "หนองบัว", *LINE[2:]]))
    write_csv(tmp_path, page(menu, frame, second, "<script>x()</script>"), name=f"{NAME}.xls")
    read = reading.read(tmp_path)
    lines = read.lines["council"]
    assert lines.name.tolist() == ["สภา ก", "สภา ข", "สภา ค"]
    assert lines.source_file.str.rpartition("#")[2].tolist() == ["table 3", "table 3", "table 4"]
    assert counts_of(read, "#table 1")["skipped_sheet"] == 1
    counts = counts_of(read, "#table 3")
    assert (counts["tables_in_page"], counts["scripts_not_run"]) == (4, 1)
    assert cleaning.clean_lines(read).lines_in == 3


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("<form>กรุณาเข้าสู่ระบบ</form>", "a web page without a table (a page to log in"),
        ("<div id=grid></div><script>draw()</script>", "made by a script, which is not run"),
    ],
)
def test_a_page_without_a_table_is_refused_with_what_it_may_be(
    tmp_path: Path, body: str, problem: str
):
    write_csv(tmp_path, page(body), name=f"{NAME}.xls")
    with pytest.raises(InputError) as caught:
        reading.read(tmp_path)
    assert problem in str(caught.value) and "found ทะเบียน" in str(caught.value)


def test_a_page_of_tables_without_headings_is_refused(tmp_path: Path):
    write_csv(tmp_path, page(table(row(["ก", "ข", "ค"]), row(["1", "2", "3"]))), name=f"{NAME}.xls")
    with pytest.raises(InputError, match="no row with known headings"):
        reading.read(tmp_path)


@pytest.mark.parametrize("separator", [",", "\t"])
def test_a_text_under_the_name_of_a_workbook_is_read_and_told(tmp_path: Path, separator: str):
    text = csv_text(HEADINGS, LINE, OTHER, separator=separator)
    write_csv(tmp_path, text, name=f"{NAME}.xls", encoding="cp874")
    read = reading.read(tmp_path)
    assert read.lines["council"][FIELDS].values.tolist() == [LINE, OTHER]
    assert counts_of(read)["text_table"] == 1


def test_a_workbook_under_the_name_of_a_text_is_read_and_told(tmp_path: Path):
    write_workbook(tmp_path, {"Sheet1": [HEADINGS, LINE]}).rename(tmp_path / f"{NAME}.csv")
    read = reading.read(tmp_path)
    assert read.lines["council"][FIELDS].values.tolist() == [LINE]
    assert counts_of(read, "#Sheet1")["workbook"] == 1


def test_a_file_that_is_what_it_is_called_says_nothing_of_it(tmp_path: Path):
    write_csv(tmp_path, csv_text(HEADINGS, LINE))
    write_workbook(tmp_path, {"Sheet1": [HEADINGS, OTHER]})
    told = set(reading.read(tmp_path).account["what"])
    assert not told & {"web_page", "text_table", "workbook", "tables_in_page"}


@pytest.mark.parametrize(
    ("content", "in_english", "in_thai"),
    [
        ("%PDF-1.4\n", "a PDF, no table", "เป็น PDF"),
        ("MIME-Version: 1.0\nX-Document-Type: Workbook\n", "web archive (MHTML)", "หน้าเว็บที่เก็บรวม"),
        ('<?xml version="1.0"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
         "XML of Excel 2003", "XML ของ Excel 2003"),
    ],
)  # fmt: skip
def test_what_is_known_and_not_read_is_told_by_name(
    tmp_path: Path, monkeypatch, content: str, in_english: str, in_thai: str
):
    write_csv(tmp_path, content, name=f"{NAME}.xls")
    with pytest.raises(InputError) as caught:
        reading.read(tmp_path)
    assert in_english in str(caught.value)
    monkeypatch.setenv(notices.VARIABLE, "th")
    assert in_thai in notices.of_error(caught.value)
