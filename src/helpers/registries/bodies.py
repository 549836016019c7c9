"""Which lines speak of one body: by the id they give, or by its name and a tambon."""

import hashlib
import re
from functools import cache

import numpy as np
import pandas as pd

from helpers.core import metadata, thai_columns

_NOT_IN_KEY = "[^0-9a-zA-Zก-\u0e5b]+"
_BLANK = -1


def name_key(names: pd.Series) -> pd.Series:
    """What two spellings of one name share: letters and digits, without words such as *council*.

    Names that are nothing but such words keep them.
    """
    plain = names.str.lower()
    bare = thai_columns.replaced(thai_columns.replaced(plain, _prefixes(), ""), _NOT_IN_KEY, "")
    return bare.mask(bare == "", plain)


def numbered(lines: pd.DataFrame, tambons: pd.DataFrame) -> np.ndarray:
    """The number of each line's body: the position of the first line that speaks of it.

    ``lines`` has given_id, name_key, registered_on, amphoe, province, municipality and own_name;
    ``tambons`` one row a line and tambon. Two lines are one body when they share

    - the name and a tambon (nameless lines with ids of their own are left apart),
    - the id and a tambon, or the id, the name and the province (ids of exports often begin anew
      in every province, so an id alone says nothing),
    - for municipalities without ids the name, the day and the amphoe: a council of several
      tambons, one line each.
    """
    ids, names, provinces = (_codes(lines[c]) for c in ("given_id", "name_key", "province"))
    named = np.where(lines["own_name"] | (ids == _BLANK), names, _BLANK)
    line, tambon = tambons["line"].to_numpy(dtype=np.int64), _codes(tambons["tambon_code"])
    alone = np.where(lines["municipality"] & (ids == _BLANK) & lines["own_name"], names, _BLANK)
    every = np.arange(len(lines))
    links = [
        (line, _pair(named[line], tambon)),
        (line, _pair(ids[line], tambon)),
        (every, _pair(_pair(ids, named), provinces)),
        (every, _pair(_pair(alone, _codes(lines["registered_on"])), _codes(lines["amphoe"]))),
    ]
    return _components(len(lines), [_shared(*link) for link in links])


def tambon_sets(tambons: pd.DataFrame, by: str) -> pd.Series:
    """All tambon_code of each ``by`` (a line, a body) as one text, sorted; the index is ``by``."""
    ordered = tambons.sort_values([by, "tambon_code"])
    several = ordered[by].duplicated(keep=False)
    joined = ordered[several].groupby(by)["tambon_code"].agg(" ".join)
    single = ordered[~several].set_index(by)["tambon_code"]
    return pd.concat([single, joined]).sort_index()


def ids(kind: str, bodies: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """The id of each body, and whether the id it was given belongs to several bodies.

    ``bodies`` has given_id, name_key, tambons and registered_on. A given id that is unique in
    its kind is kept; else the id is a hash of name, tambons and day, the same in every run.
    """
    given = bodies["given_id"]
    shared = given.notna() & given.duplicated(keep=False)
    kept = given.notna() & ~shared
    own = kind + ":" + given[kept]
    days = bodies["registered_on"].dt.strftime("%Y-%m-%d")
    hashed = bodies.assign(day=days, given=given.fillna(""))[~kept]
    columns = [hashed[c].tolist() for c in ("name_key", "tambons", "day", "given")]
    made = [f"{kind}:{_hash(*parts)}" for parts in zip(*columns, strict=True)]
    return pd.concat([own, pd.Series(made, index=hashed.index, dtype="str")]).sort_index(), shared


def _hash(*parts: str) -> str:
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=8).hexdigest()


def _codes(column: pd.Series) -> np.ndarray:
    """Whole numbers for distinct values; a blank is -1."""
    return pd.factorize(column)[0].astype(np.int64)


def _pair(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Whole numbers for distinct pairs; a pair with a blank is blank."""
    paired = pd.Series(first * (second.max(initial=0) + 1) + second)
    return _codes(paired.where((first != _BLANK) & (second != _BLANK)))


def _shared(line: np.ndarray, key: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The links whose key more than one line has."""
    keys = pd.Series(key)
    chosen = (keys.duplicated(keep=False) & (keys != _BLANK)).to_numpy()
    return line[chosen], key[chosen]


def _components(count: int, links: list[tuple[np.ndarray, np.ndarray]]) -> np.ndarray:
    """The smallest position each line is connected to through the links."""
    label = np.arange(count)
    while True:
        before = label.copy()
        for line, key in links:
            least = pd.Series(label[line]).groupby(key).transform("min").to_numpy()
            np.minimum.at(label, line, least)
        if np.array_equal(before, label):
            return label


@cache
def _prefixes() -> str:
    words = metadata.load("registry_words.yml")["name_prefixes"]
    longest_first = sorted(words, key=len, reverse=True)
    return rf"^(?:\s*(?:{'|'.join(map(re.escape, longest_first))}))+"
