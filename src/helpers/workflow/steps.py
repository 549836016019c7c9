"""The steps of ``metadata/steps.yml``, and the files each reads and writes of one part.

A part is a fiscal year and day (``2557``, ``2558_as_of_2015-03-31``), the same with a province
(``2557/38``), a plan and day (``2552-2554``), an issue, or nothing for a step that is made once.
Imports nothing heavy: the Snakefile asks here each time it is read.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from helpers.core import datasets, metadata, partitions, paths, periods, settings

FILE = "steps.yml"
YEAR, DEMO_YEAR, PLAN, ISSUE = "year", "demo_year", "plan", "issue"
PROVINCE, DEMO_PROVINCE = "province", "demo_province"


def issues() -> list[str]:
    """The issues that have a page, in the order of their file."""
    return list(metadata.load("issues.yml")["issues"])


def plans() -> list[str]:
    """The plans whose last fiscal year is one of the settings': those that can be evaluated."""
    known = settings.load().years
    named = map(str, metadata.load("report.yml")["plans"])
    return [plan for plan in named if periods.years_of(plan)[-1] in known]


def declared() -> dict[str, dict[str, Any]]:
    """Every step by its name, in the order of the way; lists left out are empty."""
    return _declared(paths.METADATA)


@cache
def _declared(_: Path) -> dict[str, dict[str, Any]]:
    lists = ("code", "data", "tables", "reads", "each_year", "makes", "writes", "ready")
    empty = {name: [] for name in lists}
    empty |= {"environment": [], "joins": {}, "slices": {}, "of": None, "dataset": "real"}
    return {name: {**empty, **spec} for name, spec in metadata.load(FILE)["steps"].items()}


def ready(coming: Iterable[str]) -> list[str]:
    """Functions that make ready, once a launch, what some steps then find: caches without input."""
    named = [name for step in coming for name in declared()[step]["ready"]]
    return list(dict.fromkeys([*metadata.load(FILE)["ready"], *named]))


def outputs(name: str) -> list[str]:
    """What a step declares to write, from the root, with the placeholders of its part."""
    spec = declared()[name]
    return [*map(_table, spec["makes"]), *spec["writes"]]


def writes(name: str, part: str) -> list[Path]:
    """The files a step declares to write of one part."""
    return [filled(pattern, part) for pattern in outputs(name)]


def is_demo(name: str) -> bool:
    """Whether a step makes something of the demonstration."""
    return any("/demo/" in place for place in outputs(name))


def reads(name: str, part: str) -> list[Path]:
    """Built files a step reads of one part, beside whole tables."""
    spec = declared()[name]
    years = years_behind(name, part) if spec["each_year"] else []
    of_years = [filled(pattern, year) for pattern in spec["each_year"] for year in years]
    return [*(filled(pattern, part) for pattern in spec["reads"]), *of_years]


def years_behind(name: str, part: str) -> list[str]:
    """The years' parts that one part of a step is made from.

    A plan's are its own years of the settings, the last one on the plan's day; a year's is
    itself, a province's the year it is asked of; what is made of everything is made of every year.
    """
    spec, years = declared()[name], settings.load().years
    if spec["of"] in (PROVINCE, DEMO_PROVINCE):
        return [part.rpartition("/")[0].replace("/", "_")]
    if spec["of"] in (YEAR, DEMO_YEAR):
        return [part]
    if spec["of"] != PLAN:
        return [str(year) for year in years]
    plan, as_of = partitions.split(part)
    *before, last = periods.years_of(plan)
    day = f"_as_of_{as_of}" if as_of else ""
    return [*(str(year) for year in before if year in years), f"{last}{day}"]


def joined(name: str) -> list[Path]:
    """The parts that a step joins: those of the settings' years that are there."""
    spec = declared()[name]
    dataset = datasets.named(spec["dataset"])
    tables = [table for found in spec["joins"].values() for table in found]
    return [file for table in tables for file in partitions.present(table, dataset)]


def behind(name: str) -> list[str]:
    """The steps whose files a step reads, directly or through others, and itself, in order."""
    needed = {name}
    for step in reversed(declared()):
        if any(set(outputs(step)) & set(_inputs(reader)) for reader in needed):
            needed.add(step)
    return [step for step in declared() if step in needed]


def _inputs(name: str) -> list[str]:
    spec = declared()[name]
    return [*map(_table, spec["tables"]), *spec["reads"], *spec["each_year"]]


def _table(name: str) -> str:
    return f"data/processed/{name}.parquet"


def filled(pattern: str, part: str) -> Path:
    """A file of one part by its pattern."""
    year, _ = partitions.split(part)
    folder = part.replace("_as_of", "/as_of")
    names = {"part": part.replace("/", "_"), "folder": folder, "year": year}
    return paths.root() / pattern.format(**names, plan=folder, issue=part, place=folder)
