"""What the definitions say must come out of the real plans and the published results."""

import json
from dataclasses import dataclass

import pytest

YEARS = range(2551, 2560)
COUNCILS = "2555-2559/1.4.1a"


@dataclass
class Facts:
    """One year's fact file."""

    content: dict

    def value(self, fact_id: str):
        return self.content["facts"][fact_id]["value"]

    def indicator(self, name: str) -> dict:
        return next(i for i in self.content["indicators"] if i["indicator_id"] == name)


@pytest.fixture(scope="session")
def of_year(built):
    def read(year: int) -> Facts:
        path = built.root / "reports" / str(year) / "facts.json"
        return Facts(json.loads(path.read_text(encoding="utf-8")))

    return read


def approx(value: float):
    return pytest.approx(value, abs=5e-5)


def between(low: float, high: float) -> dict:
    return {"low": approx(low), "high": approx(high)}


def test_2557_is_above_target_on_level_and_path(of_year):
    facts = of_year(2557)
    entry = facts.indicator(COUNCILS)
    assert facts.value(f"{COUNCILS}:actual") == 4331
    assert facts.value(f"{COUNCILS}:target") == 4267
    assert facts.value(f"{COUNCILS}:level") == approx(1.0150)
    assert facts.value(f"{COUNCILS}:path") == approx(1.0427)
    assert entry["actual_as_of"] == "2014-09-01"
    assert set(entry["lights"].values()) == {"reached"}


def test_2558_is_at_risk_on_level_and_path_and_not_rounded_up(of_year):
    facts = of_year(2558)
    assert facts.value(f"{COUNCILS}:actual") == {"low": 4729, "high": 4735}
    assert facts.value(f"{COUNCILS}:level") == between(0.8979, 0.8990)
    assert facts.value(f"{COUNCILS}:path") == between(0.7848, 0.7872)
    assert facts.value(f"{COUNCILS}:score") == between(3.9785, 3.9899)
    assert facts.value(f"{COUNCILS}:score_path") == between(2.8480, 2.8720)
    assert set(facts.indicator(COUNCILS)["lights"].values()) == {"at_risk"}


@pytest.mark.parametrize(
    ("year", "light", "reason"),
    [(2555, "no_data", "no_reading"), (2559, "no_data_at_year_end", "interim")],
)
def test_years_without_a_result_are_not_judged(of_year, year, light, reason):
    entry = of_year(year).indicator(COUNCILS)
    assert (entry["lights"]["low"], entry["reason"]) == (light, reason)
    assert "score" not in entry["facts"]


def test_2559_shows_the_interim_result_without_judging_it(of_year):
    facts = of_year(2559)
    assert facts.value(f"{COUNCILS}:actual") == {"low": 4891, "high": 4905}
    assert facts.indicator(COUNCILS)["interim"]


def test_2556_rests_on_a_year_column_and_says_so(of_year):
    facts = of_year(2556)
    assert facts.value(f"{COUNCILS}:actual") == {"low": 4182, "high": 4202}
    assert facts.indicator(COUNCILS)["flagged"]
    assert facts.content["lights"]["reached"] == [COUNCILS]


def test_in_nine_years_only_councils_get_a_coloured_light(of_year):
    coloured = {
        (year, entry["indicator_id"])
        for year in YEARS
        for entry in of_year(year).content["indicators"]
        if entry["lights"]["low"] in ("reached", "near", "at_risk", "off")
    }
    assert coloured == {(2556, COUNCILS), (2557, COUNCILS), (2558, COUNCILS)}


@pytest.mark.parametrize(
    ("year", "statuses"),
    [
        (2556, {"flagged": 9, "no_data": 2}),
        (2557, {"dated": 11}),
        (2558, {"dated": 6, "interim": 2, "no_data": 3}),
    ],
)
def test_regional_coverage_of_a_year(of_year, year, statuses):
    regions = of_year(year).content["councils"]["regions"]
    found = [region["status"] for region in regions]
    assert {status: found.count(status) for status in set(found)} == statuses


def test_which_regions_are_interim_and_missing_in_2558(of_year):
    regions = of_year(2558).content["councils"]["regions"]
    by_status = {
        s: {r["code"] for r in regions if r["status"] == s} for s in ("interim", "no_data")
    }
    assert by_status == {"interim": {"NTL", "NTU"}, "no_data": {"NEU", "STU", "STL"}}


def test_coverage_is_over_the_regions_own_units_and_not_a_share_of_the_nation(of_year):
    facts = of_year(2558)
    assert facts.value("councils:region:BMR:coverage") == approx(170 / 333)
    assert "councils:country:TH:coverage" in facts.content["facts"]
    country = facts.content["facts"]["councils:country:TH:count"]
    assert country["sources"] == ["reading:R0175"], "the country is read, never added up"


def test_the_baseline_has_three_readings_and_no_light(of_year):
    facts = of_year(2554)
    readings = facts.content["councils"]["readings_of_end"]
    shares = [facts.value(reading["share"]) for reading in readings]
    assert shares == [approx(2767 / asked) for asked in (6200, 7200, 7380)]
    assert [round(share * 100, 1) for share in shares] == [44.6, 38.4, 37.5]
    assert facts.indicator("2552-2554/1.11")["lights"]["low"] == "not_comparable"
    assert of_year(2553).content["councils"]["readings_of_end"] == []


def test_implied_counts_of_the_quality_rate(of_year):
    name = "2555-2559/1.4.1b:implied_count"
    implied = [of_year(year).value(name) for year in range(2555, 2560)]
    assert implied == [approx(n) for n in (1633.5, 2260.2, 2986.9, 3686.9, 4386.9)]


def test_welfare_has_no_ratio_in_any_year(of_year):
    for year in YEARS:
        facts = of_year(year).content["facts"]
        assert [
            n for n, f in facts.items() if n.startswith("welfare:") and f["kind"] == "ratio"
        ] == []


def test_findings_about_the_second_plan(of_year):
    findings = {finding["key"]: finding for finding in of_year(2557).content["findings"]}
    missing = findings["strategies_without_indicator"]["words"]["names"]
    assert missing == ["3.1", "3.2", "3.3", "3.4"]
    assert "no_welfare_indicator" in findings
    assert of_year(2557).value("finding:cumulative_not_said:2555-2559/1.1.1") == 20000


def test_findings_about_the_first_plan(of_year):
    facts = of_year(2553)
    findings = {finding["key"] for finding in facts.content["findings"]}
    assert "goal_against_figure" in findings and "no_welfare_indicator" not in findings
    prefix = "finding:goal_against_figure:2552-2554/1.1"
    assert (facts.value(f"{prefix}:figure"), facts.value(f"{prefix}:total")) == (80, 2700)
    assert facts.value("goals:assessed") == 21


def test_2551_says_that_the_plan_came_late(of_year):
    assert of_year(2551).content["approved_late"]["day"] == "2008-06-30"
    assert of_year(2551).value("finding:targets_without_figure") == 6
    assert of_year(2552).content["approved_late"] is None


def test_revisions_of_closed_years_are_shown(of_year):
    found = {
        revision["geography_code"]: [of_year(2557).value(v["fact"]) for v in revision["values"]]
        for revision in of_year(2557).content["quality"]["revisions"]
    }
    assert found["NEL"] == [602, 604, 603, 602]
    bangkok = [
        [of_year(2556).value(v["fact"]) for v in revision["values"]]
        for revision in of_year(2556).content["quality"]["revisions"]
        if revision["geography_code"] == "BMR"
    ]
    assert bangkok == [[158, 157]]


def test_every_fact_leads_to_a_line_a_reading_a_setting_or_a_table(of_year):
    for year in YEARS:
        content = of_year(year).content
        assert len(content["facts"]) > 80
        assert all(fact["sources"] for fact in content["facts"].values())
