"""From a file of borders to a layer: read, joined, repaired, kept.

A kept layer is found again by a fingerprint of all it was made from.
"""

import hashlib
import json
from importlib.metadata import version
from pathlib import Path

import geopandas as gpd
import pandas as pd

from helpers.core import files, metadata, paths
from helpers.core import metadata as knowledge
from helpers.core.metadata import LANGUAGES
from helpers.geography import gazetteer, regions
from helpers.geography.boundaries import fetching, finding, joining, messages, reading, repair
from helpers.geography.boundaries.finding import SIDE_CAR
from helpers.geography.boundaries.messages import Told
from helpers.geography.layer import COLUMNS, Layer

_NAMED = 10


def load() -> Layer | None:
    """The tambon borders, one row a tambon of the reference geography that has a polygon.

    In metres of UTM zone 47; None where no borders are. Made once for a file and kept in
    ``data/processed/borders``. Raises ``InputError`` for borders that cannot be used.
    """
    found = with_own_codes()
    return found[0] if found else None


def with_own_codes() -> tuple[Layer, pd.Series] | None:
    """The layer, and the tambon of each code the file itself has; the code is the index."""
    given = finding.given()
    if not given:
        return None
    key = fingerprint(given)
    return read(key) or _made(given, key)


def _made(given: list[Path], key: str) -> tuple[Layer, pd.Series]:
    with finding.found(given) as found:
        frame, told = reading.read(found.chosen)
        source = fetching.of(found)
    if found.aside:
        told.append(messages.line("aside", names=", ".join(found.aside)))
    shapes, own_codes, mended = _mended(frame, found.chosen.name)
    layer = _layer(shapes, (*told, *mended), source, key)
    write(layer, own_codes)
    return layer, own_codes


def _mended(frame: gpd.GeoDataFrame, name: str) -> tuple[gpd.GeoSeries, pd.Series, list[Told]]:
    """Shapes by tambon, in metres, and the layer's own codes."""
    shapes, repaired = repair.repaired(frame.geometry)
    join = joining.join(frame, repair.unusable(shapes), name)
    good = join.rows[join.rows["reason"].isna()]
    crs = metadata.load("boundary_schemas.yml")["crs"]
    shapes = shapes[good.index].to_crs(crs)
    told = [*join.told, *repaired]
    steps = (lambda s: repair.one_each(s, good["tambon_code"]), repair.fitted, repair.simplified)
    for step in steps:
        shapes, done = step(shapes)
        told += done
    own = good.drop_duplicates("own_code").set_index("own_code")["tambon_code"].sort_index()
    return shapes, own, told


def _layer(shapes: gpd.GeoSeries, told: tuple[Told, ...], source: Told, key: str) -> Layer:
    areas = gazetteer.reference().set_index("tambon_code").loc[shapes.index]
    frame = gpd.GeoDataFrame(areas.reset_index(names="tambon_code"), geometry=shapes.to_numpy())
    frame = frame.set_crs(shapes.crs)[list(COLUMNS)]
    return Layer("borders", frame, (*told, *_cover(areas)), source, key)


def _cover(areas: pd.DataFrame) -> list[Told]:
    """Which part of the country the layer covers."""
    everywhere = gazetteer.reference()
    if len(areas) == len(everywhere):
        return [messages.line("cover_whole", tambons=len(areas))]
    provinces = areas.drop_duplicates("province_code")
    names = {lang: _listed(provinces[f"province_{lang}"].tolist()) for lang in LANGUAGES}
    counts = {"tambons": len(areas), "all": len(everywhere), "provinces": len(provinces)}
    lacking = everywhere[everywhere["province_code"].isin(provinces["province_code"])]
    lacking = lacking[~lacking["tambon_code"].isin(areas.index)]
    told = [messages.line("cover_part", names=names, **counts)]
    if len(lacking):
        codes = _listed(lacking["tambon_code"].tolist())
        told.append(messages.line("lacking", count=len(lacking), codes=codes))
    return told


def _listed(names: list[str]) -> str:
    return ", ".join([*names[:_NAMED], *(["..."] if len(names) > _NAMED else [])])


_PACKAGES = ("geography/boundaries", "geography/gazetteer")
_METADATA = (
    "boundary_schemas.yml",
    "boundary_sources.yml",
    "tambon_changes.csv",
    "aliases.csv",
    "gazetteer.yml",
)
_LIBRARIES = ("geothai", "shapely", "geopandas", "pyogrio", "pyproj")


def fingerprint(given: list[Path]) -> str:
    """Changes whenever a file given, the code or the knowledge that reads it changes."""
    parts = [f"{file.name} {files.sha256(file)}" for file in _with_parts(given)]
    parts += [f"{file.name} {files.sha256(file)}" for file in _code()]
    parts += [f"{library} {version(library)}" for library in _LIBRARIES]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _with_parts(given: list[Path]) -> list[Path]:
    """The files given and what lies beside them and belongs to them."""
    endings = knowledge.load("boundary_schemas.yml")["shapefile_parts"]
    names = {file.name: file for file in given}
    for file in given:
        beside = [entry for entry in file.parent.glob(f"{file.stem}.*") if entry.is_file()]
        shape = file.suffix.lower() == ".shp"
        parts = [entry for entry in beside if shape and entry.suffix.lower() in endings]
        parts += [entry for entry in beside if entry.name == f"{file.name}{SIDE_CAR}"]
        names |= {entry.name: entry for entry in parts}
    return [names[name] for name in sorted(names)]


def _code() -> list[Path]:
    code = [file for package in _PACKAGES for file in (paths.PACKAGE / package).glob("*.py")]
    metadata = [paths.METADATA / name for name in _METADATA]
    return [*sorted(code), *metadata, regions.file()]


def read(key: str) -> tuple[Layer, pd.Series] | None:
    """The layer made under ``key`` and its own codes with their tambons; None if there is none."""
    shapes, words = _places(key)
    if not (shapes.exists() and words.exists()):
        return None
    said = json.loads(words.read_text(encoding="utf-8"))
    layer = Layer("borders", gpd.read_parquet(shapes), tuple(said["told"]), said["source"], key)
    return layer, pd.Series(said["own_codes"], dtype="str")


def write(layer: Layer, own_codes: pd.Series) -> None:
    """Keep ``layer`` under its fingerprint; both files appear whole, the shapes last."""
    shapes, words = _places(layer.fingerprint)
    said = {"told": layer.told, "source": layer.source, "own_codes": own_codes.to_dict()}
    files.write_text(words, json.dumps(said, ensure_ascii=False, indent=1) + "\n")
    with files.appears_complete(shapes) as partial:
        layer.frame.to_parquet(partial, index=False)


def _places(key: str) -> tuple[Path, Path]:
    folder = paths.processed("borders")
    return folder / f"{key}.parquet", folder / f"{key}.json"
