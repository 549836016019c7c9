"""Facts of how firm lights are: counts of those that turn, and what is not known as bounds."""

from datetime import date
from types import SimpleNamespace

import pandas as pd
from assessment_builders import actuals, chosen_settings, council_targets, targets

from helpers.assessment.assess import assess
from helpers.core import thai
from helpers.facts import sensitivity
from helpers.facts.book import Book

COUNCILS, LEADERS = "2555-2559/1.4.1a", "2555-2559/1.4.2"


def collected(readings: list[dict]) -> tuple[dict, dict, list[dict]]:
    """What is told of 2558 with councils and leaders due, its facts, and the entries marked."""
    year, chosen = 2558, chosen_settings()
    plan = pd.concat([council_targets(), targets("flow", LEADERS, targets={year: 10000})])
    said = actuals([{"indicator_id": COUNCILS, **one} for one in readings])
    day = thai.fiscal_year_end(year)
    summary = pd.DataFrame(columns=["level", "kind"])
    inputs = SimpleNamespace(
        year=year, as_of=day, settings=chosen, targets=plan, actuals=said,
        assessment=assess(year, day, plan, said, chosen), due=plan[plan["year_be"] == year],
        coverage=SimpleNamespace(summary=summary, kinds=[]),
    )  # fmt: skip
    book, listed = Book(), [{"indicator_id": COUNCILS}, {"indicator_id": LEADERS}]
    told = sensitivity.collect(book, inputs, listed)
    return told, {name: fact["value"] for name, fact in book.facts.items()}, listed


def test_a_light_that_turns_is_counted_and_its_entry_marked():
    told, facts, listed = collected([{"value": [4729, 4735], "as_of": date(2015, 9, 3)}])
    assert facts[told["turning"]] == 1
    assert [entry["turns"] for entry in listed] == [["light", "path"], []]
    # The other basis, five scales and the better end of the range bear on it.
    assert facts[f"{COUNCILS}:bearing"] == 7 and facts[f"{COUNCILS}:turning"] == 4
    under = {one["variant"]: one["light"]["low"] for one in told["lights"][0]["under"]}
    assert under["three_lights"] == "near" and under["looser"] == "near"


def test_what_is_not_known_widens_how_many_there_may_be_at_each_light():
    _, facts, _ = collected([{"value": [4729, 4741], "as_of": date(2015, 9, 3)}])
    # At risk or near for the councils; the leaders may be anything.
    bounds = {name: facts[f"sensitivity:could_be:{name}"] for name in ("near", "at_risk", "off")}
    assert bounds == {
        "near": {"low": 0, "high": 2},
        "at_risk": {"low": 0, "high": 2},
        "off": {"low": 0, "high": 1},
    }


def test_a_year_without_a_judged_light_has_none_that_turns():
    told, facts, listed = collected([])
    assert facts[told["turning"]] == 0 and facts[told["unknown"]] == 2
    assert told["lights"] == [] and not any(entry["turns"] for entry in listed)


def test_another_value_that_turns_a_light_is_a_fact_with_its_reading():
    told, facts, _ = collected(
        [
            {"value": 4000, "as_of": date(2015, 9, 3)},
            {"value": 3900, "as_of": date(2015, 8, 1)},
        ]
    )
    under = [one for one in told["lights"][0]["under"] if one["variant"] == "earlier_value"]
    assert [facts[one["value"]] for one in under] == [3900]
    assert under[0]["reading_id"] == "R0002"
