"""A file of borders as rows with shapes, whatever its format, letters and coordinates."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pyarrow
import pyogrio
import shapely
from pyogrio.errors import DataLayerError, DataSourceError, FeatureError, GeometryError

from helpers import knowledge
from helpers.boundaries import encodings
from helpers.boundaries.finding import Candidate
from helpers.boundaries.telling import Told, line
from helpers.errors import InputError, examples

_BROKEN = (
    DataSourceError,
    DataLayerError,
    FeatureError,
    GeometryError,
    pyarrow.ArrowInvalid,
    OSError,
)


def read(candidate: Candidate) -> tuple[gpd.GeoDataFrame, list[Told]]:
    """The rows of a layer as they stand, numbered from 0, and what was detected.

    Raises ``InputError`` for a file that cannot be read or lacks a part, a layer without rows
    or without areas, and one that does not say its coordinate system.
    """
    file, told = candidate.file, []
    try:
        frame = _frame(candidate, told)
    except _BROKEN as error:
        raise InputError(f"cannot be read: {error}", file=candidate.name) from error
    if frame.empty:
        raise InputError("the layer has no rows", file=candidate.name)
    _refuse_without_areas(frame, candidate.name)
    _refuse_without_place(frame, file, candidate.name)
    kind = knowledge.load("boundary_schemas.yml")["formats"][file.suffix.lower()]
    about = line("file", file=candidate.name, format=kind, rows=len(frame))
    return frame.reset_index(drop=True), [about, *told, line("crs", crs=_crs_name(frame))]


def _frame(candidate: Candidate, told: list[Told]) -> gpd.GeoDataFrame:
    file, ending = candidate.file, candidate.file.suffix.lower()
    if ending in (".parquet", ".geoparquet"):
        return _parquet(file, candidate.name)
    if ending == ".shp":
        return _shapefile(file, candidate.name, told)
    frame = pyogrio.read_dataframe(file, layer=candidate.layer, use_arrow=True)
    return _with_shapes(frame, candidate.name)


def _parquet(file: Path, name: str) -> gpd.GeoDataFrame:
    try:
        return gpd.read_parquet(file)
    except pyarrow.ArrowInvalid:
        raise
    except ValueError as error:
        raise InputError(f"not a GeoParquet file: {error}", file=name) from error


def _shapefile(file: Path, name: str, told: list[Told]) -> gpd.GeoDataFrame:
    beside = {entry.suffix.lower() for entry in file.parent.glob(f"{file.stem}.*")}
    needed = knowledge.load("boundary_schemas.yml")["shapefile_needs"]
    missing = [ending for ending in needed if ending not in beside]
    if missing:
        raise InputError(
            f"parts of the shapefile are missing: {examples(missing)}",
            file=name,
            fix="the folder: a shapefile is all its files, .shp .shx .dbf .prj",
        )
    encoding = encodings.of_shapefile(file)
    told += _letters(encoding, encodings.declared(file))
    # Letters of no known encoding are kept as they stand: codes can still be read.
    return _with_shapes(pyogrio.read_dataframe(file, encoding=encoding or encodings.BYTES), name)


def _letters(encoding: str | None, cpg: str | None) -> list[Told]:
    declared = line("cpg", cpg=cpg) if cpg else line("no_cpg")
    key = "encoding" if encoding else "encoding_unknown"
    return [line(key, encoding=encoding, declared=declared)]


def _with_shapes(frame, name: str) -> gpd.GeoDataFrame:
    if not isinstance(frame, gpd.GeoDataFrame):
        raise InputError("the layer is a table without shapes", file=name)
    return frame


def _refuse_without_areas(frame: gpd.GeoDataFrame, name: str) -> None:
    shapes = frame.geometry.to_numpy()
    if not ((shapely.get_dimensions(shapes) == 2) & ~shapely.is_empty(shapes)).any():
        kinds = sorted(set(frame.geom_type.dropna())) or ["no shape at all"]
        raise InputError(
            "the layer holds no areas", file=name, expected="polygons", found=", ".join(kinds)
        )


def _refuse_without_place(frame: gpd.GeoDataFrame, file: Path, name: str) -> None:
    """Refuse coordinates that cannot be placed on the earth: none is said, or a local one."""
    if frame.crs is None:
        raise InputError(
            "the layer does not say its coordinate system",
            file=name,
            found=_looks(frame),
            fix=_how_to_say(file),
        )
    if not (frame.crs.is_geographic or frame.crs.is_projected):
        raise InputError("the coordinate system is a local one", file=name, found=frame.crs.name)


def _how_to_say(file: Path) -> str:
    if file.suffix.lower() == ".shp":
        return f"the folder: put {file.stem}.prj beside it"
    return "the file: save it again with its coordinate system"


def _looks(frame: gpd.GeoDataFrame) -> str:
    """What the coordinates may be, for the one who has to say it; never assumed."""
    known = knowledge.load("boundary_schemas.yml")
    west, south, east, north = (float(edge) for edge in frame.total_bounds)
    numbers = f"coordinates from {west:.7g}, {south:.7g} to {east:.7g}, {north:.7g}"
    for box, guess in (
        (known["thailand"], "inside Thailand as longitude and latitude: likely EPSG:4326"),
        (known["utm"], "such as UTM metres have: EPSG:32647, 32648 or 24047, ask who made it"),
    ):
        corners = np.array([west - box["west"], south - box["south"]])
        others = np.array([box["east"] - east, box["north"] - north])
        if (corners >= 0).all() and (others >= 0).all():
            return f"{numbers}, {guess}"
    return numbers


def _crs_name(frame: gpd.GeoDataFrame) -> str:
    code = frame.crs.to_epsg()
    return f"EPSG:{code} ({frame.crs.name})" if code else frame.crs.name
