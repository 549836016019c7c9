"""Local join counts: around which tambons coverage, or its lack, is denser than by chance.

Why join counts and no local Moran: on 0/1 data both ask the same. Given the value of a tambon,
local Moran's I grows with the number of like neighbours and with nothing else, so the permutation
test of its clusters is the test of that number (a test holds both against each other). The number
can be read and counted, Moran's I on 0/1 cannot; and of 0/1 data many permutations are exactly as
high as what was observed, which whole numbers see and the rounding of Moran's I decides by chance.
L. Anselin and X. Li, "Operational local join
count statistics for cluster detection", Journal of Geographical Systems 21 (2019), 189-210.

Under conditional permutation the other N - 1 tambons change places, so the number of like
neighbours among k is hypergeometric. Its exact p-value, what endless permutations come to, is the
one that counts: among thousands of tests those named have p-values near one in a thousand, which
9,999 permutations know only roughly. esda's simulated ones stand beside it where they are asked
for.
"""

import numpy as np
import pandas as pd
from esda.crand import crand, njit
from libpysal.graph import Graph
from scipy.stats import hypergeom
from statsmodels.stats.multitest import multipletests

from helpers.analysis.refusals_said import refusal
from helpers.analysis.spatial import zero_one
from helpers.analysis.spatial.zero_one import SEED, Placed
from helpers.core import metadata, notices
from helpers.core.errors import InputError

COVERED, UNCOVERED, NOTHING, ISLAND = CLASSES = (
    "clustered_covered",
    "clustered_uncovered",
    "not_significant",
    "island",
)
ALPHA = 0.05


def local_join_counts(
    values: pd.Series | pd.DataFrame,
    neighbours: pd.DataFrame,
    *,
    permutations: int = 0,
    seed: int = SEED,
    alpha: float = ALPHA,
) -> pd.DataFrame:
    """Like neighbours of each tambon, tested: one row a tambon, sorted by its code.

    ``values`` and ``neighbours`` as for ``join_counts``. A row: ``tambon_code``, ``value``,
    ``n_neighbours``, ``n_like`` (those of the same value), ``p_exact`` (hypergeometric), ``p_sim``
    (``permutations`` conditional permutations by esda, to hold against it; missing with 0 of
    them), ``q`` and ``class``. The p-values are of as many like neighbours or more. ``q`` is
    ``p_exact`` after Benjamini and Hochberg (1995); the class is clustered_covered or
    clustered_uncovered where it is at most ``alpha``, which bounds the share of false ones among
    those named; else not_significant; an island is not tested.

    ``attrs`` hold the neighbours, seed, permutations, alpha, ``islands``, ``left_out`` (codes
    without a place in the layer) and ``least_p``: the smallest exact p-value a covered and an
    uncovered tambon could have, all neighbours alike. With eight neighbours and coverage near a
    half no tambon can be told from chance among thousands; more ``steps`` of neighbours tell more.
    Raises ``InputError`` for values that are not 0/1, all the same,
    or without any neighbours.

    >>> import helpers
    >>> table = helpers.load("coverage", years=2557, dataset="demo")
    >>> council = table[table["kind"] == "council"]
    >>> around = helpers.neighbours(2557, layer="cartogram", steps=2)
    >>> found = local_join_counts(council, around)
    >>> found["class"].value_counts().to_dict()
    {'not_significant': 7293, 'clustered_uncovered': 85, 'clustered_covered': 47}
    """
    given, is_demo = zero_one.read(values)
    placed = zero_one.place(given, neighbours)
    _refuse(placed)
    tested = _tested(placed, permutations, seed)
    found, q, *_ = multipletests(tested["p_exact"].to_numpy(), alpha, method="fdr_bh")
    clustered = np.where(tested["value"] == 1, COVERED, UNCOVERED)
    tested = tested.assign(q=q, **{"class": np.where(found, clustered, NOTHING)})
    islands = pd.DataFrame({"value": given[placed.islands], "class": ISLAND})
    frame = pd.concat([tested, islands.assign(n_neighbours=0, n_like=0)]).sort_index()
    frame = frame.reindex(columns=_COLUMNS[1:]).rename_axis("tambon_code").reset_index()
    frame = frame.astype(dict.fromkeys(("p_exact", "p_sim", "q"), "Float64"))
    frame.attrs = {
        **neighbours.attrs,
        "is_demo": is_demo,
        "permutations": permutations,
        "seed": seed,
        "alpha": alpha,
        "least_p": _least(placed),
        "islands": placed.islands,
        "left_out": zero_one.without_place(given, neighbours),
    }
    return frame


_COLUMNS = [
    "tambon_code", "value", "n_neighbours", "n_like", "p_exact", "p_sim", "q", "class",
]  # fmt: skip


def _refuse(placed: Placed) -> None:
    if not len(placed.values):
        problem = refusal("spatial", "no_neighbours")
        raise InputError(problem, expected="two adjoining tambons", found=len(placed.islands))
    if not placed.varies:
        words = metadata.load("spatial.yml")["values"]
        value = notices.filled(words["covered" if placed.values.iloc[0] else "uncovered"])
        raise InputError(
            refusal("spatial", "no_variance", value=value, n=f"{len(placed.values):,}")
        )


def _tested(placed: Placed, permutations: int, seed: int) -> pd.DataFrame:
    """Every tambon with a neighbour, and how likely so many like ones are."""
    graph, value = placed.graph(), placed.values.to_numpy()
    sizes = graph.cardinalities.to_numpy()
    around = np.asarray(graph.lag(value)).astype("int64")
    like = np.where(value == 1, around, sizes - around)
    same = np.where(value == 1, value.sum(), len(value) - value.sum())
    exact = hypergeom.sf(like - 1, len(value) - 1, same - 1, sizes)
    frame = {"value": value, "n_neighbours": sizes, "n_like": like, "p_exact": exact}
    if permutations:
        frame["p_sim"] = _simulated(graph, value, like, permutations, seed)
    return pd.DataFrame(frame, index=placed.values.index)


def _least(placed: Placed) -> dict[str, float]:
    """The p-value of a tambon whose neighbours, as many as any has, are all like it."""
    most = int(placed.pairs["tambon_code"].value_counts().max())
    others, covered = len(placed.values) - 1, int(placed.values.sum())
    same = {"covered": covered - 1, "uncovered": others - covered}
    return {name: float(hypergeom.sf(most - 1, others, k, most)) for name, k in same.items()}


def _simulated(
    graph: Graph, value: np.ndarray, like: np.ndarray, permutations: int, seed: int
) -> np.ndarray:
    """One-sided pseudo p-values by esda's conditional randomisation.

    ``esda.Join_Counts_Local`` does not pass its seed on and folds the two sides into one, so its
    engine is called itself.
    """
    with zero_one.seeded(seed):
        pseudo, _ = crand(
            value.astype("float64"),
            graph.transform("b"),
            like.astype("float64"),
            permutations,
            keep=False,
            n_jobs=1,
            stat_func=_like_neighbours,
            seed=seed,
            alternative="greater",
        )
    return pseudo


@njit(fastmath=True)
def _like_neighbours(i, z, permuted_ids, weights_i, scaling):
    """How many neighbours have the value of tambon ``i``, in each permutation of the others."""
    weights = weights_i[1:]
    others = np.concatenate((z[:i], z[i + 1 :]))
    drawn = others[permuted_ids[:, : len(weights)].copy().flatten()].reshape(-1, len(weights))
    covered = drawn @ weights
    return z[i] * covered + (1 - z[i]) * (weights.sum() - covered)
