"""All filled forms in ``data/raw/actuals`` -> readings, stages, texts, and an account of rows."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from helpers import actual_links, paths, plans, tables
from helpers.errors import InputError
from helpers.forms import about as about_form
from helpers.forms import (
    agreeing,
    declared,
    persons,
    places,
    results,
    stages,
    structure,
    texts,
    workbook,
)
from helpers.forms import table as csv_form
from helpers.forms.entry import Entry, Form
from helpers.forms.found import Row
from helpers.forms.problems import Problems, words
from helpers.schemas import TABLES

_ACCOUNT = {"source_file": "str", "sheet": "str", "rows": "Int64", "accepted": "Int64",
            "agreed": "Int64", "blank": "Int64"}  # fmt: skip
_DAYS = ("as_of", "as_of_from", "as_of_to", "read_on")


@dataclass(frozen=True)
class Forms:
    """Everything filed: rows of the tables ``actuals``, ``stages``, ``narrative``.

    ``account`` has one row a sheet: ``rows`` = ``accepted`` + ``agreed`` (another form says the
    same) + ``blank``.
    """

    actuals: pd.DataFrame
    stages: pd.DataFrame
    narrative: pd.DataFrame
    account: pd.DataFrame


def read(raw_folder: Path | None = None, metadata_folder: Path | None = None) -> Forms:
    """Every filled form under ``actuals`` of ``raw_folder`` (default ``data/raw``).

    Without any form all tables are empty. Raises ``InputError`` for a file that cannot be read,
    for entries that cannot be used (all those of a file, with sheet and cell) and for forms that
    disagree.
    """
    received = places.files(raw_folder)
    folder = (raw_folder or paths.raw()) / "plans"
    known = plans.clean(folder, metadata_folder) if received else {}
    _refuse_names(received, (raw_folder or paths.raw()) / "actuals")
    forms = [_form(path, known) for path in received]
    entries = [entry for form in forms for entry in _entries(form)]
    kept = agreeing.kept(entries)
    rows = _rows(kept, _source_ids(forms), actual_links.load(metadata_folder))
    account = _account(forms, entries, kept)
    return Forms(
        *(_frame(rows[name], name) for name in ("actuals", "stages", "narrative")), account
    )


def _refuse_names(received: list[Path], folder: Path) -> None:
    """Refuse a form whose name, or a folder it lies in, names a person: names reach the tables."""
    for path in received:
        problems = Problems(paths.relative(path))
        for name in path.relative_to(folder).with_suffix("").parts:
            if kinds := persons.personal_in(name):
                problems.add("", "personal_name", what=kinds)
        problems.stop()


def _form(path: Path, known: dict[str, pd.DataFrame]) -> Form:
    problems = Problems(paths.relative(path))
    if not path.stat().st_size:
        problems.add("", "empty")
    problems.stop()
    grid = csv_form.read(path) if path.suffix.lower() == ".csv" else workbook.read(path)
    form = Form(grid, about_form.read(grid, known, problems), problems)
    structure.check(form)
    problems.stop()
    return form


def _entries(form: Form) -> list[Entry]:
    """What a form says; ``InputError`` for all it says that cannot be used, at once."""
    found: list[Entry | None] = []
    for row in form.grid.rows:
        if row.sheet == declared.RESULTS:
            found.append(results.read(row, form))
        elif row.sheet == declared.MILESTONES:
            found.append(stages.read(row, form))
        else:
            found += texts.read(row, form)
    form.problems.stop()
    return [entry for entry in found if entry is not None]


def _source_ids(forms: Iterable[Form]) -> dict[str, str]:
    """The id of each file as a source: ``form-2557-2014-09-30``, a second one of it with ``-2``."""
    found: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for form in forms:
        name = f"form-{form.about.year}-{form.about.as_of.isoformat()}"
        counts[name] += 1
        found[form.grid.file] = name if counts[name] == 1 else f"{name}-{counts[name]}"
    return found


def _rows(
    entries: list[Entry], ids: dict[str, str], keys: dict[str, actual_links.Key]
) -> dict[str, list[dict]]:
    rows: dict[str, list[dict]] = {"actuals": [], "stages": [], "narrative": []}
    for entry in entries:
        source = ids[entry.file]
        match entry.table:
            case "actuals":
                key = actual_links.key_of(keys, entry.about[2])
                rows["actuals"].append(results.made(entry, source, key))
            case "stages":
                rows["stages"].append(stages.made(entry, source))
            case "narrative":
                rows["narrative"].append(texts.made(entry, source))
    return rows


def _frame(rows: list[dict], name: str) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(TABLES[name].columns))
    days = [column for column in _DAYS if column in frame.columns]
    frame[days] = frame[days].apply(pd.to_datetime)
    return tables.check(frame, name)


def _account(forms: list[Form], entries: list[Entry], kept: list[Entry]) -> pd.DataFrame:
    said, counted = _rows_of(entries), _rows_of(kept)
    rows = []
    for form in forms:
        for sheet in declared.FILLED:
            mine = [(form.grid.file, row.sheet, row.number, row.item) for row in form.grid.rows
                    if row.sheet == sheet]  # fmt: skip
            accepted = sum(name in counted for name in mine)
            agreed = sum(name in said - counted for name in mine)
            blank = sum(_is_blank(row, sheet) for row in form.grid.rows)
            rows.append((form.grid.sources[sheet], sheet, len(mine), accepted, agreed, blank))
            if len(mine) != accepted + agreed + blank:
                raise InputError(words("not_counted"), file=form.grid.file, found=rows[-1])
    return pd.DataFrame(rows, columns=list(_ACCOUNT)).astype(_ACCOUNT)


def _is_blank(row: Row, sheet: str) -> bool:
    return row.sheet == sheet and not row.filled(declared.entries(sheet))


def _rows_of(entries: list[Entry]) -> set[tuple]:
    return {(entry.file, entry.row.sheet, entry.row.number, entry.row.item) for entry in entries}
