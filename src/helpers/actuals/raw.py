"""Published readings under ``data/raw``: lines of text read and checked, and their sources."""

import csv
import io
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from helpers.actuals import links
from helpers.core import files, invisible, paths, thai
from helpers.core.errors import InputError, examples
from helpers.core.schemas import TABLES
from helpers.core.sources import is_form
from helpers.geography import regions

SOURCES = "sources.csv"
COLUMNS = (
    "reading_id",
    "indicator_key",
    "geography_level",
    "geography_code",
    "as_of",
    "as_of_from",
    "as_of_to",
    "source_year_be",
    "year_basis",
    "read_on",
    "value",
    "value_low",
    "value_high",
    "unit_th",
    "kind",
    "confidence",
    "source_id",
    "note",
    "quote",
)
# A form filled in by officers may state these too.
MORE_COLUMNS = ("numerator", "denominator", "maturity", "responsible_unit")


@dataclass(frozen=True)
class ReadingLine:
    """One line of a file as received: where it stands and its cells by column, ends stripped."""

    file: str
    line: int
    cells: dict[str, str]

    def refuse(self, problem: str, **details: object) -> InputError:
        """The error that says this line cannot be used."""
        return InputError(problem, file=self.file, line=self.line, **details)


def read(path: Path, columns: tuple[str, ...], more: tuple[str, ...] = ()) -> list[ReadingLine]:
    """Lines of a CSV file with these columns (``more`` may be absent).

    Raises ``InputError`` for a file that is missing or not UTF-8, a missing or unknown column,
    and a line with too many or too few cells.
    """
    name = paths.relative(path)
    text = invisible.without(files.read_text(path, "save the file as CSV UTF-8"))
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        _check_header(name, list(reader.fieldnames or ()), columns, more)
        return _lines(name, reader)
    except csv.Error as error:
        raise InputError(f"not CSV: {error}", file=name, line=reader.line_num) from error


def _check_header(
    name: str, found: list[str], columns: tuple[str, ...], more: tuple[str, ...]
) -> None:
    missing = [column for column in columns if column not in found]
    unknown = [column for column in found if column not in (*columns, *more)]
    doubled = [column for column in found if found.count(column) > 1]
    if missing or unknown or doubled:
        raise InputError(
            f"columns missing {examples(missing)}, unknown {examples(unknown)}, "
            f"doubled {examples(doubled)}",
            file=name,
            line=1,
            expected=", ".join(columns),
        )


def _lines(name: str, reader: csv.DictReader) -> list[ReadingLine]:
    lines, first = [], reader.line_num + 1
    for cells in reader:
        line = ReadingLine(name, first, cells)
        # DictReader puts surplus cells under None and fills missing ones with None.
        if None in cells or None in cells.values():
            raise line.refuse("not as many cells as the header", expected=len(reader.fieldnames))
        lines.append(ReadingLine(name, first, {key: cell.strip() for key, cell in cells.items()}))
        first = reader.line_num + 1
    return lines


def readings(raw_folder: Path | None = None) -> list[ReadingLine]:
    """Every line of every file of readings; ``InputError`` where there is no file or no line."""
    folder = (raw_folder or paths.raw()) / "actuals"
    received = sorted(p for p in folder.glob("*.csv") if p.name != SOURCES and not is_form(p))
    lines = [line for path in received for line in read(path, COLUMNS, MORE_COLUMNS)]
    if not lines:
        raise InputError("no reading in any file", file=f"{paths.relative(folder)}/*.csv")
    return lines


def sources(raw_folder: Path | None = None) -> dict[str, dict[str, str]]:
    """Title and address of each published source by its id; ``InputError`` for a doubled id."""
    path = (raw_folder or paths.raw()) / "actuals" / SOURCES
    found: dict[str, dict[str, str]] = {}
    for line in read(path, ("source_id", "title", "url")):
        if line.cells["source_id"] in found:
            raise line.refuse("source_id written twice", found=line.cells["source_id"])
        found[line.cells["source_id"]] = {k: line.cells[k] for k in ("title", "url")}
    return found


def places(raw_folder: Path | None = None) -> dict[str, set[str]]:
    """Codes a reading may name, by level: the country, CODI's regions and the provinces."""
    listed = regions.load((raw_folder or paths.raw()).joinpath(*regions.FILE))
    return {
        "country": {"TH"},
        "region": set(listed["region_code"]),
        "province": set(listed["province_code"]),
    }


_OPTIONAL_TEXT = ("note", "responsible_unit")
# No page was read later; a later year is one of the Buddhist Era.
_LAST_YEAR_READ = 2100
_LISTED = ("geography_level", "year_basis", "kind", "confidence", "maturity")


@dataclass(frozen=True)
class Known:
    """What a reading may name: published numbers, sources, codes of places by level."""

    keys: dict[str, links.Key]
    sources: set[str]
    places: dict[str, set[str]]


def typed(line: ReadingLine, known: Known) -> dict[str, object]:
    """A row of table ``actuals``.

    Raises ``InputError`` naming file, line, what was expected and what was found.
    """
    cells = {"maturity": "not_stated", **{k: v for k, v in line.cells.items() if v}}
    _check_names(line, cells, known)
    dates = _dates(line, cells)
    link = known.keys[cells["indicator_key"]].link(dates["year_be"])
    return {
        **{name: cells[name] for name in ("reading_id", "indicator_key", "source_id", *_LISTED)},
        **{name: cells.get(name) for name in _OPTIONAL_TEXT},
        **dates,
        **_values(line, cells),
        "geography_code": cells["geography_code"],
        "unit_th": thai.normalise(cells["unit_th"]),
        "indicator_id": link and link.indicator_id,
        "relation": link and link.relation,
        "evidence": cells.get("quote"),
        "source_file": line.file,
        "source_row": line.line,
        "source_cell": None,
    }


def _check_names(line: ReadingLine, cells: dict[str, str], known: Known) -> None:
    for name in ("reading_id", "indicator_key", "geography_code", "unit_th", "source_id"):
        if name not in cells:
            raise line.refuse(f"{name} is blank")
    for name in _LISTED:
        allowed = TABLES["actuals"].columns[name].allowed
        if cells.get(name) not in allowed:
            raise line.refuse(f"unknown {name}", expected=allowed, found=cells.get(name, "a blank"))
    _check_key(line, cells, known)
    if cells["source_id"] not in known.sources:
        fix = f"data/raw/actuals/{SOURCES}"
        raise line.refuse("unknown source_id", found=cells["source_id"], fix=fix)
    _check_place(line, cells["geography_level"], cells["geography_code"], known.places)


def _check_key(line: ReadingLine, cells: dict[str, str], known: Known) -> None:
    name, unit = cells["indicator_key"], thai.normalise(cells["unit_th"])
    fix = paths.relative(paths.METADATA / links.FILE)
    if name not in known.keys:
        raise line.refuse("unknown indicator_key", found=name, fix=fix)
    units = known.keys[name].units
    if unit not in units:
        raise line.refuse(f"unit of {name} is another", expected=units, found=unit, fix=fix)


def _check_place(line: ReadingLine, level: str, code: str, places: dict[str, set[str]]) -> None:
    if level == "amphoe":
        # An amphoe's code begins with its province's.
        good = len(code) == 4 and code.isdigit() and code[:2] in places["province"]
    else:
        good = code in places[level]
    if not good:
        fix = "data/raw/geography/codi_regions.csv"
        raise line.refuse(f"unknown {level} code", found=code, fix=fix)


def _dates(line: ReadingLine, cells: dict[str, str]) -> dict[str, object]:
    """As-of day, its bounds, the day read, the year printed and the fiscal year served."""
    days = {
        name: _day(line, cells, name) for name in ("as_of", "as_of_from", "as_of_to", "read_on")
    }
    year = _number(line, cells, "source_year_be")
    if days["as_of_from"] is None or days["as_of_to"] is None or year is None:
        raise line.refuse("as_of_from, as_of_to and source_year_be are needed")
    if year != int(year):
        raise line.refuse("source_year_be is not a whole number", found=year)
    _check_bounds(line, days, int(year))
    _check_read_on(line, days["read_on"], days["as_of_from"])
    return {**days, "source_year_be": int(year), "year_be": _year_be(line, cells, days, int(year))}


def _check_bounds(line: ReadingLine, days: dict[str, date | None], year: int) -> None:
    low, high, day = days["as_of_from"], days["as_of_to"], days["as_of"]
    bounds = f"{low} to {high}"
    if low > high:
        raise line.refuse("as_of_from is after as_of_to", found=bounds)
    if day is not None and not low <= day <= high:
        raise line.refuse("as_of is outside its bounds", expected=bounds, found=day)
    # A reading of a year is dated within a calendar year of it; more is a typing error, most
    # often a Buddhist Era year written into a Common Era date.
    if any(abs(thai.ce_to_be(bound.year) - year) > 1 for bound in (low, high)):
        raise line.refuse(
            "days (Common Era) and source_year_be disagree", expected=year, found=bounds
        )


def _check_read_on(line: ReadingLine, read_on: date | None, earliest: date) -> None:
    """A page is read on or after the first day it may speak of; the day may be unknown."""
    if read_on is not None and read_on < earliest:
        raise line.refuse("read_on is before as_of_from", expected=earliest, found=read_on)
    if read_on is not None and read_on.year > _LAST_YEAR_READ:
        raise line.refuse("read_on is not a day of the Common Era", found=read_on)


def _year_be(
    line: ReadingLine, cells: dict[str, str], days: dict[str, date | None], year: int
) -> int:
    """Fiscal year served: of the day, of the month's bounds, or the year column's."""
    basis = cells["year_basis"]
    if (basis == "dated") != (days["as_of"] is not None):
        raise line.refuse("as_of is given when, and only when, year_basis is dated", found=basis)
    if basis == "dated":
        return thai.fiscal_year(days["as_of"])
    if basis == "unknown":
        return year
    first, last = thai.fiscal_year(days["as_of_from"]), thai.fiscal_year(days["as_of_to"])
    if first != last:
        raise line.refuse("a month lies in one fiscal year", found=f"{first} and {last}")
    return first


def _values(line: ReadingLine, cells: dict[str, str]) -> dict[str, float | None]:
    """Value with both ends of its interval; a point reading is its own interval."""
    names = ("value", "value_low", "value_high", "numerator", "denominator")
    found = {name: _number(line, cells, name) for name in names}
    negative = [name for name, number in found.items() if number is not None and number < 0]
    if negative:
        raise line.refuse(f"{', '.join(negative)} is below zero", found=found)
    value, low, high = (found[name] for name in names[:3])
    if (low is None) != (high is None) or (value is None and low is None):
        raise line.refuse("a reading is a value, or value_low and value_high", found=found)
    low, high = (value, value) if low is None else (low, high)
    if low > high or (value is not None and not low <= value <= high):
        raise line.refuse("value_low <= value <= value_high does not hold", found=found)
    return {**found, "value_low": low, "value_high": high}


def _number(line: ReadingLine, cells: dict[str, str], name: str) -> float | None:
    if name not in cells:
        return None
    try:
        return thai.parse_number(cells[name])
    except ValueError as error:
        raise line.refuse(f"{name} is not a number", found=cells[name]) from error


def _day(line: ReadingLine, cells: dict[str, str], name: str) -> date | None:
    if name not in cells:
        return None
    try:
        return thai.parse_day(cells[name])
    except ValueError as error:
        raise line.refuse(f"{name} is no day", expected="YYYY-MM-DD", found=cells[name]) from error
