"""``join_places``: a table of anyone's, row by row, to places of the reference geography."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import numpy as np
import pandas as pd

from helpers.analysis.places import (
    area_then,
    areas_above,
    asked_columns,
    her_table,
    outcomes,
    tambon_rows,
)
from helpers.analysis.places.asked_columns import LEVELS, Asked
from helpers.analysis.places.outcomes import JoinedPlaces, NothingJoined
from helpers.analysis.places.place_words import refused
from helpers.geography.gazetteer.areas import region_of_province

_CELLS = ["address", "tambon", "amphoe", "province", "code"]
_ADDED = [
    "tambon_code",
    "amphoe_code",
    "province_code",
    "region_code",
    "year_be",
    "matched_level",
    "matched_by",
    "area_that_year",
]
_REASONS = ["reason", "reason_th", "reason_en", "suggestion"]


def join_places(
    source: pd.DataFrame | str | Path,
    *,
    tambon: str | None = None,
    amphoe: str | None = None,
    province: str | None = None,
    code: str | Sequence[str] | None = None,
    address: str | None = None,
    year: str | int | None = None,
    level: Literal["tambon", "amphoe", "province"] | None = None,
    sheet: str | None = None,
    errors: Literal["raise", "return"] = "raise",
) -> JoinedPlaces:
    """Your own table with the codes of its places, and the rows that did not join with the reason.

    ``source`` is a frame, or a CSV or Excel file as it is. A row is one of yours: each stands in
    ``joined`` or in ``unmatched``, once, under its own index (of a file the number of the row).

    ``tambon``, ``amphoe``, ``province``, ``code``, ``address`` (a whole address in one cell) and
    ``year`` name columns; those left out are found by their headings. ``code`` may be the two or
    three columns that hold province, amphoe and tambon apart. ``year`` may be one year for all
    rows; years are BE or CE, in either digits. ``level`` is the finest told where it is left out.

    Names may be spelt in any way the gazetteer knows, codes be of any year and as a spreadsheet
    leaves them. Nothing is guessed: a name several places have, or nobody has, does not join;
    ``suggestion`` names the nearest. Codes are text, in the reference geography (30 September
    2016); ``area_that_year`` says whether the area was the same in the row's year. A column of
    yours called like one that is added is kept as ``<name>_given``.

    Raises ``InputError`` for a file or columns that cannot be used and, unless ``errors`` is
    ``"return"``, ``NothingJoined`` where no row joins (its ``unmatched`` holds them all).

    >>> import pandas as pd
    >>> hers = pd.DataFrame({"ตำบล": ["ต.ท่าแฝก", "ท่าแฟก"], "อำเภอ": "ท่าปลา", "จังหวัด": "อุตรดิตถ์"})
    >>> found = join_places(hers, year="๒๕๕๗")
    >>> found.joined[["tambon_code", "amphoe_code", "matched_by"]].values.tolist()
    [['530407', '5304', 'old_parent']]
    >>> found.unmatched["suggestion"].tolist()
    ['ต.ท่าแฝก อ.น้ำปาด จ.อุตรดิตถ์ (530407)']
    """
    if errors not in ("raise", "return"):
        raise refused("errors_wrong", found=errors)
    names = {"address": address, "tambon": tambon, "amphoe": amphoe, "province": province}
    column = year if her_table.is_heading(year) else None
    given = asked_columns.columns_of({**names, "code": code, "year": column})
    frame = her_table.read(source, asked_columns.flat(given), sheet)
    asked = asked_columns.choose(frame, given, level)
    found = _joined(frame, asked, year)
    if errors == "raise" and not len(found.joined):
        raise NothingJoined(found.unmatched)
    return found


def _joined(frame: pd.DataFrame, asked: Asked, year: str | int | None) -> JoinedPlaces:
    cells = _cells(frame, asked)
    years = _years(frame, asked, year)
    number = cells.groupby(_CELLS, sort=False, dropna=False).ngroup().to_numpy()
    first = ~pd.Series(number).duplicated().to_numpy()
    distinct = areas_above.names_for_codes(cells[first].reset_index(drop=True))
    matched = _matched(distinct, asked.level)
    is_year = (years != -1).fillna(True).to_numpy(dtype=bool)
    good = matched["reason"].isna().to_numpy()[number] & is_year
    joined = _with_codes(frame[good], matched, number[good], years[good], asked.level)
    unmatched = _with_reasons(frame[~good], distinct, matched, number[~good], is_year[~good], asked)
    return JoinedPlaces(joined, unmatched)


def _cells(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """The cells that tell the place, as text; what the level does not need is left blank."""
    needed = LEVELS[LEVELS.index(asked.level) :]
    columns = {}
    for name in _CELLS:
        used = name in needed or name == "code" or (name == "address" and asked.level == "tambon")
        column = asked.columns.get(name) if used else None
        columns[name] = (
            her_table.texts(frame[column]).to_numpy() if column is not None else _blank(len(frame))
        )
    if asked.parts:
        columns["code"] = _of_parts(frame, asked.parts).to_numpy()
    return pd.DataFrame(columns).astype("str")


def _blank(rows: int) -> np.ndarray:
    return np.full(rows, None, dtype=object)


def _of_parts(frame: pd.DataFrame, parts: Sequence[str]) -> pd.Series:
    """One code out of its parts, each with two digits; blank where a part is."""
    told = [her_table.texts(frame[part]).str.zfill(2) for part in parts]
    return sum(told[1:], told[0])


def _years(frame: pd.DataFrame, asked: Asked, year: str | int | None) -> pd.Series:
    """The BE year of each row; ``-1`` where it cannot be read."""
    if "year" in asked.columns:
        return her_table.years(her_table.texts(frame[asked.columns["year"]]))
    found = pd.Series(pd.NA, index=frame.index, dtype="Int64")
    return found if year is None else found.fillna(her_table.one_year(year))


def _matched(distinct: pd.DataFrame, level: str) -> pd.DataFrame:
    """One row a distinct place: code, filed, matched_by; or reason, found and candidates."""
    if level == "tambon":
        return tambon_rows.match(distinct).rename(columns={"tambon_code": "code"})
    return areas_above.match(distinct, level)


def _own(frame: pd.DataFrame, added: list[str]) -> pd.DataFrame:
    """Her frame, columns renamed that are called like one that is added."""
    taken = {name: f"{name}_given" for name in added if name in frame.columns}
    return frame.rename(columns=taken)


def _with_codes(
    frame: pd.DataFrame, matched: pd.DataFrame, number: np.ndarray, years: pd.Series, level: str
) -> pd.DataFrame:
    rows = matched.take(number)
    asked = rows[["code", "filed"]].assign(year_be=years.to_numpy())
    then = area_then.compare(level, asked.reset_index(drop=True))
    code = rows["code"].set_axis(frame.index).astype("str")
    blank = pd.Series(None, index=frame.index, dtype="str")
    added = {
        "tambon_code": code if level == "tambon" else blank,
        "amphoe_code": blank if level == "province" else code.str[:4],
        "province_code": code.str[:2],
        "region_code": code.str[:2].map(region_of_province()).astype("str"),
        "year_be": years,
        "matched_level": pd.Series(level, index=frame.index, dtype="str"),
        "matched_by": rows["matched_by"].set_axis(frame.index),
        "area_that_year": then.set_axis(frame.index),
    }
    return _own(frame, _ADDED).assign(**added)


def _with_reasons(
    frame: pd.DataFrame,
    distinct: pd.DataFrame,
    matched: pd.DataFrame,
    number: np.ndarray,
    is_year: np.ndarray,
    asked: Asked,
) -> pd.DataFrame:
    cells = distinct[["tambon", "amphoe", "province"]]
    failed = matched["reason"].notna()
    told = outcomes.reasons(matched.join(cells)[failed], asked.level).reindex(matched.index)
    rows = told.take(number).set_axis(frame.index)
    # What is wrong with the place is told first; a place that is right may have no year.
    no_year = ~is_year & rows["reason"].isna().to_numpy()
    if no_year.any():
        years = her_table.texts(frame[asked.columns["year"]])[no_year].drop_duplicates()
        rows.loc[no_year] = _not_years(frame[asked.columns["year"]][no_year], years).to_numpy()
    return _own(frame, _REASONS).assign(**{name: rows[name] for name in _REASONS})


def _not_years(column: pd.Series, years: pd.Series) -> pd.DataFrame:
    """The reason of rows whose year cannot be read."""
    texts = her_table.texts(column)
    failed = pd.DataFrame({"found": years.to_numpy()}, dtype="str")
    failed = failed.assign(reason="year_unreadable", candidates=None, tambon=None)
    failed = failed.assign(amphoe=None, province=None)
    told = outcomes.reasons(failed, "tambon").set_index(pd.Index(years))
    return told.loc[texts]
