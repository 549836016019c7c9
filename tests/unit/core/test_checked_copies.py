"""The copy of a user's file in which mistakes are coloured and told; nothing else of it changes."""

import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation

from helpers.core.errors import InputError, Mistake, Place
from helpers.core.notices import both
from helpers.core.sheets import checked, marks

# A list of choices as newer Excels write one of another sheet; openpyxl drops it.
LATER_LIST = (
    '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"'
    ' xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"'
    ' xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
    '<x14:dataValidations count="1"><x14:dataValidation type="list"><x14:formula1><xm:f>'
    "lists!$A$1:$A$2</xm:f></x14:formula1><xm:sqref>B3</xm:sqref></x14:dataValidation>"
    "</x14:dataValidations></ext></extLst></worksheet>"
)
RESULTS = "xl/worksheets/sheet1.xml"


@pytest.fixture
def book(root: Path) -> Path:
    """A workbook with what people's workbooks have: merged cells, a comment, hidden sheets."""
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "ผล"
    sheet.append(["ชื่อ", "จำนวน"])
    sheet.append(["ก", "=1+1"])
    sheet.append(["ข", 5])
    sheet["B3"].font, sheet["B3"].number_format = Font(bold=True), "0.00"
    sheet["A2"].comment = Comment("ของเดิม", "ผู้กรอก")
    sheet.merge_cells("D2:E3")
    sheet.column_dimensions["A"].width = 33
    sheet.add_data_validation(DataValidation(type="whole", sqref="B2:B9"))
    sheet.protection.sheet = True
    made.create_sheet("lists").append(["หนึ่ง"])
    made["lists"].sheet_state = "veryHidden"
    path = root / "data" / "book.xlsx"
    path.parent.mkdir()
    made.save(path)
    with_later_list(path)
    return path


def with_later_list(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = parts[RESULTS].decode()
    parts[RESULTS] = (
        text.replace("<v></v>", "<v>2</v>", 1).replace("</worksheet>", LATER_LIST).encode()
    )
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def mistake(cell: str = "", sheet: str = "ผล", **place: object) -> Mistake:
    return Mistake(Place(sheet=sheet, cell=cell, **place), "odd", found=5)


def marked(book: Path, *mistakes: Mistake, name: str = "x_checked.xlsx") -> openpyxl.Workbook:
    target = book.parent / name
    assert checked.write(book, mistakes, target) == target
    return openpyxl.load_workbook(target)


def told(made: openpyxl.Workbook) -> dict[str, str]:
    return {
        f"{sheet.title}!{cell.coordinate}": cell.comment.text
        for sheet in made
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }


def test_the_cell_is_coloured_and_tells_the_reason(book):
    made = marked(book, mistake("B3"))
    cell = made["ผล"]["B3"]
    assert cell.comment.text == "odd; found 5" and cell.comment.author == "Check"
    assert cell.fill.fgColor.rgb == marks.COLOUR and cell.fill.patternType == "solid"
    assert (cell.value, cell.font.bold, cell.number_format) == (5, True, "0.00")
    uncoloured = made["ผล"]["A3"]
    assert uncoloured.fill.patternType is None and uncoloured.comment is None


def test_the_reason_is_in_the_language_of_the_run(book, monkeypatch):
    monkeypatch.setenv("LANG_OUT", "th")
    one = Mistake(Place(sheet="ผล", cell="B3"), both("not_a_day", name="x"), found="y")
    comment = marked(book, one)["ผล"]["B3"].comment
    assert (comment.text, comment.author) == ("x ไม่ใช่วันที่; พบ y", "ผลการตรวจ")


def test_nothing_else_changes(book):
    marked(book, mistake("B3"))
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(book.parent / "x_checked.xlsx") as new:
        changed = {name for name in old.namelist() if old.read(name) != new.read(name)}
        added = set(new.namelist()) - set(old.namelist())
        sheet = new.read(RESULTS).decode()
    # The sheet with its comments, which it had before, and one format more.
    comments = {"xl/comments/comment1.xml", "xl/drawings/commentsDrawing1.vml"}
    assert changed == {RESULTS, "xl/styles.xml", *comments} and added == set()
    assert "x14:dataValidation " in sheet and "lists!$A$1:$A$2" in sheet
    assert "<v>2</v>" in sheet, "the stored result of a formula is lost"


def test_what_a_program_reads_of_it_is_the_same(book):
    made, before = marked(book, mistake("B3")), openpyxl.load_workbook(book)
    sheet, old = made["ผล"], before["ผล"]
    assert [c.value for row in sheet for c in row] == [c.value for row in old for c in row]
    assert sheet.column_dimensions["A"].width == 33 and sheet.protection.sheet
    assert [str(one.sqref) for one in sheet.data_validations.dataValidation] == ["B2:B9"]
    assert made["lists"].sheet_state == "veryHidden" and sheet.merged_cells == old.merged_cells


def test_a_comment_that_is_there_stays(book):
    assert told(marked(book, mistake("A2"))) == {"ผล!A2": "ของเดิม\nodd; found 5"}


@pytest.mark.parametrize(
    ("place", "there"),
    [
        (Place(sheet="ผล", cell="E3"), "ผล!D2"),
        (Place(sheet="ผล", cell="H1"), "ผล!H1"),
        (Place(sheet="ผล", cell="AB40"), "ผล!AB40"),
        (Place(sheet="ผล", row=3), "ผล!A3"),
        (Place(sheet="ผล", row=30), "ผล!A30"),
        (Place(sheet="ผล"), "ผล!A1"),
        (Place(sheet="lists", cell="C5"), "lists!C5"),
        (Place(sheet="gone"), "ผล!A1"),
        (Place(), "ผล!A1"),
    ],
)
def test_where_a_mistake_is_marked(book, place, there):
    assert there in told(marked(book, Mistake(place, "odd")))


def test_several_reasons_of_a_cell_stand_in_its_one_comment(book):
    further = Mistake(Place(sheet="ผล", cell="B3"), "strange")
    assert told(marked(book, mistake("B3"), further))["ผล!B3"] == "odd; found 5\nstrange"


def test_cells_without_a_number_are_counted(book):
    with zipfile.ZipFile(book) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name in ("A3", "B3"):
        parts[RESULTS] = parts[RESULTS].replace(f' r="{name}"'.encode(), b"")
    with zipfile.ZipFile(book, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    made = marked(book, mistake("B3"))
    assert made["ผล"]["B3"].value == 5 and "ผล!B3" in told(made)


def test_the_same_mistakes_give_the_same_bytes(book):
    for name in ("x_checked.xlsx", "y_checked.xlsx"):
        marked(book, mistake("B3"), mistake("A2"), name=name)
    first, second = (book.parent / f"{name}_checked.xlsx" for name in "xy")
    assert first.read_bytes() == second.read_bytes()


def test_a_csv_becomes_a_workbook_with_its_lines_as_rows(root):
    source = root / "form.csv"
    source.write_text('id,value\n1,"a\nb"\n\n2,=1+1\n', encoding="utf-8")
    wrong = Mistake(Place(line=5, column="value"), "odd")
    target = checked.write(source, [wrong, Mistake(Place(line=2), "row")], root / "c_checked.xlsx")
    sheet = openpyxl.load_workbook(target).active
    assert [[c.value for c in row] for row in sheet] == [
        ["id", "value"],
        ["1", "a\nb"],
        ["2", "=1+1"],
    ]
    assert sheet["B3"].data_type == "s" and sheet.title == "form"
    with zipfile.ZipFile(target) as archive:
        assert b">1980-01-01T00:00:00Z<" in archive.read("docProps/core.xml")
    assert sheet["B3"].comment.text == "odd" and sheet["A2"].comment.text == "row"


@pytest.mark.parametrize("name", ["old.xls", "damaged.xlsx", "book.ods"])
def test_of_a_file_that_cannot_be_copied_there_is_no_copy(root, name):
    (root / name).write_bytes(b"PK\x03\x04 nothing")
    assert checked.write(root / name, [mistake("A1")], root / "x_checked.xlsx") is None
    assert not (root / "x_checked.xlsx").exists()


def test_each_file_of_an_error_gets_the_copy_it_names(book):
    copies = {
        "data/book.xlsx": "reports/a_checked.xlsx",
        "data/other.xlsx": "reports/b_checked.xlsx",
    }
    error = InputError("1", file="data/book.xlsx", mistakes=[mistake("B3")], copies=copies)
    assert checked.write_all(error) == (["reports/a_checked.xlsx"], [])


def test_a_copy_that_cannot_be_written_is_told(book):
    (book.parents[1] / "reports").write_text("a file where a folder should be")
    copies = {"data/book.xlsx": "reports/a_checked.xlsx"}
    error = InputError("1", file="data/book.xlsx", mistakes=[mistake("B3")], copies=copies)
    written, failed = checked.write_all(error)
    assert written == [] and failed[0].startswith(
        "reports/a_checked.xlsx was not written, close it"
    )
