"""The report as files to edit, to file and to check: Word, PDF and Excel, each from one report."""

import importlib
from functools import cache

from helpers.publish.annual import Report
from helpers.runner import Run


def make(run: Run) -> None:
    """Write the one product a run asks for; ``InputError`` when its writer lacks something."""
    given = run.given
    report = _report(given["year"], given["as_of"], given["lang"])
    # Each by itself: what one of them needs of the machine must not stop the others.
    writer = importlib.import_module(f"helpers.publish.{given['product']}")
    writer.write(report, *run.further)


@cache
def _report(year: int, as_of: str, lang: str) -> Report:
    return Report.of(year, as_of, lang)
