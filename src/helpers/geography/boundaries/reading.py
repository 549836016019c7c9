"""A file of borders as rows with shapes, whatever its format, letters and coordinates.

The .cpg that should name the encoding of a shapefile's DBF is often missing or wrong, and Thai in
cp874 then reads as Latin letters without any error: so the bytes themselves decide.
"""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow
import pyogrio
import shapely
from pyogrio.errors import DataLayerError, DataSourceError, FeatureError, GeometryError

from helpers.core import metadata
from helpers.core.errors import InputError, examples
from helpers.geography.boundaries.finding import Candidate
from helpers.geography.boundaries.messages import Told, line

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
    kind = metadata.load("boundary_schemas.yml")["formats"][file.suffix.lower()]
    about = line("file", file=candidate.name, format=kind, rows=len(frame))
    return frame.reset_index(drop=True), [about, *told, line("crs", crs=_crs_name(frame))]


def _frame(candidate: Candidate, told: list[Told]) -> gpd.GeoDataFrame:
    file, ending = candidate.file, candidate.file.suffix.lower()
    if ending in (".parquet", ".geoparquet"):
        return _parquet(file, candidate.name)
    if ending == ".shp":
        return _shapefile(file, candidate.name, told)
    frame = pyogrio.read_dataframe(file, layer=candidate.layer, use_arrow=True)
    frame = _with_shapes(frame, candidate.name)
    driver = pyogrio.read_info(file, layer=candidate.layer)["driver"]
    return _of_topology(frame, told) if driver == "TopoJSON" else frame


def _of_topology(frame: gpd.GeoDataFrame, told: list[Told]) -> gpd.GeoDataFrame:
    """A topology names no coordinate system: its positions are GeoJSON's, degrees of WGS 84.

    Some are drawn for a screen instead; numbers that are no degrees leave the system unsaid.
    """
    west, south, east, north = frame.total_bounds
    if frame.crs is not None or not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        return frame
    told.append(line("of_topology"))
    return frame.set_crs(4326)


def _parquet(file: Path, name: str) -> gpd.GeoDataFrame:
    try:
        return gpd.read_parquet(file)
    except pyarrow.ArrowInvalid:
        raise
    except ValueError as error:
        raise InputError(f"not a GeoParquet file: {error}", file=name) from error


def _shapefile(file: Path, name: str, told: list[Told]) -> gpd.GeoDataFrame:
    beside = {entry.suffix.lower() for entry in file.parent.glob(f"{file.stem}.*")}
    needed = metadata.load("boundary_schemas.yml")["shapefile_needs"]
    missing = [ending for ending in needed if ending not in beside]
    if missing:
        raise InputError(
            f"parts of the shapefile are missing: {examples(missing)}",
            file=name,
            fix="the folder: a shapefile is all its files, .shp .shx .dbf .prj",
        )
    encoding = of_shapefile(file)
    told += _letters(encoding, declared(file))
    # Letters of no known encoding are kept as they stand: codes can still be read.
    return _with_shapes(pyogrio.read_dataframe(file, encoding=encoding or BYTES), name)


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
    known = metadata.load("boundary_schemas.yml")
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


# Consonants: no Thai is without one, and accented Latin letters seldom look like them.
_THAI = range(0x0E01, 0x0E2F)
# One letter a byte, so that the bytes come back as they are; GDAL knows it by this name only.
BYTES = "ISO-8859-1"


def of_shapefile(file: Path) -> str | None:
    """``utf-8``, ``cp874`` or ``ascii``; None if the letters are in neither."""
    attributes = pyogrio.read_dataframe(file, read_geometry=False, encoding=BYTES)
    texts = attributes.select_dtypes(["object", "string"])
    written = pd.unique(texts.to_numpy(dtype=object).ravel())
    values = [value.encode(BYTES) for value in written if isinstance(value, str)]
    foreign = [value for value in values if not value.isascii()]
    if not foreign:
        return "ascii"
    return next((name for name in ("utf-8", "cp874") if _fits(foreign, name)), None)


def declared(file: Path) -> str | None:
    """What the .cpg beside a shapefile says; None if there is none."""
    beside = file.with_suffix(".cpg"), file.with_suffix(".CPG")
    said = next((cpg for cpg in beside if cpg.is_file()), None)
    return said.read_text(encoding="ascii", errors="replace").strip() if said else None


def _fits(values: list[bytes], encoding: str) -> bool:
    """Whether every value is text of this encoding, and Thai at least once."""
    texts = [_decoded(value, encoding) for value in values]
    if any(text is None for text in texts):
        return False
    return any(ord(letter) in _THAI for text in texts for letter in text)


def _decoded(value: bytes, encoding: str) -> str | None:
    try:
        return value.decode(encoding)
    except UnicodeDecodeError as error:
        # A field may end in the middle of a letter; nothing else may be wrong.
        cut = encoding == "utf-8" and error.reason == "unexpected end of data"
        return value[: error.start].decode(encoding) if cut else None
