"""The facts that maps are drawn from; of the demonstration its coverage and nothing else.

No target, light or score stands in the demonstration's.
"""

import json
from datetime import date
from pathlib import Path

from helpers.core import files, launch, settings
from helpers.core.datasets import DEMO, Dataset
from helpers.coverage import registry_readings
from helpers.coverage import write_part as write_coverage_part
from helpers.facts import coverage, sources
from helpers.facts.book import Book
from helpers.facts.build import ensure, read, settings_used
from helpers.geography import regions


def path(year: int) -> Path:
    """Where the demonstration's facts of a year lie."""
    return DEMO.reports(str(year), "facts.json")


def ensure_demo(year: int, as_of: date) -> dict:
    """Count the year's demonstration, write its facts and hand them over.

    Raises ``InputError`` while the demonstration's registries are not made.
    """
    if not launch.is_running():
        write_coverage_part(year, as_of, DEMO)
    content = collect(year, as_of)
    files.write_text(path(year), json.dumps(content, ensure_ascii=False, indent=1) + "\n")
    return content


def collect(year: int, as_of: date) -> dict:
    """The demonstration's coverage beside the published counts it is off by on purpose."""
    actuals = registry_readings.known_on(as_of)
    listed = regions.load()
    counted = coverage.load(year, as_of, DEMO, actuals, listed)
    book = Book(dict(zip(actuals.reading_id, actuals.kind, strict=True)))
    content = {
        "is_demo": True,
        "year_be": year,
        "as_of": as_of.isoformat(),
        "settings": settings_used(book, settings.load()),
        "coverage": coverage.collect(book, counted),
        "rejects": coverage.rejects_by_reason(book, counted),
    }
    return {
        **content,
        **sources.behind(book, actuals, coverage.source_titles(counted)),
        "facts": book.facts,
    }


def of_dataset(year: int, as_of: date, dataset: Dataset) -> dict:
    """The facts of a year and day, made as the rules make them; the demonstration has its own."""
    if dataset.is_demo:
        return ensure_demo(year, as_of)
    ensure(year, as_of)
    return read(year, as_of)
