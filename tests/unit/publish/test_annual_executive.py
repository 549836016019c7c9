"""The executive summary, the officers' texts and the approval, as a reader gets them."""

import json
import re
from datetime import date

import pytest
from filed_builders import YEAR, goals, make_tree, report, result, said, stage, text

from helpers.core import metadata
from helpers.core.metadata import LANGUAGES
from helpers.publish import html
from helpers.publish.annual import executive, summary
from helpers.publish.annual.report import SECTIONS
from helpers.publish.document import Heading, Table, Text, plain

pytestmark = pytest.mark.long(seconds=25)

LEADERS, COUNCILS = "2555-2559/1.4.2", "2555-2559/1.4.1a"
LONG = "ก" * 32_000
MARCH = "2014-03-31"


def executive_said(lang: str = "th", as_of: str = "") -> list[str]:
    return said(report(lang, as_of=as_of).section("executive"))


def words_of_draft(lines: list[str]) -> str:
    return " ".join(lines[2:6])


@pytest.mark.parametrize(
    ("lang", "mark"), [("th", "อนุมานจากยอดรายภาค"), ("en", "derived from regional figures")]
)
def test_a_derived_number_of_councils_is_said_to_be_derived(root, lang, mark):
    make_tree(root)
    derived, dated = (
        plain(executive.draft(report(lang, year).speaker)[1]) for year in (2558, 2557)
    )
    assert mark in derived and mark not in dated


@pytest.mark.parametrize(
    ("lang", "firm", "turning", "ends"),
    [
        ("th", "สถานะดังกล่าวไม่เปลี่ยน", "มี 1 ตัวชี้วัดที่สถานะอาจเปลี่ยน", "มิใช่การพยากรณ์"),
        ("en", "No light judged would be different", "Of these lights 1", "this is no forecast"),
    ],
)
def test_the_draft_says_how_firm_the_lights_are_and_where_the_plan_would_end(
    root, lang, firm, turning, ends
):
    make_tree(root)
    before, year = ([plain(line) for line in executive.draft(report(lang, y).speaker)]
                    for y in (2557, 2558))  # fmt: skip
    assert firm in before[0] and turning not in before[0]
    assert turning in year[0] and firm not in year[0]
    assert all(told in year[1] for told in ("5,127–5,139", "6,267", ends))
    # A year without a pace says nothing of it.
    assert ends not in plain(executive.draft(report(lang, 2556).speaker)[1])


def narrative_said(lang: str = "th") -> list[str]:
    return said(report(lang).section("narrative"))


def test_without_a_form_the_draft_says_how_the_year_stands(root):
    make_tree(root)
    thai = executive_said()
    assert thai[1] == "ร่างจากข้อเท็จจริง ยังไม่ได้แก้ไข"
    words = " ".join(thai)
    assert "มีตัวชี้วัดที่ถึงกำหนดประเมิน 10 ตัวชี้วัด สามารถประเมินเทียบกับเป้าหมายได้ 1" in words
    assert "(▲ บรรลุ 1) สถานะดังกล่าวไม่เปลี่ยนภายใต้ข้อสมมติอื่นทั้ง 15 ข้อที่ทดสอบ" in words
    assert "ส่วนอีก 9 ตัวชี้วัดยังไม่สามารถประเมินได้ (– ไม่มีข้อมูล 9)" in words
    assert "คิดเป็นร้อยละ 101.50 ของเป้าหมาย" in words and "คิดเป็นร้อยละ 104.27" in words
    assert "5,660 กองทุน" in words and "ไม่มีคะแนนรวม เพราะมิได้กำหนดน้ำหนัก" in words
    # The table of lights below names them; the draft counts them alone.
    assert "ตัวชี้วัดที่ไม่มีข้อมูลมี 9 ตัวชี้วัด การไม่มี" in words and "1.1.1" not in words_of_draft(thai)
    assert "ผู้อ่านไม่ควรสรุป" in words and "ความก้าวหน้าจากฐาน" in words
    english = " ".join(executive_said("en"))
    assert "Drafted from the facts, not yet edited." in english
    assert "Of the 10 indicators due this year, 1 could be judged" in english
    assert "There is no total score, because no weights are set." in english


def test_the_draft_is_made_anew_from_the_facts_of_today(root):
    """A draft that stands as the form printed it says nothing of its own."""
    texts = [text("overall", "executive_summary", "ร่างเดิมของเดือนก่อน", is_draft=True)]
    make_tree(root, results=[result(LEADERS, 9500)], texts=texts)
    words = " ".join(executive_said())
    assert "ร่างเดิมของเดือนก่อน" not in words
    assert "ประเมินเทียบกับเป้าหมายได้ 2 ตัวชี้วัด" in words
    assert "1.4.2 ได้ 4.5000 คะแนน" in words


def test_an_officers_words_take_the_place_of_the_draft(root):
    make_tree(root, texts=[text("overall", "executive_summary", "ปีนี้ทำได้ดี\n\nปีหน้าทำต่อ")])
    thai, english = executive_said(), executive_said("en")
    assert thai[2:4] == english[2:4] == ["ปีนี้ทำได้ดี", "ปีหน้าทำต่อ"]
    assert "ตามที่กรอกใน" in thai[1] and "ร่าง" not in " ".join(thai)
    # The figures a draft would have told stand below, for the officer may leave any out.
    assert thai[4] == "ตัวเลขของปีงบประมาณ" and "ประเมินเทียบเป้าหมายได้ 1 ตัว" in thai[5]
    assert "in Thai as filed" in english[1]


@pytest.mark.parametrize("filed", [False, True])
def test_there_is_one_summary_with_lights_and_what_figures_do_not_say(root, filed):
    make_tree(root, texts=[text("overall", "executive_summary", "ปีนี้ทำได้ดี")] if filed else [])
    assert "executive" in SECTIONS and "summary" not in SECTIONS
    blocks = report().section("executive").blocks
    headings = [plain(b.line) for b in blocks if isinstance(b, Heading)]
    own = ["ตัวเลขของปีงบประมาณ"] if filed else []
    assert headings == ["บทสรุปผู้บริหาร", *own, "สิ่งที่ตัวเลขเหล่านี้ไม่ได้บอก"]
    assert len([b for b in blocks if isinstance(b, Table)]) == 1


def test_on_a_day_inside_the_year_targets_are_said_not_to_be_prorated(root):
    make_tree(root)
    thai, english = executive_said(as_of=MARCH), executive_said("en", as_of=MARCH)
    assert "มิได้ปันส่วนตามเวลา" in " ".join(thai)
    assert "not prorated" in " ".join(english)
    for lang, words in (
        ("th", "ไม่ได้ปันส่วนมาถึงวันที่รายงาน"),
        ("en", "seasonal profile needs two years"),
    ):
        told = said(report(lang, as_of=MARCH).section("indicators"))
        assert any(words in line for line in told)
        assert not any(words in line for line in said(report(lang).section("indicators")))


def test_a_draft_can_be_made_for_every_year_in_both_languages(root):
    make_tree(root)
    for year in range(2551, 2560):
        for lang in ("th", "en"):
            lines = executive.draft(report(lang, year).speaker)
            assert len(lines) == 4 and all(len(plain(line)) > 40 for line in lines)


def test_without_a_form_one_sentence_says_so_and_names_no_command(root):
    make_tree(root)
    thai = narrative_said()
    assert len(thai) == 2 and "ยังไม่ได้รับแบบรายงานผลของปีนี้" in thai[1]
    for lang in LANGUAGES:
        made = report(lang)
        words = " ".join(line for name in SECTIONS for line in said(made.section(name)))
        assert not re.search(r"make actuals-form|make products|headline|config\.yml", words)


def test_with_a_form_what_was_left_blank_is_said_once(root):
    texts = [text(LEADERS, "obstacles", "ฝนตกหนัก"), text(COUNCILS, "evidence", "แฟ้มกลาง")]
    make_tree(root, texts=texts)
    thai, english = narrative_said(), narrative_said("en")
    assert "อุปสรรค: ฝนตกหนัก" in thai and "Obstacles: ฝนตกหนัก" in english
    assert "หลักฐาน: แฟ้มกลาง" in thai
    assert thai[-1] == (
        "ยังไม่ได้กรอก: ภาพรวมของปี, 1.1.1, 1.1.2, 1.2.1, 1.2.2, 1.2.3, 1.2.4, 1.4.1b, 2.1.1"
    )
    assert sum("ยังไม่ได้กรอก" in line for line in thai) == 1
    assert any("text for 2 of the 10 indicators due" in line for line in english)
    assert any("not translated" in line for line in english)
    headings = [b for b in report().section("narrative").blocks if isinstance(b, Heading)]
    assert len({heading.anchor for heading in headings}) == len(headings) == 1 + 1 + 2


def test_a_text_of_an_earlier_form_of_the_year_says_so(root):
    early = text("overall", "obstacles", "ต้นปี", date(2014, 3, 31))
    make_tree(root, texts=[early, text("overall", "evidence", "ปลายปี")])
    (line,) = [line for line in narrative_said() if "ต้นปี" in line]
    assert "31 มีนาคม 2557" in line


def test_the_words_and_positions_of_an_earlier_form_do_not_stand_for_the_year(root):
    early = [
        text("overall", name, "ของเดือนมีนาคม", date(2014, 3, 31))
        for name in ("executive_summary", "approved_by", "obstacles")
    ]
    make_tree(root, texts=early)
    assert executive_said()[1] == "ร่างจากข้อเท็จจริง ยังไม่ได้แก้ไข"
    assert executive_said(as_of=MARCH)[2] == "ของเดือนมีนาคม"
    assert not any("มีนาคม" in line for line in said(report().section("approval")))
    assert any("ของเดือนมีนาคม" in line for line in narrative_said())


def test_forms_are_named_by_their_title(root):
    early = text("overall", "obstacles", "ต้นปี", date(2014, 3, 31))
    make_tree(root, texts=[early, text(LEADERS, "evidence", "ปลายปี")])
    english = " ".join(narrative_said("en"))
    assert "Texts as filed in “Filled form of results, fiscal year 2557, as of 30" in english
    assert "(from “Filled form of results, fiscal year 2557, as of 31 March 2014”)" in english


def test_two_files_of_one_form_are_not_told_apart_in_the_text(root):
    second = text(LEADERS, "obstacles", "แฟ้มที่สอง", source_id="form-2557-2014-09-30-2")
    make_tree(root, texts=[text(COUNCILS, "obstacles", "แฟ้มแรก"), second])
    thai = narrative_said()
    assert "อุปสรรค: แฟ้มแรก" in thai and "อุปสรรค: แฟ้มที่สอง" in thai


def test_one_word_for_one_thing():
    words = json.dumps(metadata.load("labels.yml"), ensure_ascii=False, default=str)
    assert "ชั่วคราว" not in words and "ผู้ตรวจทาน" not in words


@pytest.mark.parametrize(
    ("lang", "at_the_end", "within"),
    [
        ("th", "ไม่มีข้อมูล ณ สิ้นปี", "ไม่มีข้อมูล ณ วันที่รายงาน"),
        ("en", "no data at year end", "no data at the report's day"),
    ],
)
def test_a_result_too_old_within_the_year_does_not_speak_of_its_end(root, lang, at_the_end, within):
    make_tree(root, results=[result(COUNCILS, 4340, date(2014, 1, 1))])
    chosen = root / "config.yml"
    settings = chosen.read_text(encoding="utf-8")
    fresh = re.sub(r"(?m)^interim_after_days: \d+", "interim_after_days: 10", settings)
    chosen.write_text(fresh, encoding="utf-8")
    for as_of, expected, other in ((MARCH, within, at_the_end), ("", at_the_end, within)):
        made = report(lang, as_of=as_of)
        for name in ("executive", "indicators"):
            words = " ".join(said(made.section(name)))
            assert expected in words and other not in words, (as_of, name)


@pytest.mark.parametrize(
    "words",
    [LONG, '=HYPERLINK("http://x")', "<script>alert(1)</script>", "😀 ดีมาก", "a & b < c"],
)
def test_any_text_is_shown_whole_and_inert(root, words):
    make_tree(root, texts=[text(LEADERS, "obstacles", words)])
    made = report(digits="thai")
    section = made.section("narrative")
    assert f"อุปสรรค: {words}" in said(section)
    page = html.section(section)
    assert "<script>" not in page
    quoted = [p for b in section.blocks for p in b.line if isinstance(p, Text) and p.text == words]
    assert [part.style for part in quoted] == ["quote"]


def test_lines_of_a_text_are_paragraphs(root):
    make_tree(root, texts=[text(LEADERS, "obstacles", "หนึ่ง\r\nสอง\n\n สาม ")])
    thai = narrative_said()
    place = thai.index("อุปสรรค: หนึ่ง")
    assert thai[place + 1 : place + 3] == ["สอง", "สาม"]


def test_the_approval_has_positions_or_room_for_them(root):
    make_tree(root, texts=[text("overall", "approved_by", "ผู้อำนวยการสถาบัน")])
    rows = [
        [plain(cell) for cell in row.cells]
        for block in report("en").section("approval").blocks
        for row in getattr(block, "rows", ())
    ]
    assert [row[0] for row in rows] == ["Prepared by", "Reviewed by", "Approved by"]
    assert [set(row[2]) for row in rows[:2]] == [{"."}, {"."}]
    assert rows[2][2] == "ผู้อำนวยการสถาบัน"
    assert all(set(row[1].strip()) == {"."} for row in rows)


@pytest.mark.parametrize("lang", ["th", "en"])
def test_the_title_says_what_the_report_rests_on(root, lang):
    make_tree(root, results=[result(LEADERS, 9500)])
    filed = {"th": "กรอกในแบบรายงานผล", "en": "filed by the institute's officers"}
    only = {"th": "เท่านั้น", "en": "Based only on"}
    words = " ".join(said(report(lang).section("title")))
    assert filed[lang] in words and only[lang] not in words
    earlier = " ".join(said(report(lang, 2556).section("title")))
    assert only[lang] in earlier and filed[lang] not in earlier


@pytest.mark.parametrize("lang", ["th", "en"])
def test_filed_and_published_results_are_told_with_their_difference(root, lang):
    make_tree(root, results=[result(COUNCILS, 4340)])
    lines = said(report(lang).section("indicators"))
    (line,) = [one for one in lines if "4,340" in one and "4,331" in one]
    expected = {
        "th": ("รายงานเข้าลบเผยแพร่ 9", "ใช้ผลที่รายงานเข้าประเมิน"),
        "en": ("filed minus published 9", "the filed result is what is assessed"),
    }
    assert all(words in line for words in expected[lang])


@pytest.mark.parametrize(("lang", "mark"), [("th", "ผลเบื้องต้น"), ("en", "provisional")])
def test_a_provisional_result_is_marked_wherever_it_is_shown(root, lang, mark):
    make_tree(root, results=[result(COUNCILS, 4340, maturity="provisional")])
    made = report(lang)
    for name in ("executive", "indicators", "councils", "scores", "quality", "sources"):
        assert any(mark in line.lower() for line in said(made.section(name))), name
    final = report(lang, 2556)
    for name in ("executive", "indicators", "scores", "quality", "sources"):
        assert not any(mark in line.lower() for line in said(final.section(name))), name


def test_stages_are_told_with_day_and_evidence(root):
    goal = goals()[lambda t: (t.plan_id == "2555-2559") & (t.kind == "outcome")].goal_id.iloc[0]
    make_tree(root, stages=[stage(goal, "done", maturity="provisional")])
    lines = said(report().section("goals"))
    assert any("มีผู้รายงานขั้นพร้อมหลักฐานแล้ว 1 ข้อ" in line for line in lines)
    (told,) = [line for line in lines if "หลักฐานของ done" in line]
    assert told.startswith("30 ก.ย. 2557") and "ผลเบื้องต้น" in told
    assert lines.count("สำเร็จ") == 1
    nothing = said(report(year=2551).section("goals"))
    assert any("ไม่มีผลที่เผยแพร่หรือรายงานเข้า" in line for line in nothing)


def test_the_annex_tells_who_answers_for_a_filed_result(root):
    shares = {"numerator": 2688, "denominator": 4267}
    make_tree(root, results=[result("2555-2559/1.4.1b", 63, **shares)])
    lines = said(report().section("sources"))
    (words,) = [line for line in lines if "บันทึกตัวอย่างที่ 1/2557" in line]
    assert "หน่วยงานที่รับผิดชอบ: สำนักตัวอย่าง" in words and "ผลสุดท้าย" in words
    assert "ตัวตั้ง 2,688" in words and "ตัวหาร 4,267" in words
    english = said(report("en").section("sources"))
    assert any("fiscal year 2557, as of 30 September 2014" in line for line in english)
    # A file by its name: the folder says nothing to a reader.
    assert f"invented_{YEAR - 543}-09-30.xlsx" in english


def test_yearly_results_of_councils_and_welfare_are_told_against_their_targets(root):
    """Plan 2552-2554 counts by the year: what was published of it is cumulative or counts funds."""
    day = date(2010, 9, 30)
    results = [result("2552-2554/1.11", 2400, day), result("2552-2554/1.2", 1900, day)]
    make_tree(root, results=results)
    made = {lang: report(lang, 2553) for lang in ("th", "en")}
    told = {lang: [plain(line) for line in summary.figures(made[lang].speaker)] for lang in made}
    for words in (told, {lang: said(made[lang].section("executive")) for lang in made}):
        thai, english = " ".join(words["th"]), " ".join(words["en"])
        assert "2,400 ตำบล เทียบ" in thai and "ร้อยละ 96.00" in thai
        assert "1,900 ตำบล เทียบ" in thai and "1,900 tambons" in english
        assert "yearly target of 2,500, 96.00 % of it" in english
    without = " ".join(said(report("th", 2552).section("executive")))
    assert "แผนกำหนดเป้าหมายรายปีไว้ 1,200 ตำบล แต่ไม่มีผล" in without
