"""From any code a tambon ever had to its code in the reference geography."""

from collections.abc import Iterable, Mapping
from functools import cache

import pandas as pd
from geothai.abolished import abolished_areas

from helpers.gazetteer import areas, changes

SAME, SUCCESSOR, PARENT, AMBIGUOUS = "same", "successor", "parent", "ambiguous"


def to_reference(codes: pd.Series) -> pd.DataFrame:
    """Reference code of each code, same index: tambon_code and how.

    ``how`` is ``same``, ``successor`` (an older code), ``parent`` (split off after the reference
    year) or ``ambiguous`` (dropped for several tambons of the reference: ``tambon_code`` is
    blank); both are blank for a code nobody ever gave.
    """
    known = code_map()
    found = {code: known.get(code, (pd.NA, pd.NA)) for code in codes.dropna().unique()}
    columns = {
        name: codes.map({code: pair[place] for code, pair in found.items()}).astype("str")
        for place, name in enumerate(("tambon_code", "how"))
    }
    return pd.DataFrame(columns, index=codes.index)


@cache
def code_map() -> Mapping[str, tuple[str, str]]:
    """Every code known, with its reference code and how it gets there."""
    known = {code: (code, SAME) for code in areas.reference()["tambon_code"]}
    for change in changes.renumbered().itertuples():
        known.setdefault(change.old_code, (change.new_code, SUCCESSOR))
    for change in changes.split().itertuples():
        known.setdefault(change.new_code, (change.parent_code, PARENT))
    for area in abolished_areas():
        if area.level == "subdistrict" and area.successors:
            known.setdefault(area.code, resolve(area.successors, known))
    return known


def resolve(successors: Iterable[str], known: Mapping[str, tuple]) -> tuple:
    """Where a code with these successors belongs; several of one parent are that parent."""
    reached = {known[code][0] for code in successors if code in known}
    if len(reached) == 1:
        return reached.pop(), SUCCESSOR
    return pd.NA, AMBIGUOUS
