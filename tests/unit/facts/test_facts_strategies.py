"""Filed stages of processes, remarks on goals, texts of strategies: in facts and in the report."""

import shutil

import pytest
from filed_builders import DAY, REPOSITORY, YEAR, make_tree, report, said, stage, text

from helpers import facts

PROCESS, OUTCOME = "2555-2559/3.2/process.3", "2555-2559/3.4/outcome.5"
BARE = "2555-2559/3.1"


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    """The facts of a year in a tree of its own, which stays the tree for the whole file."""
    root = tmp_path_factory.mktemp("strategies")
    texts = [text(BARE, "obstacles", "ฐานข้อมูลหลายชุด"), text(OUTCOME, "remark", "รอระเบียบใหม่")]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TAMBON_ROOT", str(root))
        make_tree(root, texts=texts, stages=[stage(PROCESS, "done")])
        shutil.copy(REPOSITORY / "config.yml", root)
        for year in (YEAR, 2553):
            facts.ensure(year)
        yield facts.read(YEAR)


def test_a_process_has_a_stage_and_is_counted_apart_from_outcomes(tree):
    (item,) = [one for one in tree["goals"]["items"] if one["goal_id"] == PROCESS]
    assert (item["stage"], item["stage_of"]["as_of"]) == ("done", DAY.isoformat())
    numbers = {name: tree["facts"][fact]["value"] for name, fact in tree["goals"]["facts"].items()}
    assert (numbers["assessed"], numbers["means"], numbers["means_stated"]) == (42, 32, 1)
    assert "stated" not in numbers


def test_texts_of_strategies_and_remarks_stand_under_their_ids(tree):
    told = tree["narrative"]
    assert told["strategies"][BARE]["obstacles"]["text_th"] == "ฐานข้อมูลหลายชุด"
    assert told["goals"][OUTCOME]["remark"]["text_th"] == "รอระเบียบใหม่"
    assert told["goals"][OUTCOME]["remark"]["source_id"] in tree["sources"]


def test_a_text_of_a_strategy_is_traced_to_its_row(tree):
    assert "ฐานข้อมูลหลายชุด" in facts.trace(f"narrative:{BARE}:obstacles", YEAR)


def test_the_report_prints_them_under_their_strategy(tree):
    lines = said(report("th").section("narrative"))
    at = next(i for i, line in enumerate(lines) if "กลยุทธ์ที่ 3.1 " in line)
    assert "ฐานข้อมูลหลายชุด" in lines[at + 1]
    goals = said(report("th").section("goals"))
    at = next(i for i, line in enumerate(goals) if "แก้ไขปัญหาหนี้ผิดนัด" in line)
    assert any("หมายเหตุ: รอระเบียบใหม่" in line for line in goals[at : at + 5])
    english = said(report("en").section("goals"))
    assert any("Streamline the system of disbursement documents" in line for line in english)


def test_an_outcome_is_printed_with_its_approach_and_no_approach_twice(tree):
    lines = said(report("th").section("goals"))
    approach = "การฟื้นฟูทรัพยากรธรรมชาติและสิ่งแวดล้อม"
    assert [approach in line for line in lines].count(True) == 1


@pytest.mark.usefixtures("tree")
def test_damaged_words_are_marked_where_they_stand():
    damaged = [item["goal_id"] for item in facts.read(2553)["goals"]["items"] if item["damaged"]]
    assert damaged == ["2552-2554/1.8/qualitative_target.1"]
    lines = said(report("en", 2553).section("goals"))
    assert sum("probably damaged in the document" in line for line in lines) == 1


@pytest.mark.usefixtures("tree")
def test_contradictions_are_told_with_both_lines_in_both_languages():
    for lang, damage in (("th", "ข้อความชำรุด"), ("en", "Damaged text")):
        lines = said(report(lang, 2553).section("findings"))
        for words, places in (
            ("สวัสดิการชุมชน 3,000 ตำบล", ("230", "251")),
            ("69 จังหวัด", ("230", "205")),
            ("ร้อยละ 100 ของชุมชนประมง", ("260", "264")),
        ):
            (line,) = [one for one in lines if words in one]
            assert all(place in line for place in places)
        assert sum(damage in line and "271" in line for line in lines) == 1


@pytest.mark.usefixtures("tree")
def test_corrections_are_counted_by_what_went_wrong_in_the_lines_read():
    lines = said(report("en", 2553).section("quality"))
    assert "Probably errors of the scan: 5" in lines
    assert "Lost bullets: 3" in lines
    assert any("10 places in the 131 lines" in line for line in lines)
    second = said(report("en").section("quality"))
    assert "Misprints of the document: 3" in second
    assert not [line for line in second if "สนับสนุนงานฟื้นฟู" in line]
