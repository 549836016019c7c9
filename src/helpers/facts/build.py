"""The fact file of a year: everything a report may say, free of language, once."""

import json
from datetime import date
from pathlib import Path

import fastjsonschema

from helpers.assessment import assess
from helpers.assessment.ratios import COLOURED
from helpers.core import files, launch, metadata, paths, settings, thai
from helpers.core.errors import InputError, examples
from helpers.core.notices import both
from helpers.core.schemas import LIGHTS
from helpers.coverage import write_part as write_coverage_part
from helpers.facts import (
    councils,
    coverage,
    findings,
    indicators,
    province_lists,
    sensitivity,
    sources,
    statements,
    summary_figures,
    welfare,
)
from helpers.facts import scores as score_facts
from helpers.facts.book import Book, line_source, text
from helpers.facts.inputs import Inputs, load

_PLACES = ("setting:", "table:")


def check(content: dict, schema: str = "facts.schema.yml") -> dict:
    """``content`` if it keeps its schema and every source leads somewhere.

    Raises ``InputError`` naming what is wrong, with examples.
    """
    try:
        metadata.validator(schema)(content)
    except fastjsonschema.JsonSchemaValueException as error:
        raise InputError(f"facts break their schema: {error.message}") from error
    lost = [
        f"{fact_id} <- {source}"
        for fact_id, fact in content["facts"].items()
        for source in fact["sources"]
        if not _leads_somewhere(source, content)
    ]
    if lost:
        raise InputError(f"sources that lead nowhere: {examples(lost)}")
    return content


def _leads_somewhere(source: str, content: dict) -> bool:
    if source.startswith("fact:"):
        return source.removeprefix("fact:") in content["facts"]
    if source.startswith("reading:"):
        return source.removeprefix("reading:") in content["readings"]
    if source.startswith(_PLACES):
        return True
    file, _, line = source.rpartition(":")
    return file.startswith("data/raw/") and line.isdigit()


SCHEMA_VERSION = 1


def parse_as_of(year: int, as_of: str | date | None = None) -> date:
    """The day a report is made for: the given one, by default 30 September of the year."""
    if as_of in (None, ""):
        return thai.fiscal_year_end(year)
    return as_of if isinstance(as_of, date) else date.fromisoformat(as_of)


def path(year: int, as_of: date) -> Path:
    """Where the fact file of a year and day lies."""
    return paths.report_folder(year, as_of) / "facts.json"


def build(year: int, as_of: date) -> dict:
    """The facts of one fiscal year at one day, checked against their schema.

    Raises ``InputError`` for a year no plan covers and for tables not yet made.
    """
    inputs = load(year, as_of)
    book = Book(inputs.kinds, inputs.divided)
    listed = indicators.collect(book, inputs)
    told, stated = (
        statements.collect_narrative(book, inputs),
        statements.collect_goals(book, inputs),
    )
    content = {
        "schema_version": SCHEMA_VERSION,
        **_heading(inputs),
        "settings": settings_used(book, inputs.settings),
        "groups": [group.as_dict() for group in inputs.groups],
        "indicators": listed,
        "province_lists": province_lists.collect(book, inputs, listed),
        "plan_targets": _plan_targets(book, inputs),
        "scores": score_facts.collect(book, inputs, listed),
        "sensitivity": sensitivity.collect(book, inputs, listed),
        "councils": councils.collect(book, inputs),
        "welfare": welfare.collect(book, inputs),
        "coverage": coverage.collect(book, inputs.coverage),
        "goals": stated,
        "narrative": told,
        "findings": findings.collect(book, inputs),
        "quality": findings.collect_quality(book, inputs, listed),
        "lights": _lights(book, listed),
        **sources.collect(book, inputs, _further_sources(told, stated)),
        "facts": book.facts,
    }
    if notes := statements.collect_notes(inputs):
        content["form_notes"] = notes
    summary_figures.mark(content)
    return check(content)


def write(year: int, as_of: str | date | None = None) -> Path:
    """Build and write the facts of a year; an unchanged file is left untouched."""
    day = parse_as_of(year, as_of)
    content = json.dumps(build(year, day), ensure_ascii=False, indent=1)
    return files.write_text(path(year, day), content + "\n")


def ensure(year: int, as_of: str | date | None = None) -> Path:
    """Judge the year, count its coverage, write its facts: the rules' work, for a run by hand.

    In a launch the rules have just done it, and the file stands as it is.
    """
    day = parse_as_of(year, as_of)
    if launch.is_running() and path(year, day).exists():
        return path(year, day)
    assess.write_part(year, day)
    write_coverage_part(year, day)
    return write(year, as_of)


def read(year: int, as_of: str | date | None = None) -> dict:
    """The facts of a year as written; ``InputError`` when they are not there."""
    place = path(year, parse_as_of(year, as_of))
    if not place.exists():
        command = f"make report YEAR={year}"
        raise InputError(both("not_there_yet", file=paths.relative(place), command=command))
    return json.loads(place.read_text(encoding="utf-8"))


def _heading(inputs: Inputs) -> dict:
    about = dict(inputs.layout["plans"][inputs.plan_id])
    late = about.pop("approved_late", None)
    return {
        "year_be": inputs.year,
        "as_of": inputs.as_of.isoformat(),
        "round": _round(inputs),
        "fiscal_year": {
            "start": thai.fiscal_year_start(inputs.year).isoformat(),
            "end": thai.fiscal_year_end(inputs.year).isoformat(),
        },
        "plan": {"plan_id": inputs.plan_id, "document": inputs.document, **about},
        "approved_late": late and {**late, "day": late["day"].isoformat()},
    }


def _round(inputs: Inputs) -> str:
    if inputs.is_year_end:
        return "year"
    return "six_months" if inputs.as_of == thai.six_month_round(inputs.year) else "other"


def settings_used(book: Book, chosen: settings.Settings) -> dict:
    """The settings a report is made with, each figure of theirs as a fact."""
    scales = metadata.load("scoring.yml")["scales"]
    for name, value in chosen.cut_offs.items():
        book.add(
            f"settings:{name}", value, unit="percent", method="setting",
            sources=[f"setting:cut_offs.{name}"],
        )  # fmt: skip
    book.add(
        "settings:interim_after_days", chosen.interim_after_days, unit="day", method="setting",
        sources=["setting:interim_after_days"],
    )  # fmt: skip
    return {
        "years": list(chosen.years),
        "digits": chosen.digits,
        "cut_offs": chosen.cut_offs,
        "interim_after_days": chosen.interim_after_days,
        "score_basis": chosen.score_basis,
        "score_scale": {"below": None, **scales[chosen.score_scale]},
        "score_mode": chosen.score_mode,
        "total_needs_weight": chosen.total_needs_weight,
        "headline": chosen.headline,
    }


def _plan_targets(book: Book, inputs: Inputs) -> list[dict]:
    """All targets of the year's plan, one entry an indicator, with the printed total."""
    totals = inputs.totals.set_index("indicator_id")
    return [
        _plan_row(book, name, rows, totals.loc[name] if name in totals.index else None)
        for name, rows in inputs.plan_targets.groupby("indicator_id", sort=False)
    ]


def _plan_row(book: Book, name: str, rows, total) -> dict:
    unit = rows.unit.iloc[0]
    years = {
        str(row.year_be): {
            "hold": bool(row.hold),
            "role": text(row.role),
            "fact": book.add(
                f"{name}:target:{row.year_be}",
                row.target,
                unit=unit,
                sources=[line_source(row)],
            ),
        }
        for row in rows.itertuples(index=False)
    }
    entry = {
        "indicator_id": name,
        "years": years,
        "lines": sorted({line_source(row) for row in rows.itertuples()}),
        "total": None,
        "agrees": None,
        "rule": None,
    }
    if total is None:
        return entry
    fact = book.add(
        f"{name}:printed_total",
        total.printed_total,
        unit=unit,
        sources=[line_source(total)],
    )
    return {
        **entry,
        "total": fact,
        "agrees": bool(total.agrees),
        "rule": total.plan_total_rule,
    }


def _further_sources(told: dict, stated: dict) -> set[str]:
    """Sources of texts and stages, which are no numbers."""
    form = {told["form"]["source_id"]} if told["form"] else set()
    by_item = [told[part] for part in ("strategies", "indicators", "goals")]
    texts = [told["overall"], told["approval"], *(t for part in by_item for t in part.values())]
    named = {text["source_id"] for fields in texts for text in fields.values()}
    stages = {item["stage_of"]["source_id"] for item in stated["items"] if item["stage_of"]}
    return form | named | stages


def _lights(book: Book, listed: list[dict]) -> dict:
    """How many indicators stand at each light, by the low end of an interval."""
    by_light = {
        name: [e["indicator_id"] for e in listed if e["lights"]["low"] == name] for name in LIGHTS
    }
    by_light = {name: found for name, found in by_light.items() if found}
    coloured = [e for e in listed if e["lights"]["low"] in COLOURED]
    counts = {f"light:{name}": len(ids) for name, ids in by_light.items()}
    counts |= {
        "summary:due": len(listed),
        "summary:judged": len(coloured),
        "summary:not_judged": len(listed) - len(coloured),
    }
    for fact_id, number in counts.items():
        book.add(fact_id, number, unit="indicator", method="counted", sources=["table:assessment"])
    return by_light
