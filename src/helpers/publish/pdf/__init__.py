"""The report as a PDF to file: WeasyPrint lays out the blocks of the HTML as pages of A4."""

from pathlib import Path

from helpers.core import files
from helpers.publish.pdf import engine, pages
from helpers.publish.said import SaidReport


def warm() -> None:
    """Load what every PDF needs and no report changes; ``InputError`` like ``write``."""
    engine.check()
    engine.faces()


def write(report: SaidReport, out: Path) -> Path:
    """Write the whole report as one PDF; the same facts give the same bytes.

    Raises ``InputError`` when a library of the system or the font is missing.
    """
    engine.check()
    content = engine.pdf(*pages.html(report))
    with files.appears_complete(out) as partial:
        partial.write_bytes(content)
    return out


__all__ = ["write"]
