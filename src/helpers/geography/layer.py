"""Geometry a map can be drawn on: true borders where there are any, and the unit cartogram."""

from dataclasses import dataclass

import geopandas as gpd

# What a layer's frame holds, one row a tambon of the reference geography, sorted by its code.
COLUMNS = ("tambon_code", "amphoe_code", "province_code", "region_code", "geometry")


@dataclass(frozen=True)
class Layer:
    """Areas of tambons, ready to draw.

    ``name`` is ``borders`` (projected, in metres) or ``cartogram`` (no coordinate reference
    system; a cell has side one). ``told`` says in Thai and English what was detected and mended,
    ``source`` whose geometry it is; ``fingerprint`` changes whenever the geometry does.
    """

    name: str
    frame: gpd.GeoDataFrame
    told: tuple[dict[str, str], ...]
    source: dict[str, str]
    fingerprint: str
