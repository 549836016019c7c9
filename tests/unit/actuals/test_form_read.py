"""Filled forms become readings, stages and texts; rows in = accepted + agreed + blank."""

from datetime import date, datetime
from functools import cache

import form_builders
import pandas as pd
import pytest
from form_builders import (
    AS_OF,
    COUNCILS,
    GOAL,
    LEADERS,
    NARRATIVE,
    OVERALL,
    QUALITY,
    Desk,
    find,
    per_cent,
    result,
    stage,
)

from helpers import plans
from helpers.actuals import forms, links
from helpers.core import tables

ORDINARY = {
    **result(COUNCILS, evidence_link="https://example.org/1", evidence_words="ทดสอบ"),
    **result(QUALITY, value=None, numerator=3031, denominator=4330, maturity="ข้อมูลเบื้องต้น"),
    **stage(GOAL, responsible_unit="สำนักทดสอบ"),
    (NARRATIVE, COUNCILS, "obstacles"): "บรรทัดหนึ่ง\nบรรทัดสอง",
    (OVERALL, OVERALL, "recommendations"): "ข้อเสนอทดสอบ",
    (OVERALL, OVERALL, "approved_by"): "ผู้อำนวยการสถาบัน",
}


@pytest.fixture
def desk(tmp_path, tmp_path_factory, monkeypatch):
    tree = form_builders.written(tmp_path_factory)
    monkeypatch.setenv("TAMBON_ROOT", str(tmp_path))
    monkeypatch.setattr(plans, "clean", cleaned_once)
    return Desk(tmp_path, tree)


@cache
def _cleaned():
    return _CLEAN()


_CLEAN = plans.clean


def cleaned_once(raw_folder=None, metadata_folder=None):
    """The real plans, read once for all tests of this file."""
    assert sorted(file.name for file in raw_folder.iterdir())
    return _cleaned()


def test_without_a_form_every_table_is_empty_and_has_its_types(desk):
    found = forms.read()
    for name in ("actuals", "stages", "narrative"):
        frame = getattr(found, name)
        assert frame.empty
        tables.check(frame, name)
    assert found.account.empty


def test_a_form_as_it_is_written_says_nothing_but_its_draft(desk):
    desk.put({})
    found = forms.read()
    assert found.actuals.empty and found.stages.empty
    (text,) = found.narrative.itertuples()
    assert (text.item, text.field, text.is_draft) == (OVERALL, "executive_summary", True)
    assert found.account["accepted"].sum() == 1


def test_an_ordinary_form(desk):
    desk.put(ORDINARY)
    found = forms.read()
    councils, quality = found.actuals.itertuples(index=False)
    assert councils.indicator_key == "tambon_councils_registered_cum"
    assert (councils.kind, councils.relation, councils.value) == ("filed", "same", 4400)
    assert (councils.value_low, councils.value_high) == (4400, 4400)
    assert (councils.maturity, councils.confidence) == ("final", "high")
    assert councils.evidence == "ทดสอบ 1/2557 · https://example.org/1 · ทดสอบ"
    assert (councils.year_be, councils.year_basis, councils.unit_th) == (2557, "dated", "ตำบล")
    assert councils.source_file == "data/raw/actuals/form.xlsx#ผลตัวชี้วัด"
    assert quality.indicator_key == quality.indicator_id == QUALITY
    assert quality.value == pytest.approx(70) and quality.confidence == "medium"
    assert (quality.numerator, quality.denominator) == (3031, 4330)
    (said,) = found.stages.itertuples(index=False)
    assert (said.goal_id, said.stage, said.maturity) == (GOAL, "under_way", "not_stated")
    texts = found.narrative.set_index(["item", "field"])["text_th"]
    assert texts[COUNCILS, "obstacles"] == "บรรทัดหนึ่ง\nบรรทัดสอง"
    assert texts[OVERALL, "approved_by"] == "ผู้อำนวยการสถาบัน"
    assert set(found.narrative["source_id"]) == {"form-2557-2014-09-30"}


def test_a_row_of_a_table_names_the_row_of_the_sheet(desk):
    import openpyxl

    path = desk.put(ORDINARY)
    book = openpyxl.load_workbook(path)
    found = forms.read()
    for frame, sheet, column in ((found.actuals, "results", "indicator_id"),
                                 (found.stages, "milestones", "goal_id")):  # fmt: skip
        for row in frame.to_dict("records"):
            assert row["source_row"] == find(book, sheet, row[column], "as_of").row


def test_rows_in_are_accepted_or_blank(desk):
    desk.put(ORDINARY)
    account = forms.read().account.set_index("sheet")
    assert (account["rows"] == account["accepted"] + account["agreed"] + account["blank"]).all()
    assert account.loc["results", ["rows", "accepted", "blank"]].tolist() == [10, 2, 8]
    assert account.loc["milestones", ["rows", "accepted"]].tolist() == [42 + 32, 1]
    assert account.loc["overall", ["rows", "accepted"]].tolist() == [8, 3]


def test_the_table_says_what_the_workbook_says(desk):
    desk.put(ORDINARY)
    by_workbook = forms.read()
    desk.put_table(as_table(ORDINARY))
    both = forms.read()
    (desk.folder / "form.xlsx").unlink()
    by_table = forms.read()
    for name in ("actuals", "stages", "narrative"):
        one, other = getattr(by_workbook, name), getattr(by_table, name)
        places = ["source_file", "source_row"]
        pd.testing.assert_frame_equal(
            *(frame.drop(columns=places).sort_values(list(frame.columns[:4]), ignore_index=True)
              for frame in (one, other))
        )  # fmt: skip
        assert len(getattr(both, name)) == len(one)
    assert both.account["agreed"].sum() == both.account["accepted"].sum()


def as_table(entries):
    written = {}
    for (_, item, column), value in entries.items():
        written[(item, column)] = value.isoformat() if isinstance(value, date) else str(value)
    return written


@pytest.mark.parametrize(
    "how",
    [{"encoding": "cp874"}, {"encoding": "utf-16", "delimiter": "\t"}, {"delimiter": ";"}],
    ids=lambda how: "-".join(how.values()),
)
def test_a_table_as_excel_saves_it_is_read(desk, how):
    # The draft holds signs that code page 874 does not have; an officer's own words replace it.
    texts = {(OVERALL, "executive_summary"): "บทสรุปทดสอบ"}
    if how.get("encoding") == "cp874":
        desk.table = without_dashes(desk)
    desk.put_table({**as_table(result()), **texts}, **how)
    (row,) = forms.read().actuals.itertuples()
    assert row.value == 4400


def without_dashes(desk):
    plain = desk.folder.parent / "plain.csv"
    text = desk.table.read_text(encoding="utf-8-sig")
    plain.write_text(text.encode("cp874", "replace").decode("cp874"), encoding="utf-8-sig")
    return plain


@pytest.mark.parametrize(
    "typed",
    [AS_OF, datetime(2014, 9, 30, 10, 0), "2014-09-30", "30 ก.ย. 2557", "30/9/2557", "๓๐/๙/๒๕๕๗"],
    ids=str,
)
def test_days_as_officers_type_them(desk, typed):
    desk.put(result(as_of=typed))
    assert forms.read().actuals["as_of"].tolist() == [pd.Timestamp(AS_OF)]


@pytest.mark.parametrize(
    ("entries", "value"),
    [
        ({"value": 85}, 85),
        ({"value": "85.5"}, 85.5),
        ({"value": "๘๕"}, 85),
        ({"value": per_cent(0.85)}, 85),
        ({"value": per_cent(0.07)}, 7),
        ({"value": "85%"}, 85),
        ({"value": 0}, 0),
        ({"value": 66.7, "numerator": 2, "denominator": 3}, 66.7),
        ({"value": 0.5, "numerator": 5, "denominator": 1000}, 0.5),
        ({"value": None, "numerator": 0, "denominator": 3}, 0),
    ],
)
def test_per_cents_as_officers_type_them(desk, entries, value):
    desk.put(result(QUALITY, **entries))
    assert forms.read().actuals["value"].tolist() == [value]


@pytest.mark.parametrize("typed", ["4,400", "๔๔๐๐", 4400.0])
def test_counts_as_officers_type_them(desk, typed):
    desk.put(result(value=typed))
    assert forms.read().actuals["value"].tolist() == [4400]


def test_choices_in_thai_english_or_by_name(desk):
    desk.put({**result(COUNCILS, maturity="final"), **result(LEADERS, maturity="provisional"),
              **stage(stage="done")})  # fmt: skip
    found = forms.read()
    assert found.actuals["maturity"].tolist() == ["final", "provisional"]
    assert found.stages["stage"].tolist() == ["done"]


def test_an_edited_summary_is_no_draft(desk):
    desk.put({(OVERALL, OVERALL, "executive_summary"): "เขียนเอง"})
    assert forms.read().narrative["is_draft"].tolist() == [False]


def test_an_emptied_summary_is_no_text(desk):
    desk.put({(OVERALL, OVERALL, "executive_summary"): None})
    assert forms.read().narrative.empty


def test_an_edited_summary_stands_before_the_draft_of_another_form(desk):
    desk.put({}, "a.xlsx")
    desk.put({(OVERALL, OVERALL, "executive_summary"): "เขียนเอง"}, "b.xlsx")
    desk.put({}, "c.xlsx")
    (text,) = forms.read().narrative.itertuples()
    assert (text.text_th, text.source_id) == ("เขียนเอง", "form-2557-2014-09-30-2")


def test_columns_may_be_moved(desk):
    def move(book):
        page = find(book, "results", COUNCILS, "value").parent
        # Beyond the last column of the form, with its machine name.
        page.move_range(f"G3:G{page.max_row}", cols=20)

    desk.change(move, entries=result())
    assert forms.read().actuals["value"].tolist() == [4400]


def test_forms_of_two_units_add_up(desk):
    desk.put(result(COUNCILS), "a.xlsx")
    desk.put(result(LEADERS, value=7000), "b.xlsx")
    found = forms.read()
    assert set(found.actuals["source_id"]) == {"form-2557-2014-09-30", "form-2557-2014-09-30-2"}
    files = found.actuals.set_index("source_id")["source_file"].str.partition("#")[0]
    assert files["form-2557-2014-09-30"] == "data/raw/actuals/a.xlsx"


def test_every_indicator_has_one_key_and_most_are_their_own():
    keys = links.load()
    assert links.key_of(keys, COUNCILS) == "tambon_councils_registered_cum"
    assert links.key_of(keys, "2552-2554/1.11") == "2552-2554/1.11"
