"""The report as files to edit, to file and to check: Word, PDF and Excel, each from one report."""

import importlib
from functools import cache
from pathlib import Path
from typing import Any

from helpers.publish.annual import Report


def make(given: dict[str, Any], out: Path) -> None:
    """Write the product ``given`` asks for: of a year, day and language, by its file ending.

    Raises ``InputError`` when its writer lacks something of the machine.
    """
    report = _report(given["year"], given["as_of"], given["lang"])
    # Each by itself: what one of them needs of the machine must not stop the others.
    writer = importlib.import_module(f"helpers.publish.{given['product']}")
    writer.write(report, out)


@cache
def _report(year: int, as_of: str, lang: str) -> Report:
    return Report.of(year, as_of, lang)
