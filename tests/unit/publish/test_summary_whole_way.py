"""A form filled after its draft was made: the whole way from its cells to what a reader sees."""

from pathlib import Path

import pytest
from form_builders import AS_OF, COUNCILS, LEADERS, QUALITY, YEAR, fill, make_tree, result

from helpers import facts
from helpers.actuals import forms, table
from helpers.core import tables
from helpers.publish import entry_form
from helpers.publish.annual import Report, executive
from helpers.publish.document import lines_of, plain
from helpers.publish.xlsx.tables import narrative_sheets

pytestmark = pytest.mark.long(seconds=40)

SUMMARY = ("overall", "overall", "executive_summary")
RESULTS = {
    **result(COUNCILS, value=4350),
    **result(LEADERS, value=9500),
    **result(QUALITY, value=68.5),
}


@pytest.fixture(scope="module")
def tree(tmp_path_factory) -> Path:
    """A tree with the form of the year as the facts of before made it."""
    root = tmp_path_factory.mktemp("whole_way")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TAMBON_ROOT", str(root))
        make_tree(root)
        entry_form.write(YEAR, AS_OF)
    return root


@pytest.fixture
def received(tree, monkeypatch):
    """Gives the report of the tree once a form with some entries lies in it."""
    monkeypatch.setenv("TAMBON_ROOT", str(tree))

    def with_form(edit) -> Report:
        blank = tree / "reports" / str(YEAR) / "actuals_form.xlsx"
        entries = RESULTS if edit is None else {**RESULTS, SUMMARY: edit}
        fill(blank, tree / "data/raw/actuals/form_2557.xlsx", entries)
        filed = forms.read()
        tables.write(table.clean(filed=filed), "actuals")
        for name in ("stages", "narrative", "form_notes"):
            tables.write(getattr(filed, name), name)
        facts.ensure(YEAR, AS_OF)
        return Report(facts.read(YEAR), "th")

    return with_form


def said(report: Report) -> list[str]:
    section = report.section("executive")
    return [plain(line) for block in section.blocks for line in lines_of(block)]


def in_excel(report: Report) -> dict:
    (sheet,) = narrative_sheets(report.speaker)
    return sheet.rows[0]


def test_an_untouched_draft_is_made_anew_in_every_product(received):
    report = received(None)
    words, row = said(report), in_excel(report)
    assert "ยังไม่ได้แก้ไข" in words[1] and "4,350 สภา" in "".join(words)
    assert "เทียบกับเป้าหมายได้ 3 ตัวชี้วัด" in "".join(words)
    made = [plain(line) for line in executive.draft(report.speaker)]
    assert made == words[2 : 2 + len(made)]
    assert row["filed"] == "\n".join(made) and row["stale"] is None
    assert "4,331" not in "".join(words) and "4,331" not in row["filed"]


def test_a_draft_with_a_phrase_added_is_marked_with_both_figures(received):
    def add(cell) -> None:
        cell.value = f"{cell.value} ทั้งนี้เป็นผลที่น่าพอใจ"

    report = received(add)
    words, row = said(report), in_excel(report)
    assert "ไม่ตรงกับข้อเท็จจริงในรายงานนี้" in words[2] and any("น่าพอใจ" in line for line in words)
    for pair in (
        "1.4.1a ผล ข้อความว่า 4,331 รายงานนี้คือ 4,350",
        "ตัวชี้วัดที่ประเมินได้ ข้อความว่า 1 รายงานนี้คือ 3",
        "ตัวชี้วัดที่ยังประเมินไม่ได้ ข้อความว่า 9 รายงานนี้คือ 7",
        "1.4.1a ระดับ ข้อความว่า 101.50 รายงานนี้คือ 101.95",
    ):
        assert pair in words[2] and pair in row["stale"]
    for unchanged in ("2557", "2,767", "4,267", "5,660", "10 "):
        assert f"ข้อความว่า {unchanged}" not in words[2]


@pytest.mark.parametrize("figure", ["4,350", "๔,๓๕๐", "4350"])
def test_a_summary_she_corrected_herself_is_not_marked(received, figure):
    right = {
        "4,331 สภา (1 ก.ย. 2557)": f"{figure} สภา (30 ก.ย. 2557)", "101.50": "๑๐๑.๙๕",
        "104.27": "105.5", "1,564": "1,583",
        "5,168–5,198": "5,206–5,236",
        "ได้ 1 ตัวชี้วัด (▲ บรรลุ 1)": "ได้ 3 ตัวชี้วัด (▲ บรรลุ 1 △ ใกล้บรรลุ 2)",
        "ส่วนอีก 9": "ส่วนอีก 7", "ไม่มีข้อมูล 9": "ไม่มีข้อมูล 7",
        "ให้คะแนนได้มี 1": "ให้คะแนนได้มี 3", "ไม่มีข้อมูลมี 9": "ไม่มีข้อมูลมี 7",
    }  # fmt: skip

    def correct(cell) -> None:
        for old, new in right.items():
            assert old in cell.value
            cell.value = cell.value.replace(old, new)

    report = received(correct)
    assert in_excel(report)["stale"] is None
    assert "ไม่ตรงกับข้อเท็จจริง" not in "".join(said(report))
