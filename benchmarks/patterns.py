"""Seconds of the local statistics on every tambon of the cartogram, with generated coverage."""

import time

import numpy as np
import pandas as pd

import helpers
from helpers.analysis.spatial.zero_one import PERMUTATIONS

SEED = 2557
COVERED = 0.6


def coverage(pairs: pd.DataFrame) -> pd.Series:
    """0/1 by tambon code, six in ten covered."""
    codes = pairs["tambon_code"].unique()
    chance = np.random.default_rng(SEED).random(len(codes))
    return pd.Series((chance < COVERED).astype(int), index=codes)


def local(permutations: int = PERMUTATIONS) -> float:
    """Seconds to test every tambon among its adjoining ones."""
    pairs = helpers.neighbours(layer="cartogram")
    values = coverage(pairs)
    begun = time.perf_counter()
    helpers.local_join_counts(values, pairs, permutations=permutations)
    return time.perf_counter() - begun


def whole(permutations: int = PERMUTATIONS) -> float:
    """Seconds of join counts and Moran's I of the country."""
    pairs = helpers.neighbours(layer="cartogram")
    values = coverage(pairs)
    begun = time.perf_counter()
    helpers.join_counts(values, pairs, permutations=permutations)
    return time.perf_counter() - begun
