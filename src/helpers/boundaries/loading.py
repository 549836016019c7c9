"""From a file of borders to a layer: read, joined, mended, kept."""

from pathlib import Path

import geopandas as gpd
import pandas as pd

from helpers import gazetteer, knowledge
from helpers.boundaries import cache, finding, joining, mending, origin, reading, telling
from helpers.boundaries.telling import Told
from helpers.layers import COLUMNS, Layer

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
    key = cache.fingerprint(given)
    return cache.read(key) or _made(given, key)


def _made(given: list[Path], key: str) -> tuple[Layer, pd.Series]:
    with finding.found(given) as found:
        frame, told = reading.read(found.chosen)
        source = origin.of(found)
    if found.aside:
        told.append(telling.line("aside", names=", ".join(found.aside)))
    shapes, own_codes, mended = _mended(frame, found.chosen.name)
    layer = _layer(shapes, (*told, *mended), source, key)
    cache.write(layer, own_codes)
    return layer, own_codes


def _mended(frame: gpd.GeoDataFrame, name: str) -> tuple[gpd.GeoSeries, pd.Series, list[Told]]:
    """Shapes by tambon, in metres, and the layer's own codes."""
    shapes, repaired = mending.repaired(frame.geometry)
    join = joining.join(frame, mending.unusable(shapes), name)
    good = join.rows[join.rows["reason"].isna()]
    crs = knowledge.load("boundary_schemas.yml")["crs"]
    shapes = shapes[good.index].to_crs(crs)
    told = [*join.told, *repaired]
    steps = (lambda s: mending.one_each(s, good["tambon_code"]), mending.fitted, mending.simplified)
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
        return [telling.line("cover_whole", tambons=len(areas))]
    provinces = areas.drop_duplicates("province_code")
    names = {lang: _listed(provinces[f"province_{lang}"].tolist()) for lang in telling.LANGUAGES}
    counts = {"tambons": len(areas), "all": len(everywhere), "provinces": len(provinces)}
    lacking = everywhere[everywhere["province_code"].isin(provinces["province_code"])]
    lacking = lacking[~lacking["tambon_code"].isin(areas.index)]
    told = [telling.line("cover_part", names=names, **counts)]
    if len(lacking):
        codes = _listed(lacking["tambon_code"].tolist())
        told.append(telling.line("lacking", count=len(lacking), codes=codes))
    return told


def _listed(names: list[str]) -> str:
    return ", ".join([*names[:_NAMED], *(["..."] if len(names) > _NAMED else [])])
