"""Every way a form can be spoilt: a message with sheet and cell, or inert text."""

import io
import shutil
import zipfile
from datetime import date, datetime

import form_builders
import openpyxl
import pytest
from form_builders import (
    AS_OF,
    COUNCILS,
    GOAL,
    LEADERS,
    NARRATIVE,
    OVERALL,
    QUALITY,
    find,
    formula,
    opened,
    per_cent,
    result,
    stage,
)

from helpers.actuals import forms, table
from helpers.actuals import raw as actuals_raw
from helpers.actuals.forms import fields
from helpers.core import sources
from helpers.core.errors import InputError

pytestmark = pytest.mark.long(seconds=30)


@pytest.fixture
def desk(tmp_path, tmp_path_factory, monkeypatch):
    return form_builders.desk_of(tmp_path_factory, tmp_path, monkeypatch)


def place(desk, sheet, item, column):
    """The words by which a message names a cell: sheet and coordinate."""
    cell = find(opened(desk.form), sheet, item, column)
    return f"sheet {cell.parent.title} cell {cell.coordinate}"


# ------------------------------------------------------------------ single entries


@pytest.mark.parametrize(
    ("item", "changes", "column", "said"),
    [
        (COUNCILS, {"value": "ประมาณ 4,400"}, "value", "not a number"),
        (COUNCILS, {"value": True}, "value", "not a number"),
        (COUNCILS, {"value": date(2014, 9, 30)}, "value", "not a number"),
        (COUNCILS, {"value": -1}, "value", "below zero"),
        (COUNCILS, {"value": 4400.5}, "value", "counted in whole numbers"),
        (COUNCILS, {"value": per_cent(44)}, "value", "counted in whole numbers"),
        (COUNCILS, {"value": formula("=SUM(A1:A2)")}, "value", "a formula stands in an entry cell"),
        (COUNCILS, {"as_of": formula("=TODAY()")}, "as_of", "a formula stands in an entry cell"),
        (COUNCILS, {"numerator": 3}, "numerator", "not a numerator or denominator"),
        (QUALITY, {"value": 0.85}, "value", "if 85 per cent is meant, write 85"),
        (QUALITY, {"value": 1}, "value", "if 100 per cent is meant, write 100"),
        (QUALITY, {"value": 850}, "value", "between 0 and 100"),
        (QUALITY, {"value": None, "numerator": 5, "denominator": 4}, "numerator",
         "the numerator is over the denominator"),
        (QUALITY, {"value": None, "numerator": 0, "denominator": 0}, "denominator", "is zero"),
        (QUALITY, {"value": None, "numerator": 5}, "numerator", "given together"),
        (QUALITY, {"value": 70, "numerator": 1, "denominator": 2}, "value",
         "contradicts its numerator and denominator (1 / 2 = 50.00 per cent)"),
        (COUNCILS, {"as_of": date(2557, 9, 30)}, "as_of",
         "if 30 September 2014 is meant, write 2014-09-30"),
        (COUNCILS, {"as_of": "2557-09-30"}, "as_of", "write 2014-09-30"),
        (COUNCILS, {"as_of": date(2013, 9, 30)}, "as_of", "outside fiscal year 2557"),
        (COUNCILS, {"as_of": "ก.ย. 2557"}, "as_of", "not a day"),
        (COUNCILS, {"as_of": "30 ก.พ. 2557"}, "as_of", "not a day"),
        (COUNCILS, {"maturity": "แน่นอน"}, "maturity", "not one of the choices"),
        (COUNCILS, {"evidence_number": datetime(2014, 1, 1)}, "evidence_number",
         "Excel turned the text into a date"),
        (COUNCILS, {"as_of": None}, "as_of", "a result without Result as of"),
        (COUNCILS, {"maturity": None}, "maturity", "a result without Maturity"),
        (COUNCILS, {"evidence_number": None}, "evidence_number", "no evidence"),
        (COUNCILS, {"value": None}, "value", "has no result"),
    ],
)  # fmt: skip
def test_a_result_that_cannot_be_used_is_named_with_its_cell(desk, item, changes, column, said):
    path = desk.put(result(item, **changes))
    message = desk.refusal()
    assert f"{place(desk, 'results', item, column)}: " in message
    assert said in message
    assert f"edit data/raw/actuals/{path.name}" in message


def test_a_value_and_nothing_else_is_told_all_it_lacks(desk):
    desk.put(result(as_of=None, maturity=None, evidence_number=None))
    message = desk.refusal()
    assert "3 entries cannot be used" in message
    for words in ("Result as of", "Maturity", "no evidence"):
        assert words in message


def test_the_message_is_thai_too(desk):
    desk.put(result(value=-1))
    assert "ตัวเลขติดลบไม่ได้" in desk.refusal()


@pytest.mark.parametrize(
    ("changes", "column", "said"),
    [
        ({"evidence_words": None}, "evidence_number", "no evidence"),
        ({"stage": None}, "stage", "has no stage"),
        ({"stage": "80 %"}, "stage", "not one of the choices"),
        ({"as_of": None}, "as_of", "a result without Result as of"),
    ],
)
def test_a_stage_that_cannot_be_used_is_named_with_its_cell(desk, changes, column, said):
    desk.put(stage(**changes))
    message = desk.refusal()
    assert f"{place(desk, 'milestones', GOAL, column)}: " in message and said in message


PERSONAL = [
    ("เลข 1-2345-67890-12-3", "a 13-digit number"),
    ("โทร 081-234-5678", "a telephone number"),
    ("โทร 02 123 4567", "a telephone number"),
    ("ผู้ทำ นายสมชาย ใจดี", "a person's name"),
    ("someone@example.org", "an e-mail address"),
]


@pytest.mark.parametrize(("words", "kind"), PERSONAL)
@pytest.mark.parametrize(
    ("sheet", "item", "column"),
    [
        ("results", COUNCILS, "evidence_words"),
        ("milestones", GOAL, "responsible_unit"),
        (NARRATIVE, COUNCILS, "obstacles"),
        (OVERALL, OVERALL, "executive_summary"),
        (OVERALL, OVERALL, "approved_by"),
    ],
)
def test_personal_data_is_refused_and_not_repeated(desk, sheet, item, column, words, kind):
    given = {**result(), **stage()}
    desk.put({**given, (sheet, item, column): words})
    message = desk.refusal()
    if sheet == OVERALL:
        item, column, sheet = column, "text", "overall"
    assert place(desk, sheet, item, column) in message and kind in message
    assert words not in message and words.split()[-1] not in message


def test_a_name_in_the_name_of_a_file_is_refused(desk):
    desk.put({}, "แบบ นายสมชาย ใจดี.xlsx")
    assert "personal data in the name of the file" in desk.refusal()


def test_errors_of_a_file_are_told_together_with_their_number(desk):
    targets = form_builders.cleaned_plans(desk.folder.parent / "plans")["plan_targets"]
    items = targets.loc[targets["year_be"] == 2557, "indicator_id"].tolist()
    entries = {}
    for item in items:
        entries |= result(item, value=-1, as_of=date(2013, 1, 1))
    desk.put(entries)
    message = desk.refusal()
    assert f"{2 * len(items)} entries cannot be used" in message
    assert message.count(" cell ") == 10 and f"and {2 * len(items) - 10} more" in message


# ------------------------------------------------------------------ inert text


@pytest.mark.parametrize(
    "words",
    [
        '=HYPERLINK("http://example.org","x")',
        "=1+1",
        "+66",
        "@SUM(A1)",
        "-",
        "ก" * 32_000,
        "งานสำเร็จ 🎉👩‍🌾🇹🇭",
        "<script>alert(1)</script>",
        "บรรทัดหนึ่ง\n\n  บรรทัดสาม",
    ],
    ids=lambda words: words[:12],
)
def test_text_is_kept_as_it_is(desk, words):
    cells = [(NARRATIVE, COUNCILS, "obstacles"), (OVERALL, OVERALL, "evidence")]
    desk.put(dict.fromkeys(cells, words))
    texts = forms.read().narrative.query("field != 'executive_summary'")["text_th"]
    assert texts.tolist() == [words, words]
    desk.put_table({(COUNCILS, "obstacles"): words, (OVERALL, "evidence"): words})
    (desk.folder / "form.xlsx").unlink()
    texts = forms.read().narrative.query("field != 'executive_summary'")["text_th"]
    assert texts.tolist() == [words, words]


def test_evidence_that_looks_like_a_formula_is_text(desk):
    desk.put(result(evidence_number="=HYPERLINK(1)"))
    assert forms.read().actuals["evidence"].tolist() == ["=HYPERLINK(1)"]


def test_a_control_character_is_named_with_its_cell(desk):
    # Excel keeps what XML cannot hold in this way.
    desk.put({(NARRATIVE, COUNCILS, "obstacles"): "ก_x0007_ข"})
    message = desk.refusal()
    assert place(desk, NARRATIVE, COUNCILS, "obstacles") in message and "U+0007" in message


def test_a_control_character_in_a_table_is_named(desk):
    desk.put_table({(COUNCILS, "obstacles"): "ก\x07ข"})
    assert "line 8 column obstacles" in desk.refusal()


def test_a_half_line_break_of_excel_is_a_line_break(desk):
    desk.put({(NARRATIVE, COUNCILS, "obstacles"): "ก_x000D_\nข"})
    assert "ก\nข" in set(forms.read().narrative["text_th"])


# ------------------------------------------------------------------ the form as a whole


def about(name, value):
    def change(book):
        for row in book[fields.sheet_name("about")].iter_rows():
            if row[0].value == name:
                row[1].value = value

    return change


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (about("form_version", 99), "a form of another version"),
        (about("form_year", 2558), "what the form is of was altered"),
        (about("form_as_of", None), "what the form is of was altered"),
        (about("plan_id", "2552-2554"), "the form is of another plan"),
    ],
)
def test_a_form_that_is_not_what_it_says_is_refused(desk, change, said):
    desk.change(change)
    assert said in desk.refusal()


def both(*changes):
    def change(book):
        for one in changes:
            one(book)

    return change


def test_a_form_said_to_be_of_another_year_has_other_targets(desk):
    desk.change(both(about("form_year", 2558), about("form_as_of", "2015-09-30")))
    message = desk.refusal()
    assert "is not that of 2558, but that of 2557" in message
    assert place(desk, "results", COUNCILS, "target") in message


def test_a_form_of_a_year_without_a_plan_is_refused(desk):
    desk.change(both(about("form_year", 2570), about("form_as_of", "2027-09-30")))
    assert "no plan has targets for the year" in desk.refusal()


def rename(book):
    book[fields.sheet_name("results")].title = "Sheet1"


def delete_sheet(book):
    del book[fields.sheet_name("narrative")]


@pytest.mark.parametrize(("change", "sheet"), [(rename, "results"), (delete_sheet, "narrative")])
def test_a_renamed_or_deleted_sheet_is_named(desk, change, sheet):
    desk.change(change)
    message = desk.refusal()
    assert "renamed or deleted" in message and fields.sheet_name(sheet) in message


def delete_column(book):
    cell = find(book, "results", COUNCILS, "as_of")
    cell.parent.delete_cols(cell.column)


def delete_names(book):
    book[fields.sheet_name("results")].delete_rows(4)


def double_column(book):
    book[fields.sheet_name("results")]["Z4"] = "as_of"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            delete_column,
            "a column is missing (its name stands in the small grey row); ต้องเป็น · expected as_of",
        ),
        (delete_names, "a column is missing"),
        (double_column, "a column stands twice"),
    ],
)
def test_a_missing_or_doubled_column_is_named(desk, change, said):
    desk.change(change)
    assert said in desk.refusal()


def delete_row(book):
    cell = find(book, "results", COUNCILS, "value")
    cell.parent.delete_rows(cell.row)


def other_id(text):
    def change(book):
        find(book, "results", COUNCILS, "item").value = text

    return change


def blank_id(book):
    cell = find(book, "results", COUNCILS, "item")
    find(book, "results", COUNCILS, "evidence_words").value = "ทดสอบ"
    cell.value = None


def note_beside(book):
    find(book, "results", COUNCILS, "value").parent["Z9"] = "หมายเหตุ"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (delete_row, "rows of the form were deleted or their ids altered"),
        (other_id("2555-2559/9.9"), "this id is not due in 2557"),
        (other_id("2552-2554/1.11"), "this id is not due in 2557"),
        (other_id(LEADERS), "this id has two rows"),
        (blank_id, "a filled row without an id"),
        (note_beside, "cell Z9: "),
    ],
)
def test_rows_that_are_not_those_of_the_form_are_named(desk, change, said):
    desk.change(change)
    message = desk.refusal()
    assert said in message and f"sheet {fields.sheet_name('results')}" in message


# ------------------------------------------------------------------ several forms


def test_two_forms_that_disagree_are_named_with_both_cells(desk):
    desk.put(result(value=4400), "a.xlsx")
    desk.put(result(value=4500), "b.xlsx")
    message = desk.refusal()
    cell = place(desk, "results", COUNCILS, "value")
    assert "two forms disagree" in message
    assert f"a.xlsx {cell}: 4400" in message and f"b.xlsx {cell}: 4500" in message


def test_two_texts_that_differ_disagree(desk):
    desk.put({(OVERALL, OVERALL, "obstacles"): "ก"}, "a.xlsx")
    desk.put_table({(OVERALL, "obstacles"): "ข"}, "form_b.csv")
    message = desk.refusal()
    assert "two forms disagree" in message and "form_b.csv line 94" in message


def test_forms_that_agree_count_once_and_are_told(desk):
    for name in ("a.xlsx", "b.xlsx"):
        desk.put(result(), name)
    found = forms.read()
    assert len(found.actuals) == 1
    told = found.account.set_index(["source_file", "sheet"])["agreed"]
    assert told[f"data/raw/actuals/b.xlsx#{fields.sheet_name('results')}", "results"] == 1


# ------------------------------------------------------------------ files


def repacked(source, target, change):
    """A copy of a workbook whose parts are changed by name."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        parts = {name: old.read(name) for name in old.namelist()}
        for name, content in change(parts).items():
            new.writestr(name, content)
    return target


def with_macros(parts):
    return {**parts, "xl/vbaProject.bin": b"macro"}


def without_sheet(parts):
    return {name: content for name, content in parts.items() if "sheet2" not in name}


def broken_xml(parts):
    return {**parts, "xl/workbook.xml": b"<workbook"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (with_macros, "the workbook holds macros"),
        (without_sheet, "damaged"),
        (broken_xml, "damaged"),
    ],
)
def test_a_workbook_with_macros_or_damage_is_refused(desk, change, said):
    repacked(desk.form, desk.folder / "form.xlsx", change)
    message = desk.refusal()
    assert said in message and "data/raw/actuals/form.xlsx" in message


def test_a_truncated_workbook_is_refused(desk):
    content = desk.form.read_bytes()
    (desk.folder / "form.xlsx").write_bytes(content[: len(content) // 2])
    assert "data/raw/actuals/form.xlsx" in desk.refusal()


@pytest.mark.parametrize("name", ["form.xlsm", "form.xls", "form.ods", "form.pdf", "form.docx"])
def test_a_file_of_another_kind_is_refused(desk, name):
    shutil.copy(desk.form, desk.folder / name)
    message = desk.refusal()
    assert name in message and ".xlsx, .csv" in message


def test_a_workbook_with_a_password_is_refused(desk):
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    (desk.folder / "form.xlsx").write_bytes(locked)
    assert "protected by a password" in desk.refusal()


def test_an_empty_file_and_a_web_page_are_refused(desk):
    (desk.folder / "form.xlsx").write_bytes(b"")
    assert "the file is empty" in desk.refusal()
    (desk.folder / "form.xlsx").write_bytes(b"<html>")
    assert "web page" in desk.refusal()


def test_a_workbook_that_is_no_form_is_refused(desk):
    stream = io.BytesIO()
    openpyxl.Workbook().save(stream)
    (desk.folder / "form.xlsx").write_bytes(stream.getvalue())
    assert "a sheet is not there" in desk.refusal()


def test_lock_files_and_notes_of_the_system_are_not_looked_at(desk):
    for name in ("~$form.xlsx", ".~lock.form.xlsx#", "desktop.ini", "README.md"):
        (desk.folder / name).write_bytes(b"x")
    assert forms.read().account.empty


# ------------------------------------------------------------------ the table


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ({(COUNCILS, "stage"): "สำเร็จ"}, "line 8 column stage: "),
        ({(COUNCILS, "row_kind"): "goal"}, "this id is not due"),
        ({(COUNCILS, "row_kind"): "x"}, "line 8 column row_kind: "),
        ({(COUNCILS, "form_year"): "2556"}, "what the form is of was altered"),
        ({(COUNCILS, "value"): "abc"}, "line 8 column value: "),
        ({(GOAL, "value"): "5"}, "column value: "),
        ({(QUALITY, "value"): "0.85"}, "write 85"),
    ],
)
def test_a_table_that_cannot_be_used_is_named_with_line_and_column(desk, entries, said):
    desk.put_table(entries)
    assert said in desk.refusal()


def test_a_table_without_a_column_is_refused(desk):
    text = desk.table.read_text(encoding="utf-8-sig")
    (desk.folder / "form.csv").write_text(text.replace("responsible_unit", "unit_x", 1), "utf-8")
    assert "a column is missing" in desk.refusal()


# ------------------------------------------------------------------ among the received files


def test_forms_are_neither_published_readings_nor_unlisted_files(desk):
    for name in ("published_actuals.csv", "sources.csv"):
        shutil.copy(form_builders.REPOSITORY / "data" / "raw" / "actuals" / name, desk.folder)
    raw = desk.folder.parent
    lines = len(actuals_raw.readings(raw))
    desk.put(result(), "form.xlsx")
    desk.put_table({(COUNCILS, "value"): ""}, "another name.csv")
    assert len(actuals_raw.readings(raw)) == lines
    shutil.copy(form_builders.REPOSITORY / "data" / "raw" / "sources.csv", raw)
    assert sources.check().endswith("agree with data/raw/sources.csv")
    found = table.clean(raw)
    assert len(found) == lines + 1 and found["kind"].iloc[-1] == "filed"


def test_a_refused_form_stops_the_table_of_readings(desk):
    for name in ("published_actuals.csv", "sources.csv"):
        shutil.copy(form_builders.REPOSITORY / "data" / "raw" / "actuals" / name, desk.folder)
    raw = desk.folder.parent
    desk.put(result(as_of=AS_OF, value="x"))
    with pytest.raises(InputError, match="not a number"):
        table.clean(raw)
