"""Copies of exports in which what cannot be used is coloured and told; nothing else is touched."""

import shutil
from pathlib import Path

import openpyxl
import pytest
from conftest import REPOSITORY
from openpyxl import Workbook
from registry_files import HEADINGS, LINE, NAME, OTHER, csv_text, write_csv, write_workbook

from helpers.core import datasets, notices, paths
from helpers.core.errors import InputError
from helpers.core.sheets import checked
from helpers.registries import checked_copies, cleaning, reading

STRANGE = ["สภา ค", "นานาดี", "เมือง", "อุดรธานี", "9/2/2551", "4"]
EARLY = ["สภา ง", "นาข่า", "เมือง", "อุดรธานี", "1/1/2500", "4"]


@pytest.fixture
def exports(root: Path) -> Path:
    shutil.copytree(REPOSITORY / "data" / "raw" / "geography", paths.raw("geography"))
    folder = paths.raw("registries")
    folder.mkdir()
    return folder


def marked(copy: Path) -> dict[tuple[str, str], str]:
    """The comments of a copy by sheet and cell."""
    book = openpyxl.load_workbook(copy)
    return {
        (sheet.title, cell.coordinate): cell.comment.text
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }


def written() -> list[Path]:
    """Clean the exports of the tree and write everything; the copies among it."""
    cleaned = cleaning.clean(datasets.REAL)
    files = cleaning.write(cleaned, datasets.REAL)
    return [file for file in files if "_checked." in file.name]


def values(book: Workbook) -> list[list]:
    return [[c.value for c in row] for sheet in book for row in sheet.iter_rows()]


def test_rejected_lines_of_a_workbook_are_marked_in_the_cell_at_fault(exports: Path):
    title = ["ทะเบียนสภาองค์กรชุมชน"]
    path = write_workbook(
        exports, {"สภา 1": [title, HEADINGS, LINE, STRANGE], "สภา 2": [HEADINGS, EARLY]}
    )
    (copy,) = written()
    assert copy == paths.checked("registries", f"{NAME}_checked.xlsx")
    told = marked(copy)
    assert set(told) == {("สภา 1", "B4"), ("สภา 2", "E2")}
    assert "no tambon" in told["สภา 1", "B4"] and "นานาดี" in told["สภา 1", "B4"]
    assert "before the Community Organization Council Act" in told["สภา 2", "E2"]
    assert values(openpyxl.load_workbook(copy)) == values(openpyxl.load_workbook(path))


def test_reasons_are_told_in_the_language_of_the_run(exports: Path, monkeypatch):
    monkeypatch.setenv(notices.VARIABLE, "th")
    write_workbook(exports, {"สภา": [HEADINGS, LINE, STRANGE]})
    (text,) = marked(written()[0]).values()
    assert "ไม่พบตำบล" in text and "no tambon" not in text


def test_a_table_of_text_becomes_a_workbook_with_the_same_rows(exports: Path):
    (exports / "2557").mkdir()
    rows = [HEADINGS, LINE, [""] * 6, STRANGE, ["สภา จ", "นาดี", "เมือง", "อุดรธานี", "ไม่ทราบวัน", "4"]]
    write_csv(exports / "2557", csv_text(*rows), encoding="cp874")
    (copy,) = written()
    assert copy == paths.checked("registries", "2557", f"{NAME}_checked.xlsx")
    told = {cell: text for (_, cell), text in marked(copy).items()}
    book = openpyxl.load_workbook(copy).active
    assert {cell: book[cell].value for cell in told} == {"B3": "นานาดี", "E4": "ไม่ทราบวัน"}


def test_two_runs_give_the_same_bytes_and_a_mended_file_loses_its_copy(exports: Path):
    path = write_workbook(exports, {"สภา": [HEADINGS, LINE, STRANGE]})
    (copy,) = written()
    first = copy.read_bytes()
    assert written() == [copy] and copy.read_bytes() == first
    path.unlink()
    write_workbook(exports, {"สภา": [HEADINGS, LINE, OTHER]})
    assert written() == [] and not copy.exists()


def test_lines_there_is_nothing_to_correct_in_are_not_marked(exports: Path):
    write_workbook(exports, {"สภา": [HEADINGS, LINE, LINE]})
    assert written() == []


def test_more_lines_than_are_marked_are_told(exports: Path, monkeypatch):
    monkeypatch.setattr(checked_copies, "MOST_MARKS", 2)
    write_workbook(exports, {"สภา": [HEADINGS, STRANGE, STRANGE, EARLY, STRANGE]})
    told = marked(written()[0])
    assert len(told) == 3
    assert "2 more lines" in told["สภา", "A1"] and "rejects.xlsx" in told["สภา", "A1"]


def test_a_file_too_large_to_be_copied_is_told_by_its_rejects_alone(exports: Path, monkeypatch):
    monkeypatch.setattr(checked_copies, "MOST_BYTES", 10)
    write_workbook(exports, {"สภา": [HEADINGS, LINE, STRANGE]})
    assert written() == []
    assert paths.processed("rejects.xlsx").exists()


def test_a_refused_file_names_a_copy_in_which_its_sheets_are_marked(exports: Path):
    sheets = {"สภา": [HEADINGS, LINE], "ยกเลิก": [HEADINGS, OTHER]}
    write_workbook(exports, sheets | {"แผ่นอื่น": [["ก", "ข", "ค"], ["1", "2", "3"]]})
    swapped = [HEADINGS, LINE, [HEADINGS[1], HEADINGS[0], *HEADINGS[2:]], OTHER]
    write_csv(exports, csv_text(*swapped), name="สภา_2014-09-30.csv")
    with pytest.raises(InputError) as caught:
        reading.read(exports)
    files, failed = checked.write_all(caught.value)
    assert failed == []
    assert files == [
        "data/checked/registries/council_2014-09-30_checked.xlsx",
        "data/checked/registries/สภา_2014-09-30_checked.xlsx",
    ]
    told = marked(paths.root() / files[0])
    assert set(told) == {("ยกเลิก", "A1"), ("แผ่นอื่น", "A1")}
    assert "says bodies that ended" in told["ยกเลิก", "A1"]
    assert [cell for _, cell in marked(paths.root() / files[1])] == ["A3"]
