"""A layer's geometry made ready to draw: compound paths, lines of borders, a raster of tambons.

What draws is loaded once something is drawn: a map in a browser takes the geometry alone.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import shapely

from helpers.core.errors import InputError
from helpers.geography.layer import Layer

if TYPE_CHECKING:
    from matplotlib.path import Path

_KEPT, _AREAS_KEPT = 8, 24
_shapes: dict[tuple[str, str], Shapes] = {}
CARTOGRAM = "cartogram"


class Shapes:
    """What is computed once of a layer and drawn many times."""

    def __init__(self, layer: Layer) -> None:
        if layer.frame.empty:
            raise InputError("an empty selection cannot be drawn", found="a layer without areas")
        self.frame = layer.frame
        self.geometry = layer.frame.geometry.to_numpy()
        self.is_cartogram = layer.name == CARTOGRAM
        self._lines: dict[tuple[str, float], Path] = {}
        self._areas: dict[bytes, Path] = {}
        self._dissolved: dict[str, dict[str, shapely.Geometry]] = {}
        self._rasters: dict[tuple[int, int], np.ndarray] = {}

    @cached_property
    def bounds(self) -> tuple[float, float, float, float]:
        """The whole layer's extent: the frame of every map drawn on it, whatever the year."""
        return tuple(shapely.total_bounds(self.geometry))

    def area(self, mask: np.ndarray) -> Path:
        """The tambons of ``mask`` as one path, without the borders between them."""
        key = np.packbits(mask).tobytes()
        if key not in self._areas:
            # Kept for the next language of the map; the country's are too large to keep all.
            while len(self._areas) >= _AREAS_KEPT:
                self._areas.pop(next(iter(self._areas)))
            self._areas[key] = compound(self._united(mask))
        return self._areas[key]

    def _united(self, chosen: np.ndarray) -> shapely.Geometry:
        """Areas as one, without the points that lie on a straight line between two others."""
        united = shapely.coverage_union_all(self.geometry[chosen])
        return shapely.simplify(united, 0) if self.is_cartogram else united

    def dissolved(self, column: str) -> dict[str, shapely.Geometry]:
        """Every area of a level, by the code in ``column`` of the frame."""
        if column not in self._dissolved:
            groups = self.frame.groupby(column).indices
            self._dissolved[column] = {code: self._united(at) for code, at in groups.items()}
        return self._dissolved[column]

    def lines(self, column: str, tolerance: float = 0) -> Path:
        """Borders of a level, each drawn once, simplified by ``tolerance``."""
        if (column, tolerance) not in self._lines:
            rings = shapely.boundary(list(self.dissolved(column).values()))
            merged = shapely.line_merge(shapely.union_all(rings))
            self._lines[column, tolerance] = strokes(shapely.simplify(merged, tolerance))
        return self._lines[column, tolerance]

    @cached_property
    def lattice(self) -> Path:
        """Lines between the cells of a cartogram, right across it."""
        west, south, east, north = self.bounds
        edges = shapely.bounds(self.geometry)
        along = [((x, south), (x, north)) for x in np.unique(edges[:, [0, 2]])]
        along += [((west, y), (east, y)) for y in np.unique(edges[:, [1, 3]])]
        return strokes(shapely.multilinestrings(shapely.linestrings(along)))

    def raster(self, size: tuple[int, int], extent: tuple[float, ...]) -> np.ndarray:
        """Position of the tambon in every pixel, rows from the north; -1 outside of all."""
        width, height = size
        if (key := (*size, *extent)) not in self._rasters:
            draw = self._cells if self.is_cartogram else self._rasterized
            self._rasters[key] = draw(width, height, extent)
        return self._rasters[key]

    def _rasterized(self, width: int, height: int, extent: tuple[float, ...]) -> np.ndarray:
        from rasterio import Affine, features

        west, south, east, north = extent
        step = (east - west) / width, (south - north) / height
        grid = Affine(step[0], 0, west, 0, step[1], north)
        numbered = zip(self.geometry, range(len(self.geometry)), strict=True)
        return features.rasterize(
            numbered, out_shape=(height, width), transform=grid, fill=-1, dtype="int32"
        )

    def _cells(self, width: int, height: int, extent: tuple[float, ...]) -> np.ndarray:
        """The same of a cartogram, whose cells have side one: looked up instead of drawn."""
        west, south, east, north = extent
        corners = np.round(shapely.bounds(self.geometry)[:, :2]).astype(int)
        columns, rows = corners.max(axis=0) + 1
        # One more on every side, for what lies outside of all.
        grid = np.full((rows + 2, columns + 2), -1, dtype="int32")
        grid[corners[:, 1] + 1, corners[:, 0] + 1] = np.arange(len(corners))
        x = west + (np.arange(width) + 0.5) * (east - west) / width
        y = north + (np.arange(height) + 0.5) * (south - north) / height
        across = np.clip(np.floor(x).astype(int) + 1, 0, columns + 1)
        up = np.clip(np.floor(y).astype(int) + 1, 0, rows + 1)
        return grid[np.ix_(up, across)]


def of(layer: Layer) -> Shapes:
    """The shapes of ``layer``, kept for the next map on the same geometry."""
    key = (layer.name, layer.fingerprint)
    if key not in _shapes:
        while len(_shapes) >= _KEPT:
            _shapes.pop(next(iter(_shapes)))
        _shapes[key] = Shapes(layer)
    return _shapes[key]


def part(layer: Layer, inside: np.ndarray, name: str) -> Layer:
    """The areas of the mask ``inside`` as a layer of their own."""
    fingerprint = f"{layer.fingerprint}/{name}"
    return replace(layer, frame=layer.frame[inside], fingerprint=fingerprint)


def compound(geometry: shapely.Geometry) -> Path:
    """Polygons with their holes as one path; holes run the other way round, so they stay open."""
    from matplotlib.path import Path

    polygons = shapely.orient_polygons(shapely.get_parts(geometry))
    _, vertices, (rings, *_) = shapely.to_ragged_array(polygons, include_z=False)
    codes = np.full(len(vertices), Path.LINETO, dtype=Path.code_type)
    codes[rings[:-1]] = Path.MOVETO
    codes[rings[1:] - 1] = Path.CLOSEPOLY
    return Path(vertices, codes)


def strokes(geometry: shapely.Geometry) -> Path:
    """Lines as one path."""
    from matplotlib.path import Path

    _, vertices, (starts, *_) = shapely.to_ragged_array(
        shapely.get_parts(geometry), include_z=False
    )
    codes = np.full(len(vertices), Path.LINETO, dtype=Path.code_type)
    codes[starts[:-1]] = Path.MOVETO
    return Path(vertices, codes)
