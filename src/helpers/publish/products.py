"""The report as files to edit, to file and to check: Word, PDF and Excel, each from one report.

What products of one report share is made once as long as they are made in one process: its
sections are said once, each figure is drawn once.
"""

import importlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from helpers import facts
from helpers.core import files, partitions, paths
from helpers.core.datasets import REAL
from helpers.core.errors import InputError
from helpers.publish import charts, fonts
from helpers.publish.annual import Report
from helpers.publish.evaluation import Evaluation

WRITERS = ("docx", "pdf", "xlsx")


def make(given: dict[str, Any], out: Path) -> None:
    """Write the product ``given`` asks for: of a year, day and language, by its file ending.

    Raises ``InputError`` when its writer lacks something of the machine.
    """
    report = _report(given["year"], given["as_of"], given["lang"])
    _writer(given["product"]).write(report, out)


def make_evaluation(given: dict[str, Any], out: Path) -> None:
    """Write the product ``given`` asks for of a plan's closing evaluation.

    Raises ``InputError`` when its writer lacks something of the machine.
    """
    report = Evaluation.of(given["plan"], given["as_of"], given["lang"])
    _writer(given["product"]).write(report, out)


def make_all(given: dict[str, Any], outs: Mapping[str, Path]) -> dict[str, Exception | None]:
    """Write several products of one year, day and language; ``outs`` are files by their ending.

    What came of each: nothing, or the error that stopped it. One that fails stops no other.
    """
    return {product: _tried({**given, "product": product}, out) for product, out in outs.items()}


def warm() -> None:
    """Load what every product needs and no run changes, to fork processes from this one.

    What a machine lacks is told by the product that needs it, not here.
    """
    fonts.font_faces()
    with charts.house_style():
        pass
    for product in WRITERS:
        with suppress(InputError):
            _writer(product).warm()


def _tried(given: dict[str, Any], out: Path) -> Exception | None:
    try:
        make(given, out)
    except Exception as error:  # told by the caller, who records each product by itself
        return error
    return None


def _writer(product: str) -> ModuleType:
    # Each by itself: what one of them needs of the machine must not stop the others.
    return importlib.import_module(f"helpers.publish.{product}")


# The last report, by what it was asked for and what it reads: products of one report are made one
# after the other, and its figures hold much memory.
_last: dict[tuple, Report] = {}


def _report(year: int, as_of: str, lang: str) -> Report:
    key = (year, as_of, lang, *_read(year, date.fromisoformat(as_of)))
    if key not in _last:
        report = Report.of(year, as_of, lang)
        _last.clear()
        _last[key] = report
    return _last[key]


def _read(year: int, as_of: date) -> Iterator[tuple[Path, str | None]]:
    """The files a report says and draws, each with its content's fingerprint."""
    counted = (
        partitions.file(name, year, as_of, REAL) for name in ("coverage", "coverage_summary")
    )
    tables = map(REAL.table, ("registrations", "body_tambons", "rejects"))
    for path in (facts.path(year, as_of), paths.layers(), *counted, *tables):
        yield path, files.sha256(path) if path.exists() else None
