"""The map of CODI's regions: published coverage, how sure it is, and where nothing is known."""

from dataclasses import dataclass

import pandas as pd
import shapely
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch

from helpers.core import metadata
from helpers.core.errors import InputError, examples
from helpers.geography.layer import Layer
from helpers.publish import charts
from helpers.publish.language import NumberFormat
from helpers.publish.maps import page, schemes, shapes, tambon_maps
from helpers.publish.maps.page import MapFigure, style
from helpers.publish.maps.schemes import FILE, NO_DATA, MapClass, Scheme, Words
from helpers.publish.maps.shapes import Shapes

LABEL_SIZE = 8
# A pale ground keeps a name legible on every colour and hatch; outlined letters would be heavy.
_GROUND = {"boxstyle": "round,pad=0.2", "facecolor": "white", "edgecolor": "none", "alpha": 0.82}
_LEVELS = {"province_code": page.PROVINCE, "region_code": page.REGION}


@dataclass(frozen=True)
class Region:
    """One region: its share (None where nothing is known), class and status, and of what it is."""

    code: str
    share: float | None
    one: MapClass
    status: str
    of: str = ""


def regions(layer: Layer, values: pd.DataFrame, words: Words) -> MapFigure:
    """Coverage of every region of ``layer``.

    ``values`` has one row a region (its code is the index): ``share``, 1 being 100 per cent and
    more being possible, ``status``: dated, flagged, interim or no_data, and ``of``: numerator and
    denominator in words, where they are shown. A region without a row has no data. Raises
    ``InputError`` for unknown regions and statuses, a share without a status that allows one, and
    nothing to draw.
    """
    with style():
        figure, drawn = tambon_maps.started(layer, words)
        known = classed(layer, values)
        for region in known:
            _paint(drawn, shapes.of(layer), region)
        page.borders(drawn, shapes.of(layer), _LEVELS, cells=False)
        for region in known:
            _name(drawn, layer, region, words)
        return tambon_maps.finished(figure, drawn, layer, _entries(known, words))


def classed(layer: Layer, values: pd.DataFrame) -> list[Region]:
    """Every region of the layer with its class, by code."""
    codes = sorted(layer.frame.region_code.unique())
    _usable(values, codes)
    scheme = schemes.named("regions")
    return [_region(code, values, scheme) for code in codes]


def _usable(values: pd.DataFrame, codes: list[str]) -> None:
    if not codes or not len(values):
        raise InputError("an empty selection cannot be drawn", found=f"{len(values)} regions")
    foreign = [*values.index.difference(codes), *values.index[values.index.duplicated()]]
    if foreign:
        raise InputError(
            f"regions the layer does not have, or given twice: {examples(foreign)}", expected=codes
        )
    statuses = metadata.load("maps.yml")["statuses"]
    unknown = sorted({str(status) for status in values.status} - set(statuses))
    if unknown:
        raise InputError(f"no such status: {examples(unknown)}", expected=list(statuses), fix=FILE)
    odd = values.index[values.share.isna() != (values.status == NO_DATA)]
    if len(odd):
        raise InputError(f"a share goes with every status but {NO_DATA}: {examples(odd)}")
    negative = values.index[values.share < 0]
    if len(negative):
        raise InputError(f"a share under zero: {examples(negative)}")


def _region(code: str, values: pd.DataFrame, scheme: Scheme) -> Region:
    if code not in values.index or values.at[code, "status"] == NO_DATA:
        return Region(code, None, scheme.classes[-1], NO_DATA)
    share = float(values.at[code, "share"])
    reached = [one for one in scheme.classes[:-1] if share >= one.lowest]
    of = str(values.at[code, "of"]) if "of" in values else ""
    return Region(code, share, reached[-1], str(values.at[code, "status"]), of)


def _paint(drawn: Axes, shape: Shapes, region: Region) -> None:
    looks = page.look(region.one) | {"linewidth": 0, "edgecolor": "none"}
    hatch = metadata.load("maps.yml")["statuses"][region.status]["hatch"]
    if hatch:
        looks |= {"hatch": hatch, "hatchcolor": charts.INK}
    path = shapes.compound(shape.dissolved("region_code")[region.code])
    page.add(drawn, PathPatch(path, gid=f"region-{region.code}", **looks), shape)


def _name(drawn: Axes, layer: Layer, region: Region, words: Words) -> None:
    """Name and figure at the heart of the region, or beside it with a line back."""
    about = metadata.load("maps.yml")["regions"][region.code]
    area = shapes.of(layer).dissolved("region_code")[region.code]
    heart = shapely.get_coordinates(shapely.maximum_inscribed_circle(area))[0]
    off = about["beside"][layer.name]
    away = {"arrowprops": {"arrowstyle": "-", "color": charts.INK, "linewidth": 0.7}}
    drawn.annotate(
        f"{words.both(about)}\n{_told(region, words)}", heart, xytext=off,
        textcoords="offset points", ha="center", va="center", fontsize=LABEL_SIZE, weight=600,
        color=charts.INK, linespacing=1.25, bbox=_GROUND, zorder=10,
        gid=f"label-{region.code}", **(away if any(off) else {}),
    )  # fmt: skip


def _told(region: Region, words: Words) -> str:
    note = words.both(metadata.load("maps.yml")["statuses"][region.status]["note"])
    if region.share is None:
        return note
    cuts = tuple(100 * one.lowest for one in schemes.named("regions").classes if one.lowest)
    share = NumberFormat(words.lang, words.numerals, cuts).number(region.share, "ratio")
    return "\n".join(filter(None, (words.say("share", share=share), region.of, note)))


def _entries(known: list[Region], words: Words) -> list[tuple[dict, str]]:
    """Every class with its regions, then what lies over the colours."""
    scheme = schemes.named("regions")
    counts = {one.key: sum(region.one == one for region in known) for one in scheme.classes}
    entries = [
        (page.look(one), scheme.counted(one, counts[one.key], words)) for one in scheme.classes
    ]
    for status in metadata.load("maps.yml")["statuses"].values():
        if status["hatch"]:
            looks = {"facecolor": "white", "hatch": status["hatch"], "hatchcolor": charts.INK}
            looks |= {"edgecolor": charts.MUTED, "linewidth": 0.4}
            entries.append((looks, words.both(status["label"])))
    return entries
