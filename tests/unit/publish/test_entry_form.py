"""The form as it is written: opened with openpyxl and csv, compared with the facts and the plan."""

import csv
import io
import re
from datetime import date

import form_builders
import openpyxl
import pytest
from form_builders import AS_OF, COUNCILS, QUALITY, YEAR, find

from helpers import facts
from helpers.actuals.forms import fields
from helpers.core import files, thai
from helpers.publish import entry_form
from helpers.publish.annual import executive
from helpers.publish.document import plain
from helpers.publish.language import Speaker

ENTRY_FILL = "00" + "FFF8DC"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Workbook and table of 2557, in a tree of their own, and the facts they were made from."""
    root = form_builders.written(tmp_path_factory)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TAMBON_ROOT", str(root))
        book = root / "reports" / str(YEAR) / "actuals_form.xlsx"
        yield book, book.with_suffix(".csv"), facts.read(YEAR, AS_OF)


@pytest.fixture(scope="module")
def book(made):
    return openpyxl.load_workbook(made[0])


@pytest.fixture(scope="module")
def rows(made):
    text = made[1].read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def items(page):
    names = [cell.value for cell in page[4]]
    return [row[names.index("item")].value for row in page.iter_rows(min_row=5)]


def test_the_sheets_have_thai_names_and_one_is_hidden(book):
    assert all(re.search("[ก-๙]", name) for name in book.sheetnames)
    hidden = [page.title for page in book if page.sheet_state == "hidden"]
    assert hidden == [fields.sheet_name("about")]


def test_every_indicator_due_every_goal_by_stage_and_every_strategy_has_a_row(book, made):
    content = made[2]
    due = [entry["indicator_id"] for entry in content["indicators"]]
    goals = [g["goal_id"] for g in content["goals"]["items"]
             if g["kind"] in ("qualitative_target", "outcome", "process")]  # fmt: skip
    assert due and len(goals) == 42 + 32
    assert items(book[fields.sheet_name("results")]) == due
    assert items(book[fields.sheet_name("narrative")]) == due
    assert items(book[fields.sheet_name("milestones")]) == goals
    names = ("1.1", "1.2,1.3", "1.4", "2.1", "3.1", "3.2", "3.3", "3.4")
    assert items(book[fields.sheet_name("strategies")]) == [f"2555-2559/{n}" for n in names]


def test_a_goal_is_printed_with_its_kind_and_with_what_it_is_part_of(book):
    page = book[fields.sheet_name("milestones")]
    names = [cell.value for cell in page[4]]
    printed = {row[0].value: {n: c.value for n, c in zip(names, row, strict=True)}
               for row in page.iter_rows(min_row=5)}  # fmt: skip
    outcome = printed["2555-2559/1.1/outcome.2"]
    approach = "การพัฒนาระบบสวัสดิการชุมชนท้องถิ่น"
    assert (outcome["goal_kind"], outcome["label"].partition(" – ")[0]) == ("ผลลัพธ์", approach)
    part = printed["2555-2559/3.3/process.2"]
    assert (part["goal_kind"], part["label"]) == (
        "กระบวนการ",
        "พัฒนาระบบการบริหารบุคลากร – ระบบการจ้าง",
    )


def test_label_unit_target_and_last_result_are_those_of_the_facts(book, made):
    content = made[2]
    for entry in content["indicators"]:
        name = entry["indicator_id"]
        target = content["facts"][entry["facts"]["target"]]["value"]
        assert find(book, "results", name, "target").value == target
        assert entry["label"]["th"] in find(book, "results", name, "label").value
        assert find(book, "results", name, "unit").value == entry["unit_th"]
    assert find(book, "results", COUNCILS, "last_value").value == "4,182–4,202"
    assert "2556" in find(book, "results", COUNCILS, "last_as_of").value
    assert find(book, "results", QUALITY, "last_value").value == fields.load()["none"]


def test_only_entry_cells_are_open_and_coloured(book):
    seen = 0
    for sheet in fields.FILLED:
        page = book[fields.sheet_name(sheet)]
        assert page.protection.sheet and page.protection.password is None
        assert page.freeze_panes == "C5"
        for cell in (cell for row in page.iter_rows() for cell in row):
            is_open = not cell.protection.locked
            assert is_open == (cell.fill.fgColor.rgb == ENTRY_FILL)
            seen += is_open
    assert seen > 200
    assert find(book, "results", COUNCILS, "numerator").protection.locked
    assert not find(book, "results", QUALITY, "numerator").protection.locked


def check_of(book, sheet, item, column):
    cell = find(book, sheet, item, column)
    found = [
        check for check in cell.parent.data_validations.dataValidation
        if cell.coordinate in check.sqref
    ]  # fmt: skip
    assert len(found) == 1
    return found[0]


def test_checks_speak_thai_and_say_the_bounds(book):
    day = check_of(book, "results", COUNCILS, "as_of")
    assert (day.formula1, day.formula2) == ("DATE(2013,10,1)", "DATE(2014,9,30)")
    share = check_of(book, "results", QUALITY, "value")
    assert (share.type, share.formula1, share.formula2) == ("decimal", "0", "100")
    count = check_of(book, "results", COUNCILS, "value")
    assert (count.type, count.operator) == ("whole", "greaterThanOrEqual")
    stages = check_of(book, "milestones", items(book[fields.sheet_name("milestones")])[0], "stage")
    words = [choice["th"] for choice in fields.load()["choices"]["stage"].values()]
    assert stages.formula1 == f'"{",".join(words)}"'
    for check in (day, share, count, stages):
        assert re.search("[ก-๙]", check.error) and len(check.error) <= 255
        assert len(check.errorTitle) <= 32


def test_the_summary_is_the_draft_of_the_facts(book, rows, made):
    draft = "\n".join(plain(line) for line in executive.draft(Speaker(made[2], "th")))
    assert find(book, "overall", "overall", "executive_summary").value == draft
    assert rows[-1]["executive_summary"] == draft


def test_what_the_form_is_of_is_kept_hidden(book):
    about = dict(book[fields.sheet_name("about")].values)
    assert about["form_year"] == YEAR and about["form_as_of"] == "2014-09-30"
    assert about["plan_id"] == "2555-2559" and len(about["draft_sha256"]) == 64


def test_instructions_tell_where_and_how_in_thai_and_english(book):
    page = book[fields.sheet_name("instructions")]
    said = "\n".join(str(row[0]) for row in page.values)
    for words in ("data/raw/actuals", "make products YEAR=2557", "2014-09-30", "ห้ามใส่ข้อมูลส่วนบุคคล"):
        assert words in said
    assert "{" not in said and "never write 0" in said


def test_every_sheet_prints_on_a4(book):
    for page in book:
        assert page.page_setup.paperSize == 9 and page.page_setup.fitToWidth == 1
        assert page.sheet_properties.pageSetUpPr.fitToPage


def test_the_table_has_the_rows_of_the_workbook_and_its_columns(book, rows, made):
    assert made[1].read_bytes().startswith(b"\xef\xbb\xbf")
    assert list(rows[0]) == fields.table_columns()
    ids = [*items(book[fields.sheet_name("results")]),
           *items(book[fields.sheet_name("milestones")]),
           *items(book[fields.sheet_name("strategies")]), "overall"]  # fmt: skip
    assert [row["item"] for row in rows] == ids
    assert {row["form_year"] for row in rows} == {str(YEAR)}


def test_words_of_goals_and_strategies_survive_excels_thai_code_page(rows):
    printed = [row for row in rows if row["row_kind"] in ("goal", "strategy")]
    assert len(printed) == 74 + 8
    for row in printed:
        text = row["label"] + row["goal_kind"]
        assert text.encode("cp874").decode("cp874") == text


def test_the_same_facts_give_the_same_bytes(made):
    before = [files.sha256(file) for file in made[:2]]
    for file in made[:2]:
        file.unlink()
    assert [files.sha256(file) for file in entry_form.write(YEAR, AS_OF)] == before


def test_a_form_of_the_half_year_lies_beside_its_report_and_ends_its_days_there(made):
    day = thai.six_month_round(YEAR)
    book_path, _ = entry_form.write(YEAR, day)
    assert book_path.parent.name == "as_of_2014-03-31"
    half = openpyxl.load_workbook(book_path)
    assert check_of(half, "results", COUNCILS, "as_of").formula2 == "DATE(2014,3,31)"
    said = "\n".join(str(row[0]) for row in half[fields.sheet_name("instructions")].values)
    assert "make products YEAR=2557 AS_OF=2014-03-31" in said


def test_a_plan_of_qualitative_targets_has_its_form_too(made):
    book_path, _ = entry_form.write(2552, date(2009, 9, 30))
    page = openpyxl.load_workbook(book_path)[fields.sheet_name("milestones")]
    assert len(items(page)) == 21 + 18 + 13  # and parts 4.3 and 6.2-6.5 of its document
