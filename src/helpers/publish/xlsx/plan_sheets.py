"""The sheets of a plan's evaluation: its years, its goals, what officers filed, and what it is."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from helpers.publish.annual import parts
from helpers.publish.document import plain
from helpers.publish.evaluation import beginning
from helpers.publish.language import Speaker
from helpers.publish.xlsx import about, cells, tables
from helpers.publish.xlsx.cells import Cells, Year
from helpers.publish.xlsx.layout import Sheet

if TYPE_CHECKING:
    from helpers.publish.evaluation import Evaluation

_MEASURES = ("actual", "level", "grown", "to_grow", "path", "achievement", "done", "asked",
             "to_date", "gap")  # fmt: skip


def about_sheet(report: "Evaluation", names: list[str]) -> Sheet:
    """The explanation of an evaluation's workbook that also has the sheets called ``names``."""
    speaker, facts = report.speaker, report.facts
    plan = facts["plan"]
    rows = [
        *about.standing(report, beginning.nature(facts)),
        about.row(speaker, "year_starts", cells.day(facts["period"]["start"])),
        about.row(speaker, "as_of", cells.day(facts["as_of"])),
        about.row(speaker, "plan", plan["plan_id"], plain(speaker.both(plan["title"]))),
        *about.sheets_there(speaker, names),
        *about.settings(speaker),
        *about.how(speaker),
    ]
    return Sheet("about", rows)


def sheets(report: "Evaluation") -> Iterator[Sheet]:
    """The sheets between the explanation and the dictionary."""
    speaker = report.speaker
    yield Sheet("plan_years", list(_years(speaker)))
    yield tables.goals_sheet(speaker)
    if any(speaker.facts["narratives"].values()):
        yield Sheet("narrative", list(_texts(speaker)))
    yield tables.readings(speaker)
    yield tables.sources(speaker)
    yield tables.facts_sheet(speaker)


def _years(speaker: Speaker) -> Iterator[Cells]:
    """One row an indicator and year, in the order of the plan."""
    for entry in speaker.facts["indicators"]:
        for year, told in entry["years"].items():
            yield _year(speaker, entry, int(year), told)


def _year(speaker: Speaker, entry: dict, year: int, told: dict) -> Cells:
    row: Cells = {
        "year_be": Year(year),
        "indicator_id": entry["indicator_id"],
        "strategy_id": entry["strategy_id"],
        "label": cells.words(speaker.both(entry["label"])),
        "unit": speaker.unit(entry["unit_th"]),
        "measure_type": speaker.word(f"terms.{entry['measure_type']}.name"),
        "role": speaker.word(f"indicators.role_{told['role']}") if told["role"] else None,
        "target": cells.number(speaker, told["facts"]["target"]),
        "light": cells.words(parts.lights(speaker, told)),
        "light_path": cells.words(parts.lights(speaker, told, path=True)),
        "reason": speaker.word(f"reasons.{told['reason']}"),
        "note": cells.words(speaker.both(told["link_reason"])) if told["link_reason"] else None,
        "source": entry["source"],
        "reading_id": told["reading_id"],
    }
    if told["reading_id"]:
        reading = speaker.facts["readings"][told["reading_id"]]
        row["actual_period"] = cells.words(parts.reading_day(speaker, reading))
    return row | tables.measures(speaker, told["facts"], _MEASURES)


def _texts(speaker: Speaker) -> Iterator[Cells]:
    """The texts of every year with a form."""
    for year, told in speaker.facts["narratives"].items():
        by_item = {**told["strategies"], **told["indicators"], **told["goals"]} if told else {}
        items = {"": told["overall"], **by_item} if told else {}
        for item, texts in items.items():
            of = " ".join([year, item or speaker.word("narrative.overall")])
            yield from (tables.narrative_row(speaker, of, *text) for text in texts.items())
