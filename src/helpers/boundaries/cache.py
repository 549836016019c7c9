"""A layer kept as it was made, found again by a fingerprint of all it was made from."""

import hashlib
import json
from importlib.metadata import version
from pathlib import Path

import geopandas as gpd
import pandas as pd

from helpers import files, knowledge, paths
from helpers.layers import Layer

SIDE_CAR = ".source.yml"
_PACKAGES = ("boundaries", "gazetteer")
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
    return [*sorted(code), *metadata, paths.raw("geography", "codi_regions.csv")]


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
