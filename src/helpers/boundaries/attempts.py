"""The ways a layer may say which tambon a row is: codes, split codes, names."""

from collections.abc import Iterator
from dataclasses import dataclass

import geopandas as gpd
import pandas as pd

from helpers import gazetteer
from helpers.boundaries import codes, columns, names

_SURE = 0.95


@dataclass(frozen=True)
class Attempt:
    """One way tried: the code of each row, why it has none, and how the way is told."""

    key: str
    columns: tuple[str, ...]
    own_code: pd.Series
    reason: pd.Series
    cut: int = 0


def all_of(frame: gpd.GeoDataFrame) -> Iterator[Attempt]:
    """Every way the columns of ``frame`` allow, the surest first; made only when asked for."""
    table = pd.DataFrame(frame.drop(columns=frame.geometry.name))
    yield from _whole_codes(table)
    yield from _split_codes(table)
    yield from _codes_by_content(table)
    yield from _names(table)


def _whole_codes(table: pd.DataFrame) -> Iterator[Attempt]:
    for column in columns.of_role(table.columns, "tambon_code"):
        yield _by_code("code", (column,), codes.whole(table[column]), table[[column]])


def _split_codes(table: pd.DataFrame) -> Iterator[Attempt]:
    found = {level: _first(table, f"{level}_code") for level in ("tambon", "amphoe", "province")}
    if found["tambon"] and found["amphoe"]:
        used = [column for column in reversed(found.values()) if column]
        province = table[found["province"]] if found["province"] else None
        code = codes.joined(table[found["tambon"]], table[found["amphoe"]], province)
        yield _by_code("split", tuple(used), code, table[used])


def _first(table: pd.DataFrame, role: str) -> str | None:
    """The best column of a role that holds the short codes of a split one."""
    found = columns.of_role(table.columns, role)
    short = [column for column in found if codes.whole(table[column]).isna().all()]
    return short[0] if short else None


def _codes_by_content(table: pd.DataFrame) -> Iterator[Attempt]:
    named = set(columns.of_role(table.columns, "tambon_code"))
    for column in table.columns:
        if column in named:
            continue
        code = codes.whole(table[column])
        known = gazetteer.to_reference(code)["tambon_code"]
        if len(table) and known.notna().mean() >= _SURE:
            yield _by_code("code_found", (column,), code, table[[column]])


def _by_code(key: str, used: tuple[str, ...], code: pd.Series, raw: pd.DataFrame) -> Attempt:
    reason = pd.Series(pd.NA, index=code.index, dtype="str")
    blank = raw.apply(lambda values: codes.as_text(values).isna()).all(axis=1)
    known = gazetteer.to_reference(code)
    reason[known["tambon_code"].isna()] = "unknown_code"
    reason[known["how"] == "ambiguous"] = "ambiguous"
    reason[blank] = "blank"
    return Attempt(key, used, code, reason)


def _names(table: pd.DataFrame) -> Iterator[Attempt]:
    for lang, used in names.triples(table):
        named = names.matched(table, lang, used)
        yield Attempt("names", tuple(used.values()), named.code, named.reason, named.cut)
