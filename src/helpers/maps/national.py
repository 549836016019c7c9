"""Maps of the whole country in one year: one small function a figure."""

import pandas as pd
from matplotlib.axes import Axes

from helpers import charts, knowledge
from helpers.layers import Layer
from helpers.maps import drawing, encoding, page, schemes, shapes
from helpers.maps.encoding import Encoded
from helpers.maps.page import Box, MapFigure
from helpers.maps.words import Words

LEVELS = {"province_code": drawing.PROVINCE, "region_code": drawing.REGION}
WATERMARK_SIZE, INSET_WATERMARK_SIZE = 40, 11


def kind(layer: Layer, coverage: pd.Series, kind: str, words: Words) -> MapFigure:
    """Tambons with and without a body of ``kind``; ``coverage`` holds covered, not_covered."""
    return draw(layer, encoding.encode(layer, coverage, schemes.of_kind(kind)), words)


def both(layer: Layer, council: pd.Series, fund: pd.Series, words: Words) -> MapFigure:
    """Tambons with council and fund, one of them, or neither."""
    classes = encoding.combined(council, fund)
    return draw(layer, encoding.encode(layer, classes, schemes.named("both")), words)


def first_year(layer: Layer, years: pd.Series, words: Words) -> MapFigure:
    """Fiscal year (BE, as text) of a tambon's first coverage, or ``before``, ``not_yet``."""
    return draw(layer, encoding.encode(layer, years, schemes.named("first_year")), words)


def change(layer: Layer, before: pd.Series, after: pd.Series, words: Words) -> MapFigure:
    """What became of coverage since the year before: gained, lost, kept, neither."""
    classes = encoding.changed(before, after)
    return draw(layer, encoding.encode(layer, classes, schemes.named("change")), words)


def draw(layer: Layer, encoded: Encoded, words: Words) -> MapFigure:
    """A national page of any classes: fills, borders, legend, Bangkok enlarged on true borders."""
    with page.style():
        figure, drawn = started(layer, words)
        drawing.paint(drawn, shapes.of(layer), encoded)
        drawing.borders(drawn, shapes.of(layer), LEVELS)
        _inset(figure, layer, encoded)
        return finished(figure, drawn, layer, page.counted(encoded, words))


def started(layer: Layer, words: Words) -> tuple[MapFigure, Axes]:
    """A national page with its title and the frame of the layer."""
    places = page.layout("national")
    figure = page.start(words, places)
    box = Box(*places[layer.name]["map"])
    return figure, page.axes(figure, box, shapes.of(layer).bounds, places["margin"])


def finished(
    figure: MapFigure, drawn: Axes, layer: Layer, entries: list[tuple[dict, str]]
) -> MapFigure:
    """The page with its legend, scale, watermark and lines."""
    places = page.layout("national")[layer.name]
    page.legend(figure, places["legend"], entries)
    if "scale" in places:
        left, bottom, longest = places["scale"]
        page.scale_bar(figure, drawn, (left, bottom), longest)
    page.watermark(drawn, figure.words, WATERMARK_SIZE)
    return page.finish(figure, layer, page.layout("national"))


def _inset(figure: MapFigure, layer: Layer, encoded: Encoded) -> None:
    """The declared province larger, in a corner of the page that is free on true borders."""
    place = page.layout("national")[layer.name].get("inset")
    about = knowledge.load("maps.yml")["inset"]
    inside = (layer.frame.province_code == about["province"]).to_numpy()
    if not place or not inside.any():
        return
    shape = shapes.of(shapes.part(layer, inside, about["province"]))
    drawn = page.axes(figure, Box(*place), shape.bounds, 0.02)
    drawing.paint(drawn, shape, encoded.part(inside))
    drawing.borders(drawn, shape, {"amphoe_code": drawing.AMPHOE, "province_code": drawing.REGION})
    page.watermark(drawn, figure.words, INSET_WATERMARK_SIZE)
    label = figure.words.both(about["label"])
    drawn.set_title(label, fontsize=page.LEGEND_SIZE, color=charts.INK, loc="center", pad=2)
