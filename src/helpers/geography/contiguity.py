"""Which tambons of a layer touch: queen contiguity, the one rule of everything that asks.

Two tambons are neighbours when their areas share a line or a point. On the cartogram this is the
cartogram's own arrangement inside a province, not the lie of the land; who shows it says so.
"""

import pandas as pd
from libpysal.graph import Graph

from helpers.geography import gazetteer
from helpers.geography.layer import Layer

OWN, OTHER, WEIGHT = COLUMNS = ["tambon_code", "neighbour_code", "weight"]


def pairs(layer: Layer) -> pd.DataFrame:
    """One row a tambon of the reference geography and neighbour, each pair both ways, sorted.

    ``weight`` is 1; a tambon without neighbours has one row with itself and weight 0.
    """
    shapes = layer.frame.set_index(OWN).geometry
    # Supplied borders meet in points that not both sides have as a corner; cells always do.
    strict = layer.name == "borders"
    adjacency = Graph.build_contiguity(shapes, rook=False, strict=strict).adjacency
    found = adjacency.reset_index().set_axis(COLUMNS, axis=1)
    return whole(found[found[WEIGHT] > 0], shapes.index)


def of_year(found: pd.DataFrame, year: int) -> pd.DataFrame:
    """The ``pairs`` of a fiscal year's tambons: one split later has the neighbours of its parts.

    Raises ``InputError`` for a year whose changes are not listed.
    """
    held = gazetteer.in_year(year)
    codes = pd.Index(found[OWN].map(held).unique())
    mapped = found.assign(**{column: found[column].map(held) for column in (OWN, OTHER)})
    apart = mapped[OWN] != mapped[OTHER]
    return whole(mapped[apart].drop_duplicates([OWN, OTHER]), codes)


def whole(found: pd.DataFrame, codes: pd.Index) -> pd.DataFrame:
    """The pairs with the row of each of ``codes`` that has no neighbour, sorted."""
    alone = codes.difference(pd.Index(found[OWN]))
    islands = pd.DataFrame({OWN: alone, OTHER: alone, WEIGHT: 0})
    every = pd.concat([found, islands]) if len(alone) else found
    every = every.astype({OWN: "str", OTHER: "str", WEIGHT: "int64"})
    return every.sort_values([OWN, OTHER], ignore_index=True)
