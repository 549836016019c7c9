"""The same as plain frames: ``helpers.where_next`` and ``helpers.overlap_matrix``."""

import pandas as pd

from helpers.analysis.where_next import overlap, places
from helpers.analysis.where_next.answer import ask
from helpers.core import asked, datasets, metadata

_COLUMNS = [
    "code_that_year", "name_th", "name_en", "amphoe_th", "amphoe_en", "group", "rank", "rank_low",
    "rank_high", "tied", "score", "neighbours", "neighbours_with", "amphoe_others", "amphoe_with",
    "recent", "example_code", "example_place", "example_kind", "example_since",
    "example_kind_too", "example_since_too", "reasons_th", "reasons_en",
]  # fmt: skip


def where_next(province: str, year: int, *, dataset: str = "real") -> pd.DataFrame:
    """One row a tambon of the province without a council or without a fund, best first.

    ``province`` is a code or a name in Thai or English. ``group`` is ``only_council``,
    ``only_welfare_fund``, ``near`` (neither, but a neighbour has one) or ``alone``. ``rank`` 1 is
    to be gone to first by the weights of ``config.yml`` (``where_next``), ``tied`` tambons sharing
    it; ``rank_low`` and ``rank_high`` are its range when each weight is left out, doubled or made
    equal and when the denominators change. ``score`` is the weighted mean of four criteria, 0 to 1.
    Counts are tambons. ``is_demo`` marks invented bodies. A province where nothing is lacking has
    no row.

    Raises ``InputError`` for an unknown province, a year in which it did not exist, tables that
    are not built, and without a registry of councils or funds.

    >>> first = where_next("บึงกาฬ", 2557, dataset="demo").iloc[0]
    >>> int(first["rank"]), bool(first["is_demo"])
    (1, True)
    """
    answer = ask(province, asked.year(year), dataset=dataset)
    found = answer.order[_COLUMNS].assign(is_demo=answer.dataset.is_demo)
    return found.rename_axis("tambon_code").reset_index()


def overlap_matrix(
    year: int, *, province: str | None = None, dataset: str = "real"
) -> pd.DataFrame:
    """One row and one column an issue database: tambons that have bodies of both kinds.

    The diagonal counts tambons that have the kind at all. ``province`` left out means the country.
    Kinds are those of ``metadata/registries.yml`` whose registry reaches the year; the others are
    not known, which is not the same as none, and have no row. ``attrs["is_demo"]`` marks invented
    bodies. Raises ``InputError`` as ``where_next`` does.

    >>> found = overlap_matrix(2557, dataset="demo")
    >>> int(found.loc["council", "welfare_fund"]) <= int(found.loc["council", "council"])
    True
    """
    of = datasets.named(dataset)
    rows = places.counted(asked.year(year), None, of)["coverage"]
    frame = places.of_coverage(rows, year)
    if province is not None:
        frame = frame[frame["province_code"] == places.province_of(province, year)]
    known = set(rows["kind"])
    kinds = [kind for kind in metadata.load("registries.yml")["kinds"] if kind in known]
    found = overlap.matrix(frame, kinds)
    found.attrs = {"is_demo": of.is_demo}
    return found
