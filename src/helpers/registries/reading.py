"""Registry exports as messy as they are become lines; nothing is lost without being counted."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from helpers.core import paths
from helpers.core.errors import InputError, examples
from helpers.core.files import WORKBOOKS
from helpers.core.sheets import csv_files, excel_files
from helpers.core.sheets.grid import Grid, filled
from helpers.registries import declarations, export_day, headings, lines
from helpers.registries.declarations import FILE, Declared, Kind
from helpers.registries.headings import Header, Sorted
from helpers.registries.lines import Piece, Sheet

CSV_ENDINGS = (".csv", ".tsv", ".txt")
# The last two are left in a folder by Windows, unseen by who looks into it there.
_IGNORED = ("readme.md", "desktop.ini", "thumbs.db")
_REJECT_COLUMNS = [
    "kind",
    "source_file",
    "source_row",
    "reason_code",
    "reason_th",
    "reason_en",
    "as_received",
    "exported_on",
]


@dataclass(frozen=True)
class Reading:
    """Everything in a folder of exports.

    ``lines``: each kind that has any to one row a data line (source_file, source_row, exported_on,
    fixes_file, fixes_row, then every declared column and measure as text). ``rejects``: one row a
    line that cannot be read as one. ``account``: one row a file (or sheet) and count; of each file
    ``lines_in_file`` is the sum of the counts of ``lines.ROW_COUNTS``.
    """

    lines: dict[str, pd.DataFrame]
    rejects: pd.DataFrame
    account: pd.DataFrame


def read(folder: Path, declared: Declared | None = None) -> Reading:
    """Lines of all exports in ``folder`` and the folders in it; none for an empty folder.

    Raises ``InputError`` for a file that cannot be read, whose kind, headings or day of export
    cannot be told, and for one that is no export at all.
    """
    declared = declared or declarations.load()
    pieces = [piece for path in _files(folder) for piece in _pieces(path, declared)]
    frames = {k: [p.lines for p in pieces if p.kind == k and len(p.lines)] for k in declared.kinds}
    return Reading(
        lines={kind: _joined(found) for kind, found in frames.items() if found},
        rejects=_rejects(pieces),
        account=_account(pieces),
    )


def _joined(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    # Joining copies, and most often there is nothing to join.
    return frames[0] if len(frames) == 1 else pd.concat(frames, ignore_index=True)


def _rejects(pieces: Sequence[Piece]) -> pd.DataFrame:
    found = [piece.rejects for piece in pieces if len(piece.rejects)]
    empty = pd.DataFrame(columns=_REJECT_COLUMNS)
    return pd.concat(found, ignore_index=True) if found else empty


def _account(pieces: Sequence[Piece]) -> pd.DataFrame:
    rows = [
        (piece.source_file, piece.kind, what, n)
        for piece in pieces
        for what, n in piece.counts.items()
        if n or what in ("lines_in_file", "read", "rejected")
    ]
    frame = pd.DataFrame(rows, columns=["source_file", "kind", "what", "n"])
    return frame.astype({"source_file": "str", "kind": "str", "what": "str", "n": "Int64"})


def _files(folder: Path) -> list[Path]:
    """Exports under ``folder``, sorted; hidden files, lock files and the README are none."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    found = [path for path in found if not _is_ignored(path.relative_to(folder))]
    endings = (*CSV_ENDINGS, *WORKBOOKS)
    strange = [paths.relative(path) for path in found if path.suffix.lower() not in endings]
    if strange:
        raise InputError(
            "files that are no registry exports lie among them",
            expected=", ".join(endings),
            found=examples(strange),
            fix="the folder: save them in one of these formats or move them away",
        )
    return found


def _is_ignored(path: Path) -> bool:
    return is_hidden(path) or path.name.casefold() in _IGNORED


def is_hidden(path: Path) -> bool:
    """Whether a file is hidden or one of Excel's lock files (``~$...``), by its relative path."""
    return any(part.startswith((".", "~$")) for part in path.parts)


def _pieces(path: Path, declared: Declared) -> Iterator[Piece]:
    """What each sheet of a workbook, or the one table of a CSV file, gives."""
    file = paths.relative(path)
    if not path.stat().st_size:
        raise InputError("the file is empty", file=file, fix="the file: export it again")
    grids = _grids(path, declared)
    if not any(len(grid) for grid in grids):
        raise InputError("the file holds no filled row", file=file, fix="the file: export it again")
    headers = [_header(grid, declared) for grid in grids]
    aside = [grid for grid, header in zip(grids, headers, strict=True) if header is None]
    if len(aside) == len(grids):
        problem = "no sheet of the workbook holds a table with known headings"
        raise InputError(problem, file=file, found=f"sheets {[grid.sheet for grid in grids]}")
    yield from map(_set_aside, aside)
    for grid, header in zip(grids, headers, strict=True):
        if header is not None:
            yield _piece(path, grid, header, aside, declared)


def _grids(path: Path, declared: Declared) -> list[Grid]:
    if path.suffix.lower() in WORKBOOKS:
        return [grid.without_marks() for grid in excel_files.read(path)]
    keys = headings.every_key(declared)

    def known(cells: list[str]) -> int:
        header = Header(0, 0, tuple((cell,) for cell in cells))
        return len(set(header.known(keys).values()))

    return [csv_files.read(path, known).without_marks()]


def _header(grid: Grid, declared: Declared) -> Header | None:
    """The headings of a grid; none for a sheet of a workbook that is not meant to hold lines.

    Raises ``InputError`` for a table without known headings.
    """
    if not len(grid) or (grid.sheet is not None and declared.skips(grid.sheet)):
        return None
    places = range(min(len(grid), csv_files.HEAD_ROWS))
    head = [grid.cells(place) for place in places]
    header = headings.find(head, grid.rows[: len(head)].tolist(), grid.merged, declared)
    if header is None and not _is_note(grid):
        fullest = max(head, key=lambda cells: sum(map(bool, cells)))
        raise InputError(
            f"no row with known headings among the first {len(head)} filled rows",
            file=grid.source_file,
            expected="at least two headings of " + " or ".join(declared.kinds),
            found=f"for example {[cell for cell in fullest if cell]}",
            fix=f"{FILE}: add the headings, or the name of a sheet without lines",
        )
    return header


def _is_note(grid: Grid) -> bool:
    """A sheet no one sees, or one with at most two cells in a row, holds no table."""
    if grid.sheet is None:
        return False
    return grid.hidden or filled(grid.columns, len(grid)).max() <= 2


def _set_aside(grid: Grid) -> Piece:
    blank = grid.total - len(grid)
    counts = Counter(lines_in_file=grid.total, blank=blank, skipped_sheet=len(grid))
    counts["hidden_sheet"] = int(grid.hidden)
    lines.check_sum(counts, grid.source_file)
    return Piece(grid.source_file, None, pd.DataFrame(), pd.DataFrame(), counts)


def _piece(
    path: Path, grid: Grid, header: Header, aside: Sequence[Grid], declared: Declared
) -> Piece:
    known = header.known(headings.correction_keys(declared))
    corrections = {name: place for place, name in known.items()}
    if set(corrections) < {*lines.FIXES, "exported_on"}:
        corrections = {}
    kind = _kind(path, grid, header, declared)
    places = headings.assign(header, kind, grid.source_file)
    required = [places[c.name] for c in kind.columns.values() if c.required]
    sorts = headings.sort_rows(grid, header, required, declared)
    day = None if corrections else _exported_on(path, grid, sorts, aside, declared)
    sheet = Sheet(grid, header, kind, places, corrections)
    return lines.of_sheet(sheet, sorts, day, declared)


def _kind(path: Path, grid: Grid, header: Header, declared: Declared) -> Kind:
    """The kind told by the sheet's name, else the file's, else by the headings."""
    options = list(declared.kinds.values())
    for name in (grid.sheet, path.stem):
        named = [kind for kind in declared.kinds.values() if name and kind.named_by(name)]
        if len(named) == 1:
            return named[0]
        options = named or options
    fits = headings.fitting(header, options)
    if len(fits) == 1:
        return fits[0]
    names = {kind.name: " or ".join(kind.files) for kind in options}
    raise InputError(
        "the kind of registry cannot be told by name or headings",
        file=grid.source_file,
        expected="a name that fits one of " + "; ".join(f"{k}: {p}" for k, p in names.items()),
        found=f"headings {header.labels}, which fit {[kind.name for kind in fits] or 'none'}",
        fix="the file's name: put the kind into it, for example council_2014-09-30.csv",
    )


def _exported_on(
    path: Path, grid: Grid, sorts: Sorted, aside: Sequence[Grid], declared: Declared
) -> date:
    """The day told around the lines, on a sheet of notes, by the sheet's name or the file's."""
    around = grid.keep(sorts.mask(headings.ABOVE) | sorts.mask(headings.FOOTER))
    for texts in (_texts([around]), _texts(aside)):
        day = export_day.in_texts(texts, declared.export_day_texts, grid.source_file)
        if day:
            return day
    for name in (grid.sheet, path.stem):
        day = export_day.in_name(name) if name else None
        if day:
            return day
    raise InputError(
        "the day of the export is told neither around the lines nor by the file's name",
        file=grid.source_file,
        fix=export_day.HOW_TO_TELL,
    )


def _texts(grids: Sequence[Grid]) -> list[str]:
    """Cells of the first rows, and each row as one text: a day may stand beside its words."""
    texts = []
    for grid in grids:
        for place in range(min(len(grid), csv_files.HEAD_ROWS)):
            cells = [cell for cell in grid.cells(place) if cell]
            texts += [*cells, " ".join(cells)]
    return texts
