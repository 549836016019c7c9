"""Small multiples: several years on one page, on one scale, from one raster of the tambons."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba

from helpers.core.errors import InputError
from helpers.geography.layer import Layer
from helpers.publish import charts
from helpers.publish.maps import arrangement, page, schemes, shapes
from helpers.publish.maps.page import Box, MapFigure
from helpers.publish.maps.schemes import FILE, Encoded, MapClass, Words

YEAR_SIZE, COUNT_SIZE = 15, 10
# The watermark lies across a panel, for each inch of which it is so many points large.
WATERMARK_SIZE = 6.8
LEVELS = {
    "province_code": {"edgecolor": "#39434b", "linewidth": 0.45},
    "region_code": {"edgecolor": "#14191d", "linewidth": 0.9},
}
# Pixels between the lines of a hatch, and how many of them are inked.
HATCH_STEP, HATCH_LINE = 7, 2


def years(
    layer: Layer, coverage: Mapping[int, pd.Series], words: Words, kind: str = schemes.BOTH
) -> MapFigure:
    """One panel a fiscal year (BE), in order; the frame and the classes are the same in all.

    ``coverage`` holds classes of ``kind``'s map: of council and fund together for ``both``
    (``maps.combined``). Raises ``InputError`` for no year, and for more than a page holds.
    """
    places = page.layout("years")
    if not 0 < len(coverage) <= places["most"]:
        raise InputError(
            "a page of small multiples cannot hold that",
            expected=f"1 to {places['most']} years", found=f"{len(coverage)}", fix=FILE,
        )  # fmt: skip
    scheme = schemes.of_kind(kind)
    west, south, east, north = shapes.of(layer).bounds
    shared = arrangement.arranged(len(coverage), (north - south) / (east - west), places)
    with page.style():
        figure = page.start(words, {**places, "size": shared.page})
        for place, (year, classes) in enumerate(sorted(coverage.items())):
            encoded = schemes.encode(layer, classes, scheme)
            _panel(figure, shared.box(place), layer, encoded, year)
        return _finished(figure, layer, scheme)


def _finished(figure: MapFigure, layer: Layer, scheme: schemes.Scheme) -> MapFigure:
    """The page with one legend and one scale for all panels, and its lines."""
    places, words = page.layout("years"), figure.words
    entries = [(page.look(one), scheme.label(one, words)) for one in scheme.classes]
    page.legend(figure, (places["side"], places["bottom"]), entries, len(entries))
    if not shapes.of(layer).is_cartogram:
        left, bottom, longest = places["scale"]
        page.scale_bar(figure, figure.axes[0], (left, bottom), longest)
    return page.finish(figure, layer, places)


def _panel(figure: MapFigure, box: Box, layer: Layer, encoded: Encoded, year: int) -> None:
    shape, margin = shapes.of(layer), page.layout("years")["margin"]
    drawn = page.axes(figure, box, shape.bounds, margin)
    extent = (*drawn.get_xlim(), *drawn.get_ylim())
    west, east, south, north = extent
    size = round(box.width * page.DPI), round(box.height * page.DPI)
    raster = shape.raster(size, (west, south, east, north))
    picture = coloured(raster, encoded)
    shown = drawn.imshow(picture, extent=extent, aspect="auto", interpolation="nearest")
    figure.ground.append(shown)
    # Less than a pixel is lost from the lines, and a detailed layer stays a small drawing.
    page.borders(drawn, shape, LEVELS, 0.3 * (east - west) / size[0], cells=False)
    page.watermark(drawn, figure.words, WATERMARK_SIZE * box.width)
    _caption(drawn, figure.words, encoded, year)


def coloured(raster: np.ndarray, encoded: Encoded) -> np.ndarray:
    """The raster of tambons as a picture (red, green, blue, alpha); outside of all is clear."""
    classes = encoded.scheme.classes
    drawn_in = np.append(encoded.position, len(classes))[raster]
    fills = np.array([to_rgba(one.fill) for one in classes] + [(1, 1, 1, 0)])
    picture = (fills * 255).astype(np.uint8)[drawn_in]
    for place, one in enumerate(classes):
        if one.hatch and (hatched := drawn_in == place).any():
            inked = hatched & _hatching(raster.shape, one)
            picture[inked] = (np.array(to_rgba(one.ink)) * 255).astype(np.uint8)
    return picture


def _hatching(shape: tuple[int, ...], one: MapClass) -> np.ndarray:
    """Pixels under the lines of a class's hatch: diagonals, both ways for a cross."""
    down, across = np.indices(shape, dtype=np.int32)
    rising = (down + across) % HATCH_STEP < HATCH_LINE
    if "x" in one.hatch:
        return rising | ((down - across) % HATCH_STEP < HATCH_LINE)
    return rising


def _caption(drawn: Axes, words: Words, encoded: Encoded, year: int) -> None:
    """The year, and how many tambons the first class of the scheme has in it."""
    first = encoded.scheme.classes[0]
    count = words.format.number(encoded.counts[first.key])
    label = encoded.scheme.label(first, words)
    for line, size, weight, colour, above in (
        (words.say("year", year=words.format.year(year)), YEAR_SIZE, 600, charts.INK, 20),
        (words.say("panel", label=label, count=count), COUNT_SIZE, 400, charts.MUTED, 4),
    ):
        drawn.annotate(
            line, (0.5, 1), xycoords="axes fraction", xytext=(0, above), ha="center",
            textcoords="offset points", fontsize=size, weight=weight, color=colour,
        )  # fmt: skip
