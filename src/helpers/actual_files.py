"""The files of published and filed readings under ``data/raw``, as text with line numbers."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from helpers import files, paths, regions
from helpers.errors import InputError, examples
from helpers.sources import is_form

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
class Line:
    """One line of a file as received: where it stands and its cells by column, ends stripped."""

    file: str
    line: int
    cells: dict[str, str]

    def refuse(self, problem: str, **details: object) -> InputError:
        """The error that says this line cannot be used."""
        return InputError(problem, file=self.file, line=self.line, **details)


def read(path: Path, columns: tuple[str, ...], more: tuple[str, ...] = ()) -> list[Line]:
    """Lines of a CSV file with these columns (``more`` may be absent).

    Raises ``InputError`` for a file that is missing or not UTF-8, a missing or unknown column,
    and a line with too many or too few cells.
    """
    name = paths.relative(path)
    text = io.StringIO(files.read_text(path, "save the file as CSV UTF-8"), newline="")
    reader = csv.DictReader(text, strict=True)
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


def _lines(name: str, reader: csv.DictReader) -> list[Line]:
    lines, first = [], reader.line_num + 1
    for cells in reader:
        line = Line(name, first, cells)
        # DictReader puts surplus cells under None and fills missing ones with None.
        if None in cells or None in cells.values():
            raise line.refuse("not as many cells as the header", expected=len(reader.fieldnames))
        lines.append(Line(name, first, {key: cell.strip() for key, cell in cells.items()}))
        first = reader.line_num + 1
    return lines


def readings(raw_folder: Path | None = None) -> list[Line]:
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
