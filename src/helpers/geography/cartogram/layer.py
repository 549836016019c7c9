"""The cartogram as a layer to draw on, built once and kept, with seats and names of provinces.

``metadata/province_seats.csv`` is general knowledge written down for this project: longitude and
latitude of each provincial seat to two decimals of a degree, and the codes of the provinces it
adjoins. Nothing in it comes from a layer of borders.
"""

import hashlib
import json
from functools import cache
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely

from helpers.core import csv_lists, files, paths, thai
from helpers.core.errors import InputError, examples
from helpers.geography import gazetteer
from helpers.geography.cartogram import layout
from helpers.geography.layer import COLUMNS, Layer

_COLUMNS = ["province_code", "name", "longitude", "latitude", "neighbours"]
# Thailand with some room: a swapped or misplaced pair of coordinates falls outside.
_LONGITUDES, _LATITUDES = (97.0, 106.0), (5.5, 20.6)


def province_seats(path: Path | None = None) -> pd.DataFrame:
    """One row a province, sorted by code; degrees are numbers, ``neighbours`` a tuple of codes.

    Raises ``InputError`` for missing columns, a doubled code or place, a seat outside Thailand,
    and a neighbour that does not exist or does not name the province in turn.
    """
    path = path or paths.METADATA / "province_seats.csv"
    frame = csv_lists.read(path, _COLUMNS)
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
            line=int(twice.index[0]),
            found=examples(" ".join(row) for row in twice[columns].itertuples(index=False)),
        )


def _degrees(texts: pd.Series, span: tuple[float, float], path: Path) -> list[float]:
    """The numbers of a column, each within ``span``."""
    return [_degree(text, span, path, line) for line, text in texts.items()]


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
            line=seats.index[seats.province_code == one_sided[0][0]][0],
            found=examples(f"{a} names {b}" for a, b in one_sided),
        )


_WITHIN = 0.01  # of a cell: how exactly the innermost point is sought


def places(frame: gpd.GeoDataFrame) -> pd.DataFrame:
    """One row a province: province_code, x, y of the point farthest from its border."""
    rows = []
    for code, cells in frame.groupby("province_code").geometry:
        way = shapely.maximum_inscribed_circle(shapely.union_all(cells.to_numpy()), _WITHIN)
        (x, y), _ = way.coords
        rows.append((code, x, y))
    return pd.DataFrame(rows, columns=["province_code", "x", "y"])


_FILE = "cartogram.parquet"
_SOURCE = {
    "th": "แผนภาพหน่วยเท่ากัน หนึ่งช่องต่อหนึ่งตำบล จัดทำขึ้นเอง ไม่ใช้เส้นเขตจากแหล่งใด",
    "en": "unit cartogram, one equal cell a tambon, our own layout; no borders of anyone are used",
}
_TOLD = (
    {
        "th": "จังหวัดวางตามตำแหน่งจริงโดยประมาณ ตำแหน่งอำเภอและตำบลภายในจังหวัดเป็นเพียงการจัดวาง",
        "en": "Provinces lie about where they are; places of amphoe and tambons within a province "
        "are an arrangement only.",
    },
)


def load() -> Layer:
    """The unit cartogram: a square of side one for each tambon of the reference geography.

    Kept in ``data/processed/cartogram.parquet``, and built anew when the tambons, the seats or
    the code have changed. ``y`` grows northward; there is no coordinate reference system.
    """
    tambons = gazetteer.reference()[[c for c in COLUMNS if c != "geometry"]]
    key = _key(tambons)
    path = paths.processed(_FILE)
    frame = _kept(path, key)
    if frame is None:
        frame = _build(tambons, key)
        with files.appears_complete(path) as partial:
            frame.to_parquet(partial, index=False)
    return Layer("cartogram", frame, _TOLD, _SOURCE, fingerprint(frame))


def labels() -> pd.DataFrame:
    """One row a province: province_code, x, y of a point well inside it, for its name."""
    return places(load().frame)


def fingerprint(frame: gpd.GeoDataFrame) -> str:
    """SHA-256 of the codes and the corners of their cells."""
    corners = shapely.bounds(frame.geometry.to_numpy())[:, :2].astype(int).tolist()
    text = json.dumps([frame.tambon_code.tolist(), corners])
    return hashlib.sha256(text.encode()).hexdigest()


def _build(tambons: pd.DataFrame, key: str) -> gpd.GeoDataFrame:
    cells = layout.build(tambons, province_seats())
    merged = tambons.merge(cells, on="tambon_code", how="left", validate="one_to_one")
    squares = shapely.box(merged.x, merged.y, merged.x + 1, merged.y + 1)
    frame = gpd.GeoDataFrame(tambons.reset_index(drop=True), geometry=squares)
    frame.attrs["key"] = key
    return frame[list(COLUMNS)]


def _kept(path: Path, key: str) -> gpd.GeoDataFrame | None:
    """The layer as it was built, unless there is none or it was built from something else."""
    if not path.exists():
        return None
    frame = gpd.read_parquet(path)
    return frame if frame.attrs.get("key") == key else None


def _key(tambons: pd.DataFrame) -> str:
    """What the layer is built from, as one hash: tambons, seats and the code of this package."""
    digest = hashlib.sha256(tambons.to_csv(index=False).encode())
    digest.update(_of_files())
    return digest.hexdigest()


@cache
def _of_files() -> bytes:
    code = sorted(Path(__file__).parent.glob("*.py"))
    read = [paths.METADATA / "province_seats.csv", *code]
    return b"".join(file.read_bytes() for file in read)
