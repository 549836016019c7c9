"""Addresses as people write them, matched to tambons of the reference geography.

Names an officer has settled by hand (``metadata/aliases.csv``) come first; where nothing matches,
the tambons the line may have meant are told.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from helpers.core import csv_lists, metadata, paths, thai
from helpers.geography.gazetteer import areas, lexicon
from helpers.geography.gazetteer.codes import code_map
from helpers.geography.gazetteer.lexicon import Lexicon, Place

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
    for row in csv_lists.read(path, COLUMNS).itertuples():
        name = _name(path, row)
        if name in known:
            first = f"one alias for a name, the first is in line {known[name].line}"
            raise csv_lists.refuse(path, row.Index, "an alias is doubled", first, row.as_written)
        known[name] = Alias(row.tambon_code, row.Index)
    return known


@cache
def known() -> Mapping[tuple, Alias]:
    """The aliases of the package's own list; not to be altered."""
    return load()


def aliases_unused(lines: pd.Series, path: Path | None = None) -> pd.DataFrame:
    """One row an alias whose line is in none of ``lines`` (``alias_line`` of the matches)."""
    path = path or paths.METADATA / "aliases.csv"
    frame = csv_lists.read(path, COLUMNS)
    return frame[~frame.index.isin(lines.dropna().astype(int))].reset_index()


def identity(names: Lexicon, province: str, amphoe: str, tambon: str) -> tuple:
    """The keys of an address, with known provinces and amphoe as codes; ``""`` where not given."""
    code = names.provinces.get(province, province)
    return code, names.amphoe.get((code, amphoe), amphoe), tambon


def _name(path: Path, row: tuple) -> tuple:
    tambon = lexicon.careful_key("tambon", row.as_written)
    if not tambon:
        raise csv_lists.refuse(path, row.Index, "as_written is blank", "a name", row.as_written)
    if not isinstance(code_map().get(row.tambon_code, (None,))[0], str):
        problem, wanted = "no tambon has this code", "a code of six digits"
        raise csv_lists.refuse(path, row.Index, problem, wanted, row.tambon_code)
    province = lexicon.careful_key("province", row.province)
    amphoe = lexicon.careful_key("amphoe", row.amphoe)
    return identity(lexicon.load(), province, amphoe, tambon)


SHOWN = 10


def told(places: Iterable[Place]) -> str | None:
    """``ต.x อ.y จ.z (code); ... ; +3``: at most ten tambons, then how many more there are."""
    codes = sorted({place.reference for place in places})
    more = [f"+{len(codes) - SHOWN}"] if len(codes) > SHOWN else []
    return "; ".join([*(_addresses()[code] for code in codes[:SHOWN]), *more]) or None


def named(codes: Iterable[str]) -> str | None:
    """Tambons of the reference geography by their codes, as ``told`` tells them."""
    return told(Place(code, code, "") for code in codes)


def near(names: Lexicon, province: str | None, amphoe: str | None, tambon: str) -> list[Place]:
    """Places for a name nobody knows: those that sound alike, else all of the amphoe."""
    alike = names.tambons_like(province, amphoe, tambon) if province or amphoe else []
    return alike or (names.find(province, amphoe, None) if amphoe else [])


@cache
def _addresses() -> dict[str, str]:
    words = metadata.load("gazetteer.yml")["address"]
    return {
        row.tambon_code: words.get(row.province_code, words["default"]).format(
            tambon=row.name_th, amphoe=row.amphoe_th, province=row.province_th
        )
        + f" ({row.tambon_code})"
        for row in areas.reference().itertuples()
    }


MATCHED, AMBIGUOUS, BLANK, CONTRADICTION = "matched", "ambiguous", "blank", "contradiction"
UNKNOWN = {level: f"unknown_{level}" for level in lexicon.LEVELS}
STATUSES = (MATCHED, AMBIGUOUS, *UNKNOWN.values(), BLANK, CONTRADICTION)
CODE, ALIAS, NAME_UNIQUE, NAME_IN_PROVINCE = "code", "alias", "name_unique", "name_in_province"


class Match(NamedTuple):
    """What became of one address."""

    tambon_code: str | None
    code_as_filed: str | None
    status: str
    how: str | None = None
    candidates: str | None = None
    alias_line: int | None = None


class Address(NamedTuple):
    """One address as keys; ``""`` for what is not given."""

    province: str
    amphoe: str
    tambon: str
    code: str


def match(addresses: pd.DataFrame, aliases: Mapping[tuple, Alias] | None = None) -> pd.DataFrame:
    """One row an address, same index: the tambon it names, or why it names none.

    ``addresses`` has the text columns tambon, amphoe, province and maybe tambon_code, blank
    where not given; give each address once, most registries repeat them. The result has
    tambon_code (reference geography), code_as_filed (the code of the vintage the address is
    in), status (``STATUSES``), how, candidates and alias_line.
    """
    matcher = _Matcher(lexicon.load(), known() if aliases is None else aliases)
    parts = [_keys(matcher.names, level, addresses[level]) for level in reversed(lexicon.LEVELS)]
    codes = _codes(addresses)
    found = [matcher.match(Address(*given)) for given in zip(*parts, codes, strict=True)]
    frame = pd.DataFrame(found, columns=Match._fields, index=addresses.index)
    text = [name for name in Match._fields if name != "alias_line"]
    return frame.astype({**dict.fromkeys(text, "str"), "alias_line": "Int64"})


def _keys(names: Lexicon, level: str, written: pd.Series) -> pd.Series:
    """Keys of a column, each text once; the careful spelling only where the plain one fails."""
    known = names.known[level]
    keys = {}
    for text in written.dropna().unique():
        plain = lexicon.key(level, text)
        keys[text] = plain if plain in known or not plain else lexicon.careful_key(level, text)
    return written.map(keys).astype(object).where(written.notna(), "")


def _codes(addresses: pd.DataFrame) -> pd.Series:
    if "tambon_code" not in addresses:
        return pd.Series("", index=addresses.index, dtype=object)
    codes = addresses["tambon_code"]
    keys = {text: thai.arabic_digits(text).strip() for text in codes.dropna().unique()}
    return codes.map(keys).astype(object).where(codes.notna(), "")


@dataclass(frozen=True)
class _Matcher:
    """The rules, in the order they are tried."""

    names: Lexicon
    aliases: Mapping[tuple, Alias]

    def match(self, given: Address) -> Match:
        if given.code:
            return self._by_code(given)
        return self._by_names(given)

    def _by_code(self, given: Address) -> Match:
        """A code counts when all the names given can be those of its tambon, in any vintage."""
        reference = code_map().get(given.code, (None,))[0]
        named = self._by_names(given)
        if not isinstance(reference, str):
            return self._code_unknown(named)
        if self._agrees(reference, given, named):
            return Match(reference, given.code, MATCHED, CODE, alias_line=named.alias_line)
        meant = {reference, named.tambon_code} - {None}
        return _refused(CONTRADICTION, [Place(code, code, "") for code in meant])

    def _code_unknown(self, named: Match) -> Match:
        if named.status == MATCHED:
            place = Place(named.tambon_code, named.code_as_filed, "")
            return _refused(CONTRADICTION, [place])
        return named if named.status != BLANK else _refused(UNKNOWN["tambon"])

    def _agrees(self, reference: str, given: Address, named: Match) -> bool:
        if named.alias_line is not None:
            return named.tambon_code == reference
        if given.province and given.province not in self.names.provinces:
            return False
        place = self._place(given)
        if place == (None, None, None):
            return True
        return any(p.reference == reference for p in self.names.places.get(place, ()))

    def _place(self, given: Address) -> tuple:
        """What the lexicon is asked for: the province as a code, ``None`` for what is not given."""
        province = self.names.provinces.get(given.province)
        return province, given.amphoe or None, given.tambon or None

    def _by_names(self, given: Address) -> Match:
        if not given.tambon:
            return Match(None, None, BLANK)
        settled = self._by_alias(given)
        if settled:
            return settled
        if given.province and given.province not in self.names.provinces:
            return _refused(UNKNOWN["province"], self._elsewhere(given))
        found = self.names.find(*self._place(given))
        if not found:
            return self._unknown(given)
        if len({place.reference for place in found}) > 1:
            return _refused(AMBIGUOUS, found)
        return Match(found[0].reference, found[0].filed, MATCHED, _how(given, found[0]))

    def _by_alias(self, given: Address) -> Match | None:
        name = identity(self.names, given.province, given.amphoe, given.tambon)
        alias = self.aliases.get(name)
        if alias is None:
            return None
        reference = code_map()[alias.tambon_code][0]
        return Match(reference, alias.tambon_code, MATCHED, ALIAS, alias_line=alias.line)

    def _elsewhere(self, given: Address) -> list[Place]:
        """Places of this name in any province, in an amphoe of this name where there is one."""
        amphoe = given.amphoe or None
        found = self.names.find(None, amphoe, given.tambon)
        return found or self.names.find(None, None, given.tambon)

    def _unknown(self, given: Address) -> Match:
        """No tambon is named so: which of the names is at fault, and what may be meant."""
        province, amphoe, tambon = self._place(given)
        same_name = self.names.find(province, None, tambon)
        if amphoe and same_name:
            return _refused(UNKNOWN["amphoe"], same_name)
        if amphoe and not self.names.find(province, amphoe, None):
            like = near(self.names, province, None, given.tambon)
            return _refused(UNKNOWN["amphoe"], like)
        like = near(self.names, province, amphoe, given.tambon)
        return _refused(UNKNOWN["tambon"], like)


def _how(given: Address, place: Place) -> str:
    """A name found without its province or amphoe says so; an old name always does."""
    if place.how != lexicon.NAME:
        return place.how
    if not given.province:
        return NAME_UNIQUE
    return place.how if given.amphoe else NAME_IN_PROVINCE


def _refused(status: str, places: list[Place] | tuple = ()) -> Match:
    return Match(None, None, status, candidates=told(places))
