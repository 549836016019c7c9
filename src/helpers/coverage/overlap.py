"""Council and welfare fund in the same tambon: both, one of them, neither, or not known."""

import pandas as pd


def overlap(coverage: pd.DataFrame, first: str, second: str) -> pd.Series:
    """The class of each tambon of one year, by its code.

    ``both``, ``only_<first>``, ``only_<second>`` or ``neither``; empty where a kind is not known at
    all, because an unknown is not a no.
    """
    covered = coverage.pivot(index="tambon_code", columns="kind", values="covered")
    if not {first, second} <= set(covered.columns):
        return pd.Series(dtype="str", name="overlap")
    has_first, has_second = covered[first].astype(bool), covered[second].astype(bool)
    classes = pd.Series("neither", index=covered.index, dtype="str", name="overlap")
    classes[has_first & has_second] = "both"
    classes[has_first & ~has_second] = f"only_{first}"
    classes[~has_first & has_second] = f"only_{second}"
    return classes
