"""The sentences and tables of a page by issue, from small facts."""

from datetime import date

from builders.evaluation_builders import BOTH, PLAN, STOCK, fact, reading, with_result, year

from helpers.facts import evaluation
from helpers.publish.document import lines_of, plain
from helpers.publish.issues import IssuePage

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
        "published": {"series": list(held), "uses": {}},
        **changes,
    }


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
