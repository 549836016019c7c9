"""Two small layers with the codes of two real provinces, drawn by nobody: squares in rows."""

import geopandas as gpd
import pandas as pd
import shapely

from helpers.geography import gazetteer
from helpers.geography.layer import COLUMNS, Layer

PROVINCES = ("10", "83", "95")


def squares(name: str, side: float, crs: str | None, provinces: tuple[str, ...]) -> Layer:
    """A layer of one square a tambon; every province a block, every amphoe a row of it."""
    reference = gazetteer.reference()
    frame = reference[reference.province_code.isin(provinces)].sort_values("tambon_code")
    row = frame.groupby("province_code").amphoe_code.rank(method="dense").astype(int)
    across = frame.groupby("amphoe_code").cumcount()
    block = frame.province_code.map({code: place for place, code in enumerate(provinces)}) * 30
    corners = pd.DataFrame({"x": (block + across) * side, "y": row * side})
    geometry = shapely.box(corners.x, corners.y, corners.x + side, corners.y + side)
    frame = gpd.GeoDataFrame(frame[list(COLUMNS[:-1])], geometry=geometry, crs=crs)
    source = {"th": "ผู้ทดสอบ", "en": "the tester"}
    key = f"{side}-{'-'.join(provinces)}"
    return Layer(name, frame.reset_index(drop=True), (), source, key)


def borders(provinces: tuple[str, ...] = PROVINCES) -> Layer:
    """A layer as of true borders, in metres."""
    return squares("borders", 5000.0, "EPSG:32647", provinces)


def cartogram(provinces: tuple[str, ...] = PROVINCES) -> Layer:
    """A layer as of the cartogram, without a coordinate reference system."""
    return squares("cartogram", 1.0, None, provinces)
