"""The closing evaluation gathers what the years say and judges nothing itself."""

from datetime import date

import pytest
from builders.evaluation_builders import FLOW, LINE, PLAN, STOCK, goal, with_result, year

from helpers.core.errors import InputError
from helpers.facts import evaluation
from helpers.facts.gathering import Gathering

END = date(2020, 9, 30)


def gathered(*contents: dict) -> dict:
    return evaluation.gathered(PLAN, END, list(contents))


@pytest.fixture
def plan() -> dict:
    """Two years, the first one reached and the second near."""
    return gathered(with_result(year(2562), "reached"), with_result(year(2563), "near"))


def test_each_year_keeps_its_own_numbers(plan):
    stock = plan["indicators"][0]
    targets = {y: plan["facts"][told["facts"]["target"]] for y, told in stock["years"].items()}
    assert {y: fact["value"] for y, fact in targets.items()} == {"2562": 1000, "2563": 2000}
    assert {y: told["lights"]["low"] for y, told in stock["years"].items()} == {
        "2562": "reached", "2563": "near",
    }  # fmt: skip


def test_a_fact_keeps_value_method_and_sources_under_its_years_name(plan):
    level = plan["facts"][f"2563:{STOCK}:level"]
    assert (level["value"], level["kind"]) == (0.95, "ratio")
    assert level["sources"] == [f"fact:2563:{STOCK}:actual", f"fact:2563:{STOCK}:target"]
    assert plan["facts"][f"2563:{STOCK}:target"]["sources"] == [LINE]


def test_readings_and_sources_come_with_the_facts_that_name_them(plan):
    assert set(plan["readings"]) == {"R2562", "R2563"} and set(plan["sources"]) == {"S99"}
    assert plan["facts"]["reading:R2563"]["value"] == 1900


def test_counts_say_how_much_could_be_judged(plan):
    counts = {name: plan["facts"][fact]["value"] for name, fact in plan["counts"].items()}
    assert counts == {
        "indicators": 2, "judged_at_end": 1, "ever_judged": 1, "never_judged": 1,
        "without_result": 1, "targets": 4, "printed": 4, "held": 0,
        "targets_judged": 2,
    }  # fmt: skip


def test_the_plan_to_date_is_that_of_the_last_year_that_has_one():
    plan = gathered(with_result(year(2562), "reached"), year(2563))
    stock, flow = plan["indicators"]
    assert (stock["to_date"]["year"], stock["to_date"]["fact"]) == (2562, f"2562:{STOCK}:to_date")
    assert flow["to_date"] is None and stock["last_judged"] == "2562"


def test_an_interim_result_is_not_the_plan_to_date():
    last = with_result(year(2563), "no_data_at_year_end")
    last["indicators"][0]["interim"] = True
    stock = gathered(with_result(year(2562), "reached"), last)["indicators"][0]
    assert (stock["to_date"]["year"], stock["to_date"]["fact"]) == (2562, f"2562:{STOCK}:to_date")


def test_every_light_of_the_last_year_names_its_indicators(plan):
    assert {told["light"]: told["indicator_ids"] for told in plan["lights"]} == {
        "near": [STOCK], "no_data": [FLOW],
    }  # fmt: skip


def test_goals_are_counted_by_strategy_and_stage():
    last = year(2563)
    last["goals"]["items"] += [goal("a", "done"), goal("b", "done", None)]
    plan = gathered(year(2562), last)
    first, second = plan["stages"]
    assert (first["place"], set(first["stages"])) == ("1", {"done", "no_data"})
    assert (second["place"], set(second["stages"])) == (evaluation.WHOLE, {"done"})
    assert plan["facts"][plan["all_stages"]["total"]]["value"] == 3


def test_what_stands_under_no_strategy_comes_last_whatever_its_line():
    last = year(2563)
    last["goals"]["items"].insert(0, goal("b", "done", None))
    plan = gathered(year(2562), last)
    assert [told["place"] for told in plan["stages"]] == ["1", evaluation.WHOLE]
    assert plan["stages"][1]["plans"] == [PLAN]


def test_a_plan_without_goals_has_no_row_of_all():
    last = year(2563)
    last["goals"]["items"] = []
    plan = gathered(year(2562), last)
    assert plan["stages"] == [] and plan["all_stages"] is None


def test_lessons_stand_under_their_year_and_a_year_without_a_form_has_none():
    text = {"text_th": "บทเรียน", "is_draft": False, "source_id": "form-2563",
            "source": "data/raw/actuals/form_2563.xlsx:4"}  # fmt: skip
    plan = gathered(year(2562), year(2563, {"obstacles": text}))
    assert plan["narratives"]["2562"] is None
    assert plan["narratives"]["2563"]["overall"]["obstacles"]["text_th"] == "บทเรียน"
    assert "form-2563" in plan["sources"]


def test_a_fact_that_leads_nowhere_is_refused():
    lost = with_result(year(2563), "near")
    lost["facts"][f"{STOCK}:target"]["sources"] = ["somewhere"]
    with pytest.raises(InputError, match="lead nowhere"):
        gathered(year(2562), lost)


def test_a_plan_whose_last_year_is_not_reported_cannot_be_evaluated(root):
    settings = root / "config.yml"
    text = settings.read_text(encoding="utf-8")
    every = "[2551, 2552, 2553, 2554, 2555, 2556, 2557, 2558, 2559]"
    assert every in text
    settings.write_text(text.replace(every, "[2552, 2557]"), encoding="utf-8")
    with pytest.raises(InputError, match="last year of plan 2552-2554"):
        evaluation.years_of("2552-2554")


def test_years_that_the_settings_leave_out_are_told(plan):
    assert plan["left_out"] == []
    assert gathered(year(2563))["left_out"] == [2562]


def test_what_says_the_same_every_year_keeps_its_name():
    content = year(2562)
    taken = Gathering()
    taken.settings(content)
    assert set(taken.book.facts) == {f for f in content["facts"] if f.startswith("settings:")}
