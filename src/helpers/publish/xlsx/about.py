"""The first sheet of a workbook: what it is, what it rests on, how it is to be read."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from helpers.publish.annual import coverage, title
from helpers.publish.document import Paragraph, plain
from helpers.publish.language import Speaker
from helpers.publish.said import SaidReport
from helpers.publish.xlsx import areas, cells, layout, tables
from helpers.publish.xlsx.cells import Amount, Cells, Value, Year
from helpers.publish.xlsx.layout import Sheet

if TYPE_CHECKING:
    from helpers.publish.annual import Report

_OF_REGISTRIES = (*areas.NAMES, *tables.NAMES)


def about_sheet(report: "Report", names: list[str]) -> Sheet:
    """The explanation of a workbook that also has the sheets called ``names``."""
    speaker = report.speaker
    rows = [
        *standing(report, title.nature(speaker.facts)),
        *_time(speaker),
        *_plan(speaker),
        *sheets_there(speaker, names),
        *_absent(speaker, names),
        *settings(speaker),
        *how(speaker),
    ]
    return Sheet("about", rows)


def row(speaker: Speaker, item: str, value: Value = None, explanation: Value = None) -> Cells:
    """A row by the key of its name in the labels."""
    name = speaker.word(f"workbook.about.{item}")
    return {"item": name, "value": value, "explanation": explanation}


def standing(report: SaidReport, nature: str) -> Iterator[Cells]:
    """Which report, whose, in what standing; ``nature`` is the key of what it rests on."""
    speaker = report.speaker
    yield row(speaker, "report", explanation=report.title)
    yield row(speaker, "institute", explanation=speaker.word("product.institute"))
    yield row(speaker, "standing", explanation=speaker.word("title.unofficial"))
    yield row(speaker, "nature", explanation=speaker.word(nature))
    yield row(speaker, "purpose", explanation=speaker.word("workbook.about.purpose_text"))


def _time(speaker: Speaker) -> Iterator[Cells]:
    facts = speaker.facts
    yield row(speaker, "year", Year(facts["year_be"]))
    yield row(speaker, "year_starts", cells.day(facts["fiscal_year"]["start"]))
    yield row(speaker, "year_ends", cells.day(facts["fiscal_year"]["end"]))
    yield row(
        speaker, "as_of", cells.day(facts["as_of"]), speaker.word(f"title.round_{facts['round']}")
    )


def _plan(speaker: Speaker) -> Iterator[Cells]:
    plan, late = speaker.facts["plan"], speaker.facts["approved_late"]
    yield row(speaker, "plan", plan["plan_id"], plain(speaker.both(plan["title"])))
    if late:
        yield row(speaker, "approved_late", cells.day(late["day"]))


def sheets_there(speaker: Speaker, names: list[str]) -> Iterator[Cells]:
    """The sheets that are there."""
    for name in layout.load()["sheets"]:
        if name in (*names, "about", "dictionary"):
            told = speaker.word(f"workbook.contents.{name}")
            yield row(speaker, "sheet", layout.title(speaker, name), told)


def _absent(speaker: Speaker, names: list[str]) -> Iterator[Cells]:
    """The sheets of registries that are not there, and why."""
    absent = [layout.title(speaker, name) for name in _OF_REGISTRIES if name not in names]
    why = [plain(block.line) for block in coverage.missing(speaker) if isinstance(block, Paragraph)]
    if absent or why:
        yield row(speaker, "absent", ", ".join(absent), "\n".join(why))


def settings(speaker: Speaker) -> Iterator[Cells]:
    """The settings a report is made with."""
    chosen = speaker.facts["settings"]
    for name in (*chosen["cut_offs"], "interim_after_days"):
        yield _setting(speaker, name, cells.number(speaker, f"settings:{name}"))
    yield _setting(speaker, "total_needs_weight", Amount(chosen["total_needs_weight"]))
    said = {
        "score_basis": speaker.word(f"workbook.bases.{chosen['score_basis']}"),
        "score_scale": plain(speaker.both(chosen["score_scale"]["label"])),
        "score_mode": speaker.word(f"workbook.modes.{chosen['score_mode']}"),
        "headline": speaker.word(f"sources.kind_{chosen['headline']}"),
    }
    for name, words in said.items():
        yield _setting(speaker, name, words)


def _setting(speaker: Speaker, name: str, value: Value) -> Cells:
    return row(speaker, "setting", value, speaker.word(f"workbook.settings.{name}"))


def how(speaker: Speaker) -> Iterator[Cells]:
    """How a workbook is read."""
    for name in speaker.labels["workbook"]["how"]:
        yield row(speaker, "reading", explanation=speaker.word(f"workbook.how.{name}"))
