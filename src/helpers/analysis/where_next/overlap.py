"""Issue databases laid over each other: how many tambons have both of every two kinds."""

import pandas as pd


def matrix(frame: pd.DataFrame, kinds: list[str]) -> pd.DataFrame:
    """One row and one column a kind: tambons that have both; on the diagonal those that have it."""
    has = frame[[f"has_{kind}" for kind in kinds]].astype(int)
    has.columns = pd.Index(kinds, name="kind")
    return has.T.dot(has).rename_axis("with")


def none(frame: pd.DataFrame, kinds: list[str]) -> int:
    """Tambons that have none of the kinds."""
    return int((~frame[[f"has_{kind}" for kind in kinds]].any(axis=1)).sum())
