"""Shapes made fit to be drawn side by side: valid, one a tambon, without overlaps or gaps."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import Transformer

from helpers.core import metadata
from helpers.core.errors import examples
from helpers.geography.boundaries.messages import Told, line

_M2_IN_KM2 = 1_000_000


def repaired(shapes: gpd.GeoSeries) -> tuple[gpd.GeoSeries, list[Told]]:
    """Flat polygons only; rings that cross themselves are mended, what has no area is missing."""
    flat = shapely.force_2d(shapes.to_numpy())
    broken = ~shapely.is_valid(flat) & ~shapely.is_missing(flat)
    flat[broken] = shapely.make_valid(flat[broken], method="structure", keep_collapsed=False)
    other = ~np.isin(shapely.get_type_id(flat), (3, 6)) & ~shapely.is_missing(flat)
    flat[other] = [_areas(shape) for shape in flat[other]]
    flat[shapely.is_empty(flat)] = None
    told = [line("repaired", count=int(broken.sum()))] if broken.any() else []
    return gpd.GeoSeries(flat, index=shapes.index, crs=shapes.crs), told


def _areas(shape: shapely.Geometry) -> shapely.Geometry:
    """The polygons of a mixed shape; empty where it has none."""
    parts = shapely.get_parts(shape)
    return shapely.union_all(parts[shapely.get_dimensions(parts) == 2])


def unusable(shapes: gpd.GeoSeries) -> pd.Series:
    """Why a row cannot be a tambon whatever its code: ``no_geometry``, ``outside``, or missing."""
    edges = metadata.load("boundary_schemas.yml")["thailand"]
    bounds = shapes.bounds.to_numpy()
    middle = (bounds[:, :2] + bounds[:, 2:]) / 2
    to_degrees = Transformer.from_crs(shapes.crs, "EPSG:4326", always_xy=True)
    lon, lat = to_degrees.transform(middle[:, 0], middle[:, 1])
    inside = (lon >= edges["west"]) & (lon <= edges["east"])
    inside &= (lat >= edges["south"]) & (lat <= edges["north"])
    reason = pd.Series(np.where(inside, None, "outside"), index=shapes.index, dtype="str")
    reason[shapes.isna()] = "no_geometry"
    return reason


def one_each(shapes: gpd.GeoSeries, tambons: pd.Series) -> tuple[gpd.GeoSeries, list[Told]]:
    """One shape a tambon, sorted by its code; several rows of one are put together."""
    shapes = shapes.set_axis(tambons.to_numpy()).sort_index(kind="stable")
    several = shapes.index.duplicated(keep=False)
    if not several.any():
        return shapes, []
    groups = shapes[several].groupby(level=0)
    merged = groups.agg(lambda group: shapely.union_all(group.to_numpy()))
    whole = pd.concat([shapes[~several], gpd.GeoSeries(merged, crs=shapes.crs)]).sort_index()
    told = line("dissolved", rows=int(several.sum()), tambons=len(merged))
    return gpd.GeoSeries(whole, crs=shapes.crs), [told]


def fitted(shapes: gpd.GeoSeries) -> tuple[gpd.GeoSeries, list[Told]]:
    """Shapes that share their edges exactly: an overlap goes to the smaller of two tambons.

    The smaller one, because a big polygon drawn over an enclave would else swallow it.
    """
    known = metadata.load("boundary_schemas.yml")["mending"]
    areas, gap = shapes.to_numpy(), known["gap_width_m"]
    loose = ~shapely.is_empty(shapely.coverage_invalid_edges(areas, gap_width=gap))
    if not loose.any():
        return shapes, []
    overlaps = _overlaps(areas, np.flatnonzero(loose))
    overlaps = overlaps[overlaps >= known["least_overlap_m2"]]
    cleaned = shapely.coverage_clean(areas, gap_width=gap, merge_strategy="min_area")
    told = [line("edges", count=int(loose.sum()))]
    if len(overlaps):
        km2 = float(overlaps.sum()) / _M2_IN_KM2
        told.insert(0, line("overlaps", count=len(overlaps), km2=km2))
    return _without_covered(gpd.GeoSeries(cleaned, index=shapes.index, crs=shapes.crs), told)


def _overlaps(areas: np.ndarray, loose: np.ndarray) -> np.ndarray:
    """Area of each overlap, in square metres; only shapes that do not fit can have one."""
    suspects = areas[loose]
    shapely.prepare(suspects)
    first, second = shapely.STRtree(suspects).query(suspects, predicate="intersects")
    first, second = first[first < second], second[first < second]
    # Most neighbours only touch; telling that is cheaper than cutting them out.
    deep = shapely.relate_pattern(suspects[first], suspects[second], "T********")
    return shapely.area(shapely.intersection(suspects[first[deep]], suspects[second[deep]]))


def _without_covered(shapes: gpd.GeoSeries, told: list[Told]) -> tuple[gpd.GeoSeries, list[Told]]:
    """Without tambons of which nothing is left, because another one covers them whole."""
    covered = shapes.is_empty
    if covered.any():
        told.append(line("covered", examples=examples(shapes.index[covered])))
    return shapes[~covered], told


def simplified(shapes: gpd.GeoSeries) -> tuple[gpd.GeoSeries, list[Told]]:
    """Fewer vertices where there are more than a map shows; shared edges stay shared."""
    known = metadata.load("boundary_schemas.yml")["simplify"]
    before = after = int(shapes.count_coordinates().sum())
    simple, told = shapes.to_numpy(), []
    # From one tolerance to the next the shapes only lose, so each goes on from the last.
    for tolerance in known["tolerances_m"]:
        if after <= known["above_vertices"]:
            break
        simple = shapely.coverage_simplify(simple, tolerance=tolerance)
        after = int(shapely.get_num_coordinates(simple).sum())
        told = [line("simplified", before=before, after=after, tolerance=tolerance)]
    return gpd.GeoSeries(simple, index=shapes.index, crs=shapes.crs), told
