"""The files in ``data/raw/actuals`` that are forms; a file that is nothing known is refused."""

from pathlib import Path

from helpers import paths
from helpers.errors import InputError, examples
from helpers.forms import declared
from helpers.forms.problems import words
from helpers.registries.reading import is_hidden
from helpers.sources import is_form


def files(raw_folder: Path | None = None) -> list[Path]:
    """Filled forms under ``actuals`` of the raw folder, sorted; Excel's lock files are none.

    Raises ``InputError`` for a workbook of macros and for files of another kind.
    """
    folder = (raw_folder or paths.raw()) / "actuals"
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    found = [path for path in found if not _is_ignored(path.relative_to(folder))]
    _refuse([p for p in found if p.suffix.lower() == ".xlsm"], "macros")
    known = declared.load()["endings"]
    _refuse([p for p in found if p.suffix.lower() not in known], "not_looked_at")
    return [path for path in found if is_form(path)]


def _is_ignored(path: Path) -> bool:
    return is_hidden(path) or path.name.casefold() in declared.load()["not_forms"]


def _refuse(strange: list[Path], code: str) -> None:
    if strange:
        raise InputError(
            words(code),
            expected=", ".join(declared.load()["endings"]),
            found=examples(paths.relative(path) for path in strange),
            fix=paths.relative(strange[0].parent),
        )
