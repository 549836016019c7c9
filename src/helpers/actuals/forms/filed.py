"""All filled forms -> readings, stages, texts, and an account of rows.

What several forms say alike counts once, what they say differently is refused.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from helpers import plans
from helpers.actuals import links
from helpers.actuals.forms import cells, entered, fields, files
from helpers.actuals.forms import files as csv_form
from helpers.actuals.forms import model as about_form
from helpers.actuals.forms.fields import Problems, words
from helpers.actuals.forms.model import Entry, Form, Row
from helpers.core import notices, paths, tables
from helpers.core.errors import InputError, Mistake, Place
from helpers.core.metadata import LANGUAGES
from helpers.core.notices import Notice
from helpers.core.schemas import TABLES

# What two forms must not say differently of one item and one day, whatever the forms' own days.
_SAID = {"actuals": ("value", "numerator", "denominator"), "stages": ("stage",)}
# Two statements of the same, and the column in which they differ.
Difference = tuple[Entry, Entry, str]


def each_once(entries: Iterable[Entry]) -> list[Entry]:
    """The entries that count, each said once.

    A draft gives way to what an officer made of it; of several drafts the first stands. Raises
    ``InputError`` where forms disagree, naming both cells of each difference.
    """
    found: dict[tuple, Entry] = {}
    differences: list[Difference] = []
    for entry in entries:
        name = (entry.table, *entry.about)
        before = found.get(name)
        if before is None or (before.drafted and not entry.drafted):
            found[name] = entry
        elif not entry.drafted:
            differences += _differences(before, entry, list(entry.values))
    kept = _once_a_day(list(found.values()), differences)
    if differences:
        raise _disagreeing(differences)
    return kept


def _differences(one: Entry, other: Entry, names: Iterable[str]) -> list[Difference]:
    return [(one, other, name) for name in names if one.values[name] != other.values[name]]


def _once_a_day(entries: list[Entry], differences: list[Difference]) -> list[Entry]:
    """Forms of different days, too, say one thing of an item and a day; the earliest form counts.

    A later form that adds to it (the same value is final now) stands beside it. Where they say
    different things it is added to ``differences``.
    """
    stated: dict[tuple, list[Entry]] = {}
    agreed: set[int] = set()
    for entry in sorted(entries, key=lambda entry: entry.form.as_of):
        if entry.table not in _SAID:
            continue
        before = stated.setdefault((entry.table, entry.about[2], entry.values["as_of"]), [])
        for other in before:
            both_say = [n for n in _SAID[entry.table] if None not in (
                other.values[n], entry.values[n])]  # fmt: skip
            differences += _differences(other, entry, both_say)
        if any(_adds_nothing(other, entry) for other in before):
            agreed.add(id(entry))
        before.append(entry)
    return [entry for entry in entries if id(entry) not in agreed]


def _adds_nothing(before: Entry, entry: Entry) -> bool:
    names = (*_SAID[entry.table], "maturity")
    return all(before.values[name] == entry.values[name] for name in names)


def _disagreeing(differences: list[Difference]) -> InputError:
    """The error that tells every difference, in each of its two forms."""
    mistakes = [
        Mistake(_place(one, column), _told(one, other, column), found=_value(one, column),
                file=one.file)
        for first, second, column in differences
        for one, other in ((first, second), (second, first))
    ]  # fmt: skip
    named = dict.fromkeys(mistake.file for mistake in mistakes)
    return InputError(
        words("disagree", count=len(differences)),
        fix=_either(named, "or"),
        mistakes=mistakes,
        copies=_copies(differences),
    )


def _copies(differences: list[Difference]) -> dict[str, str]:
    """Where each form may be marked; of several forms of one report the first."""
    forms = {one.file: one.form for found in differences for one in found[:2]}
    where = {file: paths.report_folder(f.year, f.as_of) for file, f in reversed(forms.items())}
    first = {folder: file for file, folder in where.items()}
    return {f: paths.relative(folder / about_form.CHECKED) for folder, f in first.items()}


def _place(entry: Entry, column: str) -> Place:
    return entry.places.get(column) or entry.row.place


def _told(entry: Entry, other: Entry, column: str) -> Notice:
    """That another form says something else of the same, and where."""
    place, label = _place(other, column), fields.load()["columns"][column]
    return words(
        "disagrees",
        item=entry.about[2],
        column=lambda lang: label[lang],
        other=lambda lang: f"{other.file} {notices.place(place, lang)}",
        said=_value(other, column),
    )


def _value(entry: Entry, column: str) -> str:
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
    forms, entries = _all_of(received, known)
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
                problems.add(Place(), "personal_name", what=kinds)
        problems.stop()


def _form(path: Path, known: dict[str, pd.DataFrame]) -> Form:
    problems = Problems(paths.relative(path))
    if not path.stat().st_size:
        problems.add(Place(), "empty")
    problems.stop()
    grid = csv_form.read_csv(path) if path.suffix.lower() == ".csv" else files.read_workbook(path)
    problems.copies = about_form.copies(grid.file, grid.about)
    form = Form(grid, about_form.read(grid, known, problems), problems)
    entered.check_structure(form)
    return form


def _all_of(received: list[Path], known: dict[str, pd.DataFrame]) -> tuple[list[Form], list[Entry]]:
    """The forms and what they say; ``InputError`` for what cannot be used of all of them."""
    forms: list[Form] = []
    entries: list[Entry] = []
    refused: list[InputError] = []
    for path in received:
        try:
            form = _form(path, known)
            entries += _entries(form)
            forms.append(form)
        except InputError as error:
            refused.append(error)
    if refused:
        raise refused[0] if len(refused) == 1 else _together(refused)
    return forms, entries


def _together(refused: list[InputError]) -> InputError:
    """One error for several forms; of two with a copy of one name the first is marked."""
    mistakes = [
        replace(one, file=error.file)
        for error in refused
        for one in error.mistakes or [Mistake(Place(), error.problem, error.expected, error.found)]
    ]
    copies = {target: file for error in reversed(refused) for file, target in error.copies.items()}
    return InputError(
        words("heading", count=len(mistakes)),
        fix=_either([error.file for error in refused], "and"),
        mistakes=mistakes,
        copies={file: target for target, file in copies.items()},
    )


def _either(files: Iterable[str], between: str) -> Notice:
    """Names of files in one text, with a word between them."""
    return Notice({lang: words(between).texts[lang].join(files) for lang in LANGUAGES})


def _entries(form: Form) -> list[Entry]:
    """What a form says; ``InputError`` for all of it that cannot be used, at once."""
    found: list[Entry | None] = []
    for row in entered.due(form):
        if row.sheet == fields.RESULTS:
            found.append(entered.read_result(row, form))
        elif row.sheet == fields.MILESTONES:
            found.append(entered.read_stage(row, form))
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
