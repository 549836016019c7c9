"""Runs the sentences of ``tests/cases/*.yml``; a file without cases fails."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from assessment_builders import INDICATOR, actuals, chosen_settings, targets

from helpers.actuals import milestones, readings
from helpers.assessment import assess, scoring
from helpers.core import metadata, thai

pytestmark = pytest.mark.long(seconds=15)

CASES = Path(__file__).parents[2] / "cases"


def cases(name):
    """Parameters of one file, named by the sentence of each case."""
    found = metadata.load_yaml(CASES / f"{name}.yml")
    assert found, f"{name}.yml has no case"
    names = [case["name"] for case in found]
    assert len(set(names)) == len(names), f"{name}.yml has two cases of one name"
    return pytest.mark.parametrize("case", found, ids=names)


def ends(value):
    """Both ends of an expected value."""
    return tuple(value) if isinstance(value, list) else (value, value)


def same(found, expected) -> bool:
    if expected is None or pd.isna(found):
        return expected is None and pd.isna(found)
    if isinstance(expected, bool | str):
        return found == expected
    # Four decimals for ratios and scores, two for the larger steps and counts.
    return found == pytest.approx(expected, abs=0.0000501 if abs(expected) < 10 else 0.00501)


def number(name: str | None) -> int | None:
    """Position of a reading in the case's list."""
    return None if name is None or pd.isna(name) else int(name[1:])


def serving_of(case, readings_given, as_of):
    return readings.serving(
        readings_given,
        INDICATOR,
        "TH",
        case["year"],
        as_of,
        chosen_settings(**case.get("settings", {})),
    )


@cases("assessment")
def test_assessment(case):
    given = dict(case["given"])
    known = actuals(given.pop("readings"))
    as_of = case.get("as_of") or thai.fiscal_year_end(case["year"])
    chosen = chosen_settings(**case.get("settings", {}))
    table = assess.assess(case["year"], as_of, targets(**given), known, chosen)
    assert len(table) == 1
    row = table.iloc[0]
    served = serving_of(case, known, as_of)
    for name, expected in case["expect"].items():
        check(row, served, name, expected)


def check(row, served, name, expected):
    if name in ("reading", "next_reading"):
        assert number(row[f"{name}_id"]) == expected
    elif name in ("vintages", "beside"):
        assert [number(r["reading_id"]) for r in getattr(served, name)] == expected
    elif f"{name}_low" in row.index:
        found = row[f"{name}_low"], row[f"{name}_high"]
        low, high = ends(expected)
        assert same(found[0], low) and same(found[1], high), f"{name}: {found}, not {expected}"
    else:
        assert same(row[name], expected), f"{name}: {row[name]}, not {expected}"


@cases("scores")
def test_score(case):
    data = dict(metadata.load("scoring.yml"))
    data["indicators"] = {INDICATOR: case["own"]} if "own" in case else {}
    chosen = chosen_settings(
        score_scale=case.get("scale", "agreement"), score_mode=case.get("mode", "linear")
    )
    scale = scoring.scale_for(INDICATOR, chosen, data)
    assert scale.score(case["per_cent"] / 100) == case["expect"]


def scores_of(case, chosen, data) -> dict:
    """The scores a case gives, or those its results in per cent of target earn."""
    if "scores" in case:
        return case["scores"]
    return {
        name: None
        if per_cent is None
        else [scoring.scale_for(name, chosen, data).score(end / 100) for end in ends(per_cent)]
        for name, per_cent in case["per_cent"].items()
    }


@cases("weights")
def test_weighted_total(case):
    due = pd.DataFrame(case["weights"].items(), columns=["indicator_id", "weight"])
    data = {**metadata.load("scoring.yml"), "indicators": case.get("own", {}), "weights": {}}
    chosen = chosen_settings(
        score_scale=case.get("scale", "agreement"), score_mode=case.get("mode", "linear")
    )
    scored = [(name, *ends(score)) for name, score in scores_of(case, chosen, data).items()]
    table = pd.DataFrame(scored, columns=["indicator_id", "score_low", "score_high"])
    found = scoring.weighted_total(table, due, chosen, data)
    if case["expect"] is None:
        assert found is None
        return
    assert (found.low, found.high) == ends(case["expect"]["total"])
    assert found.covered == pytest.approx(case["expect"]["covered"])


@cases("milestones")
def test_milestone(case):
    statements = [milestones.Statement(**said) for said in case["statements"]]
    found = milestones.stage(statements, case["as_of"])
    assert {"stage": found.stage, "evidence": found.evidence} == case["expect"]
    assert isinstance(case["as_of"], date)


def test_cases_cover_every_measure_type_and_reason():
    from helpers.assessment.reasons import Reason
    from helpers.core.schemas import MEASURE_TYPES

    found = metadata.load_yaml(CASES / "assessment.yml")
    assert {case["given"]["measure_type"] for case in found} == set(MEASURE_TYPES)
    assert {case["expect"].get("reason") for case in found} - {None} == {str(r) for r in Reason}
