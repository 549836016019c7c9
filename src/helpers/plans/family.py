"""Plans that were printed in one document: a document may say things of several of them."""

import pandas as pd


def of(plan_id: str, structure: pd.DataFrame, targets: pd.DataFrame) -> list[str]:
    """``plan_id`` and the name of its document, where that holds several plans (``2551-2554``).

    ``structure`` and ``targets`` are the tables ``plan_structure`` and ``plan_targets``.
    """
    document = targets.loc[targets["plan_id"] == plan_id, "source_file"].iloc[0]
    others = set(targets["plan_id"]) - {plan_id}
    printed = structure.loc[structure["source_file"] == document, "plan_id"]
    return [name for name in printed.unique() if name not in others]
