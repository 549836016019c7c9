"""Lines that correct others: which line takes the place of which."""

from collections.abc import Iterable

import pandas as pd

from helpers.registries.rejects import Verdicts, row_name

_PLACE = ["source_file", "source_row"]
_FIXES = ["fixes_file", "fixes_row"]


def settled(lines: Iterable[pd.DataFrame], unread: pd.DataFrame) -> pd.DataFrame:
    """One row a line that is corrected or corrects wrongly: source_file, source_row, code, rows.

    ``unread`` are the rejects of lines that could not even be read; they can be corrected too.
    The codes are ``corrected`` (by one line, which counts), ``corrected_twice`` (none counts)
    and ``corrects_nothing``; ``rows`` names the lines at the other end.
    """
    lines = list(lines)
    parts = [frame.loc[frame["fixes_file"].notna(), _PLACE + _FIXES] for frame in lines]
    fixes = pd.concat(parts) if parts else pd.DataFrame()
    if fixes.empty:
        return pd.DataFrame(columns=[*_PLACE, "code", "rows"])
    fixes["fixes_row"] = fixes["fixes_row"].astype("Int64")
    known = pd.concat([*(frame[_PLACE] for frame in lines), unread[_PLACE]])
    meant = fixes.merge(_named(known, _FIXES), on=_FIXES, how="left", indicator="known")
    meant["row"] = row_name(meant["source_file"], meant["source_row"])
    good = meant[meant["known"] == "both"]
    return pd.concat([_corrected(good), _doubled(good), _to_nothing(meant)], ignore_index=True)


def apply(verdicts: Verdicts, found: pd.DataFrame) -> None:
    """Reject the lines ``settled`` found among the lines of one kind."""
    beside = found_beside(verdicts.lines, found)
    for code in found["code"].unique():
        chosen = beside["code"] == code
        verdicts.reject(chosen, code, row=beside["rows"], rows=beside["rows"])


def found_beside(lines: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """``code`` and ``rows`` of ``found`` beside each of the lines, blank where there is none."""
    typed = found.astype({"source_file": "str", "source_row": "Int64"})
    places = lines[_PLACE].astype({"source_file": "str", "source_row": "Int64"})
    once = typed.drop_duplicates(_PLACE)
    return places.merge(once, on=_PLACE, how="left")[["code", "rows"]]


def _corrected(fixes: pd.DataFrame) -> pd.DataFrame:
    """The lines that are corrected, with all the lines that do so."""
    if fixes.empty:
        return pd.DataFrame(columns=[*_PLACE, "code", "rows"])
    found = fixes.groupby(_FIXES)["row"].agg([", ".join, "size"]).reset_index()
    twice = found["size"] > 1
    found["code"] = twice.map({True: "corrected_twice", False: "corrected"})
    return _named(found.rename(columns={"join": "rows"}), _PLACE, _FIXES)[[*_PLACE, "code", "rows"]]


def _doubled(fixes: pd.DataFrame) -> pd.DataFrame:
    """Correcting lines that are not the only one."""
    twice = fixes[fixes.duplicated(_FIXES, keep=False)].copy()
    twice["rows"] = twice.groupby(_FIXES)["row"].transform(", ".join)
    return twice.assign(code="corrected_twice")[[*_PLACE, "code", "rows"]]


def _to_nothing(meant: pd.DataFrame) -> pd.DataFrame:
    """Correcting lines that name a line no file has."""
    lost = meant[meant["known"] == "left_only"]
    rows = row_name(lost["fixes_file"], lost["fixes_row"])
    return lost.assign(code="corrects_nothing", rows=rows)[[*_PLACE, "code", "rows"]]


def _named(frame: pd.DataFrame, names: list[str], before: list[str] = _PLACE) -> pd.DataFrame:
    """``frame`` with the two columns of a place named otherwise, once each."""
    named = frame.rename(columns=dict(zip(before, names, strict=True)))
    return named.astype({names[1]: "Int64"}).drop_duplicates(names)
