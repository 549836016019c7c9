"""From the exports of a set to its tables; every line is accepted or rejected, exactly once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from helpers.core import files, paths, tables, thai
from helpers.core.datasets import REAL, Dataset
from helpers.core.errors import InputError, examples
from helpers.core.metadata import LANGUAGES
from helpers.core.schemas import TABLES
from helpers.geography import gazetteer
from helpers.registries import (
    checked_copies,
    corrections,
    declarations,
    deduplication,
    reading,
    rejects,
    rejects_workbook,
    validation,
)
from helpers.registries.declarations import Declared
from helpers.registries.reading import Reading
from helpers.registries.validation import Judged

_TABLES = ("registrations", "body_tambons", "rejects")
_ACCOUNT = ["source_file", "kind", "what", "n"]
_FILE_AND_KIND = ["source_file", "kind"]


@dataclass(frozen=True)
class Cleaned:
    """The tables of one set of registries, and where every line went.

    ``account`` has one row a file and count (source_file, kind, what, n): what reading counted,
    then ``accepted``, ``cleaned_out`` (lines read but rejected) and, of these and of the lines
    kept, every ``reason:<code>`` and ``flag:<flag>``. ``aliases_unused`` are the settled names no
    line needed. ``columns`` says where each declared column stands in a file (and sheet).
    """

    registrations: pd.DataFrame
    body_tambons: pd.DataFrame
    rejects: pd.DataFrame
    account: pd.DataFrame
    aliases_unused: pd.DataFrame
    columns: Mapping[str, Mapping[str, str]]

    @property
    def lines_in(self) -> int:
        """Data lines of all files: those read and those that could not even be read."""
        return self._sum("read") + self._sum("rejected")

    @property
    def accepted(self) -> int:
        """Lines that a body rests on."""
        return self._sum("accepted")

    def _sum(self, what: str) -> int:
        return int(self.account.loc[self.account["what"] == what, "n"].sum())


def clean(dataset: Dataset) -> Cleaned:
    """Read and clean the exports of a set; empty tables for an empty folder.

    Raises ``InputError`` for a file that cannot be read at all; a line that cannot be used is a
    row of ``rejects``.
    """
    return clean_lines(reading.read(dataset.registries), dataset.is_demo)


def write(cleaned: Cleaned, dataset: Dataset) -> list:
    """Write the tables, the account, the workbook of rejects and marked copies; returns the files.

    What an earlier run wrote is removed when nothing is left to correct. The demonstration's
    exports are not copied: nobody corrects them.
    """
    written = [tables.write(getattr(cleaned, name), name, dataset.table(name)) for name in _TABLES]
    account = dataset.processed("registry_account.csv")
    files.write_text(account, cleaned.account.to_csv(index=False, lineterminator="\n"))
    corrected_by_hand = rejects_workbook.write(cleaned.rejects, dataset.processed("rejects.xlsx"))
    marked = [] if dataset.is_demo else _marked(cleaned, dataset)
    return [*written, account, *marked, *([corrected_by_hand] if corrected_by_hand else [])]


def _marked(cleaned: Cleaned, dataset: Dataset) -> list:
    """Copies of the exports in which the lines to correct are marked."""
    # Of real exports they may hold personal data, which nothing that is built does.
    among = paths.checked() if dataset == REAL else dataset.processed()
    declared = declarations.load()
    folder = dataset.registries
    return checked_copies.write(cleaned.rejects, cleaned.columns, folder, among, declared)


def clean_lines(given: Reading, is_demo: bool = False, declared: Declared | None = None) -> Cleaned:
    """Make tables of lines; raises ``InputError`` if a line were lost or counted twice."""
    declared = declared or declarations.load()
    settled = corrections.settled(given.lines.values(), given.rejects)
    judged, merged = {}, {}
    for name, lines in given.lines.items():
        kind = declared.kinds[name]
        judged[name] = validation.judge(kind, lines, declared.statuses, settled)
        merged[name] = deduplication.merge(kind, judged[name])
    accounts = [_account(kind, found) for kind, found in judged.items()]
    cleaned = Cleaned(
        registrations=_registrations([m.registrations for m in merged.values()], is_demo),
        body_tambons=_table([m.body_tambons for m in merged.values()], "body_tambons"),
        rejects=_rejects(given, settled, judged, is_demo),
        account=pd.concat([given.account, *accounts], ignore_index=True)[_ACCOUNT],
        aliases_unused=_aliases_unused(list(judged.values())),
        columns=given.columns,
    )
    _check_sums(cleaned)
    return cleaned


def _registrations(parts: Sequence[pd.DataFrame], is_demo: bool) -> pd.DataFrame:
    parts = [part.assign(is_demo=is_demo, fiscal_year_be=_years(part)) for part in parts]
    return _table(parts, "registrations")


def _years(registrations: pd.DataFrame) -> pd.Series:
    """Fiscal year of each day of registration."""
    days = registrations["registered_on"]
    return days.map({day: thai.fiscal_year(day) for day in days.unique()})


def _table(parts: Sequence[pd.DataFrame], name: str) -> pd.DataFrame:
    """Parts of all kinds as one checked table; a measure other kinds lack is blank there."""
    empty = pd.DataFrame(columns=list(TABLES[name].columns))
    whole = pd.concat(parts, ignore_index=True) if parts else empty
    return tables.check(whole, name)


def _rejects(
    given: Reading, settled: pd.DataFrame, judged: dict[str, Judged], is_demo: bool
) -> pd.DataFrame:
    unread = _corrected_unread(given.rejects, settled)
    cleaned_out = [found.verdicts.rejects(kind) for kind, found in judged.items()]
    parts = [part for part in [unread, *cleaned_out] if len(part)]
    return _table([part.assign(is_demo=is_demo) for part in parts], "rejects")


def _corrected_unread(unread: pd.DataFrame, settled: pd.DataFrame) -> pd.DataFrame:
    """Lines that could not be read, those corrected since saying so."""
    beside = corrections.found_beside(unread, settled).set_axis(unread.index)
    unread = unread.copy()
    for line, code, rows in beside.dropna().itertuples():
        unread.loc[line, "reason_code"] = code
        for lang in LANGUAGES:
            unread.loc[line, f"reason_{lang}"] = rejects.reason(code, lang, row=rows, rows=rows)
    return unread


def _account(kind: str, judged: Judged) -> pd.DataFrame:
    """How many lines of each file were accepted and rejected, why, and what was noted."""
    verdicts = judged.verdicts
    files_of = verdicts.lines["source_file"]
    is_open = pd.Series(verdicts.open)
    counts = is_open.groupby(files_of).agg(accepted="sum", cleaned_out=lambda o: (~o).sum())
    summed = counts.stack().rename("n").rename_axis(["source_file", "what"]).reset_index()
    rejected = verdicts.rejects_by_reason()
    reasons = pd.DataFrame({"source_file": files_of[rejected.index], "what": "reason:" + rejected})
    flags = verdicts.flags()
    flags = flags[verdicts.open[flags.index]].str.split(":").str[0]
    noted = pd.DataFrame({"source_file": files_of[flags.index], "what": "flag:" + flags})
    each = pd.concat([reasons, noted]).value_counts(sort=False).rename("n").reset_index()
    return pd.concat([summed, each]).assign(kind=kind)


def _aliases_unused(judged: Sequence[Judged]) -> pd.DataFrame:
    used = [found.areas.tambons["alias_line"] for found in judged]
    return gazetteer.aliases_unused(pd.concat(used) if used else pd.Series(dtype="Int64"))


def _check_sums(cleaned: Cleaned) -> None:
    """Lines in = accepted + rejected, file by file; anything else is a fault of the cleaning."""
    wide = cleaned.account.pivot_table(
        index=_FILE_AND_KIND, columns="what", values="n", aggfunc="sum", fill_value=0
    )
    wide = wide.reindex(columns=["read", "rejected", "accepted", "cleaned_out"], fill_value=0)
    wrong = wide[wide["read"] != wide["accepted"] + wide["cleaned_out"]]
    rejected = int(wide["rejected"].sum() + wide["cleaned_out"].sum())
    if len(wrong) or rejected != len(cleaned.rejects):
        problem = f"lines in are not accepted + rejected in {examples(wrong.index)} files"
        raise InputError(problem, expected=f"{rejected} rejects", found=len(cleaned.rejects))
