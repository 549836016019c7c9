"""What officers filed, as facts: texts by form and day, stages, results beside published ones."""

from datetime import date

import pandas as pd
import pytest
from filed_builders import (
    DAY,
    YEAR,
    frame,
    goals,
    make_tree,
    place,
    result,
    source_id,
    stage,
    text,
)

from helpers import facts
from helpers.core import metadata, paths, tables
from helpers.core.errors import InputError
from helpers.facts.book import KINDS

HOUSEHOLDS, COUNCILS, LEADERS = "2555-2559/1.1.2", "2555-2559/1.4.1a", "2555-2559/1.4.2"
QUALITY = "2555-2559/1.4.1b"
MARCH, APRIL = date(2014, 3, 31), date(2014, 4, 30)


def content(as_of: str = "") -> dict:
    facts.ensure(YEAR, as_of)
    return facts.read(YEAR, as_of)


def entry(found: dict, name: str) -> dict:
    return next(one for one in found["indicators"] if one["indicator_id"] == name)


def value(found: dict, fact_id: str):
    return found["facts"][fact_id]["value"]


def test_without_a_form_there_is_no_text_and_no_further_fact(root):
    make_tree(root)
    found = content()
    assert found["narrative"] == {
        "form": None, "told": None, "overall": {}, "strategies": {}, "indicators": {}, "goals": {},
        "approval": {},
    }  # fmt: skip
    assert not [name for name in found["facts"] if "filed" in name or "narrative" in name]


def test_tables_that_are_not_made_name_the_command_that_makes_them(root):
    make_tree(root)
    paths.processed("narrative.parquet").unlink()
    with pytest.raises(InputError, match=r"narrative\.parquet .*make clean-tables"):
        content()


def test_the_latest_form_up_to_the_day_says_each_field(root):
    texts = [
        text("overall", "obstacles", "มีนาคม", MARCH),
        text("overall", "evidence", "มีนาคม", MARCH),
        text("overall", "obstacles", "กันยายน"),
        text(LEADERS, "obstacles", "รายตัว", MARCH),
        text("overall", "approved_by", "ผู้อำนวยการ"),
    ]
    make_tree(root, texts=texts)
    year_end, spring = content()["narrative"], content("2014-04-30")["narrative"]
    assert year_end["overall"]["obstacles"]["text_th"] == "กันยายน"
    assert year_end["overall"]["evidence"]["source_id"] == source_id(MARCH)
    assert year_end["form"]["source_id"] == source_id()
    assert year_end["form"]["file"] == "data/raw/actuals/invented_2014-09-30.xlsx"
    assert spring["overall"]["obstacles"]["text_th"] == "มีนาคม"
    assert spring["form"]["source_id"] == source_id(MARCH)
    assert list(spring["indicators"]) == [LEADERS] and spring["approval"] == {}
    assert year_end["approval"]["approved_by"]["text_th"] == "ผู้อำนวยการ"


def test_what_is_of_one_report_is_taken_from_the_form_of_its_own_day_alone(root):
    """A summary and an approval of the six-month round are not those of the year."""
    fields = ("executive_summary", "prepared_by", "reviewed_by", "approved_by")
    texts = [text("overall", name, "มีนาคม", MARCH) for name in (*fields, "obstacles")]
    make_tree(root, results=[result(LEADERS, 9500)], texts=texts)
    spring, later = content(MARCH.isoformat())["narrative"], content()["narrative"]
    assert list(spring["approval"]) == list(fields[1:])
    assert spring["overall"]["executive_summary"]["text_th"] == "มีนาคม"
    assert list(later["overall"]) == ["obstacles"] and later["approval"] == {}


def test_only_texts_of_the_form_that_is_named_are_counted(root):
    second = {**place(), "source_id": f"{source_id()}-2"}
    texts = [
        text(LEADERS, "obstacles", "มีนาคม", MARCH),
        text(HOUSEHOLDS, "obstacles", "มีนาคม", MARCH),
        text(HOUSEHOLDS, "evidence", "กันยายน"),
        text(COUNCILS, "evidence", "กันยายน", **second),
    ]
    make_tree(root, texts=texts)
    found, spring = content(), content(MARCH.isoformat())
    assert len(found["narrative"]["indicators"]) == 3
    assert value(found, found["narrative"]["told"]) == 2
    assert value(spring, spring["narrative"]["told"]) == 2


def test_a_form_dropped_in_later_changes_nothing_of_an_earlier_day(root):
    """Its results, stages and texts are known from its own day on, of whatever day they are."""
    goal = assessed_goal()
    march = {
        "results": [result(LEADERS, 9000, MARCH)],
        "texts": [text("overall", "obstacles", "มีนาคม", MARCH)],
        "stages": [stage(goal, "under_way", MARCH)],
    }
    september = {
        "results": [
            result(COUNCILS, 4300, MARCH, read_on=pd.Timestamp(DAY), **place()),
            result(LEADERS, 9500),
        ],
        "texts": [text("overall", "obstacles", "กันยายน")],
        "stages": [
            stage(goal, "under_way", MARCH, **{**place(), "evidence": "แก้ไขแล้ว"}),
            stage(goal, "done"),
        ],
    }
    make_tree(root, **march)
    before, at_the_end = content(MARCH.isoformat()), content()
    for name, rows in {"narrative": "texts", "stages": "stages"}.items():
        tables.write(frame([*march[rows], *september[rows]], name), name)
    known = tables.read("actuals")
    further = frame(september["results"], "actuals")
    tables.write(pd.concat([known, further], ignore_index=True), "actuals")
    assert content(MARCH.isoformat()) == before
    assert content() != at_the_end


def test_before_the_forms_day_nothing_is_known_of_it(root):
    make_tree(root, texts=[text("overall", "obstacles", "กันยายน")])
    assert content("2014-04-30")["narrative"]["form"] is None


def test_a_text_of_another_year_is_not_this_years(root):
    make_tree(root, texts=[{**text("overall", "obstacles", "ปีอื่น", date(2013, 9, 30)),
                            "year_be": 2556}])  # fmt: skip
    assert content()["narrative"]["overall"] == {}


def test_a_form_of_results_alone_is_a_form(root):
    make_tree(root, results=[result(LEADERS, 9500)])
    found = content()
    assert found["narrative"]["form"]["source_id"] == source_id()
    assert value(found, found["narrative"]["told"]) == 0


def test_a_filed_reading_is_a_source_of_its_own(root):
    make_tree(root, results=[result(LEADERS, 9500, maturity="provisional")])
    found = content()
    (reading,) = [one for one in found["readings"].values() if one["kind"] == "filed"]
    assert reading["label"] == entry(found, LEADERS)["label"]
    assert (reading["maturity"], reading["responsible_unit"]) == ("provisional", "สำนักตัวอย่าง")
    assert found["facts"][f"{LEADERS}:actual"]["method"] == "filed"
    assert found["facts"][reading["fact"]]["method"] == "filed"
    assert found["facts"][f"{COUNCILS}:actual"]["method"] == "published"
    source = found["sources"][reading["source_id"]]
    assert "2557" in source["title"] and "30 กันยายน 2557" in source["title"]
    assert "30 September 2014" in source["title_en"]
    assert source["address"] == "data/raw/actuals/invented_2014-09-30.xlsx"
    assert value(found, "quality:filed") == 1 and value(found, "quality:provisional") == 1


def lead(root, side: str) -> None:
    config = root / "config.yml"
    words = config.read_text(encoding="utf-8").replace("headline: registry", f"headline: {side}")
    config.write_text(words, encoding="utf-8")


@pytest.mark.parametrize(("side", "actual"), [("filed", 4340), ("published", 4331)])
def test_filed_and_published_stand_beside_each_other_whichever_leads(root, side, actual):
    make_tree(root, results=[result(COUNCILS, 4340)])
    lead(root, side)
    found = content()
    beside = entry(found, COUNCILS)["beside"]
    assert value(found, f"{COUNCILS}:actual") == actual and beside["leads"] == side
    values = {who: value(found, fact_id) for who, fact_id in beside["facts"].items()}
    assert values == {"filed": 4340, "published": 4331}
    assert value(found, beside["differences"]["published"]) == 9


def test_a_registry_is_a_third_side(root):
    counted = {**result(COUNCILS, 4300), "kind": "registry", "reading_id": "REG-1",
               "source_id": "S02"}  # fmt: skip
    make_tree(root, results=[result(COUNCILS, 4340)], readings=[counted])
    found = content()
    beside = entry(found, COUNCILS)["beside"]
    assert beside["leads"] == "registry"
    differences = {who: value(found, fact) for who, fact in beside["differences"].items()}
    assert differences == {"published": 9, "registry": 40}
    assert value(found, "councils:beside:difference") == 4300 - 4331
    words = metadata.load("labels.yml")["workbook"]
    assert {fact["method"] for fact in found["facts"].values()} <= set(words["methods"])
    assert set(KINDS) == set(words["fact_kinds"])


def test_a_share_worked_out_from_its_parts_is_a_number_of_two_decimals(root):
    share = 3031 * 100 / 4330
    make_tree(root, results=[result(QUALITY, share, numerator=3031, denominator=4330)])
    found = content()
    assert value(found, f"{QUALITY}:actual") == share
    assert found["facts"][f"{QUALITY}:actual"]["kind"] == "percent"
    (reading,) = [one for one in found["readings"].values() if one["kind"] == "filed"]
    assert value(found, reading["numerator"]) == 3031
    assert found["facts"][reading["fact"]]["kind"] == "percent"


def test_differences_of_intervals_and_rates_keep_both_ends_and_their_unit(root):
    published = {**result(QUALITY, (60.1, 60.4), date(2014, 9, 1)), "kind": "derived",
                 "reading_id": "P1", "source_id": "S02"}  # fmt: skip
    make_tree(root, results=[result(QUALITY, 62.3)], readings=[published])
    found = content()
    fact = found["facts"][entry(found, QUALITY)["beside"]["differences"]["published"]]
    assert fact["value"] == {"low": 1.9, "high": 2.2}
    assert (fact["kind"], fact["unit"]) == ("gap", "percentage_point")


def test_nothing_is_subtracted_from_a_number_that_counts_something_else(root):
    other = {**result(HOUSEHOLDS, 90000, date(2014, 9, 1)), "kind": "published",
             "indicator_key": "housing_households_cum", "relation": "proxy",
             "reading_id": "P1", "source_id": "S02"}  # fmt: skip
    make_tree(root, results=[result(HOUSEHOLDS, 11000)], readings=[other])
    beside = entry(content(), HOUSEHOLDS)["beside"]
    assert set(beside["facts"]) == {"filed", "published"} and beside["differences"] == {}


def assessed_goal() -> str:
    table = goals()
    mine = table[(table.plan_id == "2555-2559") & (table.kind == "outcome")]
    return mine.goal_id.iloc[0]


def test_the_last_stage_up_to_the_day_holds_with_its_evidence(root):
    goal = assessed_goal()
    stages = [
        stage(goal, "not_started", MARCH),
        stage(goal, "under_way", APRIL),
        stage(goal, "done"),
    ]
    make_tree(root, stages=stages)
    for as_of, expected in (
        ("2014-04-29", "not_started"),
        ("2014-05-01", "under_way"),
        ("", "done"),
    ):
        found = content(as_of)
        (item,) = [one for one in found["goals"]["items"] if one["goal_id"] == goal]
        assert item["stage"] == expected
        assert item["stage_of"]["evidence"] == f"หลักฐานของ {expected}"
        assert value(found, "goals:stated") == 1
        assert item["stage_of"]["source_id"] in found["sources"]


def test_a_filed_number_a_text_and_a_stage_are_followed_to_their_rows(root):
    goal = assessed_goal()
    texts = [text(LEADERS, "obstacles", "ฝนตกหนัก", **{**place(), "source_row": 12})]
    make_tree(root, [result(LEADERS, 9500)], texts, [stage(goal, "done")])
    content()
    told = facts.trace(f"{LEADERS}:actual", YEAR)
    assert "(filed)" in told and "invented_2014-09-30.xlsx#แผ่นตัวอย่าง:9" in told
    assert "บันทึกตัวอย่างที่ 1/2557" in told
    told = facts.trace(f"narrative:{LEADERS}:obstacles", YEAR)
    assert "ฝนตกหนัก" in told and "#แผ่นตัวอย่าง:12" in told and "แบบรายงานผล" in told
    assert "done: หลักฐานของ done" in facts.trace(f"stage:{goal}", YEAR)
    with pytest.raises(InputError, match=f"alike: .*narrative:{LEADERS}:obstacles"):
        facts.trace(f"narrative:{LEADERS}:obstacle", YEAR)
