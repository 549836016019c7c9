"""Figures of a summary that are no longer facts, falls of cumulative results, undefined rates."""

import json

import pytest
from filed_builders import YEAR, make_tree, result, text

from helpers import facts
from helpers.facts import summary_figures
from helpers.publish.annual import Report
from helpers.publish.document import lines_of, plain

pytestmark = pytest.mark.long(seconds=40)

COUNCILS, QUALITY, MIXED = "2555-2559/1.4.1a", "2555-2559/1.4.1b", "2555-2559/2.1.1"
SUMMARY = "executive_summary"


def content(as_of: str = "") -> dict:
    facts.ensure(YEAR, as_of)
    return facts.read(YEAR, as_of)


def kept(*said: tuple[str, str]) -> str:
    return json.dumps([list(one) for one in said])


def summary(words: str, *said: tuple[str, str]) -> dict:
    return text("overall", SUMMARY, words, draft_figures=kept(*said))


def section(made: dict, name: str, lang: str = "th") -> str:
    found = Report(made, lang).section(name)
    return "\n".join(plain(line) for block in found.blocks for line in lines_of(block))


def test_a_figure_that_is_no_fact_any_more_is_marked_with_both(root):
    words = "ประเมินได้ 1 ตัวชี้วัด จดแจ้ง ๔,๓๓๑ สภา ร้อยละ 101.50 จากเป้า 4,267"
    figures = [
        ("1", "summary:judged"), ("๔,๓๓๑", f"{COUNCILS}:actual"),
        ("101.50", f"{COUNCILS}:level"), ("4,267", f"{COUNCILS}:target"), ("9", "light:nowhere"),
    ]  # fmt: skip
    make_tree(root, results=[result(COUNCILS, 4350)], texts=[summary(words, *figures)])
    made = content()
    stale = made["narrative"]["overall"][SUMMARY]["stale"]
    assert [(one["said"], one["fact"]) for one in stale] == [
        ("๔,๓๓๑", f"{COUNCILS}:actual"), ("101.50", f"{COUNCILS}:level"), ("9", "light:nowhere"),
    ]  # fmt: skip
    thai, english = section(made, "executive"), section(made, "executive", "en")
    assert "1.4.1a ผล ข้อความว่า ๔,๓๓๑ รายงานนี้คือ 4,350" in thai and "3 แห่ง" in thai
    assert "1.4.1a level: the text says 101.50, this report 101.95" in english
    assert "a figure this report no longer has" in english and words in thai


def test_a_summary_whose_figures_are_the_facts_is_not_marked(root):
    level = f"{COUNCILS}:level"
    figures = [("1", "summary:judged"), ("4331", f"{COUNCILS}:actual"), ("101.5", level)]
    make_tree(root, texts=[summary("สรุป", *figures)])
    entry = content()["narrative"]["overall"][SUMMARY]
    assert entry.keys() == {"text_th", "is_draft", "source_id", "source"}


def test_words_of_a_form_that_kept_no_figures_are_said_to_be_unchecked(root):
    make_tree(root, texts=[text("overall", SUMMARY, "สรุป 4,331", draft_figures=None)])
    made = content()
    assert made["narrative"]["overall"][SUMMARY]["unchecked"] is True
    assert "โปรดตรวจเอง" in section(made, "executive")


def test_of_an_untouched_draft_no_words_are_kept(root):
    make_tree(root, texts=[text("overall", SUMMARY, "ร่างเดิม", is_draft=True)])
    made = content()
    entry = made["narrative"]["overall"][SUMMARY]
    assert (
        entry["text_th"] is None
        and entry["is_draft"]
        and "ร่างเดิม" not in json.dumps(made, ensure_ascii=False)
    )


@pytest.mark.parametrize(
    ("said", "value", "kind", "fits"),
    [
        ("101.50", 1.015, "ratio", True), ("101.5", 1.015, "ratio", True),
        ("102", 1.015, "ratio", True), ("101.4", 1.015, "ratio", False),
        ("4,182", {"low": 4182, "high": 4202}, "count", True),
        ("4,190", {"low": 4182, "high": 4202}, "count", False),
        ("29", 28.5, "count", False), ("๒๘.๕", 28.5, "count", True), ("5.0000", 5, "score", True),
    ],
)  # fmt: skip
def test_a_figure_is_a_fact_as_a_report_may_round_it(said, value, kind, fits):
    fact = {"value": value, "kind": kind}
    text = {"text_th": "x", "is_draft": False, "draft_figures": kept((said, "f"))}
    made = {"narrative": {"overall": {SUMMARY: text}}, "facts": {"f": fact}}
    summary_figures.mark(made)
    assert ("stale" not in text) == fits and "draft_figures" not in text


def test_a_cumulative_result_below_last_years_is_flagged_with_both_figures(root):
    make_tree(root, results=[result(COUNCILS, 4000)])
    made = content()
    entry = next(e for e in made["indicators"] if e["indicator_id"] == COUNCILS)
    assert entry["fallen"] == {"year": 2556, "fact": f"{COUNCILS}:before"}
    assert made["facts"][f"{COUNCILS}:before"]["value"] == {"low": 4182, "high": 4202}
    assert made["facts"]["quality:fallen"]["value"] == 1
    assert entry["lights"]["low"] == "near"  # judged all the same
    for lang, words in (("th", "ผล 4,000 ต่ำกว่า 4,182–4,202 ของปี 2556"),
                        ("en", "4,000, below 4,182–4,202 of 2556")):  # fmt: skip
        assert words in section(made, "quality", lang)
    assert "ต่ำกว่าผลสะสมของปี 2556 (4,182–4,202)" in section(made, "indicators")


@pytest.mark.parametrize("value", [4182, 4190, 4331])
def test_a_result_that_may_be_no_fall_is_not_flagged(root, value):
    make_tree(root, results=[result(COUNCILS, value)])
    made = content()
    assert not [e for e in made["indicators"] if "fallen" in e]
    assert "quality:fallen" not in made["facts"] and "fallen" not in made["quality"]["indicators"]


def test_there_is_no_distance_where_nothing_can_be_compared(root):
    make_tree(
        root, results=[result(MIXED, 28.5, unit_th="ร้อยละ"), result(QUALITY, 68.5, unit_th="ร้อยละ")]
    )
    made = content()
    by_id = {e["indicator_id"]: e for e in made["indicators"]}
    assert by_id[MIXED]["lights"]["low"] == "not_comparable" and "gap" not in by_id[MIXED]["facts"]
    assert made["facts"][f"{QUALITY}:gap"]["value"] == -1.5
    assert f"{MIXED}:gap" not in made["facts"] and f"{MIXED}:actual" in made["facts"]
