"""The built tables as frames."""

from collections.abc import Iterable

import pandas as pd

from helpers.core import asked, datasets, schemas, tables
from helpers.core.errors import InputError


def load(
    name: str, *, years: int | Iterable[int] | None = None, dataset: str = "real"
) -> pd.DataFrame:
    """Table ``name`` of ``data/processed``; its columns are those of ``helpers.core.schemas``.

    Codes are text, years fiscal and BE, days CE. ``years`` keeps one year or several;
    ``dataset="demo"`` reads the demonstration, whose bodies are invented.

    Raises ``InputError`` for a name that is no table, for a table that is not built (with the
    command that builds it) and for years of which it has no row.

    >>> targets = load("plan_targets", years=[2557, 2558])
    >>> councils = targets[targets["indicator_id"] == "2555-2559/1.4.1a"]
    >>> councils[["year_be", "target"]].values.tolist()
    [[2557, 4267.0], [2558, 5267.0]]
    """
    if name not in schemas.TABLES:
        raise InputError("no such table", expected=asked.like(name, schemas.TABLES), found=name)
    frame = tables.read(name, datasets.named(dataset).table(name))
    return frame if years is None else _of_years(frame, name, years)


def _of_years(frame: pd.DataFrame, name: str, years: int | Iterable[int]) -> pd.DataFrame:
    if "year_be" not in frame.columns:
        raise InputError(f"table {name} has no years: leave out years")
    if frame.empty:
        problem = f"table {name} has no row: nothing it is made of was supplied"
        raise InputError(problem, fix="data/raw/registries")
    wanted = asked.years(years)
    known = sorted(frame["year_be"].unique())
    if missing := sorted(set(wanted) - set(known)):
        raise InputError(f"table {name} has no row of these years", expected=known, found=missing)
    return frame[frame["year_be"].isin(wanted)].reset_index(drop=True)


def list_tables(*, dataset: str = "real") -> pd.DataFrame:
    """One row a table: its name, whether it is built, its columns and what names a row of it.

    >>> list_tables().set_index("table")["key"]["coverage"]
    'year_be, tambon_code, kind'
    """
    of = datasets.named(dataset)
    rows = [
        (name, of.table(name).exists(), ", ".join(table.columns), ", ".join(table.key))
        for name, table in schemas.TABLES.items()
    ]
    return pd.DataFrame(rows, columns=["table", "built", "columns", "key"])
