"""Published and filed readings as received -> table ``actuals``."""

from collections import Counter
from pathlib import Path

import pandas as pd

from helpers import plans
from helpers.actuals import forms, links, raw
from helpers.core import tables
from helpers.core.errors import InputError, examples

# What makes two readings the same number of the same page; which of them leads is undecidable.
_SAME = [
    "indicator_key",
    "geography_level",
    "geography_code",
    "as_of_from",
    "as_of_to",
    "source_year_be",
    "year_basis",
    "read_on",
    "kind",
]


def clean(
    raw_folder: Path | None = None,
    metadata_folder: Path | None = None,
    filed: forms.Forms | None = None,
) -> pd.DataFrame:
    """One row per reading: what a page or a form said of one number on one day.

    ``raw_folder`` holds ``actuals/`` and ``geography/`` (default ``data/raw``), ``metadata_folder``
    the links (default the package's). Every line is a row or the run stops: ``InputError`` names
    file, line and reason of each line that cannot be used. Filled forms (``filed``, where they have
    been read) come after the lines.
    """
    keys = links.load(metadata_folder)
    links.check_indicators(keys, set(plans.declarations(metadata_folder)))
    known = raw.Known(
        keys,
        set(raw.sources(raw_folder)),
        raw.places(raw_folder),
    )
    lines = raw.readings(raw_folder)
    frame = tables.check(_frame(_rows(lines, known)), "actuals")
    if len(frame) != len(lines):
        raise InputError(f"{len(lines)} readings came in, {len(frame)} went out")
    filed = filed or forms.read(raw_folder, metadata_folder)
    return tables.check(pd.concat([frame, filed.actuals], ignore_index=True), "actuals")


def _frame(rows: list[dict]) -> pd.DataFrame:
    frame = pd.DataFrame(rows)
    days = ["as_of", "as_of_from", "as_of_to", "read_on"]
    frame[days] = frame[days].apply(pd.to_datetime)
    return frame


def _rows(lines: list[raw.ReadingLine], known: raw.Known) -> list[dict]:
    rows, refused = [], []
    for line in lines:
        try:
            rows.append(raw.typed(line, known))
        except InputError as error:
            refused.append(error)
    refused += _doubled(rows)
    if len(refused) == 1:
        raise refused[0]
    if refused:
        raise InputError(f"readings that cannot be used: {examples(refused)}") from refused[0]
    return rows


def _doubled(rows: list[dict]) -> list[InputError]:
    """Errors for rows with a ``reading_id`` used before, or that tell one number twice."""
    errors, seen = [], Counter()
    for row in rows:
        for what, name in (
            ("reading_id is used twice", row["reading_id"]),
            ("the same number of the same page twice", tuple(str(row[c]) for c in _SAME)),
        ):
            seen[name] += 1
            if seen[name] > 1:
                errors.append(
                    InputError(
                        what,
                        file=row["source_file"],
                        line=row["source_row"],
                        found=row["reading_id"],
                    )
                )
    return errors
