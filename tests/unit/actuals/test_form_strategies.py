"""Stages and remarks of every goal, processes too, and texts by strategy, as forms file them."""

import form_builders
import pytest
from form_builders import AS_OF, YEAR

from helpers.actuals import forms

PROCESS = "2555-2559/3.2/process.2"
OUTCOME = "2555-2559/3.4/outcome.5"
BARE = "2555-2559/3.1"  # a strategy without an indicator
MILESTONES, STRATEGIES = "milestones", "strategies"


@pytest.fixture
def desk(tmp_path_factory, tmp_path, monkeypatch):
    return form_builders.desk_of(tmp_path_factory, tmp_path, monkeypatch)


def texts(found) -> dict:
    """What officers wrote, by item and field; the summary the form drafted is not theirs."""
    rows = [row for row in found.narrative.itertuples() if not row.is_draft]
    return {(row.item, row.field): (row.year_be, row.as_of.date(), row.text_th) for row in rows}


def test_a_process_is_filed_by_stage_with_a_remark(desk):
    entries = form_builders.stage(PROCESS, remark="เริ่มจากสองภาค")
    desk.put(entries)
    found = forms.read()
    assert found.stages[["goal_id", "stage"]].values.tolist() == [[PROCESS, "under_way"]]
    assert texts(found) == {(PROCESS, "remark"): (YEAR, AS_OF, "เริ่มจากสองภาค")}


def test_a_remark_stands_without_a_stage(desk):
    desk.put({(MILESTONES, OUTCOME, "remark"): "รอมติคณะกรรมการ"})
    found = forms.read()
    assert found.stages.empty
    assert texts(found) == {(OUTCOME, "remark"): (YEAR, AS_OF, "รอมติคณะกรรมการ")}
    account = found.account.set_index("sheet").loc[MILESTONES]
    assert (account["rows"], account["accepted"], account["blank"]) == (74, 1, 73)


def test_a_day_without_a_stage_is_still_refused(desk):
    desk.put(form_builders.stage(PROCESS, stage=None, remark="ยังไม่มีขั้น"))
    assert "no stage" in desk.refusal() or "ไม่มีขั้นตอน" in desk.refusal()


def test_a_strategy_without_an_indicator_takes_texts(desk):
    desk.put({(STRATEGIES, BARE, "obstacles"): "ระบบเดิมหลายชุด",
              (STRATEGIES, BARE, "evidence"): "รายงานตัวอย่าง"})  # fmt: skip
    assert texts(forms.read()) == {
        (BARE, "obstacles"): (YEAR, AS_OF, "ระบบเดิมหลายชุด"),
        (BARE, "evidence"): (YEAR, AS_OF, "รายงานตัวอย่าง"),
    }


def test_the_table_takes_them_too(desk):
    desk.put_table({(BARE, "obstacles"): "ระบบเดิมหลายชุด", (OUTCOME, "remark"): "รอมติ"})
    assert {name: said[-1] for name, said in texts(forms.read()).items()} == {
        (BARE, "obstacles"): "ระบบเดิมหลายชุด",
        (OUTCOME, "remark"): "รอมติ",
    }


def test_a_stage_in_a_strategys_row_of_the_table_is_refused(desk):
    desk.put_table({(BARE, "stage"): "กำลังทำ"})
    assert "this column is not for this kind of item" in desk.refusal() or (
        "ช่องนี้ไม่ใช้กับรายการนี้" in desk.refusal()
    )


def test_two_forms_that_remark_differently_disagree(desk):
    desk.put({(MILESTONES, OUTCOME, "remark"): "ก"}, "a.xlsx")
    desk.put({(MILESTONES, OUTCOME, "remark"): "ข"}, "b.xlsx")
    assert OUTCOME in desk.refusal()
