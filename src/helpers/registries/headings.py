"""Which row holds the headings, which column each stands for, and which rows are no lines."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from helpers.core.errors import InputError, examples
from helpers.core.notices import Notice
from helpers.core.sheets.grid import Grid, Merged, filled
from helpers.registries import refusals
from helpers.registries.declarations import AREA_COLUMNS, FILE, Column, Declared, Kind, heading_key

# One known word in a row may be chance: a title, a name.
FEWEST_KNOWN = 2
Cells = Sequence[str | None]


@dataclass(frozen=True)
class Header:
    """The headings of a sheet: where they stand and, column by column, what they may read.

    ``first`` and ``last`` are places among the filled rows (a header may have two rows);
    ``readings`` holds for each column the spellings to look up, the most specific one first.
    """

    first: int
    last: int
    readings: tuple[tuple[str, ...], ...]

    @property
    def labels(self) -> list[str]:
        """The headings as an officer would read them, blank ones left out."""
        return [reading[0] for reading in self.readings if reading]

    def known(self, keys: Mapping[str, str]) -> dict[int, str]:
        """Column to what its heading stands for, by ``keys``."""
        found = {place: _meaning(r, keys) for place, r in enumerate(self.readings)}
        return {place: meaning for place, meaning in found.items() if meaning is not None}


def _meaning(readings: Iterable[str], keys: Mapping[str, str]) -> str | None:
    for reading in readings:
        for key in (heading_key(reading), heading_key(reading, brackets=False)):
            if key in keys:
                return keys[key]
    return None


def every_key(declared: Declared) -> dict[str, str]:
    """Key of every heading of any kind, and of the workbooks of corrections, to itself."""
    keys = {key for kind in declared.kinds.values() for key in kind.by_key}
    return {key: key for key in keys | set(correction_keys(declared))}


def correction_keys(declared: Declared) -> dict[str, str]:
    """Key of every heading only a workbook of corrections has, to its column."""
    return keys_of(declared.corrections)


def keys_of(columns: Mapping[str, Column]) -> dict[str, str]:
    """Key of every heading of ``columns`` to the name of its column."""
    return {heading_key(text): c.name for c in columns.values() for text in c.headings}


def find(
    head: Sequence[Cells], numbers: Sequence[int], merged: Sequence[Merged], declared: Declared
) -> Header | None:
    """The one or two rows of ``head`` with most known headings; none where no row has two.

    ``numbers`` are the rows' numbers in the file, as ``merged`` counts them.
    """
    keys = every_key(declared)
    singles = [_single(head, place, numbers, merged) for place in range(len(head))]
    doubles = [
        _double(head, place, numbers, merged)
        for place, (upper, lower) in enumerate(pairwise(numbers))
        if lower == upper + 1
    ]

    def known(header: Header) -> int:
        return len(set(header.known(keys).values()))

    def order(header: Header) -> tuple:
        # One row is likelier than two, unless headings stand over several columns of headings.
        one_row = header.first == header.last
        likely = 1 if not one_row else 0 if _groups(head, header.first, numbers, merged) else 2
        return known(header), likely, known(singles[header.first]), -header.first

    best = max([*singles, *doubles], key=order, default=None)
    return best if best is not None and known(best) >= FEWEST_KNOWN else None


def _groups(
    head: Sequence[Cells], place: int, numbers: Sequence[int], merged: Sequence[Merged]
) -> set[int]:
    """Columns of the row at ``place`` under a heading that has several headings below it."""
    below = head[place + 1] if place + 1 < len(head) else []
    return {
        column
        for (top, left), (bottom, right) in merged
        if top == bottom == numbers[place] and len(set(below[left : right + 1])) > 1
        for column in range(left, right + 1)
    }


def _single(
    head: Sequence[Cells], place: int, numbers: Sequence[int], merged: Sequence[Merged]
) -> Header:
    """One row of headings; a heading over several columns of headings is none by itself."""
    cells = _without_groups(head, place, numbers, merged)
    return Header(place, place, tuple((cell,) if cell else () for cell in cells))


def _without_groups(
    head: Sequence[Cells], place: int, numbers: Sequence[int], merged: Sequence[Merged]
) -> list[str | None]:
    groups = _groups(head, place, numbers, merged)
    return [None if column in groups else cell for column, cell in enumerate(head[place])]


def _double(
    head: Sequence[Cells], place: int, numbers: Sequence[int], merged: Sequence[Merged]
) -> Header:
    """Two rows of headings: a heading over several columns, and theirs below it."""
    upper = _over_its_columns(head[place], head[place + 1], numbers[place], merged)
    lower = _without_groups(head, place + 1, numbers, merged)
    pairs = zip(upper, lower, strict=True)
    return Header(place, place + 1, tuple(_joined(above, below) for above, below in pairs))


def _joined(above: str | None, below: str | None) -> tuple[str, ...]:
    if above and below:
        return (f"{above} {below}", below)
    return (above or below,) if above or below else ()


def _over_its_columns(
    upper: Cells, lower: Cells, number: int, merged: Sequence[Merged]
) -> list[str | None]:
    """The upper row with each heading repeated over the columns it stands above.

    Merged cells say over which; without any, over all that follow until the next heading.
    """
    here = [(left, right) for (top, left), (_, right) in merged if top == number]
    cells = list(upper)
    if merged:
        for left, right in here:
            cells[left : right + 1] = [upper[left]] * len(cells[left : right + 1])
        return cells
    for place in range(1, len(cells)):
        if cells[place] is None and lower[place]:
            cells[place] = cells[place - 1]
    return cells


def fitting(header: Header, kinds: Iterable[Kind]) -> list[Kind]:
    """Kinds that ``header`` fits best: every needed column is there, most columns are."""
    counts = {
        kind.name: len(set(found))
        for kind in kinds
        if not missing(found := list(header.known(kind.by_key).values()), kind)
    }
    best = max(counts.values(), default=0)
    return [kind for kind in kinds if counts.get(kind.name) == best]


def missing(found: Iterable[str], kind: Kind) -> list[str]:
    """Columns a file of ``kind`` cannot do without and that are not among ``found``."""
    found = set(found)
    lacking = [c.name for c in kind.columns.values() if c.required and c.name not in found]
    areas = [name for name in AREA_COLUMNS if name in kind.columns]
    return lacking if found & set(areas) else [*lacking, "/".join(areas)]


def assign(header: Header, kind: Kind, file: str) -> dict[str, int]:
    """Declared column of ``kind`` to the place of its heading.

    Raises ``InputError`` for a needed column without heading, naming the nearest headings of the
    file, and for two headings that stand for one column.
    """
    known = header.known(kind.by_key)
    _check_complete(header, kind, list(known.values()), file)
    twice = [name for name, times in Counter(known.values()).items() if times > 1]
    if twice:
        both = [f"{header.readings[p][0]!r}" for p, name in known.items() if name == twice[0]]
        slots = {"column": twice[0], "kind": Notice(dict(kind.label)), "both": ", ".join(both)}
        raise InputError(refusals.words("heading_twice", file=FILE, **slots), file=file)
    return {name: place for place, name in known.items()}


def _check_complete(header: Header, kind: Kind, found: list[str], file: str) -> None:
    lacking = missing(found, kind)
    if not lacking:
        return
    wanted = [name for names in lacking for name in names.split("/")]
    headings = [text for name in wanted for text in kind.columns[name].headings]
    near = {label: get_close_matches(label, headings, 1, 0.5) for label in header.labels}
    alike = [(label, match[0]) for label, match in near.items() if match]
    told = refusals.listed([refusals.words("is_like", found=f, known=k) for f, k in alike])
    nearest = Notice({lang: f" ({text})" for lang, text in told.texts.items()}) if alike else ""
    label = Notice(dict(kind.label))
    columns = ", ".join(lacking)
    slots = {"columns": columns, "kind": label, "name": kind.name, "nearest": nearest, "file": FILE}
    raise InputError(
        refusals.words("heading_lacking", **slots),
        file=file,
        expected=refusals.words("one_of", headings=", ".join(headings)),
        found=examples(header.labels, len(header.labels)),
    )


LINE, ABOVE, HEADER, REPEATED, FOOTER = (
    "line",
    "above_header",
    "header",
    "repeated_header",
    "footer",
)


@dataclass(frozen=True)
class Sorted:
    """What each filled row of a grid is: a line, or one of the other sorts."""

    sorts: np.ndarray

    def count(self, sort: str) -> int:
        return int((self.sorts == sort).sum())

    def mask(self, sort: str) -> np.ndarray:
        return self.sorts == sort


def sort_rows(grid: Grid, header: Header, required: list[int], declared: Declared) -> Sorted:
    """What each filled row of ``grid`` is; ``required`` are the columns a line cannot lack.

    Raises ``InputError`` where the headings come again in other columns.
    """
    sorts = np.full(len(grid), LINE, dtype=object)
    sorts[: header.last + 1] = ABOVE
    below = sorts == LINE
    same = {place: _same_cells(grid, place) for place in range(header.first, header.last + 1)}
    _check_moved(grid, header, below, same[header.last])
    sorts[below & _numbered_columns(grid, header)] = REPEATED
    for place, cells in same.items():
        sorts[below & (cells >= max(2, _half(grid, place)))] = REPEATED
        sorts[place] = HEADER
    sorts[_footers(grid, required, declared.footers) & (sorts == LINE)] = FOOTER
    _continue_footers(grid, sorts)
    return Sorted(sorts)


def _half(grid: Grid, place: int) -> int:
    """Half of the filled cells of a row; a row of headings comes again with that many."""
    return (sum(map(bool, grid.cells(place))) + 1) // 2


def _same_cells(grid: Grid, header_place: int) -> np.ndarray:
    """How many cells of each row stand in the row of headings too, in the same column."""
    same = np.zeros(len(grid), dtype=np.int32)
    for column, cell in zip(grid.columns, grid.cells(header_place), strict=True):
        if cell:
            same += pc.fill_null(pc.equal(column, cell), False).to_numpy()
    return same


def _check_moved(grid: Grid, header: Header, below: np.ndarray, same: np.ndarray) -> None:
    """Headings that come again elsewhere begin another table, which cannot be read as this one."""
    known = pa.array([cell for cell in grid.cells(header.last) if cell], pa.string())
    again = np.zeros(len(grid), dtype=np.int32)
    for column in grid.columns:
        again += pc.is_in(column, value_set=known).to_numpy()
    moved = np.flatnonzero(below & (again > same) & (again >= max(3, _half(grid, header.last))))
    if len(moved):
        line = int(grid.rows[moved[0]])
        raise InputError(refusals.words("headings_move"), file=grid.source_file, line=line)


def _numbered_columns(grid: Grid, header: Header) -> np.ndarray:
    """The row right below the headings that only counts the columns: (1) (2) (3)."""
    found = np.zeros(len(grid), dtype=bool)
    place = header.last + 1
    if place < len(grid):
        cells = [(cell or "").strip("() ") for cell in grid.cells(place)]
        counted = [cell for cell in cells if cell]
        numbers = [str(number) for number in range(1, len(counted) + 1)]
        found[place] = len(counted) > 2 and counted == numbers
    return found


def _footers(grid: Grid, required: list[int], pattern: str) -> np.ndarray:
    """Rows without what every line has, whose first filled cell reads like a footer's."""
    candidates = np.ones(len(grid), dtype=bool)
    for place in required:
        candidates &= grid.columns[place].is_null().to_numpy()
    first = pc.coalesce(*(c.filter(pa.array(candidates)) for c in grid.columns))
    found = np.zeros(len(grid), dtype=bool)
    found[candidates] = pc.match_substring_regex(first, pattern).to_numpy(zero_copy_only=False)
    return found


def _continue_footers(grid: Grid, sorts: np.ndarray) -> None:
    """Rows of one cell right below a footer go on with it."""
    lonely = filled(grid.columns, len(grid)) == 1
    for place in np.flatnonzero(lonely & (sorts == LINE)):
        if sorts[place - 1] == FOOTER:
            sorts[place] = FOOTER
