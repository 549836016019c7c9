"""Whether the names beside a layer's codes are those of the codes' tambons.

A table whose codes slipped by a row has a known code in every row, and every tambon in the wrong
place; only its names tell.
"""

from dataclasses import dataclass

import pandas as pd

from helpers.geography import gazetteer
from helpers.geography.boundaries import names
from helpers.geography.gazetteer import lexicon

OTHER_NAME, TWO_NAMES = "other_name", "two_names"


@dataclass(frozen=True)
class Agreement:
    """What the names say of the codes.

    ``reason`` has one value a row: ``other_name`` (the name is another tambon's), ``two_names``
    (a code stands under several names, this one not known to be its tambon's), else missing.
    ``columns`` are those of the names; ``agreeing`` rows have a name of their code's tambon,
    ``unknown`` ones a name nobody knows.
    """

    reason: pd.Series
    columns: tuple[str, ...] = ()
    agreeing: int = 0
    unknown: int = 0


def of_names(table: pd.DataFrame, own_code: pd.Series) -> Agreement:
    """Compare codes with the names of the first language the columns have."""
    found = next(names.triples(table), None)
    reason = pd.Series(pd.NA, index=table.index, dtype="str")
    if found is None:
        return Agreement(reason)
    lang, used = found
    address = names.address(table, used)
    reference = gazetteer.to_reference(own_code)["tambon_code"]
    compared = address["tambon"].notna() & reference.notna()
    named = gazetteer.to_reference(names.matched(table, lang, used).code)["tambon_code"]
    agrees = compared & (_agrees(address, own_code) | (named == reference))
    # Whole names of several tambons, of which none is the code's, are another's too; a name cut
    # short may still be its own.
    several = named.isna() & (gazetteer.match(address)["status"] == "ambiguous")
    other = compared & ~agrees & (named.notna() | several)
    unknown = compared & ~agrees & ~other
    reason[other] = OTHER_NAME
    reason[unknown & _shares_code(address["tambon"], reference, compared)] = TWO_NAMES
    return Agreement(reason, tuple(used.values()), int(agrees.sum()), int(unknown.sum()))


def _agrees(address: pd.DataFrame, own_code: pd.Series) -> pd.Series:
    """Rows whose names can all be those of the code's tambon, in any vintage."""
    found = gazetteer.match(address.assign(tambon_code=own_code))
    return found["status"] == "matched"


def _shares_code(tambon: pd.Series, reference: pd.Series, compared: pd.Series) -> pd.Series:
    """Rows whose tambon also stands in a row with another name."""
    written = tambon[compared]
    keys = {text: lexicon.careful_key("tambon", text) for text in written.unique()}
    kinds = written.map(keys).groupby(reference[compared]).nunique()
    return reference.map(kinds > 1).eq(True)
