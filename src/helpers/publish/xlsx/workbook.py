"""The whole workbook: which sheets follow the first one, what is said of it as a file."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from pathlib import Path

from openpyxl import Workbook

from helpers.core import files, metadata, office
from helpers.publish.document import plain
from helpers.publish.evaluation import Evaluation
from helpers.publish.said import SaidReport
from helpers.publish.xlsx import about, areas, plan_sheets, tables
from helpers.publish.xlsx.layout import Drawer, Sheet


def warm() -> None:
    """Load what every workbook needs and no report changes."""
    metadata.load("workbook.yml")


def write(report: SaidReport, out: Path) -> Path:
    """Write the workbook of a report in its language, whole or not at all; returns ``out``.

    Raises ``InputError`` with sheet and cell for a text that Excel cannot hold.
    """
    of_plan = isinstance(report, Evaluation)
    listed = tuple(plan_sheets.sheets(report) if of_plan else _sheets(report))
    names = [sheet.name for sheet in listed]
    first = (plan_sheets if of_plan else about).about_sheet(report, names)
    return write_sheets(report, (first, *listed, tables.dictionary_sheet(report, names)), out)


def write_sheets(report: SaidReport, sheets: Iterable[Sheet], out: Path) -> Path:
    """Write a workbook of ``sheets`` in the report's language, whole or not at all."""
    book = Workbook()
    book.remove(book.active)
    drawer = Drawer(book, report.speaker, report.running_head)
    for sheet in sheets:
        drawer.draw(sheet)
    _describe(book, report)
    with files.appears_complete(out) as partial:
        office.save_workbook(book, partial, _moment(report))
    return out


def _sheets(report: SaidReport) -> Iterator[Sheet]:
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


def _describe(book: Workbook, report: SaidReport) -> None:
    """Properties of the file; its days are the report's, never the clock's."""
    speaker = report.speaker
    about_file = book.properties
    about_file.title = plain(speaker.say("workbook.heading", title=report.title))
    about_file.creator = speaker.word("product.institute")
    about_file.language = speaker.lang


def _moment(report: SaidReport) -> datetime:
    return datetime.combine(date.fromisoformat(report.facts["as_of"]), time())
