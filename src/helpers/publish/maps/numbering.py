"""One province with some of its tambons numbered, and what the numbers stand for beside it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import shapely
from matplotlib.axes import Axes

from helpers.geography.layer import Layer
from helpers.publish import charts
from helpers.publish.maps import page, schemes, shapes, tambon_maps, text
from helpers.publish.maps.page import Box, MapFigure
from helpers.publish.maps.schemes import Encoded, Words

NUMBER_SIZE = 8
_ROUND = {"boxstyle": "circle,pad=0.22", "facecolor": "white", "edgecolor": charts.INK,
          "linewidth": 0.9}  # fmt: skip


@dataclass(frozen=True)
class Numbered:
    """A tambon that gets a number: its code in the layer, the number, and its name."""

    code: str
    number: str
    name: str


@dataclass(frozen=True)
class Around:
    """Words around the map: the unit counted in the legend, what is said over the list of names."""

    unit: str
    key: str


def numbered(
    layer: Layer,
    classes: pd.Series,
    listed: list[Numbered],
    words: Words,
    around: Around,
    kind: str = schemes.BOTH,
) -> MapFigure:
    """The tambons of ``classes`` alone, in the classes of ``kind``'s map, some with a number.

    Raises ``InputError`` when none of them lies in the layer.
    """
    inside = layer.frame["tambon_code"].isin(classes.index).to_numpy()
    # Shapes are kept by name: another year's tambons of the province are another part.
    name = hashlib.sha256(" ".join(layer.frame["tambon_code"][inside]).encode()).hexdigest()
    part = shapes.part(layer, inside, name)
    encoded = schemes.encode(part, classes, schemes.of_kind(kind))
    with page.style():
        places, shape = page.layout("province"), shapes.of(part)
        figure = page.start(words, places)
        drawn = page.axes(figure, Box(*places["map"]), shape.bounds, places["margin"])
        page.paint(drawn, shape, encoded)
        levels = {"tambon_code": tambon_maps.TAMBON, **tambon_maps.PROVINCE_LEVELS}
        page.borders(drawn, shape, levels)
        _write(drawn, part, listed, words)
        page.legend(figure, places["legend"], _entries(encoded, words, around.unit))
        _key(figure, listed, around.key)
        if not shape.is_cartogram:
            left, bottom, longest = places["scale"]
            page.scale_bar(figure, drawn, (left, bottom), longest)
        page.watermark(drawn, words, tambon_maps.PROVINCE_WATERMARK_SIZE)
        return page.finish(figure, part, places, of_country=False)


def _entries(encoded: Encoded, words: Words, unit: str) -> list[tuple[dict, str]]:
    """Every class with how many tambons it has; no data only where there is any."""
    scheme, counts = encoded.scheme, encoded.counts
    shown = [one for one in scheme.classes if one.key != schemes.NO_DATA or counts[one.key]]
    return [
        (page.look(one),
         f"{scheme.label(one, words)} ({words.format.number(counts[one.key])} {unit})")
        for one in shown
    ]  # fmt: skip


def _write(drawn: Axes, part: Layer, listed: list[Numbered], words: Words) -> None:
    areas: Mapping[str, shapely.Geometry] = part.frame.set_index("tambon_code").geometry
    # The first one lies on top where two would touch.
    for place, one in enumerate(listed):
        x, y = shapely.get_coordinates(shapely.maximum_inscribed_circle(areas[one.code]))[0]
        drawn.text(
            x, y, words.format.numerals(one.number), fontsize=NUMBER_SIZE, ha="center",
            va="center", color=charts.INK, weight=600, zorder=12 - place / 100, bbox=_ROUND,
        )  # fmt: skip


def _key(figure: MapFigure, listed: list[Numbered], heading: str) -> None:
    """What the numbers stand for, in their order."""
    if not listed:
        return
    left, top = page.layout("province")["key"]
    size, words = tambon_maps.KEY_SIZE + 0.5, figure.words
    lines = [words.format.numerals(f"{one.number}  {one.name}") for one in listed]
    top -= text.block(figure, [heading], (left, top), size, charts.MUTED, 600)
    text.block(figure, lines, (left, top), size, charts.INK)
