"""What is to be checked is told at a filing and kept in its record; equal facts are filed once."""

import json

import pytest
from filing_builders import DAY, FORM, INDICATOR, YEAR, make_report, put, received, small_facts

from helpers import archive
from helpers.archive import cautions, sameness
from helpers.core import files, paths
from helpers.workflow import vanished

COPY = "filed/2557/001_2014-09-30/filing.json"
TEXT = {"text_th": "เขียนเอง", "is_draft": False, "source": f"{FORM}#ภาพรวม:5", "cell": "C5"}
SIGNED = dict.fromkeys(("prepared_by", "reviewed_by", "approved_by"), TEXT)


def facts(summary: dict | None = TEXT, approval: dict = SIGNED) -> dict:
    overall = {} if summary is None else {"executive_summary": summary}
    told = {"form": {"source_id": "f"}, "overall": overall, "indicators": {}, "approval": approval}
    return {**small_facts(), "narrative": told}


def filed_with(content: dict) -> tuple[str, list[str]]:
    make_report(content)
    told = archive.file(YEAR, DAY)
    record = json.loads((paths.reports() / COPY).read_text(encoding="utf-8"))
    return told, [one["code"] for one in record["to_check"]]


@pytest.fixture
def raw(root, monkeypatch):
    monkeypatch.setenv("LANG_OUT", "th")
    received(root)
    put(FORM, "a workbook\n")
    return root


def test_an_edited_and_approved_report_has_nothing_to_check(raw):
    told, codes = filed_with(facts())
    assert codes == [] and "โปรดตรวจ" not in told and "001_2014-09-30" in told


@pytest.mark.parametrize("summary", [None, {**TEXT, "text_th": None, "is_draft": True}])
def test_a_summary_nobody_edited_is_told_and_recorded(raw, summary):
    told, codes = filed_with(facts(summary))
    assert codes == ["caution_draft"] and "ยังเป็นร่าง" in told
    assert "filing.json" in told.splitlines()[-1]


def test_an_empty_approval_names_who_is_missing(raw):
    told, codes = filed_with(facts(approval={"prepared_by": TEXT}))
    assert codes == ["caution_approval"]
    assert "ผู้ตรวจสอบ, ผู้อนุมัติ" in told and "ผู้จัดทำ," not in told


def test_what_is_doubtful_in_the_report_is_told_with_its_cell_and_both_figures(raw):
    stale = [{"said": "4,200", "fact": f"{INDICATOR}:actual"}]
    content = facts({**TEXT, "stale": stale})
    content["facts"][f"{INDICATOR}:before"] = content["facts"][f"{INDICATOR}:target"] | {
        "value": 4400
    }
    content["indicators"][0] |= {
        "reading_id": "R1", "fallen": {"year": 2556, "fact": f"{INDICATOR}:before"},
    }  # fmt: skip
    content["readings"]["R1"] |= {"source": f"{FORM}#ผลตัวชี้วัด:6", "cell": "G6"}
    content["form_notes"] = [
        {"code": "lost_character", "file": FORM, "place": "line 7 column obstacles", "found": "m?"}
    ]
    make_report(content)
    found = {one.code: one.words.texts for one in cautions.of_report(YEAR, DAY)}
    assert "“ภาพรวม” ช่อง C5" in found["caution_stale"]["th"]
    assert "ข้อความว่า 4,200 รายงานนี้คือ 4,331" in found["caution_stale"]["th"]
    assert "sheet “ผลตัวชี้วัด” cell G6" in found["caution_fallen"]["en"]
    assert "4,331, below 4,400 of 2556" in found["caution_fallen"]["en"]
    assert "บรรทัด 7 คอลัมน์ “อุปสรรค”" in found["caution_lost"]["th"]
    _, codes = filed_with(content)
    assert codes == ["caution_stale", "caution_fallen", "caution_lost"]


def test_nothing_is_to_be_checked_of_a_report_that_is_not_there(raw):
    assert cautions.of_report(YEAR, DAY) == []


def remade(content: dict, *pages: str, maps: str = "the same map") -> None:
    """The report made again: other bytes of some pages, and maps as they are drawn."""
    folder = make_report(content)
    drawn = {f"maps/regional.th.{end}": maps for end in ("png", "svg")}
    for page, text in {**dict.fromkeys(pages, "set in another way"), **drawn}.items():
        name = f"{paths.relative(folder)}/{page}"
        (folder / page).write_text(text, encoding="utf-8")
        for manifest in folder.glob("*.manifest.json"):
            told = json.loads(manifest.read_text(encoding="utf-8"))
            for record in told["reports"]:
                if name in record["outputs"]:
                    record["outputs"][name] = files.sha256(folder / page)
            manifest.write_text(json.dumps(told), encoding="utf-8")


def copies() -> list[str]:
    return sorted(folder.name for folder in paths.filed("2557").iterdir())


@pytest.fixture
def filed(raw):
    remade(facts())
    archive.file(YEAR, DAY)


@pytest.mark.parametrize("page", ["annual_assessment.th.html", "annual_assessment.en.pdf"])
def test_equal_facts_are_filed_once_however_a_page_is_set(filed, page):
    remade(facts(), page)
    assert "ตรงกับฉบับที่ 1" in archive.file(YEAR, DAY) and copies() == ["001_2014-09-30"]


def test_a_form_that_was_renamed_says_the_same(filed):
    content = facts()
    content["narrative"]["overall"]["executive_summary"] = {**TEXT, "source": f"{FORM}2#ภาพรวม:9"}
    remade(content)
    assert "ตรงกับฉบับที่ 1" in archive.file(YEAR, DAY) and copies() == ["001_2014-09-30"]


@pytest.mark.parametrize("change", ["a text", "a number", "a map"])
def test_what_says_another_thing_is_filed_anew(filed, change):
    content = facts({**TEXT, "text_th": "เขียนใหม่"} if change == "a text" else TEXT)
    if change == "a number":
        content["facts"][f"{INDICATOR}:actual"]["value"] = 4400
    remade(content, maps="another map" if change == "a map" else "the same map")
    archive.file(YEAR, DAY)
    assert copies() == ["001_2014-09-30", "002_2014-09-30"]


def test_places_alone_are_left_out_of_what_is_compared():
    one = {"facts": {"a": {"value": 1, "sources": ["data/raw/x.csv:1", "fact:b"]}}, "file": "x"}
    assert sameness._without_places(one) == {"facts": {"a": {"value": 1, "sources": ["fact:b"]}}}


FILED = {"kind": "filed", "year": YEAR, "source": f"{FORM}#ผลตัวชี้วัด:6"}


def with_results(*names: str) -> dict:
    content = facts()
    content["readings"] = {f"FILED-2557-2014-09-30-{name}": {**FILED} for name in names}
    return content


def run_after(before: dict, now: dict) -> list[str]:
    """What a run tells that finds the one report and leaves the other."""
    make_report(before)
    known = vanished.before([(YEAR, DAY)])
    make_report(now)
    return vanished.told(known)


def test_results_that_are_gone_are_told_in_every_run_until_they_are_back_or_filed(raw):
    both, one = with_results("1.4.1a", "1.4.2"), with_results("1.4.1a")
    (line,) = run_after(both, one)
    assert "1 รายการ: 1.4.2" in line and FORM in line and "1.4.1a" not in line
    assert run_after(one, one) == [line]
    _, codes = filed_with(one)
    assert codes == ["caution_gone"]
    assert run_after(one, one) == [] and vanished.gone(YEAR, DAY) == {}
    run_after(both, one)
    assert run_after(one, both) == []


def test_a_later_result_in_place_of_an_earlier_one_is_not_gone(raw):
    later = with_results()
    later["readings"] = {"FILED-2557-2014-06-30-1.4.2": {**FILED}}
    assert run_after(with_results("1.4.2"), later) == []


def test_a_form_taken_away_whole_is_told(raw):
    (line,) = run_after(with_results("1.4.1a"), small_facts())
    assert "1.4.1a" in line


def test_a_report_without_forms_has_nothing_to_lose(raw):
    assert run_after(small_facts(), small_facts()) == []
    assert not vanished.has_form(YEAR, DAY)
