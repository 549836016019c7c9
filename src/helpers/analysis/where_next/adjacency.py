"""Which tambons of a year touch which: on true borders if they were supplied, else the cartogram.

Queen contiguity: areas that share a line or a point are neighbours. On the cartogram this is the
cartogram's own arrangement inside a province, not the lie of the land; who reads it is told.
"""

from collections.abc import Iterable, Mapping

from libpysal.graph import Graph

from helpers.geography import gazetteer, geometry
from helpers.geography.layer import Layer

Neighbours = Mapping[str, frozenset[str]]
_kept: dict[str, Graph] = {}


def layer_of(codes: Iterable[str], layers: Iterable[Layer] | None = None) -> Layer:
    """The first layer that has every tambon of ``codes``; the cartogram has all."""
    wanted = set(codes)
    found = list(geometry.load() if layers is None else layers)
    return next(one for one in found if wanted <= set(one.frame["tambon_code"]))


def of_year(layer: Layer, year: int) -> dict[str, frozenset[str]]:
    """The neighbours of every tambon of a fiscal year that the layer has, by its code.

    A tambon that was split later has the neighbours of all its parts.
    """
    held = gazetteer.in_year(year).to_dict()
    found: dict[str, set[str]] = {held[code]: set() for code in layer.frame["tambon_code"]}
    for one, other in _graph(layer).adjacency.index:
        found[held[one]].add(held[other])
    return {code: frozenset(touching - {code}) for code, touching in found.items()}


def _graph(layer: Layer) -> Graph:
    if layer.fingerprint not in _kept:
        _kept.clear()
        frame = layer.frame.set_index("tambon_code")
        graph = Graph.build_contiguity(frame, rook=False)
        # An island is listed as its own neighbour, with no weight.
        _kept[layer.fingerprint] = graph
    return _kept[layer.fingerprint]
