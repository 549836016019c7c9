"""The sentences and tables of a plan's evaluation, from small facts."""

from datetime import date

import pytest
from builders.evaluation_builders import BOTH, LINE, PLAN, fact, goal, with_result, year

from helpers.facts import evaluation
from helpers.publish.document import Bullets, Table, lines_of, plain
from helpers.publish.evaluation import Evaluation

END = date(2020, 9, 30)


def page(*contents: dict, lang: str = "en") -> Evaluation:
    return Evaluation(evaluation.gathered(PLAN, END, list(contents)), lang)


@pytest.fixture
def judged() -> Evaluation:
    return page(with_result(year(2562), "reached"), with_result(year(2563), "near"))


def words(report: Evaluation, name: str) -> str:
    return "\n".join(plain(line) for b in report.section(name).blocks for line in lines_of(b))


def spaced(line) -> str:
    """A line in which a space that no line may end in is a space."""
    return plain(line).replace("\u00a0", " ")


def test_the_light_of_the_last_year_is_told_with_what_it_came_from(judged):
    (known, blank) = next(
        b for b in judged.section("judged").blocks if isinstance(b, Bullets)
    ).lines
    assert spaced(known) == (
        "1.1: △ near in 2563 (2020), because the cumulative result of 1,900 (1 Sep 2020, R2563)"
        " over the target of 2,000 is a level of 95.00 %, and progress from the baseline of 500"
        " is 93.33 % (1,400/1,500) · the years before: 2562 (2019) ▲ reached"
    )
    assert plain(blank).startswith("1.2: – no data in 2563 (2020), because no result was published")


def test_years_stand_side_by_side_with_the_plan_to_date(judged):
    table = next(b for b in judged.section("years").blocks if isinstance(b, Table))
    stock = next(row for row in table.rows if row.kind == "cells")
    first, second, whole = (spaced(cell) for cell in stock.cells[2:])
    assert first.splitlines() == [
        "target 1,000", "result 1,900", "level 95.00 %",
        "progress from the baseline 93.33 % (1,400/1,500)", "▲ reached",
    ]  # fmt: skip
    assert second.splitlines()[0] == "target 2,000"
    assert whole.splitlines() == ["by 2563 (2020): 93.33 % (1,400/1,500)"]


def heads(report: Evaluation, name: str) -> list[str]:
    table = next(b for b in report.section(name).blocks if isinstance(b, Table))
    return [spaced(head) for head in table.head]


def test_a_column_in_which_nothing_stands_is_left_out_but_no_year(judged):
    empty = page(year(2562), year(2563))
    assert heads(empty, "years") == ["Id", "Indicator", "2562 (2019)", "2563 (2020)"]
    assert heads(judged, "years")[-1] == "Whole plan"
    assert heads(empty, "unjudged") == ["Id", "Indicator", "Years"]


def beside(content: dict) -> dict:
    """The year with its result made a count of funds beside the target in tambons."""
    entry, name = content["indicators"][0], f"R{content['year_be']}"
    content["readings"][name]["unit_th"] = "กองทุน"
    lights = {**entry["lights"], "low": "not_comparable", "high": "not_comparable"}
    facts = {name: entry["facts"][name] for name in ("target", "actual")}
    entry |= {"relation": "proxy", "reason": "proxy_actual", "lights": lights, "facts": facts}
    return content


def test_what_counts_something_else_is_no_result_and_stands_in_its_own_unit():
    report = page(beside(with_result(year(2563), "near")))
    table = next(b for b in report.section("years").blocks if isinstance(b, Table))
    cell = spaced(table.rows[1].cells[2])
    assert cell.splitlines()[:2] == ["target 2,000", "shown beside: 1,900 funds"]
    assert "result" not in cell
    told = words(report, "judged")
    assert (
        "shown beside is 1,900 funds (1 Sep 2020, R2563), the year's target is 2,000 tambon" in told
    )


def test_targets_that_the_plan_does_not_print_are_told_apart():
    held = year(2563)
    held["indicators"][1]["hold"] = True
    told = words(page(year(2562), held), "evaluation_summary")
    assert "4 yearly targets: 3 printed, 1 held" in told
    assert "printed" not in words(page(year(2562), year(2563)), "evaluation_summary")


def with_councils(content: dict) -> dict:
    """The year that closes the earlier plan: 1,000 councils are at most half of 2,000 tambons."""
    names = ("councils:end:table:asked", "councils:end:table:share", evaluation.COUNCILS_BASELINE)
    asked, share, baseline = names
    content["facts"] |= {
        baseline: fact(1000),
        asked: fact(2000, LINE, method="added_up"),
        share: {**fact(0.5, f"fact:{baseline}", kind="ratio"), "of": [baseline, asked]},
    }
    read = {"name": "table", "asked": asked, "share": share, "lines": [LINE]}
    content["councils"]["readings_of_end"] = [read]
    return content


def test_the_plan_whose_end_it_is_reads_its_councils_against_what_it_asked():
    told = words(page(with_councils(year(2563))), "judged")
    assert "Three readings of the 1,000 councils" in told and "2,000" in told and "50.00" in told


def test_the_plan_after_it_does_not():
    later = with_councils(year(2563))
    later["councils"]["plans"]["earlier"] = "2560-2562"
    assert "Three readings" not in words(page(later), "judged")


def test_a_light_of_a_year_before_says_that_its_day_is_not_known():
    before = with_result(year(2562), "reached")
    before["indicators"][0]["flagged"] = True
    told = words(page(before, with_result(year(2563), "near")), "judged")
    assert "the years before: 2562 (2019) ▲ reached (day not known)" in told.replace("\u00a0", " ")


def test_an_indicator_names_its_programme():
    last = year(2563)
    last["indicators"][1]["programme"] = {"th": "ชายแดนใต้", "en": "Southern border"}
    assert "Programme: Southern border" in words(page(last), "years")


def test_corrections_of_the_document_stand_below_the_findings_but_for_spaces():
    last, about = year(2563), {"reason": BOTH, "source": LINE}
    last["quality"]["corrections"] = [
        {"action": "misprint", "printed": "ตำบน", "read_as": "ตำบล", **about},
        {"action": "spacing", "printed": "ตำ บล", "read_as": "ตำบล", **about},
    ]
    told = words(page(last), "findings")
    assert "ตำบน" in told and "ตำ บล" not in told
    assert "Corrections" not in words(page(year(2563)), "findings")


def test_goals_under_no_strategy_are_named_so_and_all_are_added_up():
    last = year(2563)
    last["goals"]["items"].insert(0, goal("b", "done", None))
    (table,) = [b for b in page(last).section("stages").blocks if isinstance(b, Table)]
    first, none, every = table.rows
    assert spaced(first.cells[0]).startswith("test 1")
    assert spaced(none.cells[0]).endswith(f"under no strategy (for all of {PLAN})")
    assert (spaced(every.cells[0]), spaced(every.cells[-1])) == ("All of them", "2")


def test_what_cannot_be_judged_names_the_reason_and_the_years():
    told = words(page(year(2562), with_result(year(2563), "off")), "unjudged")
    assert "Reason: no result was published or filed for the year" in told
    assert "2562 (2019)–2563 (2020)" in told  # 1.2 in both years
    assert told.count("2562 (2019)") == 2  # and 1.1 in the first


def test_lessons_are_the_officers_words_and_years_without_a_form_are_named():
    text = {"text_th": "ฝนแล้ง 2 ปี", "is_draft": False, "source_id": "form-2563",
            "source": "data/raw/actuals/form_2563.xlsx:4"}  # fmt: skip
    told = words(page(year(2562), year(2563, {"obstacles": text})), "lessons")
    assert "Obstacles: ฝนแล้ง 2 ปี" in told
    assert "no lessons of them: 2562 (2019)" in told


def test_no_lessons_is_said_in_the_summary():
    assert "No lessons of this plan" in words(page(year(2563)), "evaluation_summary")


def test_years_left_out_are_a_warning_at_the_head():
    assert "leave these years of the plan out" in words(page(year(2563)), "title")


@pytest.mark.parametrize("lang", ["th", "en"])
def test_every_section_can_be_said_in_both_languages(lang):
    report = page(year(2562), with_result(year(2563), "near"), lang=lang)
    assert all(report.section(name).blocks for name in report.sections)
    assert PLAN in report.title and plain(report.running_head)
