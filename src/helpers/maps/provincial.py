"""One province, large: its tambons' classes, its amphoes and their names."""

import pandas as pd

from helpers import charts, gazetteer
from helpers.errors import InputError
from helpers.layers import Layer
from helpers.maps import drawing, encoding, labels, page, schemes, shapes, text
from helpers.maps.labels import Label
from helpers.maps.page import Box, MapFigure
from helpers.maps.words import Words

LEVELS = {
    "amphoe_code": {"edgecolor": "#14191d", "linewidth": 0.7, "pale": 0.9},
    "province_code": {"edgecolor": "#14191d", "linewidth": 1.3},
}
TAMBON = {"edgecolor": "#8b949b", "linewidth": 0.3}
KEY_SIZE, WATERMARK_SIZE = 6.5, 36
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
    encoded = encoding.encode(part, own, schemes.of_kind(kind))
    with page.style():
        return _page(part, encoded, words)


def _page(part: Layer, encoded: encoding.Encoded, words: Words) -> MapFigure:
    places, shape = page.layout("province"), shapes.of(part)
    figure = page.start(words, places)
    drawn = page.axes(figure, Box(*places["map"]), shape.bounds, places["margin"])
    drawing.paint(drawn, shape, encoded)
    drawing.borders(drawn, shape, {"tambon_code": TAMBON, **LEVELS})
    names = _names(part, words.lang)
    placed = labels.place(drawn, names)
    labels.write(drawn, placed, words.format.numerals)
    page.legend(figure, places["legend"], page.counted(encoded, words))
    _key(figure, placed)
    if not shape.is_cartogram:
        left, bottom, longest = places["scale"]
        page.scale_bar(figure, drawn, (left, bottom), longest)
    page.watermark(drawn, words, WATERMARK_SIZE)
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
