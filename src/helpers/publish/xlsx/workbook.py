"""The whole workbook: its first sheet, which sheets follow, what is said of it as a file."""

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl import Workbook

from helpers.core import files, metadata, office
from helpers.publish.annual import coverage, title
from helpers.publish.document import Paragraph, plain
from helpers.publish.language import Speaker
from helpers.publish.xlsx import areas, cells, layout, tables
from helpers.publish.xlsx.cells import Amount, Cells, Value, Year
from helpers.publish.xlsx.layout import Drawer, Sheet

if TYPE_CHECKING:
    from helpers.publish.annual import Report

_OF_REGISTRIES = (*areas.NAMES, *tables.NAMES)


def about_sheet(report: "Report", names: list[str]) -> Sheet:
    """The explanation of a workbook that also has the sheets called ``names``."""
    speaker = report.speaker
    rows = [
        *_report(report),
        *_time(speaker),
        *_plan(speaker),
        *_contents(speaker, names),
        *_settings(speaker),
        *_how(speaker),
    ]
    return Sheet("about", rows)


def _row(speaker: Speaker, item: str, value: Value = None, explanation: Value = None) -> Cells:
    name = speaker.word(f"workbook.about.{item}")
    return {"item": name, "value": value, "explanation": explanation}


def _report(report: "Report") -> Iterator[Cells]:
    speaker = report.speaker
    yield _row(speaker, "report", explanation=report.title)
    yield _row(speaker, "institute", explanation=speaker.word("product.institute"))
    yield _row(speaker, "standing", explanation=speaker.word("title.unofficial"))
    yield _row(speaker, "nature", explanation=speaker.word(title.nature(speaker.facts)))
    yield _row(speaker, "purpose", explanation=speaker.word("workbook.about.purpose_text"))


def _time(speaker: Speaker) -> Iterator[Cells]:
    facts = speaker.facts
    yield _row(speaker, "year", Year(facts["year_be"]))
    yield _row(speaker, "year_starts", cells.day(facts["fiscal_year"]["start"]))
    yield _row(speaker, "year_ends", cells.day(facts["fiscal_year"]["end"]))
    yield _row(
        speaker, "as_of", cells.day(facts["as_of"]), speaker.word(f"title.round_{facts['round']}")
    )


def _plan(speaker: Speaker) -> Iterator[Cells]:
    plan, late = speaker.facts["plan"], speaker.facts["approved_late"]
    yield _row(speaker, "plan", plan["plan_id"], plain(speaker.both(plan["title"])))
    if late:
        yield _row(speaker, "approved_late", cells.day(late["day"]))


def _contents(speaker: Speaker, names: list[str]) -> Iterator[Cells]:
    """The sheets that are there, and why those of registries are not."""
    for name in layout.load()["sheets"]:
        if name in (*names, "about", "dictionary"):
            told = speaker.word(f"workbook.contents.{name}")
            yield _row(speaker, "sheet", layout.title(speaker, name), told)
    absent = [layout.title(speaker, name) for name in _OF_REGISTRIES if name not in names]
    why = [plain(block.line) for block in coverage.missing(speaker) if isinstance(block, Paragraph)]
    if absent or why:
        yield _row(speaker, "absent", ", ".join(absent), "\n".join(why))


def _settings(speaker: Speaker) -> Iterator[Cells]:
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
    return _row(speaker, "setting", value, speaker.word(f"workbook.settings.{name}"))


def _how(speaker: Speaker) -> Iterator[Cells]:
    for name in speaker.labels["workbook"]["how"]:
        yield _row(speaker, "reading", explanation=speaker.word(f"workbook.how.{name}"))


if TYPE_CHECKING:
    from helpers.publish.annual import Report


def warm() -> None:
    """Load what every workbook needs and no report changes."""
    metadata.load("workbook.yml")


def write(report: "Report", out: Path) -> Path:
    """Write the workbook of a report in its language, whole or not at all; returns ``out``.

    Raises ``InputError`` with sheet and cell for a text that Excel cannot hold.
    """
    book = Workbook()
    book.remove(book.active)
    drawer = Drawer(book, report.speaker)
    listed = tuple(_sheets(report))
    names = [sheet.name for sheet in listed]
    for sheet in (about_sheet(report, names), *listed, tables.dictionary_sheet(report, names)):
        drawer.draw(sheet)
    _describe(book, report)
    with files.appears_complete(out) as partial:
        office.save_workbook(book, partial, _moment(report))
    return out


def _sheets(report: "Report") -> Iterator[Sheet]:
    """The sheets between the explanation and the dictionary; those of registries if there are."""
    speaker = report.speaker
    yield tables.indicators_sheet(speaker)
    yield tables.goals_sheet(speaker)
    yield from tables.narrative_sheets(speaker)
    yield areas.sheet(speaker)
    yield from areas.sheets(speaker)
    yield from tables.rejects_sheets(speaker)
    yield tables.readings(speaker)
    yield tables.sources(speaker)
    yield tables.facts_sheet(speaker)


def _describe(book: Workbook, report: "Report") -> None:
    """Properties of the file; its days are the report's, never the clock's."""
    speaker = report.speaker
    about_file = book.properties
    about_file.title = plain(speaker.say("workbook.heading", title=report.title))
    about_file.creator = speaker.word("product.institute")
    about_file.language = speaker.lang


def _moment(report: "Report") -> datetime:
    return datetime.combine(date.fromisoformat(report.facts["as_of"]), time())
