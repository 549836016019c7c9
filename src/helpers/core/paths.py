"""Where things live: the folders of the house, relative to one root.

The root is the repository; ``TAMBON_ROOT`` points a run at another tree with the same layout
(the tests do), so that no test ever writes into the real ``data/processed`` or ``reports``.
"""

import os
from datetime import date
from pathlib import Path

from helpers.core import thai

PACKAGE = Path(__file__).resolve().parents[1]
METADATA = PACKAGE / "metadata"


def root() -> Path:
    """Folder that holds ``data/``, ``reports/`` and ``config.yml``."""
    chosen = os.environ.get("TAMBON_ROOT")
    return Path(chosen).resolve() if chosen else PACKAGE.parent.parent


def raw(*parts: str) -> Path:
    """A path under ``data/raw``."""
    return root().joinpath("data", "raw", *parts)


def processed(*parts: str) -> Path:
    """A path under ``data/processed``."""
    return root().joinpath("data", "processed", *parts)


def checked(*parts: str) -> Path:
    """``data/checked`` or below it: marked copies of what was received, as personal as that."""
    return root().joinpath("data", "checked", *parts)


def reports(*parts: str) -> Path:
    """A path under ``reports``."""
    return root().joinpath("reports", *parts)


def report_folder(year: int, as_of: date) -> Path:
    """Folder of one fiscal year's products; an ``as_of`` other than the default has its own."""
    if as_of == thai.fiscal_year_end(year):
        return reports(str(year))
    return reports(str(year), f"as_of_{as_of.isoformat()}")


def filed(*parts: str) -> Path:
    """A path under ``reports/filed``: frozen copies, which no run ever touches."""
    return reports("filed", *parts)


def layers() -> Path:
    """Where it is written which geometry maps are drawn on; its change redraws every map."""
    return processed("layers.json")


def relative(path: str | Path) -> str:
    """``path`` as it is written in tables and messages: from the root, with forward slashes."""
    path = Path(path)
    if path.is_absolute() and path.is_relative_to(root()):
        path = path.relative_to(root())
    return path.as_posix()
