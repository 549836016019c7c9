"""The whole workbook: which sheets it has, in what order, and what is said of it as a file."""

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl import Workbook

from helpers import files, knowledge
from helpers.publish.document import plain
from helpers.publish.xlsx import (
    about,
    areas,
    dictionary,
    facts,
    indicators,
    narrative,
    readings,
    regions,
    rejects,
    stable,
)
from helpers.publish.xlsx.sheets import Drawer, Sheet

if TYPE_CHECKING:
    from helpers.publish.annual import Report


def warm() -> None:
    """Load what every workbook needs and no report changes."""
    knowledge.load("workbook.yml")


def write(report: "Report", out: Path) -> Path:
    """Write the workbook of a report in its language, whole or not at all; returns ``out``.

    Raises ``InputError`` with sheet and cell for a text that Excel cannot hold.
    """
    book = Workbook()
    book.remove(book.active)
    drawer = Drawer(book, report.speaker)
    listed = tuple(_sheets(report))
    names = [sheet.name for sheet in listed]
    for sheet in (about.sheet(report, names), *listed, dictionary.sheet(report, names)):
        drawer.draw(sheet)
    _describe(book, report)
    with files.appears_complete(out) as partial:
        stable.save(book, partial, _moment(report))
    return out


def _sheets(report: "Report") -> Iterator[Sheet]:
    """The sheets between the explanation and the dictionary; those of registries if there are."""
    speaker = report.speaker
    yield indicators.sheet(speaker)
    yield from narrative.sheets(speaker)
    yield regions.sheet(speaker)
    yield from areas.sheets(speaker)
    yield from rejects.sheets(speaker)
    yield readings.readings(speaker)
    yield readings.sources(speaker)
    yield facts.sheet(speaker)


def _describe(book: Workbook, report: "Report") -> None:
    """Properties of the file; its days are the report's, never the clock's."""
    speaker = report.speaker
    about_file = book.properties
    about_file.title = plain(speaker.say("workbook.heading", title=report.title))
    about_file.creator = speaker.word("product.institute")
    about_file.language = speaker.lang


def _moment(report: "Report") -> datetime:
    return datetime.combine(date.fromisoformat(report.facts["as_of"]), time())
