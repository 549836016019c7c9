"""The tambons of every line: each distinct address is taken apart and matched once."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.core import metadata
from helpers.geography import gazetteer
from helpers.registries import place_cells, tambon_codes
from helpers.registries.place_cells import Place, PlaceCell
from helpers.registries.tambon_codes import CodeCell

# From the place itself to what it lies in.
LEVELS = ("tambon", "amphoe", "province")
# Columns a line can say its place by.
COLUMNS = ["area", "tambon", "amphoe", "province", "tambon_code"]
# What the gazetteer finds, as reasons for a reject.
REASONS = {
    "ambiguous": "ambiguous_tambon",
    "unknown_tambon": "unknown_tambon",
    "unknown_amphoe": "unknown_amphoe",
    "unknown_province": "unknown_province",
    "blank": "area_blank",
    "contradiction": "code_contradicts_names",
}
_TELL_APART = "address_contradiction"
_UNCLEAR, _ROUNDED = "unclear_places", "code_rounded"
_BANGKOK = "10"


@dataclass(frozen=True)
class Areas:
    """The places of a kind's lines.

    ``address`` is the number of each line's address; ``found`` has one row an address: reason
    (NA where all is matched), as_filed and candidates, municipality, code_not_used; ``tambons``
    has one row a tambon of an address: address, tambon_code, code_as_filed, how, alias_line.
    """

    address: np.ndarray
    found: pd.DataFrame
    tambons: pd.DataFrame

    def of_lines(self, column: str) -> pd.Series:
        """A column of ``found``, line by line."""
        return self.found[column].take(self.address).reset_index(drop=True)

    def tambons_of(self, lines: np.ndarray) -> pd.DataFrame:
        """One row a line and tambon for the lines at these positions, in their order."""
        chosen = pd.DataFrame({"line": lines, "address": self.address[lines]})
        return chosen.merge(self.tambons, on="address", how="inner").drop(columns="address")


def of_lines(lines: pd.DataFrame) -> Areas:
    """Tambons of lines with some of ``COLUMNS``; a line of which one tambon fails has none."""
    given = pd.DataFrame({column: _column(lines, column) for column in COLUMNS})
    address = given.groupby(COLUMNS, sort=False, dropna=False).ngroup().to_numpy()
    distinct = given.loc[~pd.Series(address).duplicated().to_numpy()].reset_index(drop=True)
    places, notes = _places_of_lines(distinct)
    matched = _matched(places)
    is_aside = matched["piece"] == _ASIDE
    matched, aside = matched[~is_aside].copy(), matched[is_aside]
    found = notes.join(_outcome(matched, aside, notes))
    good = matched["address"].map(found["reason"].isna()).astype(bool)
    kept = ["address", "tambon_code", "code_as_filed", "how", "alias_line"]
    tambons = matched.loc[good, kept].drop_duplicates(["address", "tambon_code"])
    return Areas(address, found, tambons)


def area_types(given: pd.Series, municipality: pd.Series, in_bangkok: pd.Series) -> pd.Series:
    """The type of area of each line: the word of its column, else what its cells show."""
    shown = np.where(municipality, "municipality", np.where(in_bangkok, "khwaeng", "tambon"))
    said = given.map({t: _area_type(t) for t in given.dropna().unique()}).astype("str")
    types = said.fillna(pd.Series(shown, index=given.index, dtype="str"))
    return types.mask((types == "tambon") & in_bangkok, "khwaeng")


def in_bangkok(codes: pd.Series) -> pd.Series:
    """Is each tambon code one of Bangkok's khwaeng?"""
    return codes.str.startswith(_BANGKOK)


def _area_type(text: str) -> str:
    types = metadata.load("registry_words.yml")["area_types"]
    plain = text.strip().lower()
    said = [name for name, words in types.items() if plain.startswith(tuple(words))]
    return said[0] if said else "other"


def _column(lines: pd.DataFrame, column: str) -> pd.Series:
    if column in lines:
        return lines[column].reset_index(drop=True)
    return pd.Series(None, index=range(len(lines)), dtype="str")


def _places_of_lines(distinct: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One row a place to match (a place that is told twice has two), and notes on each address."""
    cells = place_cells.parse_all(pd.concat([distinct["area"], distinct["tambon"]]))
    name = distinct["tambon"].map({text: _bare(cell) for text, cell in cells.items()})
    # Most lines name one tambon in its own column and give no code: nothing to take apart.
    plain = (distinct[["area", "tambon_code"]].isna().all(axis=1) & name.notna()).to_numpy()
    rows, notes = _taken_apart(distinct[~plain], cells)
    simple = distinct.loc[plain].assign(tambon=name[plain], piece=0).rename_axis("address")
    places = pd.concat([simple.drop(columns="area").reset_index(), rows], ignore_index=True)
    towns = distinct["tambon"].map({text: cell.municipality for text, cell in cells.items()})
    plain_notes = pd.DataFrame(
        {"municipality": towns[plain], "code_not_used": False, "code_rounded": False}
    )
    return places, pd.concat([plain_notes, notes]).sort_index().astype(bool)


def _bare(cell: PlaceCell) -> str | None:
    """The name in a cell that holds one tambon and no more about where it lies."""
    return cell.places[0].tambon if cell.is_bare else None


def _taken_apart(
    distinct: pd.DataFrame, cells: dict[str, PlaceCell]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Places and notes of addresses that need more than a look at their tambon."""
    rows, notes = [], {}
    for line in distinct.astype(object).where(distinct.notna(), None).itertuples():
        cell = _cell(cells.get(line.area), cells.get(line.tambon))
        given = tambon_codes.read(line.tambon_code) if line.tambon_code else CodeCell()
        used = len(given.codes) == len(cell.places) or not cell.places
        rows += _rows(line.Index, line, cell, given.codes if used else (), bool(given.codes))
        rows += _rows_aside(line.Index, line, cell)
        notes[line.Index] = (cell.municipality, not used and bool(given.codes), given.rounded)
    columns = ["address", "piece", *COLUMNS[1:]]
    noted = pd.DataFrame.from_dict(
        notes, "index", columns=["municipality", "code_not_used", "code_rounded"]
    )
    return pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(COLUMNS[1:], "str")), noted


def _cell(area: PlaceCell | None, tambon: PlaceCell | None) -> PlaceCell:
    """The tambon's own cell; the cell of the area where that is blank or lists several tambons."""
    area, tambon = area or PlaceCell(), tambon or PlaceCell()
    several = area.places if len(area.places) > 1 or not tambon.places else ()
    places = tuple(dict.fromkeys([*tambon.places, *several]))
    aside = (*tambon.aside, *(area.aside if several else ()))
    town = area.municipality or tambon.municipality
    return PlaceCell(_without_repeats(places), town, aside)


def _without_repeats(places: tuple[Place, ...]) -> tuple[Place, ...]:
    """Places whose tambon is not told a second time with more about where it lies."""
    fuller = {place.tambon for place in places if place.amphoe or place.province}
    return tuple(p for p in places if p.amphoe or p.province or p.tambon not in fuller)


def _rows(
    number: int, line, cell: PlaceCell, codes: tuple[str, ...], has_codes: bool
) -> list[tuple]:
    """What to match for one address: by names, by code, or by both."""
    if not cell.places:
        blank = (None, line.amphoe, line.province)
        # A code that is none is passed on as it stands: the gazetteer refuses it.
        return [(number, n, *blank, code) for n, code in enumerate(codes or [line.tambon_code])]
    rows = []
    for n, place in enumerate(cell.places):
        # A filled cell without a code is passed on; codes of another number are not used.
        code = codes[n] if codes else None if has_codes else line.tambon_code
        own = place.tambon, place.amphoe or line.amphoe, place.province or line.province
        rows.append((number, n, *own, code))
        # Where the cell and the columns both say it, both must lead to the same tambon.
        columns = place.tambon, line.amphoe or place.amphoe, line.province or place.province
        if columns != own:
            rows.append((number, n, *columns, code))
    return rows


# The piece of names left aside: they are no tambons of the address, unless they may be.
_ASIDE = -1


def _rows_aside(number: int, line, cell: PlaceCell) -> list[tuple]:
    """Names the cell holds beside its tambons, to be asked whether they are tambons too."""
    return [
        (number, _ASIDE, p.tambon, p.amphoe or line.amphoe, p.province or line.province, None)
        for p in cell.aside
    ]


def _matched(places: pd.DataFrame) -> pd.DataFrame:
    """The places with what the gazetteer finds, each distinct one asked for once."""
    names = COLUMNS[1:]
    number = places.groupby(names, sort=False, dropna=False).ngroup().to_numpy()
    distinct = places.loc[~pd.Series(number).duplicated().to_numpy(), names]
    found = gazetteer.match(distinct.reset_index(drop=True))
    given = places.rename(columns={"tambon_code": "given_code"}).reset_index(drop=True)
    return given.join(found.take(number).reset_index(drop=True))


def _outcome(matched: pd.DataFrame, aside: pd.DataFrame, notes: pd.DataFrame) -> pd.DataFrame:
    """One row an address: the reason it cannot be used, as filed, with candidates."""
    matched["reason"] = matched["status"].map(REASONS)
    told = matched.groupby(["address", "piece"])["tambon_code"].transform("nunique")
    matched.loc[matched["reason"].isna() & (told > 1), "reason"] = _TELL_APART
    rounded = matched["address"].map(notes["code_rounded"]).astype(bool)
    matched.loc[rounded, "reason"] = _ROUNDED
    _leave_unclear(matched, aside)
    failed = matched[matched["reason"].notna()].drop_duplicates("address").set_index("address")
    failed["as_filed"] = [_as_filed(row) for row in failed.itertuples()]
    return failed[["reason", "as_filed", "candidates"]].reindex(notes.index)


def _leave_unclear(matched: pd.DataFrame, aside: pd.DataFrame) -> None:
    """An address beside whose tambons the cell names another one of the same amphoe."""
    known = aside.dropna(subset="tambon_code")
    for address, others in known.groupby("address"):
        own = matched.loc[matched["address"] == address]
        near = others["tambon_code"].str[:4].isin(own["tambon_code"].str[:4])
        more = others[near & ~others["tambon_code"].isin(own["tambon_code"])]
        if len(more) and own["reason"].isna().all():
            codes = [*own["tambon_code"].unique(), *more["tambon_code"].unique()]
            matched.loc[own.index, ["reason", "candidates"]] = _UNCLEAR, gazetteer.named(codes)


def _as_filed(row) -> str:
    """``ต.ก อ.ข จ.ค (รหัส 123456)``, as far as given."""
    given = {"ต.": row.tambon, "อ.": row.amphoe, "จ.": row.province, "รหัส ": row.given_code}
    return " ".join(f"{mark}{text}" for mark, text in given.items() if isinstance(text, str))
