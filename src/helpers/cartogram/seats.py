"""Where the provinces lie: their seats and neighbours, from ``metadata/province_seats.csv``.

The file is general knowledge written down for this project: longitude and latitude of each
provincial seat to two decimals of a degree, and the codes of the provinces it adjoins. Nothing in
it comes from a layer of borders.
"""

import io
from pathlib import Path

import pandas as pd

from helpers import files, paths, thai
from helpers.errors import InputError, examples

_COLUMNS = ["province_code", "name", "longitude", "latitude", "neighbours"]
# Thailand with some room: a swapped or misplaced pair of coordinates falls outside.
_LONGITUDES, _LATITUDES = (97.0, 106.0), (5.5, 20.6)


def load(path: Path | None = None) -> pd.DataFrame:
    """One row a province, sorted by code; degrees are numbers, ``neighbours`` a tuple of codes.

    Raises ``InputError`` for missing columns, a doubled code or place, a seat outside Thailand,
    and a neighbour that does not exist or does not name the province in turn.
    """
    path = path or paths.METADATA / "province_seats.csv"
    frame = pd.read_csv(io.StringIO(files.read_text(path)), dtype=str, keep_default_na=False)
    missing = [column for column in _COLUMNS if column not in frame.columns]
    if missing:
        raise InputError("columns are missing", file=paths.relative(path), expected=missing)
    _refuse_twice(frame, ["province_code"], "a province stands twice", path)
    _refuse_twice(frame, ["longitude", "latitude"], "two seats lie at one place", path)
    seats = frame.assign(
        longitude=_degrees(frame.longitude, _LONGITUDES, path),
        latitude=_degrees(frame.latitude, _LATITUDES, path),
        neighbours=[tuple(text.split()) for text in frame.neighbours],
    )
    _check_neighbours(seats, path)
    return seats[_COLUMNS].sort_values("province_code", ignore_index=True)


def _refuse_twice(frame: pd.DataFrame, columns: list[str], problem: str, path: Path) -> None:
    twice = frame[frame.duplicated(columns)]
    if len(twice):
        raise InputError(
            problem,
            file=paths.relative(path),
            line=int(twice.index[0]) + 2,
            found=examples(" ".join(row) for row in twice[columns].itertuples(index=False)),
        )


def _degrees(texts: pd.Series, span: tuple[float, float], path: Path) -> list[float]:
    """The numbers of a column, each within ``span``."""
    return [_degree(text, span, path, line) for line, text in enumerate(texts, start=2)]


def _degree(text: str, span: tuple[float, float], path: Path, line: int) -> float:
    place = {"file": paths.relative(path), "line": line, "found": repr(text)}
    expected = f"degrees between {span[0]} and {span[1]}"
    try:
        number = float(thai.parse_number(text))
    except ValueError as error:
        raise InputError("a coordinate is not a number", expected=expected, **place) from error
    if not span[0] <= number <= span[1]:
        raise InputError("a seat lies outside Thailand", expected=expected, **place)
    return number


def _check_neighbours(seats: pd.DataFrame, path: Path) -> None:
    """Refuse a pair of neighbours that only one of the two names."""
    pairs = {
        (code, other)
        for code, others in zip(seats.province_code, seats.neighbours, strict=True)
        for other in others
    }
    one_sided = sorted((a, b) for a, b in pairs if (b, a) not in pairs or a == b)
    if one_sided:
        raise InputError(
            "neighbours must name each other",
            file=paths.relative(path),
            line=seats.index[seats.province_code == one_sided[0][0]][0] + 2,
            found=examples(f"{a} names {b}" for a, b in one_sided),
        )
