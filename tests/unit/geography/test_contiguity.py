"""Neighbours are the same for everything that asks: queen contiguity of one layer, by one rule.

Three areas of borders: B meets A in the middle of A's eastern side, where A has no corner; C lies
apart.
"""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from helpers.analysis.panel import touching
from helpers.analysis.where_next import adjacency
from helpers.geography import contiguity, gazetteer
from helpers.geography.layer import Layer

A, B, C = "100101", "100201", "100301"
AREAS = {
    A: shapely.box(0, 0, 2, 4),
    B: shapely.Polygon([(2, 2), (3, 1), (3, 3)]),
    C: shapely.box(9, 9, 10, 10),
}


@pytest.fixture(scope="module")
def borders() -> Layer:
    frame = gpd.GeoDataFrame({"tambon_code": list(AREAS)}, geometry=list(AREAS.values()))
    source = {"th": "ก", "en": "a"}
    return Layer("borders", frame, (), source, "three areas, one apart")


def test_a_point_without_a_corner_on_both_sides_makes_neighbours(borders):
    found = contiguity.pairs(borders)
    assert found.values.tolist() == [[A, B, 1], [B, A, 1], [C, C, 0]]


def test_everything_that_asks_has_the_same_neighbours(borders):
    around = adjacency.of_year(borders, 2557)
    assert around == {A: frozenset({B}), B: frozenset({A}), C: frozenset()}
    codes = pd.Index(AREAS)
    share = touching.on(borders, codes).share_of(np.array([False, True, True]), np.arange(3))
    assert share[:2].tolist() == [1, 0] and np.isnan(share[2])


def test_a_tambon_split_later_has_the_neighbours_of_its_parts():
    held = gazetteer.in_year(2551)
    part, parent = next((new, old) for new, old in held.items() if new != old)
    rows = [(part, A, 1), (A, part, 1), (part, parent, 1), (parent, part, 1)]
    found = contiguity.of_year(pd.DataFrame(rows, columns=contiguity.COLUMNS), 2551)
    assert set(map(tuple, found.values)) == {(A, held[parent], 1), (held[parent], A, 1)}
