"""Registries of bodies that do not exist, to show what a real export would give.

They lie under ``data/processed/demo`` alone, every row of their tables is marked ``is_demo``, and
they never become a reading, a score or a light.
"""

import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pandas as pd

from helpers import coverage, registries
from helpers.core import datasets, metadata, tables
from helpers.coverage import registered
from helpers.demo import bodies, lines, scenario, writing

__all__ = ["count", "is_empty", "join", "kinds_wanted", "make", "write_exports"]


def make() -> None:
    """Write the exports and clean them."""
    write_exports(kinds=kinds_wanted())
    registries.write(registries.clean(datasets.DEMO), datasets.DEMO)


def count(year: int, as_of: date) -> None:
    """Count the coverage of one fiscal year."""
    coverage.write_part(year, as_of, datasets.DEMO)


def join() -> None:
    """Join the coverage of the years counted into its two tables."""
    coverage.join_parts(datasets.DEMO)


def is_empty() -> bool:
    """Whether nothing was made up, because there is a real registry of every kind."""
    return not registered.load(datasets.DEMO).kinds


def kinds_wanted() -> list[str]:
    """The kinds to make up: those of which there is no real registry; ``DEMO=1`` asks for all."""
    kinds = list(scenario.load()["kinds"])
    if os.environ.get("DEMO") == "1":
        return kinds
    real = registered.load(datasets.REAL).kinds
    return [kind for kind in kinds if kind not in real]


def write_exports(folder: Path | None = None, kinds: Iterable[str] | None = None) -> list[Path]:
    """Write the exports of ``kinds`` (left out: all) into ``folder``, messy as an office's are.

    They are the same to the byte on every run. Without a folder they go to the demonstration's
    own. A declared export of another kind that lies there from before is removed.
    """
    folder = folder or datasets.DEMO.registries
    chosen = list(scenario.load()["kinds"] if kinds is None else kinds)
    listed = _lines(chosen)
    written = [
        writing.write(folder, file, _sheets(file, listed[file["kind"]]))
        for file in scenario.load()["files"]
        if file["kind"] in chosen
    ]
    for file in scenario.load()["files"]:
        if file["kind"] not in chosen:
            (folder / file["name"]).unlink(missing_ok=True)
    return written


def _lines(kinds: list[str]) -> dict[str, pd.DataFrame]:
    """The lines of each kind; the same ones whichever kinds are asked for."""
    actuals = tables.read("actuals")
    ranked = bodies.rank(list(scenario.load()["kinds"]))
    found = {}
    for place, kind in enumerate(ranked):
        if kind in kinds:
            key = metadata.load("registries.yml")["kinds"][kind]["indicator_key"]
            counts = bodies.by_region(actuals, kind, key)
            made = bodies.make(ranked[kind], counts, lines.n_faulty(kind), place)
            found[kind] = lines.make(kind, made, place)
    return found


def _sheets(file: dict, listed: pd.DataFrame) -> list[writing.Sheet]:
    """The sheets of one file, with their lines written."""
    own = lines.sheets(file["kind"])
    typed = file["name"].endswith(".xlsx")
    return [
        writing.make(spec, lines.write_cells(file["kind"], listed, own.index(spec), typed))
        for spec in file["sheets"]
    ]
