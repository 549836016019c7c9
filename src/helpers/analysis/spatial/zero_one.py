"""0/1 values of tambons set beside their neighbours, islands and all that does not fit apart."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import pandas as pd
from libpysal.graph import Graph

from helpers.analysis.refusals_said import refusal
from helpers.core.errors import InputError, examples

SEED, PERMUTATIONS = 2559, 9_999


@dataclass(frozen=True)
class Placed:
    """0/1 by tambon code, sorted; the pairs of neighbours among them, and who has none."""

    values: pd.Series
    pairs: pd.DataFrame
    islands: list[str]

    @property
    def varies(self) -> bool:
        """Whether there are both covered and uncovered tambons."""
        return self.values.nunique() == 2

    def graph(self) -> Graph:
        """Binary weights of the tambons in the order of ``values``."""
        names = {"focal_col": "tambon_code", "neighbor_col": "neighbour_code"}
        return Graph.from_adjacency(self.pairs, weight_col="weight", **names)


def read(values: pd.Series | pd.DataFrame) -> tuple[pd.Series, bool]:
    """0/1 by tambon code, and whether the bodies behind it are invented.

    A frame is table ``coverage`` of one year and kind. Raises ``InputError`` for other values,
    missing ones, a code that comes twice, and nothing at all.
    """
    is_demo = bool(values.attrs.get("is_demo", False))
    if isinstance(values, pd.DataFrame):
        values, is_demo = _of_table(values)
    if not len(values):
        raise InputError(refusal("spatial", "empty"), expected="0/1 by tambon code")
    if values.isna().any():
        unknown = values.index[values.isna()]
        raise InputError(f"tambons without a value: {examples(unknown)}", expected="0 or 1 in each")
    if values.index.has_duplicates:
        twice = values.index[values.index.duplicated()].unique()
        raise InputError(f"tambons given twice: {examples(twice)}", expected="one value a tambon")
    if strange := sorted(set(values.unique()) - {0, 1}):
        raise InputError(f"values that are not 0 or 1: {examples(strange)}")
    return values.astype("int64").sort_index(), is_demo


def _of_table(table: pd.DataFrame) -> tuple[pd.Series, bool]:
    several = [
        column
        for column in ("year_be", "kind")
        if column in table.columns and table[column].nunique() > 1
    ]
    if several:
        found = [f"{column}: {examples(sorted(table[column].unique()))}" for column in several]
        raise InputError("several tables of coverage in one", expected="one year, one kind",
                         found=found)  # fmt: skip
    is_demo = bool(table["is_demo"].any()) if "is_demo" in table.columns else False
    return table.set_index("tambon_code")["covered"], is_demo


def place(values: pd.Series, neighbours: pd.DataFrame) -> Placed:
    """The values that have a place among the neighbours; islands are apart.

    Neighbours without a value do not count, so that a province is looked at by itself.
    """
    inside = neighbours["tambon_code"].isin(values.index)
    pairs = neighbours[inside & neighbours["neighbour_code"].isin(values.index)]
    joined = pairs[pairs["weight"] > 0]
    codes = joined["tambon_code"].unique()
    islands = sorted(set(neighbours.loc[inside, "tambon_code"]) - set(codes))
    return Placed(values[values.index.isin(codes)], joined, islands)


def without_place(values: pd.Series, neighbours: pd.DataFrame) -> list[str]:
    """Codes with a value that the layer of the neighbours does not have."""
    return sorted(set(values.index) - set(neighbours["tambon_code"]))


@contextmanager
def seeded(seed: int) -> Iterator[None]:
    """Let a library that draws from numpy's common stream draw from ``seed``; then as before."""
    before = np.random.get_state()
    np.random.seed(seed)
    try:
        yield
    finally:
        np.random.set_state(before)
