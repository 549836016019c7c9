"""The fact file of the issues: both plans by issue, and everything published.

Targets, results and lights are those of the annual reports; readings are those of ``actuals``, each
once. New are only counts.
"""

import json
from pathlib import Path

import pandas as pd

from helpers.actuals import milestones
from helpers.core import files, launch, paths, periods, settings, tables
from helpers.core.errors import InputError
from helpers.facts import evaluation, issue_map, plan_lines, published, sources, vintages
from helpers.facts.build import check, ensure
from helpers.facts.build import read as read_year
from helpers.facts.gathering import Gathering

SCHEMA_VERSION = 1


def path() -> Path:
    """Where the facts of the issues lie."""
    return paths.reports("issues", "facts.json")


def build() -> dict:
    """The facts of every issue as of the end of the years of ``config.yml``."""
    contents = [read_year(year) for year in settings.load().years]
    return gathered(contents, tables.read("actuals"))


def gathered(contents: list[dict], actuals: pd.DataFrame) -> dict:
    """The issues' facts from those of all years, in their order."""
    all_of_it, by_plan = Gathering(), _by_plan(contents)
    all_of_it.settings(contents[-1])
    indicators = [
        {**entry, "plan_id": plan}
        for plan, held in by_plan.items()
        for entry in evaluation.indicators_of(all_of_it, held)
    ]
    goals = _goals(all_of_it, by_plan)
    rows = published.of_actuals(actuals)
    mapped = issue_map.load(
        [entry["indicator_id"] for entry in indicators],
        {goal["goal_id"]: goal["indicator_id"] for goal in goals},
        list(dict.fromkeys(rows.indicator_key)),
    )
    shown = {name for content in contents for name in content["readings"]}
    everything = published.collect(all_of_it.book, rows, mapped, indicators, shown)
    behind = sources.every_reading(all_of_it.book, rows)
    content = {
        "schema_version": SCHEMA_VERSION,
        "years": [content["year_be"] for content in contents],
        "as_of": contents[-1]["as_of"],
        "settings": contents[-1]["settings"],
        "regions": evaluation.regions_of(contents[-1]),
        "plans": {plan: _plan(held[-1]) for plan, held in by_plan.items()},
        "plan_targets": [
            all_of_it.taken(held[-1], row)
            for held in by_plan.values()
            for row in held[-1]["plan_targets"]
        ],
        "councils_at_end": _councils_at_end(all_of_it, contents),
        "indicators": indicators,
        "goals": goals,
        "issues": [
            _issue(all_of_it, name, label, mapped, indicators, goals, everything["series"])
            for name, label in mapped.labels.items()
        ],
        "in_no_issue": mapped.in_none,
        "plan_lines": plan_lines.collect(all_of_it.book, indicators, _names_of(mapped)),
        "published": everything,
        "revisions": vintages.collect(all_of_it.book, rows),
    }
    return check({**content, **_joined(all_of_it.behind(), behind)}, "issues.schema.yml")


def _names_of(mapped: issue_map.IssueMap) -> dict[str, list[str]]:
    """The indicators and goals of each issue."""
    placed = [*mapped.indicators.items(), *mapped.goals.items()]
    return {issue: [name for name, of in placed if issue in of] for issue in mapped.labels}


def _by_plan(contents: list[dict]) -> dict[str, list[dict]]:
    """The years' facts by the plan they belong to."""
    found: dict[str, list[dict]] = {}
    for content in contents:
        found.setdefault(content["plan"]["plan_id"], []).append(content)
    return found


def _councils_at_end(all_of_it: Gathering, contents: list[dict]) -> dict | None:
    """What the earlier plan asked of councils, of the first year that knows its end."""
    known = (content for content in contents if content["councils"]["readings_of_end"])
    first = next(known, None)
    return evaluation.councils_at_end(all_of_it, first) if first else None


def _plan(last: dict) -> dict:
    """A plan as its pages name it, with the years of it that were assessed."""
    return {**last["plan"], "years": list(periods.years_of(last["plan"]["plan_id"]))}


def _goals(all_of_it: Gathering, by_plan: dict[str, list[dict]]) -> list[dict]:
    """Every goal once, at its last known stage; a document's own is that of its later plan."""
    found = {
        item["goal_id"]: all_of_it.taken(held[-1], item)
        for held in by_plan.values()
        for item in held[-1]["goals"]["items"]
    }
    return list(found.values())


def _issue(
    all_of_it: Gathering,
    name: str,
    label: dict[str, str],
    mapped: issue_map.IssueMap,
    indicators: list[dict],
    goals: list[dict],
    series: list[dict],
) -> dict:
    """What belongs to an issue, with how many of it could be judged."""
    mine = [entry for entry in indicators if name in mapped.indicators[entry["indicator_id"]]]
    aims = [goal for goal in goals if name in mapped.goals[goal["goal_id"]]]
    in_years = [about for entry in mine for about in entry["years"].values()]
    counts = {
        "indicators": len(mine),
        "targets": len(in_years),
        "printed": sum(not about["hold"] for about in in_years),
        "held": sum(about["hold"] for about in in_years),
        "judged": sum(map(evaluation.is_judged, in_years)),
        "goals": len(aims),
        "assessed": sum(goal["kind"] in milestones.STAGED for goal in aims),
        "readings": sum(map(_size, [one for one in series if one["issue"] == name])),
    }
    return {
        "issue": name,
        "label": label,
        "indicators": [entry["indicator_id"] for entry in mine],
        "goals": [goal["goal_id"] for goal in aims],
        "series": [one["key"] for one in series if one["issue"] == name],
        "counts": {
            what: all_of_it.book.add(
                f"issue:{name}:{what}", number, unit=_UNITS[what], method="counted",
                sources=[f"table:{_TABLES[what]}"],
            )
            for what, number in counts.items()
        },
    }  # fmt: skip


_UNITS = {"indicators": "indicator", "targets": "target", "printed": "target", "held": "target",
          "judged": "target", "goals": "goal", "assessed": "goal",
          "readings": "reading"}  # fmt: skip
_TABLES = {"indicators": "plan_targets", "targets": "plan_targets", "printed": "plan_targets",
           "held": "plan_targets", "judged": "assessment", "goals": "plan_goals",
           "assessed": "plan_goals", "readings": "actuals"}  # fmt: skip


def _size(series: dict) -> int:
    """How many readings a series has."""
    return len(readings_of(series))


def readings_of(series: dict) -> list[str]:
    """Every reading a series shows, in its list and in its tables."""
    held = [series["by_day"], *series["by_year"]]
    cells = [
        cell for table in held if table for row in table["cells"].values() for cell in row.values()
    ]
    return [*series["single"], *cells]


def _joined(gathered: dict, behind: dict) -> dict:
    """Readings of years and those of the table, which are the same where both have one."""
    return {
        "readings": {**gathered["readings"], **behind["readings"]},
        "sources": {**gathered["sources"], **behind["sources"]},
        "facts": gathered["facts"],
    }


def write() -> Path:
    """Gather and write the facts of the issues; an unchanged file is left untouched."""
    content = json.dumps(build(), ensure_ascii=False, indent=1)
    return files.write_text(path(), content + "\n")


def ensure_issues() -> Path:
    """The facts of every year and of the issues: the rules' work, for a run by hand."""
    if launch.is_running() and path().exists():
        return path()
    for year in settings.load().years:
        ensure(year)
    return write()


def read() -> dict:
    """The facts of the issues as written; ``InputError`` when they are not there."""
    if not path().exists():
        told = f"{paths.relative(path())} is not there yet; make it with `make reports`"
        raise InputError(told, fix="make reports")
    return json.loads(path().read_text(encoding="utf-8"))


def of_issue(content: dict, issue: str) -> dict:
    """The facts of one issue alone, with the readings and sources its page shows.

    Raises ``InputError`` for an issue there is not.
    """
    named = {about["issue"]: about for about in content["issues"]}
    if issue not in named:
        raise InputError("no such issue", expected=list(named), found=issue, fix=issue_map.WHERE)
    about = named[issue]
    series = [one for one in content["published"]["series"] if one["key"] in about["series"]]
    shown = [content["readings"][name] for one in series for name in readings_of(one)]
    indicators = [e for e in content["indicators"] if e["indicator_id"] in about["indicators"]]
    goals = [goal for goal in content["goals"] if goal["goal_id"] in about["goals"]]
    above = {goal["part_of"] for goal in goals}
    end = content["councils_at_end"]
    return {
        **content,
        "issue": about,
        "councils_at_end": end if end and end["stock"] in about["indicators"] else None,
        "indicators": indicators,
        "goals": goals,
        "goal_parents": {
            goal["goal_id"]: goal for goal in content["goals"] if goal["goal_id"] in above
        },
        "published": {**content["published"], "series": series},
        "plan_lines": plan_lines.of_issue(
            content["plan_lines"], issue, {*about["indicators"], *about["goals"]}
        ),
        "sources": {
            name: content["sources"][name] for name in sorted({r["source_id"] for r in shown})
        },
    }
