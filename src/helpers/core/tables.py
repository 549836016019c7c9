"""Reading and writing the tables of ``data/processed``, each checked against its schema."""

from pathlib import Path

import pandas as pd
import pandera.errors

from helpers.core import datasets, files, paths
from helpers.core.errors import InputError, examples
from helpers.core.notices import both
from helpers.core.schemas import TABLES


def check(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """``frame`` with the columns, order and types of table ``name``; measures come last.

    Raises ``InputError`` naming every column and value that breaks the contract.
    """
    table = TABLES[name].with_measures(c for c in frame.columns if c not in TABLES[name].columns)
    missing = [column for column in table.columns if column not in frame.columns]
    surplus = [column for column in frame.columns if column not in table.columns]
    if missing or surplus:
        raise InputError(
            f"table {name}: {examples(missing)} columns missing, {examples(surplus)} not declared",
            fix="src/helpers/core/schemas.py",
        )
    kinds = {column: spec.kind for column, spec in table.columns.items()}
    typed = frame[list(table.columns)].astype(kinds).reset_index(drop=True)
    try:
        return table.to_pandera(name).validate(typed, lazy=True)
    except pandera.errors.SchemaErrors as error:
        cases = error.failure_cases
        found = [
            f"{row.column} {row.check} {row.failure_case!r} (row {row.index})"
            for row in cases.itertuples(index=False)
        ]
        raise InputError(f"table {name} breaks its contract: {examples(found)}") from error


def write(frame: pd.DataFrame, name: str, path: Path | None = None) -> Path:
    """Check ``frame`` and write it whole or not at all; returns the file."""
    path = path or paths.processed(f"{name}.parquet")
    checked = check(frame, name)
    with files.appears_complete(path) as partial:
        checked.to_parquet(partial, index=False)
    return path


def read(name: str, path: Path | None = None, made_by: str | None = None) -> pd.DataFrame:
    """Table ``name`` as it was written.

    Raises ``InputError`` naming the command that makes it, ``made_by`` where it is told, when the
    file is not there.
    """
    path = path or paths.processed(f"{name}.parquet")
    if not path.exists():
        command = made_by or _made_by(name, path)
        raise InputError(both("not_there_yet", file=paths.relative(path), command=command))
    return check(pd.read_parquet(path), name)


# Tables joined from the years' reports; every other one is cleaned from what was received.
_OF_REPORTS = ("assessment", "coverage", "coverage_summary")


def _made_by(name: str, path: Path) -> str:
    if path.is_relative_to(datasets.DEMO.processed()):
        return "make demo"
    return "make reports" if name in _OF_REPORTS else "make clean-tables"
