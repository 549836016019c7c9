"""Which tambons of a year touch which: on supplied borders if there are any, else the cartogram."""

from collections.abc import Iterable, Mapping

import pandas as pd

from helpers.geography import contiguity, geometry
from helpers.geography.contiguity import OTHER, OWN, WEIGHT
from helpers.geography.layer import Layer

Neighbours = Mapping[str, frozenset[str]]
# The pairs of the last layer asked for; the fingerprint is that of its geometry.
_kept: dict[str, pd.DataFrame] = {}


def layer_of(codes: Iterable[str], layers: Iterable[Layer] | None = None) -> Layer:
    """The first layer that has every tambon of ``codes``; the cartogram has all."""
    wanted = set(codes)
    found = list(geometry.load() if layers is None else layers)
    return next(one for one in found if wanted <= set(one.frame["tambon_code"]))


def of_year(layer: Layer, year: int) -> dict[str, frozenset[str]]:
    """The neighbours of every tambon of a fiscal year that the layer has, by its code.

    A tambon that was split later has the neighbours of all its parts.
    """
    found = contiguity.of_year(_pairs(layer), year)
    others = found[OTHER].where(found[WEIGHT] > 0)
    return {code: frozenset(own.dropna()) for code, own in others.groupby(found[OWN])}


def _pairs(layer: Layer) -> pd.DataFrame:
    if layer.fingerprint not in _kept:
        _kept.clear()
        _kept[layer.fingerprint] = contiguity.pairs(layer)
    return _kept[layer.fingerprint]
