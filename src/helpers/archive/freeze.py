"""Freezing a numbered copy of a report, whole or not at all."""

import shutil
import tempfile
from datetime import date
from pathlib import Path

from helpers.archive import copies, inputs
from helpers.archive.copies import Filing
from helpers.core import notices, paths
from helpers.core.errors import InputError
from helpers.core.notices import both

# A copy under way; after a kill it stays until the next filing of the year clears it away.
_PARTIAL = ".unfinished-"


def file(year: int, as_of: date) -> str:
    """Freeze the report of a year and day under ``reports/filed``; says what was filed.

    Nothing is filed again while the last copy of the same year and day is the same. Raises
    ``InputError`` for products missing or not made of the present facts, for facts older than
    what they are made from, and while an earlier copy of the year is not as it was filed.
    """
    if altered := copies.verify(year):
        raise InputError(both("put_back", told="; ".join(altered)))
    last, filing = copies.last(year, as_of), copies.following(year, as_of)
    contents = inputs.contents(year, as_of)
    made_from = inputs.of_facts(year, filing)
    with _Partial(year) as partial:
        _copy(contents, partial)
        copied = copies.fingerprints(partial)
        inputs.check(year, as_of, copied)
        if last and copies.read(last)["files"] == copied:
            return notices.say("filed_already", copy=last.name)
        copies.write(partial, year, filing, made_from)
        _put_in_place(partial, filing)
    return notices.say("filed", copy=filing.name, count=len(copied))


class _Partial:
    """A folder beside the filed copies that is gone afterwards, whatever happens."""

    def __init__(self, year: int) -> None:
        self.place = copies.folder_of_year(year)

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
        raise InputError(both("filed_meanwhile", copy=paths.relative(filing.folder))) from error
