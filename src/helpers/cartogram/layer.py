"""The cartogram as a layer to draw on, built once and kept."""

import hashlib
import json
from functools import cache
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely

from helpers import files, gazetteer, paths
from helpers.cartogram import labelling, layout, seats
from helpers.layers import COLUMNS, Layer

_FILE = "cartogram.parquet"
_SOURCE = {
    "th": "แผนภาพหน่วยเท่ากัน หนึ่งช่องต่อหนึ่งตำบล จัดทำขึ้นเอง ไม่ใช้เส้นเขตจากแหล่งใด",
    "en": "unit cartogram, one equal cell a tambon, our own layout; no borders of anyone are used",
}
_TOLD = (
    {
        "th": "จังหวัดวางตามตำแหน่งจริงโดยประมาณ ตำแหน่งอำเภอและตำบลภายในจังหวัดเป็นเพียงการจัดวาง",
        "en": "provinces lie about where they are; places of amphoe and tambons within a province "
        "are an arrangement only",
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
    return labelling.places(load().frame)


def fingerprint(frame: gpd.GeoDataFrame) -> str:
    """SHA-256 of the codes and the corners of their cells."""
    corners = shapely.bounds(frame.geometry.to_numpy())[:, :2].astype(int).tolist()
    text = json.dumps([frame.tambon_code.tolist(), corners])
    return hashlib.sha256(text.encode()).hexdigest()


def _build(tambons: pd.DataFrame, key: str) -> gpd.GeoDataFrame:
    cells = layout.build(tambons, seats.load())
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
