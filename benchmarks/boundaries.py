"""A generated layer of tambon borders, as detailed and as flawed as real ones, for timing."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

from helpers.geography import gazetteer

COLUMNS, ROWS = 100, 70
# A cell has four edges of this many steps: 7,000 cells then have 1,008,000 vertices and more.
STEPS = 36
WEST, SOUTH, CELL = 97.5, 6.0, 0.08
# Sidewards part of a step, in cells: bends of some 90 m on steps of 250 m.
ROUGHNESS = 0.01
# Every so many cells one overlaps its neighbours, and one has a ring that crosses itself.
FLAWED_EVERY = 500


def layer(path: Path) -> int:
    """Write the layer as GeoJSON: 7,000 cells with wiggly shared edges; how many vertices."""
    tambons = gazetteer.reference().head(COLUMNS * ROWS)
    cells = _cells(np.random.default_rng(2557))
    cells[::FLAWED_EVERY] = shapely.buffer(cells[::FLAWED_EVERY], CELL / 20)
    cells[1::FLAWED_EVERY] = [_crossed(cell) for cell in cells[1::FLAWED_EVERY]]
    columns = {
        "ADM3_PCODE": ("TH" + tambons["tambon_code"]).to_numpy(),
        "ADM3_TH": tambons["name_th"].to_numpy(),
        "ADM2_TH": tambons["amphoe_th"].to_numpy(),
        "ADM1_TH": tambons["province_th"].to_numpy(),
    }
    frame = gpd.GeoDataFrame(columns, geometry=cells, crs="EPSG:4326")
    frame.to_file(path, driver="GeoJSON", COORDINATE_PRECISION=7)
    return int(frame.geometry.count_coordinates().sum())


def _cells(random: np.random.Generator) -> np.ndarray:
    """Polygons of a grid; two neighbours have the very same edge between them."""
    across = _edges(random, ROWS + 1, COLUMNS, along=0)
    upward = _edges(random, ROWS, COLUMNS + 1, along=1)
    rings = [
        np.concatenate([across[r, c], upward[r, c + 1], across[r + 1, c][::-1], upward[r, c][::-1]])
        for r in range(ROWS)
        for c in range(COLUMNS)
    ]
    return shapely.polygons(rings)


def _edges(random: np.random.Generator, rows: int, columns: int, along: int) -> np.ndarray:
    """Wiggly lines from grid point to grid point, rows x columns x steps x 2, in degrees."""
    starts = np.stack(np.meshgrid(np.arange(columns), np.arange(rows)), axis=-1)[:, :, None, :]
    points = np.repeat(starts.astype(float), STEPS + 1, axis=2)
    points[..., along] += np.linspace(0, 1, STEPS + 1)
    points[..., 1 - along] += _bridges(random, (rows, columns))
    return np.array([WEST, SOUTH]) + CELL * points


def _bridges(random: np.random.Generator, shape: tuple[int, int]) -> np.ndarray:
    """Random walks that end where they began, flat towards the corners that cells share."""
    steps = random.normal(0, ROUGHNESS, (*shape, STEPS + 1))
    walk = np.cumsum(steps, axis=2) - steps[..., :1]
    along = np.linspace(0, 1, STEPS + 1)
    walk -= along * walk[..., -1:]
    return walk * np.sin(np.pi * along)


def _crossed(cell: shapely.Polygon) -> shapely.Polygon:
    """A polygon whose ring crosses itself: two corners of an edge changed places."""
    ring = shapely.get_coordinates(cell)
    ring[[10, 20]] = ring[[20, 10]]
    return shapely.Polygon(ring)
