"""The sentences and tables of a page by issue, from small facts."""

from datetime import date

from builders.evaluation_builders import (
    BOTH,
    PLAN,
    STOCK,
    fact,
    goal,
    reading,
    with_result,
    year,
)

from helpers.facts import evaluation
from helpers.publish.document import lines_of, plain
from helpers.publish.issues import IssuePage, PublishedResults

END = date(2020, 9, 30)


def series(*names: str, **about) -> dict:
    """Published councils, one reading after the other, shown beside an indicator."""
    link = {"indicator_id": STOCK, "relation": "cumulative_of", "reason": BOTH}
    return {
        "key": "tambon_councils_registered_cum", "issue": "a", "label": BOTH, "unit_th": "ตำบล",
        "links": [link], "single": list(names), "by_day": None, "by_year": [], "revised": [],
        "course": list(names), **about,
    }  # fmt: skip


def content(*held: dict, readings: dict | None = None, **changes) -> dict:
    """An issue with the indicators of the plan; ``readings`` give values and what is known."""
    gathered = evaluation.gathered(PLAN, END, [with_result(year(2562), "near"), year(2563)])
    for name, (value, about) in (readings or {}).items():
        gathered["readings"][name] = {**reading(name, "2020-09-01"), **about}
        gathered["facts"][f"reading:{name}"] = fact(value)
    counts = {
        name: gathered["counts"][name] for name in ("indicators", "targets", "printed", "held")
    }
    counts |= dict.fromkeys(("judged", "goals", "assessed", "readings"), gathered["counts"]["held"])
    return {
        **gathered,
        "issue": {"issue": "a", "label": BOTH, "counts": counts},
        "plans": {PLAN: {**gathered["plan"], "years": [2562, 2563]}},
        "indicators": [{**entry, "plan_id": PLAN} for entry in gathered["indicators"]],
        "goals": [],
        "goal_parents": {},
        "in_no_issue": [],
        "issues": [],
        "plan_lines": {"links": [], "chains": [], "counts": {}},
        "published": {"series": list(held), "uses": dict.fromkeys(readings or {}, UNUSED)},
        **changes,
    }


UNUSED = {"use": "no_indicator", "indicator_ids": [], "years": []}


def words(facts: dict, name: str, lang: str = "en") -> str:
    blocks = IssuePage(facts, lang).section(name).blocks
    said = "\n".join(plain(line) for block in blocks for line in lines_of(block))
    return said.replace("\u00a0", " ")


UNDATED = {"as_of": None, "year_basis": "unknown", "year": 2563}


def test_a_rounded_figure_of_an_undated_page_is_not_the_last_after_an_exact_one():
    known = (91758, {"note": {"th": "สะสม", "en": "cumulative"}})
    rounded = (90000, {**UNDATED, "confidence": "medium"})
    held = content(series("Ra", "Rb"), readings={"Ra": known, "Rb": rounded})
    told = words(held, "issue_summary")
    assert "91,758 tambons (1 Sep 2020) · cumulative" in told and "90,000" not in told


def test_where_no_day_is_known_the_surer_figure_is_the_last():
    sure = (700, {**UNDATED, "year": 2562})
    unsure = (650, {**UNDATED, "confidence": "low"})
    held = content(series("Ra", "Rb"), readings={"Ra": sure, "Rb": unsure})
    told = words(held, "issue_summary")
    assert "700 tambons" in told and "650" not in told


def test_a_derived_range_is_named_so_and_stands_in_its_own_unit():
    derived = ({"low": 4891, "high": 4905}, {"kind": "derived", "unit_th": "สภา"})
    told = words(content(series("Ra"), readings={"Ra": derived}), "issue_summary")
    assert "Last, derived from what was published, test: 4,891–4,905 councils" in told


def test_targets_that_no_plan_prints_are_told_apart():
    held = content()
    held["facts"]["evaluation:held"]["value"] = 1
    assert "4 yearly targets (4 printed, 1 held" in words(held, "issue_summary")
    assert "printed" not in words(content(), "issue_summary")


def test_an_indicator_beside_which_no_value_stands_is_not_said_to_have_one():
    held = content(series("Ra"), readings={"Ra": (700, {})})
    told = words(held, "trends")
    assert "not comparable, and no value stands beside it" in told and "Shown beside" not in told
    used = {"use": "beside", "indicator_ids": [STOCK], "years": ["2563"]}
    told = words(held | {"published": {**held["published"], "uses": {"Ra": used}}}, "trends")
    assert f"Shown beside indicator {STOCK}, without a ratio" in told


def test_the_appendix_is_named_by_its_title_where_it_holds_more():
    few = content(series("Ra"), readings={"Ra": (700, {})})
    assert "Appendix" not in words(few, "trends")
    by_day = {"columns": [{"day": "2020-09-01", "sources": ["S99"]}], "cells": {}}
    more = content(series("Ra", by_day=by_day), readings={"Ra": (700, {})})
    told = words(more, "trends")
    assert "on the page “Appendix: everything published”" in told and ".html" not in told


def test_the_head_names_the_institute_the_day_and_what_the_page_rests_on():
    told = words(content(), "title")
    assert "Community Organizations Development Institute (CODI) · results up to 30 Sep" in told
    assert "Based only on the plan documents and published results" in told


def test_without_sources_there_is_no_heading_of_them():
    held = content()
    assert held["sources"] and IssuePage(held, "en").section("list").blocks
    assert IssuePage(held | {"sources": {}}, "en").section("list").blocks == ()


def parts_of(facts: dict) -> list[list[str]]:
    table = IssuePage(facts, "en").section("issue_goals").blocks[-1]
    return [[plain(cell).replace("\u00a0", " ") for cell in row.cells]
            for row in table.rows if row.kind == "cells"]  # fmt: skip


def aim(name: str, kind: str, of: str | None = None) -> dict:
    """A goal whose words are its name."""
    stage = None if kind == "approach" else "no_data"
    text = {"th": name, "en": name}
    return {**goal(name, stage), "kind": kind, "part_of": of, "text": text}


def test_an_outcome_stands_with_its_approach_and_a_goal_without_a_stage_is_not_assessed():
    approach, alone = aim("way", "approach"), aim("other", "approach")
    held = content(goals=[approach, alone, aim("end", "outcome", "way")],
                   goal_parents={"way": approach})  # fmt: skip
    other, paired = parts_of(held)
    assert other[0].startswith("other (line") and other[-1] == "not assessed"
    assert paired[0].splitlines()[0].startswith("Approach: way (line")
    assert paired[0].splitlines()[1].startswith("end (line") and paired[-1] == "no data"


def test_a_part_stands_below_what_it_is_part_of_or_names_it():
    whole, part = aim("whole", "implementation"), aim("part", "implementation", "whole")
    here = content(goals=[whole, part], goal_parents={"whole": whole})
    assert parts_of(here)[1][0].startswith("– part (line")
    elsewhere = parts_of(content(goals=[part], goal_parents={"whole": whole}))
    assert elsewhere[0][0].splitlines()[1].startswith("under: whole (line")


def test_the_appendix_ends_with_the_indicators_of_no_issue_and_why():
    why = {"th": "สินเชื่อ", "en": "Credit"}
    held = content(in_no_issue=[{"why": why, "indicators": [STOCK]}])
    assert list(PublishedResults.sections)[-2:] == ["in_no_issue", "list"]
    (row,) = PublishedResults(held, "en").section("in_no_issue").blocks[-1].rows
    assert [plain(cell) for cell in row.cells] == [STOCK, "test", "Credit"]
    assert PublishedResults(content(), "en").section("in_no_issue").blocks == ()
