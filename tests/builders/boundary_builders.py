"""Small made-up layers of borders: a province's tambons as squares, where Thailand is."""

import json
import shutil
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from conftest import REPOSITORY

from helpers.geography import gazetteer
from helpers.geography.boundaries import finding

SIDE = 0.05
WEST, SOUTH = 103.0, 17.5


def bare(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """``root`` with what the gazetteer needs, and no borders."""
    regions = Path("data", "raw", "geography", "codi_regions.csv")
    (root / regions).parent.mkdir(parents=True)
    shutil.copy(REPOSITORY / regions, root / regions)
    monkeypatch.delenv(finding.VARIABLE, raising=False)
    return root


def told(layer, lang: str = "en") -> str:
    """All that is said of a layer."""
    return "\n".join(line[lang] for line in layer.told)


def squares(count: int, side: float = SIDE) -> list[shapely.Polygon]:
    """``count`` squares in rows of ten, each sharing its edges with its neighbours."""
    cells = [(i % 10, i // 10) for i in range(count)]
    # Corners are computed from whole numbers, so that neighbours have the very same ones.
    return [
        shapely.box(
            WEST + side * x, SOUTH + side * y, WEST + side * (x + 1), SOUTH + side * (y + 1)
        )
        for x, y in cells
    ]


def tambons(province: str = "38") -> gpd.GeoDataFrame:
    """The reference's tambons of a province, each a square, with all that names them."""
    frame = gazetteer.reference()
    frame = frame[frame["province_code"] == province].reset_index(drop=True)
    return gpd.GeoDataFrame(frame, geometry=squares(len(frame)), crs="EPSG:4326")


def coded(frame: gpd.GeoDataFrame, column: str = "ADM3_PCODE") -> gpd.GeoDataFrame:
    """Only codes as COD-AB writes them, and shapes."""
    return gpd.GeoDataFrame(
        {column: "TH" + frame["tambon_code"]}, geometry=frame.geometry, crs=frame.crs
    )


def named(frame: gpd.GeoDataFrame, lang: str = "th") -> gpd.GeoDataFrame:
    """Only names, as offices write the headings, and shapes."""
    end = {"th": "NAMT", "en": "NAME"}[lang]
    names = {
        f"TAM_{end}": frame[f"name_{lang}"],
        f"AMP_{end}": frame[f"amphoe_{lang}"],
        f"PROV_{end}": frame[f"province_{lang}"],
    }
    return gpd.GeoDataFrame(names, geometry=frame.geometry, crs=frame.crs)


def with_shapes(frame: gpd.GeoDataFrame, shapes: dict[int, object]) -> gpd.GeoDataFrame:
    """``frame`` with the shapes of some rows changed."""
    frame = frame.copy()
    changed = [shapes.get(i, shape) for i, shape in enumerate(frame.geometry)]
    return frame.set_geometry(gpd.GeoSeries(changed, crs=frame.crs, index=frame.index))


def write(frame: gpd.GeoDataFrame, file: Path, **options) -> Path:
    """``frame`` written in the format of the file's ending."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.suffix == ".parquet":
        frame.to_parquet(file)
    else:
        frame.to_file(file, **options)
    return file


def codes(frame: pd.DataFrame) -> list[str]:
    """The tambon codes, sorted."""
    return sorted(frame["tambon_code"])


def topology(frame: gpd.GeoDataFrame, file: Path, scale: float = 1) -> Path:
    """``frame`` (coded, of single rings) as TopoJSON, each ring an arc; ``scale`` blows it up."""
    arcs = [[[x * scale, y * scale] for x, y in shape.exterior.coords] for shape in frame.geometry]
    shapes = [
        {"type": "Polygon", "arcs": [[place]], "properties": {"TAM_CODE": code}}
        for place, code in enumerate(frame["tambon_code"])
    ]
    held = {"tambon": {"type": "GeometryCollection", "geometries": shapes}}
    text = json.dumps({"type": "Topology", "arcs": arcs, "objects": held})
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file
