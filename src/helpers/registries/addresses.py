"""The tambons of every line: each distinct address is taken apart and matched once."""

import re
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

from helpers.core import metadata, thai_columns
from helpers.geography import gazetteer


@dataclass(frozen=True)
class Place:
    """One tambon a cell names, as written; amphoe and province where the cell holds them too."""

    tambon: str
    amphoe: str | None = None
    province: str | None = None


@dataclass(frozen=True)
class PlaceCell:
    """What a cell holds: its tambons, and whether it speaks of a municipality."""

    places: tuple[Place, ...] = ()
    municipality: bool = False

    @property
    def is_bare(self) -> bool:
        """Does it hold one tambon and no more about where that lies?"""
        return len(self.places) == 1 and not (self.places[0].amphoe or self.places[0].province)


def parse_all(texts: pd.Series) -> dict[str, PlaceCell]:
    """Each distinct text of a column and what it says of place."""
    distinct = texts.dropna().drop_duplicates()
    spelt = thai_columns.normalise_all(thai_columns.replaced(distinct, r"\s*\n\s*", ", "))
    return {text: parse(plain) for text, plain in zip(distinct, spelt, strict=True)}


def parse(text: str) -> PlaceCell:
    """The places of a cell such as ``ต.ก, ข และ ค อ.ง จ.จ`` or ``ทม.น่าน (ในเวียง, ผาสิงห์)``.

    The text is spelt as ``thai.normalise`` spells it.
    A municipality's own name counts as a tambon only where the cell names no tambon beside it.
    """
    parts = _parts(text)
    tambons = [part for part in parts if part.mark == "tambon"]
    municipal = any(part.mark == "municipality" for part in parts)
    named = {"tambon"} if tambons else {"municipality"}
    return PlaceCell(tuple(_places(parts, named)), municipal)


@dataclass(frozen=True)
class _Part:
    """A stretch of a cell and the mark in front of it."""

    mark: str
    text: str


def _parts(text: str) -> list[_Part]:
    marks = list(_marks().finditer(text))
    marks = [match for match in marks if match.lastgroup != "kept"]
    front = text[: marks[0].start()] if marks else text
    parts = [_Part("tambon", name) for name in _names(front) if not (marks and _is_street(name))]
    ends = [*(match.start() for match in marks[1:]), len(text)]
    for match, end in zip(marks, ends, strict=False):
        parts += _after(match, text[match.end() : end])
    return parts


def _after(match: re.Match, held: str) -> list[_Part]:
    """The parts of what stands after a mark, up to the next one."""
    mark = match.lastgroup
    whole = match.group().strip() in metadata.load("registry_words.yml")["whole_marks"]
    names = [match.group().strip()] if whole else _names(held)
    if mark == "municipality" and names:
        # Names in brackets or after commas are the tambons of the municipality.
        return [_Part(mark, names[0]), *(_Part("tambon", name) for name in names[1:])]
    # What follows an amphoe after a comma is its province; after a province, another tambon.
    rest = {"amphoe": "province", "province": "tambon"}.get(mark, mark)
    return [_Part(mark if place == 0 else rest, name) for place, name in enumerate(names)]


def _places(parts: list[_Part], named: set[str]) -> list[Place]:
    """Tambons with the amphoe and the province that follow them."""
    places: list[Place] = []
    amphoe = province = None
    for part in reversed(parts):
        if part.mark == "province":
            amphoe, province = None, part.text
        elif part.mark == "amphoe":
            amphoe = part.text
        elif part.mark in named:
            places.append(Place(part.text, amphoe, province))
    return list(dict.fromkeys(reversed(places)))


def _names(text: str) -> list[str]:
    """The names a stretch lists; remarks such as *part of* are none."""
    given = metadata.load("registry_words.yml")
    pieces, place = [], 0
    for match in _separators().finditer(text):
        if match.lastgroup != "kept":
            pieces.append(text[place : match.start()])
            place = match.end()
    behind = re.compile(given["not_behind"])
    names = [behind.sub("", piece).strip(" :").lstrip(".") for piece in [*pieces, text[place:]]]
    return [name for name in names if name and name not in given["not_a_tambon"]]


def _is_street(text: str) -> bool:
    """Does ``text`` hold a house, a village or a street, as addresses begin?"""
    return re.search(metadata.load("registry_words.yml")["not_in_front"], text) is not None


@cache
def _separators() -> re.Pattern:
    given = metadata.load("registry_words.yml")["separators"]
    signs = "".join(re.escape(sign) for sign in given["signs"])
    words = _any_of(given["words"])
    return re.compile(rf"(?P<kept>{_odd_names()})|[{signs}]|(?<=\S\s)(?:{words})(?=\s|$)")


@cache
def _marks() -> re.Pattern:
    """Marks in front of names, longest first; names that hold a mark are kept whole."""
    return re.compile("|".join([f"(?P<kept>{_odd_names()})", *_mark_groups()]), re.IGNORECASE)


def _mark_groups() -> list[str]:
    groups = []
    for mark, given in metadata.load("registry_words.yml")["marks"].items():
        opening = rf"(?<![^\s,(/])(?:{_any_of(given['open'])})" if given["open"] else "(?!)"
        groups.append(f"(?P<{mark}>{_any_of(given['words'])}|{opening})")
    return groups


@cache
def _odd_names() -> str:
    """Names of tambons and amphoe that hold what elsewhere is a mark or a separator."""
    reference = gazetteer.reference()
    names = {*reference["name_th"], *reference["amphoe_th"].str.removeprefix("เขต")}
    given = metadata.load("registry_words.yml")
    words = [word for mark in given["marks"].values() for word in mark["words"]]
    odd = re.compile("|".join(map(re.escape, [*words, *given["separators"]["signs"]])))
    return _any_of(name for name in names if odd.search(name)) or "(?!)"


def _any_of(words) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


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
_CODE = re.compile(r"(?<!\d)\d{6}(?!\d)")
_BANGKOK = "10"


@dataclass(frozen=True)
class Areas:
    """The places of a kind's lines.

    ``address`` is the number of each line's address; ``found`` has one row an address: reason
    (NA where all is matched), as_filed and candidates, municipality, code_not_used; ``tambons``
    has one row a tambon of an address: address, tambon_code, code_as_filed, alias_line.
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
    found = notes.join(_outcome(places, matched, len(distinct)))
    good = matched["address"].map(found["reason"].isna()).astype(bool)
    kept = ["address", "tambon_code", "code_as_filed", "alias_line"]
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
    cells = parse_all(pd.concat([distinct["area"], distinct["tambon"]]))
    name = distinct["tambon"].map({text: _bare(cell) for text, cell in cells.items()})
    # Most lines name one tambon in its own column and give no code: nothing to take apart.
    plain = (distinct[["area", "tambon_code"]].isna().all(axis=1) & name.notna()).to_numpy()
    rows, notes = _taken_apart(distinct[~plain], cells)
    simple = distinct.loc[plain].assign(tambon=name[plain], piece=0).rename_axis("address")
    places = pd.concat([simple.drop(columns="area").reset_index(), rows], ignore_index=True)
    towns = distinct["tambon"].map({text: cell.municipality for text, cell in cells.items()})
    plain_notes = pd.DataFrame({"municipality": towns[plain], "code_not_used": False})
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
        codes = _CODE.findall(line.tambon_code) if line.tambon_code else []
        used = len(codes) == len(cell.places) or not cell.places
        rows += _rows(line.Index, line, cell, codes if used else [])
        notes[line.Index] = (cell.municipality, not used and bool(codes))
    columns = ["address", "piece", *COLUMNS[1:]]
    noted = pd.DataFrame.from_dict(notes, "index", columns=["municipality", "code_not_used"])
    return pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(COLUMNS[1:], "str")), noted


def _cell(area: PlaceCell | None, tambon: PlaceCell | None) -> PlaceCell:
    """The tambon's own cell; the cell of the area where that is blank or lists several tambons."""
    area, tambon = area or PlaceCell(), tambon or PlaceCell()
    several = area.places if len(area.places) > 1 or not tambon.places else ()
    places = tuple(dict.fromkeys([*tambon.places, *several]))
    return PlaceCell(_without_repeats(places), area.municipality or tambon.municipality)


def _without_repeats(places: tuple[Place, ...]) -> tuple[Place, ...]:
    """Places whose tambon is not told a second time with more about where it lies."""
    fuller = {place.tambon for place in places if place.amphoe or place.province}
    return tuple(p for p in places if p.amphoe or p.province or p.tambon not in fuller)


def _rows(number: int, line, cell: PlaceCell, codes: list[str]) -> list[tuple]:
    """What to match for one address: by names, by code, or by both."""
    if not cell.places:
        blank = (None, line.amphoe, line.province)
        # A code that is none is passed on as it stands: the gazetteer refuses it.
        return [(number, n, *blank, code) for n, code in enumerate(codes or [line.tambon_code])]
    rows = []
    for n, place in enumerate(cell.places):
        code = codes[n] if codes else _no_code(line.tambon_code)
        own = place.tambon, place.amphoe or line.amphoe, place.province or line.province
        rows.append((number, n, *own, code))
        # Where the cell and the columns both say it, both must lead to the same tambon.
        columns = place.tambon, line.amphoe or place.amphoe, line.province or place.province
        if columns != own:
            rows.append((number, n, *columns, code))
    return rows


def _no_code(text: str | None) -> str | None:
    """A filled code cell without any six-digit code, as it stands; several codes are not used."""
    return text if text and not _CODE.search(text) else None


def _matched(places: pd.DataFrame) -> pd.DataFrame:
    """The places with what the gazetteer finds, each distinct one asked for once."""
    names = COLUMNS[1:]
    number = places.groupby(names, sort=False, dropna=False).ngroup().to_numpy()
    distinct = places.loc[~pd.Series(number).duplicated().to_numpy(), names]
    found = gazetteer.match(distinct.reset_index(drop=True))
    given = places.rename(columns={"tambon_code": "given_code"}).reset_index(drop=True)
    return given.join(found.take(number).reset_index(drop=True))


def _outcome(places: pd.DataFrame, matched: pd.DataFrame, count: int) -> pd.DataFrame:
    """One row an address: the reason it cannot be used, as filed, with candidates."""
    matched["reason"] = matched["status"].map(REASONS)
    told = matched.groupby(["address", "piece"])["tambon_code"].transform("nunique")
    matched.loc[matched["reason"].isna() & (told > 1), "reason"] = _TELL_APART
    failed = matched[matched["reason"].notna()].drop_duplicates("address").set_index("address")
    failed["as_filed"] = [_as_filed(row) for row in failed.itertuples()]
    return failed[["reason", "as_filed", "candidates"]].reindex(range(count))


def _as_filed(row) -> str:
    """``ต.ก อ.ข จ.ค (รหัส 123456)``, as far as given."""
    given = {"ต.": row.tambon, "อ.": row.amphoe, "จ.": row.province, "รหัส ": row.given_code}
    return " ".join(f"{mark}{text}" for mark, text in given.items() if isinstance(text, str))
