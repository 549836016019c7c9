"""A year scored from end to end with weights and own scales, as an evaluator would set them."""

import pytest
from filed_builders import YEAR, make_tree, report, result, said

from helpers import facts
from helpers.core import metadata
from helpers.core.errors import InputError
from helpers.publish.annual import summary
from helpers.publish.document import plain

PLAN = "2555-2559/"
COUNCILS, QUALITY, LEADERS = f"{PLAN}1.4.1a", f"{PLAN}1.4.1b", f"{PLAN}1.4.2"
# Results in per cent of target: councils 4,331 of 4,267 (published), quality 63 of 70,
# leaders 9,500 of 10,000.
RESULTS = [result(QUALITY, 63), result(LEADERS, 9500)]
WEIGHTS = {COUNCILS: 50, QUALITY: 30, LEADERS: 20}
POINTS = [{"at": 80, "score": 1}, {"at": 90, "score": 3}, {"at": 100, "score": 5}]
OWN = {LEADERS: {"points": POINTS, "below": 0}}


@pytest.fixture
def scored(root, monkeypatch):
    """Makes the year's report, scored by what is given in place of the file's own."""
    load = metadata.load
    make_tree(root, results=RESULTS)

    def with_scoring(lang="th", settings=(), **given):
        data = {**load("scoring.yml"), **given}
        monkeypatch.setattr(
            metadata, "load", lambda name: data if name == "scoring.yml" else load(name)
        )
        config = root / "config.yml"
        text = config.read_text(encoding="utf-8")
        for old, new in settings:
            assert old in text
            text = text.replace(old, new)
        config.write_text(text, encoding="utf-8")
        return report(lang)

    return with_scoring


def scores_said(made) -> list[str]:
    return said(made.section("scores"))


def value(fact_id: str):
    return facts.read(YEAR)["facts"][fact_id]["value"]


def test_the_weighted_total_and_its_words(scored):
    """50 x 5 + 30 x 4 + 20 x 4.5 over 100 is 4.6."""
    made = scored(weights=WEIGHTS)
    assert value("scores:total") == 4.6 and value("scores:covered") == 1
    thai = scores_said(made)
    assert any("คะแนนรวมถ่วงน้ำหนัก 4.6000 คะแนน" in line for line in thai)
    assert any(
        "ซึ่งครอบคลุมร้อยละ 100.00 (100/100) ของน้ำหนักทั้งหมด (ต้องครอบคลุมอย่างน้อยร้อยละ 80)" in line
        for line in thai
    )
    assert [thai[thai.index("1.4.2") + n] for n in (2, 3)] == ["20", "4.5000"]
    english = report("en")
    assert any("Weighted total: 4.6000 points" in line for line in scores_said(english))
    for each, words in ((made, "4.6000"), (english, "4.6000")):
        assert any(words in line for line in said(each.section("executive")))
        assert any(words in plain(line) for line in summary.figures(each.speaker))


def test_with_weights_nothing_says_that_there_are_none(scored):
    made = scored(weights=WEIGHTS)
    for lang, none in (("th", ("ไม่มีคะแนนรวม", "มิได้กำหนดน้ำหนัก")), ("en", ("There is no total",))):
        made = report(lang)
        for name in ("executive", "scores", "findings"):
            assert not [line for line in said(made.section(name)) if any(n in line for n in none)]
    assert any("set in the settings" in line for line in said(made.section("findings")))


def test_too_little_weight_scored_withholds_the_total_in_both_languages(scored):
    made = scored(weights={COUNCILS: 70, f"{PLAN}1.1.1": 30})
    assert "scores:total" not in facts.read(YEAR)["facts"]
    assert any("ร้อยละ 70.00 (70/100) ของน้ำหนักทั้งหมด ต้องครอบคลุมอย่างน้อยร้อยละ 80" in line
               for line in scores_said(made))  # fmt: skip
    assert any("ต่ำกว่าร้อยละ 80 ที่กำหนดไว้" in line for line in said(made.section("executive")))
    assert any("ไม่แสดงคะแนนรวม" in plain(line) for line in summary.figures(made.speaker))
    english = report("en")
    assert any("only 70.00 % (70/100) of all weight" in line for line in scores_said(english))
    assert any("less than the 80 % required" in line for line in said(english.section("executive")))
    assert any("No total is printed" in plain(line) for line in summary.figures(english.speaker))


def sentence(made, name: str) -> str:
    (line,) = [line for line in scores_said(made) if line.startswith(f"{name}: ")]
    return line


def test_a_score_by_a_scale_of_its_own_names_the_scale(scored):
    """95 per cent on points 80/90/100 is 4; with the others 5 x 50 + 4 x 30 + 4 x 20 is 4.5."""
    made = scored(weights=WEIGHTS, indicators=OWN)
    assert value(f"{LEADERS}:score") == 4 and value("scores:total") == 4.5
    told = sentence(made, "1.4.2")
    assert told.startswith("1.4.2: ได้ 4.0000 คะแนน เพราะผล 9,500 คิดเป็นร้อยละ 95.00 ของเป้า 10,000")
    assert "เกณฑ์ที่กำหนดไว้เฉพาะตัวชี้วัดนี้ (ร้อยละ 80/90/100 ของเป้า = 1/3/5 คะแนน" in told
    assert "ผลที่ต่ำกว่าจุดแรกได้ 0 คะแนน" in told
    assert "เกณฑ์ของตัวชี้วัดนี้เอง" not in sentence(made, "1.4.1b")
    english = sentence(report("en"), "1.4.2")
    assert "a scale of its own: points set for this indicator alone (80/90/100 %" in english


def test_steps_are_said_of_the_scale_and_of_each_score(scored):
    """In steps 95 per cent is 4, as is 90: 5 x 50 + 4 x 30 + 4 x 20 is 4.5."""
    made = scored(weights=WEIGHTS, settings=[("score_mode: linear", "score_mode: step")])
    assert value("scores:total") == 4.5
    assert "เป็นขั้น คือได้คะแนนของจุดสูงสุดที่ผลถึง" in scores_said(made)[1]
    assert "คะแนน เทียบสัดส่วน" not in scores_said(made)[1]
    assert sentence(made, "1.4.2").endswith("ให้คะแนนเป็นขั้น ไม่เทียบสัดส่วน")
    english = report("en")
    assert "in steps, each result earning the highest point it reaches" in scores_said(english)[1]
    assert sentence(english, "1.4.2").endswith("scored in steps, without proportion")


def test_out_of_a_hundred_with_the_anchors_50_75_100(scored):
    """Scores are 100, 90 and 95: 0.5 x 100 + 0.3 x 90 + 0.2 x 95 is 96."""
    scale = ("score_scale: agreement", "score_scale: anchors_50_75_100")
    made = scored(weights=WEIGHTS, settings=[scale])
    assert value("scores:total") == 96
    told = scores_said(made)[1]
    assert "คะแนนเต็ม 100 สามระดับ 50/75/100" in told and "ผลที่ต่ำกว่าจุดแรกได้ 0 คะแนน" in told
    assert "ไม่ต่ำหรือสูงกว่าปลายทั้งสอง" not in told
    assert "0 below the first point and never above the last" in scores_said(report("en"))[1]


def test_an_indicator_out_of_a_hundred_in_a_total_out_of_five_is_refused(scored):
    with pytest.raises(InputError, match="different highest scores"):
        scored(weights=WEIGHTS, indicators={LEADERS: {"scale": "anchors_50_75_100"}})


def test_the_path_stands_beside_the_level_and_stays_out_of_the_total(scored):
    made = scored(weights={COUNCILS: 1})
    assert value("scores:total") == value(f"{COUNCILS}:score")
    assert "(ตามความก้าวหน้าจากฐาน 2,767: 5.0000)" in sentence(made, "1.4.1a")
    assert "ฐานคะแนนของเป้าสะสม: ระดับ" in scores_said(made)[1]
