"""Parts of a table: the rows of one fiscal year on one day, each in a file of its own.

``2557`` is a year judged on its last day, ``2558_as_of_2015-03-31`` on another one.
"""

from datetime import date
from pathlib import Path

from helpers.core import settings, thai
from helpers.core.datasets import REAL, Dataset


def name(year: int, as_of: date) -> str:
    """How a year's part is called; a day other than the year's end stands in the name."""
    default = as_of == thai.fiscal_year_end(year)
    return str(year) if default else f"{year}_as_of_{as_of.isoformat()}"


def split(part: str) -> tuple[str, str]:
    """Year and day (empty: the year's end) of a part's name or a folder named so.

    Both as text: what is typed or lies in a folder has to be checked first.
    """
    year, _, as_of = part.replace("/", "_").partition("_as_of_")
    return year, as_of


def file(table: str, year: int, as_of: date, dataset: Dataset = REAL) -> Path:
    """The file of one part of ``table``."""
    return dataset.processed("parts", table, f"{name(year, as_of)}.parquet")


def present(table: str, dataset: Dataset = REAL) -> list[Path]:
    """Parts of ``table`` that are there and count: those of the years in ``config.yml``."""
    years = {str(year) for year in settings.load().years}
    files = sorted(dataset.processed("parts", table).glob("*.parquet"))
    # Partial files of a run under way begin with a dot and so with no year.
    return [file for file in files if split(file.stem)[0] in years]
