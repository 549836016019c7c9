"""The form to enter results and remarks in: an Excel workbook and a CSV of the same columns."""

from datetime import date
from pathlib import Path

from helpers.publish.entry_form import workbook
from helpers.publish.entry_form.content import gather


def write(year: int, as_of: date) -> list[Path]:
    """Write the form of a fiscal year (BE) for a day beside the report; returns both files.

    What is printed in it comes from the facts of the year and of the year before. Raises
    ``InputError`` for a year no plan covers.
    """
    content = gather(year, as_of)
    return [workbook.write(content), workbook.write_csv(content)]


__all__ = ["write"]
