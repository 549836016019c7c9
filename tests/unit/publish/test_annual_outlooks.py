"""The end of the plan at the pace so far, as a reader finds it in the annual report."""

from datetime import date

import pytest
from filed_builders import make_tree, report, result, said

from helpers import facts
from helpers.publish import in_words
from helpers.publish.language import Speaker

pytestmark = pytest.mark.long(seconds=30)

COUNCILS, DISTRICTS = "2555-2559/1.4.1a", "2552-2554/1.8"
ENDS = {"th": "ภาพเมื่อสิ้นแผน", "en": "The end of the plan at the pace so far"}


def told(lang: str, year: int) -> list[str]:
    """What stands below the heading of the outlook."""
    lines = [line.replace("\u00a0", " ") for line in said(report(lang, year).section("indicators"))]
    first = next(n for n, line in enumerate(lines) if line.startswith(ENDS[lang]))
    return lines[first:]


def value(content: dict, name: str):
    return content["facts"][name]["value"]


def test_councils_of_2558_in_both_languages(root):
    make_tree(root)
    thai, english = ("\n".join(told(lang, 2558)) for lang in ("th", "en"))
    for text in (thai, english):
        for number in ("1,532–1,538", "6,267", "398–404", "5,127–5,139", "708–718", "815–831"):
            assert number in text
    assert "even if every year left adds as much as the largest yearly increase known." in english
    assert "แม้ทุกปีที่เหลือเพิ่มได้เท่าอัตราสูงสุดที่ทราบ" in thai
    assert "no forecast" in english.replace("none is a forecast", "no forecast")
    assert "ไม่ใช่การพยากรณ์" in thai
    # Those that cannot be told stand with their reason.
    assert "the target is a rate or a stage, which has no pace in numbers: 1.4.1b, 2.1.1" in english


def test_the_chart_says_its_lines_in_words_at_a_years_end_alone(root):
    make_tree(root)
    facts.ensure(2558)
    speaker = Speaker(facts.read(2558), "en")
    assert "5,127–5,139 at the median pace" in in_words.councils_course(speaker)
    facts.ensure(2558, "2015-03-31")
    inside = Speaker(facts.read(2558, "2015-03-31"), "en")
    assert "median pace" not in in_words.councils_course(inside)


def test_inside_a_year_a_scenario_rests_on_the_readings_of_years_before(root):
    make_tree(root)
    facts.ensure(2558, "2015-03-31")
    content = facts.read(2558, "2015-03-31")
    name = f"{COUNCILS}:outlook:median"
    assert value(content, name) == {"low": 4331 + 2 * 418.25, "high": 4331 + 2 * 433.25}
    # The baseline, the readings of 2556 and 2557, and the pace; not the one inside the year.
    started = [f"fact:{COUNCILS}:baseline", "reading:R0163", "reading:R0165"]
    assert content["facts"][name]["sources"] == [*started, f"fact:{COUNCILS}:observed_step"]
    assert content["facts"][f"{COUNCILS}:best_step"]["sources"] == started
    assert value(content, f"{COUNCILS}:outlook:keep") == {"low": 4504, "high": 4515}


def test_yearly_results_add_up_to_the_plans_end_with_every_target_as_source(root):
    days = {2552: date(2009, 9, 30), 2553: date(2010, 9, 30)}
    amounts = {2552: 60, 2553: (80, 84)}
    make_tree(root, results=[result(DISTRICTS, amounts[y], days[y]) for y in days])
    facts.ensure(2553)
    content = facts.read(2553)
    entry = next(e for e in content["indicators"] if e["indicator_id"] == DISTRICTS)
    targets = [t for t in content["plan_targets"] if t["indicator_id"] == DISTRICTS]
    asked = [value(content, year["fact"]) for year in targets[0]["years"].values()]
    end = entry["outlook"]["target"]
    assert value(content, end) == sum(asked)
    assert len(content["facts"][end]["sources"]) >= 1 and entry["outlook"]["end_year"] == 2554
    median = value(content, f"{DISTRICTS}:outlook:median")
    assert median == {"low": 140 + 70, "high": 144 + 72}
    short = value(content, f"{DISTRICTS}:outlook:median:short")
    assert short == {"low": sum(asked) - 216, "high": sum(asked) - 210}
    assert entry["label"]["en"] in "\n".join(told("en", 2553))


def test_a_range_that_says_two_things_says_both(root):
    # At 1,000 less than the plan's end the largest increase of 707.5 to 717.5 does not do.
    make_tree(root, results=[result(COUNCILS, (5500, 6300), date(2015, 9, 30))])
    english = "\n".join(told("en", 2558))
    assert "at the worse end of the ranges: the target" in english
    assert "at the better end: the last result has already come up to the target" in english


def test_the_last_year_of_a_plan_says_that_nothing_is_due_after_it(root):
    make_tree(root)
    assert told("en", 2559)[1:] == [
        "This is the last year with targets, so there is no end of the plan left to look at."
    ]
    assert told("th", 2559)[1].startswith("ปีนี้เป็นปีสุดท้ายของเป้าหมายทุกตัวชี้วัด")
