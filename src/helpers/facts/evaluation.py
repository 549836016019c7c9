"""The fact file of a plan's closing evaluation, gathered from the facts of its years.

Nothing is judged here: targets, results and lights are those of the annual reports, side by side.
What is new are counts of them.
"""

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from helpers.actuals import milestones
from helpers.assessment.ratios import COLOURED
from helpers.core import files, launch, paths, periods, settings, thai
from helpers.core.errors import InputError
from helpers.core.schemas import STAGES
from helpers.facts.build import check, ensure
from helpers.facts.build import read as read_year
from helpers.facts.gathering import Gathering

SCHEMA_VERSION = 1
WHOLE, ALL = "whole", "all"
COUNCILS_BASELINE = "councils:course:baseline"
# Of the last year's facts what holds for the whole plan, as it stands there.
_OF_THE_PLAN = ("plan", "settings", "plan_targets", "findings", "goals")
# Of an indicator in one year; what else is said of it is the same in every year.
_OF_A_YEAR = ("role", "hold", "relation", "interim", "flagged", "reading_id", "actual_as_of",
              "lights", "turns", "reason", "outlook", "facts")  # fmt: skip


def path(plan: str, as_of: date) -> Path:
    """Where the facts of a plan's evaluation lie."""
    day = [] if as_of == periods.end_of(plan) else [f"as_of_{as_of.isoformat()}"]
    return paths.reports("plans", plan, *day, "facts.json")


def years_of(plan: str) -> list[int]:
    """The plan's years that ``config.yml`` has reported; the last one is always among them.

    Raises ``InputError`` where it is not: a plan is evaluated from its end.
    """
    known = settings.load().years
    years = [year for year in periods.years_of(plan) if year in known]
    if not years or years[-1] != periods.years_of(plan)[-1]:
        raise InputError(
            f"the last year of plan {plan} is not among the years",
            expected=periods.years_of(plan)[-1],
            found=list(known),
            fix="config.yml (years)",
        )
    return years


def build(plan: str, as_of: date) -> dict:
    """The facts of a plan's evaluation on a day of its last year, checked by their schema."""
    days = {year: thai.fiscal_year_end(year) for year in years_of(plan)}
    days[periods.years_of(plan)[-1]] = as_of
    return gathered(plan, as_of, [read_year(year, day) for year, day in days.items()])


def gathered(plan: str, as_of: date, contents: list[dict]) -> dict:
    """The evaluation's facts from those of the plan's years, in their order."""
    all_of_it, last = Gathering(), contents[-1]
    of_plan = {name: all_of_it.taken(last, last[name]) for name in _OF_THE_PLAN}
    all_of_it.settings(last)
    indicators = indicators_of(all_of_it, contents)
    content = {
        "schema_version": SCHEMA_VERSION,
        "as_of": as_of.isoformat(),
        "round": last["round"],
        "years": [content["year_be"] for content in contents],
        "left_out": sorted({*periods.years_of(plan)} - {c["year_be"] for c in contents}),
        "period": {"start": contents[0]["fiscal_year"]["start"], "end": as_of.isoformat()},
        **of_plan,
        "quality": {"corrections": last["quality"]["corrections"]},
        "regions": regions_of(last),
        "groups": _groups(last, indicators),
        "indicators": indicators,
        "councils_at_end": _councils_at_end(all_of_it, last),
        "counts": _counts(all_of_it, indicators),
        "lights": _lights(all_of_it, indicators),
        "stages": _stages(all_of_it, of_plan["goals"]["items"], indicators),
        "all_stages": _all_stages(all_of_it, of_plan["goals"]["items"]),
        "narratives": _narratives(all_of_it, contents),
        "narrative": {"goals": _remarks(all_of_it, contents)},
    }
    return check({**content, **all_of_it.behind()}, "evaluation.schema.yml")


def write(plan: str, as_of: date) -> Path:
    """Gather and write the facts of a plan's evaluation; an unchanged file is left untouched."""
    content = json.dumps(build(plan, as_of), ensure_ascii=False, indent=1)
    return files.write_text(path(plan, as_of), content + "\n")


def ensure_evaluation(plan: str, as_of: str) -> Path:
    """The facts of the plan's years and of the evaluation: the rules' work, for a run by hand."""
    day = date.fromisoformat(as_of)
    if launch.is_running() and path(plan, day).exists():
        return path(plan, day)
    for year in years_of(plan):
        ensure(year, day if year == periods.years_of(plan)[-1] else None)
    return write(plan, day)


def read(plan: str, as_of: date) -> dict:
    """The facts of an evaluation as written; ``InputError`` when they are not there."""
    place = path(plan, as_of)
    if not place.exists():
        told = f"{paths.relative(place)} is not there yet; make it with `make evaluation`"
        raise InputError(told, fix=f"make evaluation PLAN={plan}")
    return json.loads(place.read_text(encoding="utf-8"))


def regions_of(content: dict) -> list[dict]:
    """CODI's regions by code and name, as a year's facts have them."""
    return [
        {name: one[name] for name in ("code", "name")} for one in content["councils"]["regions"]
    ]


def councils_at_end(all_of_it: Gathering, content: dict) -> dict | None:
    """What the earlier plan asked of councils, read in three ways, beside the count at its end.

    Nothing in a year whose facts do not have them yet.
    """
    told = content["councils"]
    if not told["readings_of_end"]:
        return None
    named = {"baseline": COUNCILS_BASELINE, "readings": told["readings_of_end"]}
    return {
        "plans": told["plans"],
        "stock": told["indicators"]["stock"],
        **all_of_it.taken(content, named),
    }


def _councils_at_end(all_of_it: Gathering, last: dict) -> dict | None:
    """The same where it is this plan's end, not that of the plan after it."""
    earlier = last["councils"]["plans"]["earlier"]
    if periods.years_of(earlier)[-1] != last["year_be"]:
        return None
    return councils_at_end(all_of_it, last)


def indicators_of(all_of_it: Gathering, contents: list[dict]) -> list[dict]:
    """Every indicator of a plan's years, in the order of the plan, with its years side by side."""
    return [_indicator(all_of_it, contents, name) for name in _names(contents)]


def _names(contents: list[dict]) -> list[str]:
    """Every indicator due in some year, in the order of the plan."""
    return list(
        dict.fromkeys(e["indicator_id"] for c in reversed(contents) for e in c["indicators"])
    )


def _indicator(all_of_it: Gathering, contents: list[dict], name: str) -> dict:
    """One indicator with its years side by side; what is the same in all of them once."""
    found = {
        content["year_be"]: (content, entry)
        for content in contents
        for entry in content["indicators"]
        if entry["indicator_id"] == name
    }
    content, entry = found[max(found)]
    same = {key: value for key, value in entry.items() if key not in (*_OF_A_YEAR, "beside")}
    years = {str(year): _in_year(all_of_it, *both) for year, both in found.items()}
    return {
        **all_of_it.taken(content, same),
        "years": years,
        "last": str(max(found)),
        "to_date": _to_date(years),
        "best_known": _last_with(years, lambda year: "actual" in year["facts"]),
        "last_judged": _last_with(years, lambda year: is_judged(year)),
    }


def _in_year(all_of_it: Gathering, content: dict, entry: dict) -> dict:
    told = {name: entry[name] for name in (*_OF_A_YEAR, "link_reason")}
    return all_of_it.taken(content, told)


def is_judged(in_year: dict) -> bool:
    """Whether an indicator has one of the four colours in a year."""
    return in_year["lights"]["low"] in COLOURED


def _last_with(years: dict[str, dict], test) -> str | None:
    return max((year for year, about in years.items() if test(about)), default=None)


def _to_date(years: dict[str, dict]) -> dict | None:
    """The plan to date by the last year that has it; an interim result closes no plan."""
    year = _last_with(years, lambda about: "to_date" in about["facts"] and not about["interim"])
    if year is None:
        return None
    return {"year": int(year), "fact": years[year]["facts"]["to_date"]}


def _groups(last: dict, indicators: list[dict]) -> list[dict]:
    """The plan's strategies with all indicators of all years."""
    due = {entry["indicator_id"]: entry["strategy_id"] for entry in indicators}
    return [
        {**group, "indicator_ids": [name for name, of in due.items() if of == group["group_id"]]}
        for group in last["groups"]
    ]


def _count(all_of_it: Gathering, name: str, number: int, unit: str, behind: Iterable[str]) -> str:
    sources = list(dict.fromkeys(behind)) or ["table:assessment"]
    return all_of_it.book.add(name, number, unit=unit, method="counted", sources=sources)


def _counts(all_of_it: Gathering, indicators: list[dict]) -> dict[str, str]:
    """How many indicators the plan has, are judged at its end, were ever judged, have no result."""
    at_end = [entry for entry in indicators if is_judged(entry["years"][entry["last"]])]
    ever = [entry for entry in indicators if entry["last_judged"]]
    unknown = [entry for entry in indicators if not entry["best_known"]]
    in_years = [year for entry in indicators for year in entry["years"].values()]
    found = {
        "indicators": len(indicators),
        "judged_at_end": len(at_end),
        "ever_judged": len(ever),
        "never_judged": len(indicators) - len(ever),
        "without_result": len(unknown),
        "targets": len(in_years),
        "printed": sum(not year["hold"] for year in in_years),
        "held": sum(year["hold"] for year in in_years),
        "targets_judged": sum(map(is_judged, in_years)),
    }
    of_targets = ("targets", "printed", "held", "targets_judged")
    units = {name: "target" if name in of_targets else "indicator" for name in found}
    return {
        name: _count(all_of_it, f"evaluation:{name}", number, units[name], ["table:assessment"])
        for name, number in found.items()
    }


def _lights(all_of_it: Gathering, indicators: list[dict]) -> list[dict]:
    """Each light of the last year with its indicators, and how many."""
    found: dict[str, list[str]] = {}
    for entry in indicators:
        light = entry["years"][entry["last"]]["lights"]["low"]
        found.setdefault(light, []).append(entry["indicator_id"])
    return [
        {
            "light": name,
            "indicator_ids": ids,
            "fact": _count(
                all_of_it, f"evaluation:light:{name}", len(ids), "indicator", ["table:assessment"]
            ),
        }
        for name, ids in found.items()
    ]


def _stages(all_of_it: Gathering, items: list[dict], indicators: list[dict]) -> list[dict]:
    """How many goals of each strategy stand at each stage."""
    strategies = {entry["indicator_id"]: entry["strategy_id"] for entry in indicators}
    found: dict[str, list[dict]] = {}
    for item in items:
        if item["kind"] in milestones.STAGED:
            # One that stands under none is of the document as a whole.
            place = strategies.get(item["indicator_id"]) or item["node_id"] or WHOLE
            found.setdefault(place, []).append(item)
    # It is not the sum of the others, nor does it stand before them as if it were.
    places = [*(place for place in found if place != WHOLE), *(p for p in found if p == WHOLE)]
    return [_staged(all_of_it, place, found[place]) for place in places]


def _all_stages(all_of_it: Gathering, items: list[dict]) -> dict | None:
    """The same of every goal that has a stage, wherever it stands; nothing where none has."""
    staged = [item for item in items if item["kind"] in milestones.STAGED]
    return _staged(all_of_it, ALL, staged) if staged else None


def _staged(all_of_it: Gathering, place: str, items: list[dict]) -> dict:
    lines = sorted({item["source"] for item in items})
    by_stage = {
        stage: _count(all_of_it, f"evaluation:stage:{place}:{stage}", number, "goal", lines)
        for stage in (*STAGES, milestones.NO_DATA)
        if (number := sum(item["stage"] == stage for item in items))
    }
    total = _count(all_of_it, f"evaluation:goals:{place}", len(items), "goal", lines)
    plans = sorted({item["plan_id"] for item in items})
    return {"place": place, "plans": plans, "stages": by_stage, "total": total}


def _narratives(all_of_it: Gathering, contents: list[dict]) -> dict[str, dict | None]:
    """What officers filed of each year; nothing for a year without a form."""
    return {
        str(content["year_be"]): all_of_it.taken(content, content["narrative"])
        if content["narrative"]["form"]
        else None
        for content in contents
    }


def _remarks(all_of_it: Gathering, contents: list[dict]) -> dict[str, dict]:
    """What was filed of single goals; of several years the latest text holds."""
    found: dict[str, dict] = {}
    for content in contents:
        found |= all_of_it.taken(content, content["narrative"]["goals"])
    return found
