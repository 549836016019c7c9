"""Join counts of whole areas: do covered tambons adjoin covered ones more often than by chance?"""

import warnings

import numpy as np
import pandas as pd
from esda import Join_Counts, Moran
from esda.significance import calculate_significance
from libpysal.graph import Graph
from pandas.errors import Pandas4Warning

from helpers.analysis.spatial import zero_one
from helpers.analysis.spatial.zero_one import PERMUTATIONS, SEED, Placed
from helpers.core.errors import InputError

# As many permutations at a time as fit into a processor's memory.
_AT_A_TIME = 256
_STATISTICS = (
    "joins", "bb", "bw", "ww", "expected_bb", "expected_bw", "expected_ww",
    "p_bb", "p_bw", "p_ww", "moran", "expected_moran", "p_moran",
)  # fmt: skip
_WHOLE = {"joins", "bb", "bw", "ww"}


def join_counts(
    values: pd.Series | pd.DataFrame,
    neighbours: pd.DataFrame,
    *,
    areas: pd.Series | None = None,
    permutations: int = PERMUTATIONS,
    seed: int = SEED,
) -> pd.DataFrame:
    """Joins between covered (B) and uncovered (W) tambons: one row an area.

    ``values`` are 0/1 by tambon code, or table ``coverage`` of one year and kind; ``neighbours``
    are those of ``helpers.neighbours``. ``areas`` names the area of each tambon code; without it
    all tambons are one area, ``all``. Joins over the border of an area do not count.

    A row: ``area``, tambons ``n`` and ``n_covered`` among them (islands left out), ``n_islands``;
    counts of ``joins``: ``bb``, ``bw``, ``ww``; what is expected when as many covered tambons lie
    anywhere (Cliff and Ord, Spatial Processes, 1981); one-sided p-values of ``permutations``
    random arrangements: of more ``bb`` or ``ww`` and of fewer ``bw`` than expected, all signs of
    clustering; Moran's I (row-standardised) for comparison. ``note`` says why an area has
    no statistic: ``no_variance``, ``one_tambon``, ``no_joins``.

    Counts and Moran's I are esda's. The permutations are those of ``esda.Join_Counts`` with the
    same seed, counted many at a time. Raises ``InputError`` for values that are not 0/1.

    >>> import helpers
    >>> table = helpers.load("coverage", years=2557, dataset="demo")
    >>> council = table[table["kind"] == "council"]
    >>> found = join_counts(
    ...     council, helpers.neighbours(2557, layer="cartogram"), permutations=99)
    >>> found[["joins", "bb", "bw", "ww", "p_bb"]].values.tolist()
    [[28815, 10762, 12476, 5577, 0.01]]
    >>> found.attrs["is_demo"]
    True
    """
    given, is_demo = zero_one.read(values)
    labels = pd.Series("all", index=given.index) if areas is None else areas.reindex(given.index)
    if labels.isna().any():
        raise InputError(f"tambons without an area: {int(labels.isna().sum())}")
    rows = [
        {"area": area, **_of_area(zero_one.place(own, neighbours), permutations, seed)}
        for area, own in given.groupby(labels.to_numpy())
    ]
    frame = pd.DataFrame(rows)
    kinds = {name: "Int64" if name in _WHOLE else "Float64" for name in _STATISTICS}
    frame = frame.astype(kinds | {"note": "str"})
    frame.attrs = {
        **neighbours.attrs,
        "is_demo": is_demo,
        "permutations": permutations,
        "seed": seed,
        "left_out": zero_one.without_place(given, neighbours),
    }
    return frame


def _of_area(placed: Placed, permutations: int, seed: int) -> dict[str, object]:
    known = {
        "n": len(placed.values),
        "n_covered": int(placed.values.sum()),
        "n_islands": len(placed.islands),
        **dict.fromkeys(_STATISTICS, pd.NA),
        "note": _note(placed),
    }
    if known["note"]:
        return known
    return known | _statistics(placed, permutations, seed)


def _note(placed: Placed) -> str:
    if not len(placed.values):
        return "one_tambon" if len(placed.islands) == 1 else "no_joins"
    return "" if placed.varies else "no_variance"


def _statistics(placed: Placed, permutations: int, seed: int) -> dict[str, object]:
    graph, covered = placed.graph(), placed.values.to_numpy()
    with warnings.catch_warnings():
        # esda's own use of pandas, nothing of the data.
        warnings.simplefilter("ignore", Pandas4Warning)
        counted = Join_Counts(covered, graph, permutations=0)
    # Of three tambons there is no variance in closed form, which is not asked for.
    with zero_one.seeded(seed), np.errstate(divide="ignore", invalid="ignore"):
        moran = Moran(covered, graph, permutations=permutations)
    found = {
        "joins": int(counted.J),
        **{name: int(getattr(counted, name)) for name in ("bb", "bw", "ww")},
        **_expected(int(counted.J), len(covered), int(covered.sum())),
        "moran": moran.I,
        "expected_moran": moran.EI,
    }
    if not permutations:
        return found
    simulated = _simulated(graph, covered, permutations, seed)
    sides = {"bb": "greater", "bw": "lesser", "ww": "greater"}
    for name, side in sides.items():
        found[f"p_{name}"] = calculate_significance(found[name], simulated[name], side)
    found["p_moran"] = calculate_significance(moran.I, moran.sim, "greater")
    return found


def _expected(joins: int, n: int, covered: int) -> dict[str, float]:
    """Of each kind of join, when the covered tambons lie anywhere among all."""
    pairs, bare = n * (n - 1), n - covered
    return {
        "expected_bb": joins * covered * (covered - 1) / pairs,
        "expected_bw": joins * 2 * covered * bare / pairs,
        "expected_ww": joins * bare * (bare - 1) / pairs,
    }


def _simulated(
    graph: Graph, covered: np.ndarray, permutations: int, seed: int
) -> dict[str, np.ndarray]:
    """Joins of random arrangements, the very ones ``esda.Join_Counts`` draws after this seed."""
    random = np.random.RandomState(seed)
    weights = graph.sparse.tocsr().astype("int64")
    cardinalities = np.asarray(weights.sum(axis=1)).ravel()
    bb, ends = [], []
    for start in range(0, permutations, _AT_A_TIME):
        number = min(_AT_A_TIME, permutations - start)
        drawn = np.column_stack([random.permutation(covered) for _ in range(number)])
        bb.append((drawn * (weights @ drawn)).sum(axis=0) // 2)
        # Ends of joins at covered tambons: two of each BB, one of each BW.
        ends.append(cardinalities @ drawn)
    bb, ends = np.concatenate(bb), np.concatenate(ends)
    bw = ends - 2 * bb
    return {"bb": bb, "bw": bw, "ww": int(cardinalities.sum()) // 2 - bb - bw}
