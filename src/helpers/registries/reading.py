"""Registry exports as messy as they are become lines; nothing is lost without being counted."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pandas as pd

from helpers.core import paths
from helpers.core.errors import InputError
from helpers.core.files import WORKBOOKS
from helpers.core.notices import Notice
from helpers.core.sheets import csv_files
from helpers.core.sheets.contents import tables_of
from helpers.core.sheets.grid import Grid, filled
from helpers.registries import (
    declarations,
    export_day,
    headings,
    kind_told,
    lines,
    refusals,
    sheet_choice,
)
from helpers.registries.declarations import FILE, Declared
from helpers.registries.headings import Header, Sorted
from helpers.registries.lines import Piece, Sheet
from helpers.registries.refusals import Refusals
from helpers.registries.sheet_choice import Named

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
    ``lines_in_file`` is the sum of the counts of ``lines.ROW_COUNTS``. ``columns``: by file (and
    sheet), where each declared column stands.
    """

    lines: dict[str, pd.DataFrame]
    rejects: pd.DataFrame
    account: pd.DataFrame
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def read(folder: Path, declared: Declared | None = None) -> Reading:
    """Lines of all exports in ``folder`` and the folders in it; none for an empty folder.

    Raises one ``InputError`` for all files and sheets that cannot be used: that cannot be read,
    whose kind, headings or day of export cannot be told, that hold bodies of another kind or that
    somebody has to say of whether they count, and files that are no export at all.
    """
    declared, refused = declared or declarations.load(), Refusals(folder)
    received = _files(folder, refused)
    pieces = [p for path in received for p in _pieces(path, folder, declared, refused)]
    refused.stop()
    frames = {k: [p.lines for p in pieces if p.kind == k and len(p.lines)] for k in declared.kinds}
    return Reading(
        lines={kind: _joined(found) for kind, found in frames.items() if found},
        rejects=_rejects(pieces),
        account=_account(pieces),
        columns={piece.source_file: piece.columns for piece in pieces},
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


def _files(folder: Path, refused: Refusals) -> list[Path]:
    """Exports under ``folder``, sorted; hidden files, lock files and the README are none."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    found = [path for path in found if not _is_ignored(path.relative_to(folder))]
    endings = (*CSV_ENDINGS, *WORKBOOKS)
    strange = [path for path in found if path.suffix.lower() not in endings]
    for path in strange:
        with refused.gathered():
            rule = refusals.words("not_exports", endings=", ".join(endings))
            raise InputError(rule, file=paths.relative(path))
    return [path for path in found if path not in strange]


def _is_ignored(path: Path) -> bool:
    return is_hidden(path) or path.name.casefold() in _IGNORED


def is_hidden(path: Path) -> bool:
    """Whether a file is hidden or one of Excel's lock files (``~$...``), by its relative path."""
    return any(part.startswith((".", "~$")) for part in path.parts)


def _pieces(path: Path, folder: Path, declared: Declared, refused: Refusals) -> list[Piece]:
    """What each sheet of a workbook, or the one table of a CSV file, gives."""
    around = Around(path.stem, tuple(reversed(path.relative_to(folder).parent.parts)))
    tables: list[tuple[Grid, Header, Named]] = []
    aside, grids = [], []
    with refused.gathered():
        grids = _grids(path, declared)
    for grid in grids:
        with refused.gathered():
            header = _header(grid, declared)
            named = around.names(grid, header)
            if header is None or _is_left(grid, header, named, declared):
                aside.append(grid)
            else:
                tables.append((grid, header, named))
    if grids and len(aside) == len(grids):
        with refused.gathered():
            found = ", ".join(grid.sheet for grid in grids if grid.sheet)
            raise InputError(refusals.words("no_table"), file=paths.relative(path), found=found)
    pieces = [_set_aside(grid) for grid in aside]
    for grid, header, named in tables:
        with refused.gathered():
            pieces.append(_piece(path, grid, header, named, aside, declared))
    return pieces


@dataclass(frozen=True)
class Around:
    """What a table lies in: its file, and the folders that lies in, the nearest first."""

    file: str
    folders: tuple[str, ...]

    def names(self, grid: Grid, header: Header | None) -> Named:
        """Every name of a table, the nearest first: sheet, lines above it, file, folders."""
        sheet = [("sheet", grid.sheet)] if grid.sheet else []
        above = range(header.first if header else 0)
        titles = [("title", cell) for place in above for cell in grid.cells(place) if cell]
        folders = [("folder", name) for name in self.folders]
        return [*sheet, *titles, ("file", self.file), *folders]


def _grids(path: Path, declared: Declared) -> list[Grid]:
    """The tables of a file; ``InputError`` for one that holds nothing."""
    file = paths.relative(path)
    if not path.stat().st_size:
        raise InputError(refusals.words("empty_file"), file=file)
    keys = headings.every_key(declared)

    def known(cells: list[str]) -> int:
        header = Header(0, 0, tuple((cell,) for cell in cells))
        return len(set(header.known(keys).values()))

    grids = [grid.without_marks() for grid in tables_of(path, known)]
    if not any(len(grid) for grid in grids):
        raise InputError(refusals.words("no_rows"), file=file)
    return grids


def _header(grid: Grid, declared: Declared) -> Header | None:
    """The headings of a grid; none for a sheet of a workbook that is not meant to hold lines.

    Raises ``InputError`` for a table without known headings.
    """
    by_name = [("sheet", grid.sheet), ("file", "")] if grid.sheet else []
    if not len(grid) or (by_name and sheet_choice.is_left(by_name, declared)):
        return None
    places = range(min(len(grid), csv_files.HEAD_ROWS))
    head = [grid.cells(place) for place in places]
    header = headings.find(head, grid.rows[: len(head)].tolist(), grid.merged, declared)
    if header is None and not _is_note(grid):
        fullest = max(head, key=lambda cells: sum(map(bool, cells)))
        labels = [Notice(dict(kind.label)) for kind in declared.kinds.values()]
        raise InputError(
            refusals.words("no_headings", count=len(head), file=FILE),
            file=grid.source_file,
            expected=refusals.words("headings_wanted", kinds=refusals.any_of(labels)),
            found=", ".join(cell for cell in fullest if cell),
        )
    return header


def _is_left(grid: Grid, header: Header, named: Named, declared: Declared) -> bool:
    """A table whose lines do not count, or a hidden or doubtful one that could hold none."""
    if sheet_choice.is_left(named, declared):
        return True
    doubtful = grid.hidden or sheet_choice.is_doubtful(named, declared)
    return doubtful and not headings.fitting(header, declared.kinds.values())


def _is_note(grid: Grid) -> bool:
    """A sheet no one sees, or one with at most two cells in a row, holds no table.

    Nor do the menus and frames of a web page that has other tables.
    """
    if grid.sheet is None:
        return False
    return grid.hidden or "web_page" in grid.notes or filled(grid.columns, len(grid)).max() <= 2


def _set_aside(grid: Grid) -> Piece:
    blank = grid.total - len(grid)
    counts = Counter(lines_in_file=grid.total, blank=blank, skipped_sheet=len(grid))
    counts["hidden_sheet"] = int(grid.hidden)
    counts.update(grid.notes)
    lines.check_sum(counts, grid.source_file)
    return Piece(grid.source_file, None, pd.DataFrame(), pd.DataFrame(), counts)


def _piece(
    path: Path,
    grid: Grid,
    header: Header,
    named: Named,
    aside: Sequence[Grid],
    declared: Declared,
) -> Piece:
    count = len(grid) - header.last - 1
    sheet_choice.check(named, grid.hidden, count, grid.source_file, declared)
    known = header.known(headings.correction_keys(declared))
    corrections = {name: place for place, name in known.items()}
    if set(corrections) < {*lines.FIXES, "exported_on"}:
        corrections = {}
    kind = kind_told.tell(named, grid, header, declared)
    places = headings.assign(header, kind, grid.source_file)
    required = [places[c.name] for c in kind.columns.values() if c.required]
    sorts = headings.sort_rows(grid, header, required, declared)
    day = None if corrections else _exported_on(path, grid, sorts, aside, declared)
    sheet = Sheet(grid, header, kind, places, corrections)
    return lines.of_sheet(sheet, sorts, day, declared)


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
    raise InputError(refusals.words("no_export_day"), file=grid.source_file)


def _texts(grids: Sequence[Grid]) -> list[str]:
    """Cells of the first rows, and each row as one text: a day may stand beside its words."""
    texts = []
    for grid in grids:
        for place in range(min(len(grid), csv_files.HEAD_ROWS)):
            cells = [cell for cell in grid.cells(place) if cell]
            texts += [*cells, " ".join(cells)]
    return texts
