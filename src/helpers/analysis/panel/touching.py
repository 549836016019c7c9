"""Which tambons touch on the geometry maps are drawn on, in the tambons of any year."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.analysis.panel import panel_words
from helpers.core.notices import Notice
from helpers.geography import contiguity
from helpers.geography.contiguity import OTHER, OWN, WEIGHT
from helpers.geography.layer import Layer


@dataclass(frozen=True)
class Touching:
    """Pairs of tambons of the reference geography that touch, each both ways round.

    ``pairs`` are places in the codes given to ``on``; ``told`` says whose geometry it is and what
    a neighbour is on it.
    """

    pairs: np.ndarray
    layer: str
    told: Notice

    def share_of(self, covered: np.ndarray, held: np.ndarray) -> np.ndarray:
        """Of the neighbours of each tambon, how many of one are covered; NaN where it has none.

        ``held`` is the place of the tambon that held each one's area in the year.
        """
        pairs = np.unique(held[self.pairs], axis=0)
        own, other = pairs[pairs[:, 0] != pairs[:, 1]].T
        neighbours = np.bincount(own, minlength=len(covered))
        with_body = np.bincount(own, weights=covered[other], minlength=len(covered))
        shares = np.full(len(covered), np.nan)
        return np.divide(with_body, neighbours, out=shares, where=neighbours > 0)


def on(layer: Layer, codes: pd.Index) -> Touching:
    """Queen contiguity: areas that share a point at least are neighbours."""
    found = contiguity.pairs(layer)
    found = found[found[WEIGHT] > 0]
    pairs = np.column_stack([codes.get_indexer(found[column]) for column in (OWN, OTHER)])
    told = panel_words.words("neighbours", layer.name, source=Notice(dict(layer.source)))
    return Touching(pairs, layer.name, told)
