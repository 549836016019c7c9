"""Names an officer has settled by hand: ``metadata/aliases.csv``."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from helpers import paths
from helpers.gazetteer import lexicon, listing, spelling
from helpers.gazetteer.lexicon import Lexicon
from helpers.gazetteer.successors import code_map

COLUMNS = ("province", "amphoe", "as_written", "tambon_code", "note")


class Alias(NamedTuple):
    """One settled name: the code it stands for, and the line of the list it stands on."""

    tambon_code: str
    line: int


def load(path: Path | None = None) -> Mapping[tuple, Alias]:
    """Aliases by (province, amphoe, tambon) as ``identity`` writes them; blank means not given.

    Raises ``InputError`` with the line for a blank name, a code no tambon has and a name that is
    settled twice.
    """
    path = path or paths.METADATA / "aliases.csv"
    known: dict[tuple, Alias] = {}
    for row in listing.read(path, COLUMNS).itertuples():
        name = _name(path, row)
        if name in known:
            first = f"one alias for a name, the first is in line {known[name].line}"
            raise listing.refuse(path, row.Index, "an alias is doubled", first, row.as_written)
        known[name] = Alias(row.tambon_code, row.Index)
    return known


@cache
def known() -> Mapping[tuple, Alias]:
    """The aliases of the package's own list; not to be altered."""
    return load()


def aliases_unused(lines: pd.Series, path: Path | None = None) -> pd.DataFrame:
    """One row an alias whose line is in none of ``lines`` (``alias_line`` of the matches)."""
    path = path or paths.METADATA / "aliases.csv"
    frame = listing.read(path, COLUMNS)
    return frame[~frame.index.isin(lines.dropna().astype(int))].reset_index()


def identity(names: Lexicon, province: str, amphoe: str, tambon: str) -> tuple:
    """The keys of an address, with known provinces and amphoe as codes; ``""`` where not given."""
    code = names.provinces.get(province, province)
    return code, names.amphoe.get((code, amphoe), amphoe), tambon


def _name(path: Path, row: tuple) -> tuple:
    tambon = spelling.careful_key("tambon", row.as_written)
    if not tambon:
        raise listing.refuse(path, row.Index, "as_written is blank", "a name", row.as_written)
    if not isinstance(code_map().get(row.tambon_code, (None,))[0], str):
        problem, wanted = "no tambon has this code", "a code of six digits"
        raise listing.refuse(path, row.Index, problem, wanted, row.tambon_code)
    province = spelling.careful_key("province", row.province)
    amphoe = spelling.careful_key("amphoe", row.amphoe)
    return identity(lexicon.load(), province, amphoe, tambon)
