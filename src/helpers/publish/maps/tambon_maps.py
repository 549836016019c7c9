"""Maps of tambons: the whole country, or one province large; one small function a figure."""

import pandas as pd
from matplotlib.axes import Axes

from helpers.core import metadata
from helpers.core.errors import InputError
from helpers.geography import gazetteer
from helpers.geography.layer import Layer
from helpers.publish import charts
from helpers.publish.maps import page, schemes, shapes, text
from helpers.publish.maps.page import Box, MapFigure
from helpers.publish.maps.schemes import Encoded, Words
from helpers.publish.maps.text import Label

LEVELS = {"province_code": page.PROVINCE, "region_code": page.REGION}
WATERMARK_SIZE, INSET_WATERMARK_SIZE = 40, 11


def kind(layer: Layer, coverage: pd.Series, kind: str, words: Words) -> MapFigure:
    """Tambons with and without a body of ``kind``; ``coverage`` holds covered, not_covered."""
    return draw(layer, schemes.encode(layer, coverage, schemes.of_kind(kind)), words)


def both(layer: Layer, council: pd.Series, fund: pd.Series, words: Words) -> MapFigure:
    """Tambons with council and fund, one of them, or neither."""
    classes = schemes.combined(council, fund)
    return draw(layer, schemes.encode(layer, classes, schemes.named("both")), words)


def first_year(layer: Layer, years: pd.Series, words: Words) -> MapFigure:
    """Fiscal year (BE, as text) of a tambon's first coverage, or ``before``, ``not_yet``."""
    return draw(layer, schemes.encode(layer, years, schemes.named("first_year")), words)


def change(layer: Layer, before: pd.Series, after: pd.Series, words: Words) -> MapFigure:
    """What became of coverage since the year before: gained, lost, kept, neither."""
    classes = schemes.changed(before, after)
    return draw(layer, schemes.encode(layer, classes, schemes.named("change")), words)


def clusters(layer: Layer, classes: pd.Series, words: Words) -> MapFigure:
    """Where covered or uncovered tambons lie together: classes of ``local_join_counts``."""
    return draw(layer, schemes.encode(layer, classes, schemes.named("clusters")), words)


def draw(layer: Layer, encoded: Encoded, words: Words) -> MapFigure:
    """A national page of any classes: fills, borders, legend, Bangkok enlarged on true borders."""
    with page.style():
        figure, drawn = started(layer, words)
        page.paint(drawn, shapes.of(layer), encoded)
        page.borders(drawn, shapes.of(layer), LEVELS)
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
    about = metadata.load("maps.yml")["inset"]
    inside = (layer.frame.province_code == about["province"]).to_numpy()
    if not place or not inside.any():
        return
    shape = shapes.of(shapes.part(layer, inside, about["province"]))
    drawn = page.axes(figure, Box(*place), shape.bounds, 0.02)
    page.paint(drawn, shape, encoded.part(inside))
    page.borders(drawn, shape, {"amphoe_code": page.AMPHOE, "province_code": page.REGION})
    page.watermark(drawn, figure.words, INSET_WATERMARK_SIZE)
    label = figure.words.both(about["label"])
    drawn.set_title(label, fontsize=page.LEGEND_SIZE, color=charts.INK, loc="center", pad=2)


PROVINCE_LEVELS = {
    "amphoe_code": {"edgecolor": "#14191d", "linewidth": 0.7, "pale": 0.9},
    "province_code": {"edgecolor": "#14191d", "linewidth": 1.3},
}
TAMBON = {"edgecolor": "#8b949b", "linewidth": 0.3}
KEY_SIZE, PROVINCE_WATERMARK_SIZE = 6.5, 36
# The list of numbers stands in columns of so many lines, so many inches wide.
KEY_LINES, KEY_WIDTH = 25, 1.08


def province(
    layer: Layer,
    province_code: str,
    classes: pd.Series,
    words: Words,
    kind: str = schemes.BOTH,
) -> MapFigure:
    """The province's tambons in the classes of ``kind``'s map, with the names of its amphoes.

    ``classes`` may hold the whole country; only the province is drawn and counted. Raises
    ``InputError`` when the layer has no such province or ``classes`` nothing of it.
    """
    inside = (layer.frame.province_code == province_code).to_numpy()
    if not inside.any():
        held = sorted(layer.frame.province_code.unique())
        raise InputError("the layer has no such province", expected=held, found=province_code)
    part = shapes.part(layer, inside, province_code)
    own = classes[classes.index.str[:2] == province_code]
    encoded = schemes.encode(part, own, schemes.of_kind(kind))
    with page.style():
        return _page(part, encoded, words)


def _page(part: Layer, encoded: schemes.Encoded, words: Words) -> MapFigure:
    places, shape = page.layout("province"), shapes.of(part)
    figure = page.start(words, places)
    drawn = page.axes(figure, Box(*places["map"]), shape.bounds, places["margin"])
    page.paint(drawn, shape, encoded)
    page.borders(drawn, shape, {"tambon_code": TAMBON, **PROVINCE_LEVELS})
    names = _names(part, words.lang)
    placed = text.place(drawn, names)
    text.write(drawn, placed, words.format.numerals)
    page.legend(figure, places["legend"], page.counted(encoded, words))
    _key(figure, placed)
    if not shape.is_cartogram:
        left, bottom, longest = places["scale"]
        page.scale_bar(figure, drawn, (left, bottom), longest)
    page.watermark(drawn, words, PROVINCE_WATERMARK_SIZE)
    return page.finish(figure, part, places, of_country=False)


def _names(part: Layer, lang: str) -> dict:
    """Area of every amphoe of the layer by its name, in the order of their codes."""
    known = gazetteer.reference().drop_duplicates("amphoe_code").set_index("amphoe_code")
    areas = shapes.of(part).dissolved("amphoe_code")
    return {known.at[code, f"amphoe_{lang}"]: areas[code] for code in sorted(areas)}


def _key(figure: MapFigure, placed: list[Label]) -> None:
    """What the numbers on the map stand for."""
    numbered = [label for label in placed if label.written != label.name]
    if not numbered:
        return
    left, top = page.layout("province")["key"]
    words = figure.words
    lines = [words.format.numerals(f"{label.written}  {label.name}") for label in numbered]
    top -= text.block(figure, [words.say("numbered")], (left, top), KEY_SIZE, charts.MUTED, 600)
    for column, start in enumerate(range(0, len(lines), KEY_LINES)):
        across = left + column * KEY_WIDTH
        shown = lines[start : start + KEY_LINES]
        text.block(figure, shown, (across, top), KEY_SIZE, charts.INK, right=across + KEY_WIDTH)
