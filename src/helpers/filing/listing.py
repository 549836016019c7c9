"""The list of changes as a table for Excel, beside the report: ``changes_since_filing.csv``."""

import csv
import io
from datetime import date
from pathlib import Path

from helpers import files, paths
from helpers.errors import InputError
from helpers.filing.comparing import LANGUAGES, Change, changes
from helpers.filing.telling import LIST, Teller

COLUMNS = ("what_th", "what_en", "fact_id", "from_th", "from_en", "to_th", "to_en",
           "because_of_th", "because_of_en")  # fmt: skip
# A cell that begins so is a formula to Excel; an apostrophe makes it a text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_changes(year: int, as_of: date) -> Path | None:
    """Write what changed since the last filing, one row a change; the head alone for nothing.

    ``fact_id`` is the fact's, for lights the indicator's, for texts ``item.field``. Nothing is
    written, and nothing returned, of a report that was never filed or cannot be compared with its
    copy; ``told`` says why. No list of an earlier run is left then.
    """
    file = paths.report_folder(year, as_of) / LIST
    try:
        changed = changes(year, as_of)
    except InputError:
        changed = None
    if changed is None:
        file.unlink(missing_ok=True)
        return None
    tellers = [Teller(changed, lang) for lang in LANGUAGES]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([_inert(cell) for cell in _row(change, tellers)] for change in changed.found)
    return files.write_text(file, "\ufeff" + text.getvalue())


def _row(change: Change, tellers: list[Teller]) -> list[str]:
    values = [teller.values(change) for teller in tellers]
    return [
        *(teller.what(change) for teller in tellers),
        change.name,
        *(old for old, _ in values),
        *(new for _, new in values),
        *(teller.why(change) for teller in tellers),
    ]


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
