"""All filled forms -> readings, stages, texts, and an account of rows.

What several forms say alike counts once, what they say differently is refused.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from helpers import plans
from helpers.actuals import links
from helpers.actuals.forms import cells, entered, fields, files
from helpers.actuals.forms import files as csv_form
from helpers.actuals.forms import model as about_form
from helpers.actuals.forms.fields import Problems, words
from helpers.actuals.forms.model import Entry, Form, Row
from helpers.core import paths, tables
from helpers.core.errors import InputError
from helpers.core.schemas import TABLES

# What two forms must not say differently of one item and one day, whatever the forms' own days.
_SAID = {"actuals": ("value", "numerator", "denominator"), "stages": ("stage",)}


def each_once(entries: Iterable[Entry]) -> list[Entry]:
    """The entries that count, each said once.

    A draft gives way to what an officer made of it; of several drafts the first stands. Raises
    ``InputError`` where two forms disagree, naming both cells.
    """
    found: dict[tuple, Entry] = {}
    for entry in entries:
        name = (entry.table, *entry.about)
        before = found.get(name)
        if before is None or (before.drafted and not entry.drafted):
            found[name] = entry
        elif not entry.drafted:
            _refuse_difference(before, entry)
    return _once_a_day(list(found.values()))


def _refuse_difference(one: Entry, other: Entry) -> None:
    different = [name for name, value in one.values.items() if other.values[name] != value]
    if different:
        _refuse(one, other, different[0])


def _once_a_day(entries: list[Entry]) -> list[Entry]:
    """Forms of different days, too, say one thing of an item and a day; the earliest form counts.

    A later form that adds to it (the same value is final now) stands beside it.
    """
    stated: dict[tuple, list[Entry]] = {}
    agreed: set[int] = set()
    for entry in sorted(entries, key=lambda entry: entry.form.as_of):
        if entry.table not in _SAID:
            continue
        before = stated.setdefault((entry.table, entry.about[2], entry.values["as_of"]), [])
        for other in before:
            _refuse_contradiction(other, entry)
        if any(_adds_nothing(other, entry) for other in before):
            agreed.add(id(entry))
        before.append(entry)
    return [entry for entry in entries if id(entry) not in agreed]


def _refuse_contradiction(one: Entry, other: Entry) -> None:
    for name in _SAID[one.table]:
        if None not in (said := (one.values[name], other.values[name])) and said[0] != said[1]:
            _refuse(one, other, name)


def _adds_nothing(before: Entry, entry: Entry) -> bool:
    names = (*_SAID[entry.table], "maturity")
    return all(before.values[name] == entry.values[name] for name in names)


def _refuse(one: Entry, other: Entry, column: str) -> None:
    told = [
        f"{entry.file} {entry.places.get(column) or entry.row.place}: {_told(entry, column)}"
        for entry in (one, other)
    ]
    raise InputError(
        f"{words('disagree')} ({one.about[2]}, {column})",
        found=" / ".join(told),
        fix=f"{one.file} {words('or')} {other.file}",
    )


def _told(entry: Entry, column: str) -> str:
    value = entry.values[column]
    return "–" if value is None else str(value)[:60]


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


def read(
    raw_folder: Path | None = None,
    metadata_folder: Path | None = None,
    cleaned: dict[str, pd.DataFrame] | None = None,
) -> Forms:
    """Every filled form under ``actuals`` of ``raw_folder`` (default ``data/raw``).

    ``cleaned`` are the plan tables as ``plans.clean`` makes them, where they are at hand.
    Without any form all tables are empty. Raises ``InputError`` for a file that cannot be read,
    for entries that cannot be used (all those of a file, with sheet and cell) and for forms that
    disagree.
    """
    received = files.files(raw_folder)
    folder = (raw_folder or paths.raw()) / "plans"
    known = {}
    if received:
        known = cleaned or plans.clean(folder, metadata_folder)
    _refuse_names(received, (raw_folder or paths.raw()) / "actuals")
    forms = [_form(path, known) for path in received]
    entries = [entry for form in forms for entry in _entries(form)]
    kept = each_once(entries)
    rows = _rows(kept, _source_ids(forms), links.load(metadata_folder))
    account = _account(forms, entries, kept)
    return Forms(
        *(_frame(rows[name], name) for name in ("actuals", "stages", "narrative")), account
    )


def _refuse_names(received: list[Path], folder: Path) -> None:
    """Refuse a form whose name, or a folder it lies in, names a person: names reach the tables."""
    for path in received:
        problems = Problems(paths.relative(path))
        for name in path.relative_to(folder).with_suffix("").parts:
            if kinds := cells.personal_in(name):
                problems.add("", "personal_name", what=kinds)
        problems.stop()


def _form(path: Path, known: dict[str, pd.DataFrame]) -> Form:
    problems = Problems(paths.relative(path))
    if not path.stat().st_size:
        problems.add("", "empty")
    problems.stop()
    grid = csv_form.read_csv(path) if path.suffix.lower() == ".csv" else files.read_workbook(path)
    form = Form(grid, about_form.read(grid, known, problems), problems)
    entered.check_structure(form)
    problems.stop()
    return form


def _entries(form: Form) -> list[Entry]:
    """What a form says; ``InputError`` for all it says that cannot be used, at once."""
    found: list[Entry | None] = []
    for row in form.grid.rows:
        if row.sheet == fields.RESULTS:
            found.append(entered.read_result(row, form))
        elif row.sheet == fields.MILESTONES:
            found += [entered.read_stage(row, form), entered.read_remark(row, form)]
        else:
            found += entered.read_texts(row, form)
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
    entries: list[Entry], ids: dict[str, str], keys: dict[str, links.Key]
) -> dict[str, list[dict]]:
    rows: dict[str, list[dict]] = {"actuals": [], "stages": [], "narrative": []}
    for entry in entries:
        source = ids[entry.file]
        match entry.table:
            case "actuals":
                key = links.key_of(keys, entry.about[2])
                rows["actuals"].append(entered.result_row(entry, source, key))
            case "stages":
                rows["stages"].append(entered.stage_row(entry, source))
            case "narrative":
                rows["narrative"].append(entered.text_row(entry, source))
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
        for sheet in fields.FILLED:
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
    return row.sheet == sheet and not row.filled(fields.entries(sheet))


def _rows_of(entries: list[Entry]) -> set[tuple]:
    return {(entry.file, entry.row.sheet, entry.row.number, entry.row.item) for entry in entries}
