"""Which tambons are neighbours, on whose geometry, and which have none."""

import pandas as pd
from libpysal.graph import Graph

from helpers.core import asked, metadata
from helpers.core.errors import InputError
from helpers.geography import contiguity, geometry
from helpers.geography.contiguity import COLUMNS, WEIGHT
from helpers.geography.layer import Layer


def neighbours(
    year: int | None = None, *, layer: str | None = None, steps: int = 1
) -> pd.DataFrame:
    """Neighbouring tambons by queen contiguity: one row a tambon and neighbour, sorted.

    Two tambons are neighbours when their borders share a line or a point. ``layer`` is
    ``borders`` or ``cartogram``; without it the borders where they were supplied, else the
    cartogram, whose neighbours within a province are an arrangement and no geography.
    ``year`` gives the tambons of a fiscal year; without it the reference geography's 7,425.
    ``steps`` 2 also takes the neighbours of neighbours, and so on.

    ``weight`` is 1. An island, a tambon without neighbours, has one row with itself and weight
    0, as in ``libpysal.graph.Graph.from_adjacency``. ``attrs`` say it all: ``layer``,
    ``contiguity``, ``steps``, ``islands`` (codes) and ``says`` (a sentence in ``th`` and ``en``).

    Raises ``InputError`` for a layer that is not there, a year whose changes are not listed and
    less than one step.

    >>> pairs = neighbours(2557, layer="cartogram")
    >>> pairs["tambon_code"].nunique(), pairs.attrs["contiguity"], pairs.attrs["islands"]
    (7425, 'queen', [])
    """
    chosen = _layer(layer)
    pairs = contiguity.pairs(chosen)
    if year is not None:
        pairs = contiguity.of_year(pairs, asked.year(year))
    pairs = _within(pairs, steps)
    islands = pairs.loc[pairs["weight"] == 0, "tambon_code"].tolist()
    words = metadata.load("spatial.yml")["neighbours"][chosen.name]
    pairs.attrs = {
        "layer": chosen.name,
        "contiguity": "queen",
        "steps": steps,
        "islands": islands,
        "says": {
            lang: text.format(islands=f"{len(islands):,}", steps=steps)
            for lang, text in words.items()
        },
    }
    return pairs


def _layer(name: str | None) -> Layer:
    layers = geometry.load()
    if name is None:
        return layers[0]
    found = [layer for layer in layers if layer.name == name]
    if not found:
        there = [layer.name for layer in layers]
        problem = "no such layer: borders are there once they are supplied"
        raise InputError(problem, expected=there, found=name, fix="data/raw/boundaries")
    return found[0]


def _within(pairs: pd.DataFrame, steps: int) -> pd.DataFrame:
    """The pairs of tambons at most so many steps apart."""
    if steps < 1:
        raise InputError("neighbours are at least one step apart", found=steps)
    if steps == 1:
        return pairs
    names = {"focal_col": COLUMNS[0], "neighbor_col": COLUMNS[1], "weight_col": COLUMNS[2]}
    wider = Graph.from_adjacency(pairs, **names).higher_order(steps, lower_order=True)
    further = wider.adjacency.reset_index().set_axis(COLUMNS, axis=1)
    return contiguity.whole(further[further[WEIGHT] > 0], pd.Index(pairs["tambon_code"].unique()))
