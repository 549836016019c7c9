"""Freezing a numbered copy of a report, whole or not at all."""

import shutil
import tempfile
from datetime import date
from pathlib import Path

from helpers import paths
from helpers.errors import InputError
from helpers.filing import inputs, places, ready, record, verifying
from helpers.filing.places import Filing

# A copy under way; after a kill it stays until the next filing of the year clears it away.
_PARTIAL = ".unfinished-"


def file(year: int, as_of: date) -> str:
    """Freeze the report of a year and day under ``reports/filed``; says what was filed.

    Nothing is filed again while the last copy of the same year and day is the same. Raises
    ``InputError`` for products missing or not made of the present facts, for facts older than
    what they are made from, and while an earlier copy of the year is not as it was filed.
    """
    if altered := verifying.verify(year):
        fix = "put the files back as they were, or remove that copy, before filing again"
        raise InputError("; ".join([*altered, fix]))
    last, filing = places.last(year, as_of), places.following(year, as_of)
    contents = ready.contents(year, as_of)
    made_from = inputs.of_facts(year, filing)
    with _Partial(year) as partial:
        _copy(contents, partial)
        copied = record.fingerprints(partial)
        ready.check(year, as_of, copied)
        if last and record.read(last)["files"] == copied:
            return f"nothing changed since {last.name} was filed; no new copy"
        record.write(partial, year, filing, made_from)
        _put_in_place(partial, filing)
    return f"filed as {filing.name}: {len(copied)} files, read-only"


class _Partial:
    """A folder beside the filed copies that is gone afterwards, whatever happens."""

    def __init__(self, year: int) -> None:
        self.place = places.folder_of_year(year)

    def __enter__(self) -> Path:
        self.place.mkdir(parents=True, exist_ok=True)
        for leftover in self.place.glob(f"{_PARTIAL}*"):
            shutil.rmtree(leftover)
        self.folder = Path(tempfile.mkdtemp(prefix=_PARTIAL, dir=self.place))
        return self.folder

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


def _copy(contents: dict[str, Path], folder: Path) -> None:
    for name, source in contents.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)


def _put_in_place(partial: Path, filing: Filing) -> None:
    """Make the files read-only and the folder the filed copy; folders stay removable."""
    for found in partial.rglob("*"):
        if found.is_file():
            found.chmod(0o444)
    partial.chmod(0o755)
    try:
        partial.rename(filing.folder)
    except OSError as error:
        raise InputError(
            f"{paths.relative(filing.folder)} is there already: "
            "another filing of the year ran at the same time; file again"
        ) from error
