"""The page a map stands on: frame, title, legend, scale bar; fills and borders, watermark."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import matplotlib
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Patch, PathPatch, Rectangle
from matplotlib.path import Path

from helpers.core import metadata
from helpers.geography import gazetteer
from helpers.geography.layer import Layer
from helpers.publish import charts
from helpers.publish.maps import text
from helpers.publish.maps.schemes import Encoded, MapClass, Words
from helpers.publish.maps.shapes import Shapes

MARK = "#b3261e"
MARK_SIZE, LEGEND_SIZE, SCALE_SIZE = 10, 9, 7.5
# Pixels an inch, of pictures and of rasters within drawings.
DPI = 150
# A long title, or many lines, are written smaller.
TITLE_SIZES, LINE_SIZES = (13, 12, 11, 10), (7.5, 7, 6.5, 6)
# The width the sizes of letters are meant for; a wider page has larger ones.
USUAL_WIDTH = 7.0
# Room a swatch takes beside its words, in widths of a letter.
SWATCH = 3.2
STYLE = {"hatch.linewidth": 0.5, "figure.facecolor": "white", "savefig.facecolor": "white"}
# Lengths of a scale bar in kilometres; the longest that fits is drawn.
SCALES = (1, 2, 5, 10, 20, 50, 100, 200, 500)


class MapFigure(Figure):
    """A figure that knows what it says, so that its files can say so too.

    ``ground`` is what lies under the words: fills, borders and rasters, in drawing order.
    """

    words: Words
    ground: list[Artist]


@dataclass(frozen=True)
class Box:
    """A rectangle on the page, in inches."""

    left: float
    bottom: float
    width: float
    height: float

    @property
    def top(self) -> float:
        """Its upper edge."""
        return self.bottom + self.height


@contextmanager
def style() -> Iterator[None]:
    """The house style with what maps add to it."""
    with charts.house_style(), matplotlib.rc_context(STYLE):
        yield


def start(words: Words, places: dict) -> MapFigure:
    """An empty page laid out by ``places``, with the title and the watermark named above it."""
    figure = MapFigure(figsize=places["size"], dpi=DPI)
    FigureCanvasAgg(figure)
    figure.words, figure.ground = words, []
    top, room = figure.get_figheight() - 0.12, places["head"]
    if words.watermark:
        size = MARK_SIZE * enlarged(figure)
        taken = text.block(figure, [words.watermark], (text.EDGE, top), size, MARK, weight=600)
        top, room = top - taken, room - taken
    size = text.fitted(figure, [words.title], _sizes(figure, TITLE_SIZES), room, 600)
    text.block(figure, [words.title], (text.EDGE, top), size, charts.INK, weight=600)
    return figure


def _sizes(figure: Figure, usual: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(size * enlarged(figure) for size in usual)


def enlarged(figure: Figure) -> float:
    """How much larger than usual the letters of a page are; less than the page is."""
    return math.sqrt(figure.get_figwidth() / USUAL_WIDTH)


def axes(figure: Figure, box: Box, extent: tuple[float, ...], margin: float) -> Axes:
    """A frame without axes that shows ``extent`` whole, at one scale in both directions."""
    width, height = figure.get_size_inches()
    drawn = figure.add_axes(
        (box.left / width, box.bottom / height, box.width / width, box.height / height)
    )
    west, south, east, north = grown(extent, box.width / box.height, margin)
    drawn.set(xlim=(west, east), ylim=(south, north), xticks=[], yticks=[])
    drawn.axis("off")
    return drawn


def grown(extent: tuple[float, ...], ratio: float, margin: float) -> tuple[float, ...]:
    """``extent`` with a margin, widened on both sides to a width of ``ratio`` times its height."""
    west, south, east, north = extent
    width, height = (east - west) * (1 + 2 * margin), (north - south) * (1 + 2 * margin)
    width, height = max(width, height * ratio), max(height, width / ratio)
    x, y = (west + east) / 2, (south + north) / 2
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def finish(figure: MapFigure, layer: Layer, places: dict, of_country: bool = True) -> MapFigure:
    """Lines at the foot; a map of the country says so where its layer holds a part alone."""
    words = figure.words
    place = words.say(layer.name, source=layer.source[words.lang])
    lines = [*words.lines, *(_part_of_country(layer, words) if of_country else ()), place]
    size = text.fitted(figure, lines, _sizes(figure, LINE_SIZES), places["foot"])
    text.block(figure, lines, (text.EDGE, None), size, charts.MUTED)
    return figure


def _part_of_country(layer: Layer, words: Words) -> list[str]:
    # A picture is passed on alone: its counts would be taken for the country's.
    counts = {"held": len(layer.frame), "all": len(gazetteer.reference())}
    told = {name: words.format.number(count) for name, count in counts.items()}
    return [words.say("part", **told)] if counts["held"] < counts["all"] else []


def watermark(drawn: Axes, words: Words, size: float) -> None:
    """The watermark across a map, half transparent, above all that is drawn."""
    if words.watermark:
        drawn.text(
            0.5, 0.5, words.watermark.replace(" / ", "\n"), transform=drawn.transAxes,
            rotation=52, ha="center", va="center", fontsize=size, color=MARK, alpha=0.32,
            weight=600, zorder=20, linespacing=1.3, gid="watermark",
        )  # fmt: skip


def counted(encoded: Encoded, words: Words) -> list[tuple[dict, str]]:
    """Entries of a legend: every class of the scheme with its tambons, also when it has none."""
    scheme, counts = encoded.scheme, encoded.counts
    return [(look(one), scheme.counted(one, counts[one.key], words)) for one in scheme.classes]


def legend(
    figure: Figure, at: tuple[float, float], entries: list[tuple[dict, str]], columns: int = 1
) -> None:
    """Swatches with their words, from the upper left corner ``at`` in inches."""
    width, height = figure.get_size_inches()
    size = LEGEND_SIZE * enlarged(figure)
    room = (width - text.EDGE - at[0]) / columns - SWATCH * size / text.POINTS
    figure.legend(
        handles=[Patch(**looks) for looks, _ in entries],
        labels=["\n".join(text.broken(figure, said, room, size)) for _, said in entries],
        loc="upper left", bbox_to_anchor=(at[0] / width, at[1] / height), fontsize=size,
        frameon=False, handlelength=1.7, handleheight=1.25, labelspacing=0.55, borderpad=0,
        borderaxespad=0, ncols=columns,
    )  # fmt: skip


def scale_bar(figure: Figure, drawn: Axes, at: tuple[float, float], longest: float) -> None:
    """A bar of a round number of kilometres, at most ``longest`` inches (metres on the map)."""
    width, height = figure.get_size_inches()
    inches = drawn.get_position().width * width
    west, east = drawn.get_xlim()
    per_km = inches / (east - west) * 1000
    length = max([km for km in SCALES if km * per_km <= longest] or SCALES[:1])
    for half, fill in enumerate((charts.INK, "white")):
        left = (at[0] + half * length * per_km / 2) / width
        figure.add_artist(
            Rectangle((left, at[1] / height), length * per_km / 2 / width, 0.055 / height,
                      transform=figure.transFigure, facecolor=fill, edgecolor=charts.INK,
                      linewidth=0.7)
        )  # fmt: skip
    words = figure.words
    told = {0.0: "0", 1.0: f"{words.format.number(length)} {words.say('kilometres')}"}
    for share, said in told.items():
        figure.text(
            (at[0] + share * length * per_km) / width, (at[1] + 0.09) / height,
            words.format.numerals(said), fontsize=SCALE_SIZE, ha="center", color=charts.INK,
        )  # fmt: skip


def layout(name: str) -> dict:
    """Where things stand on the pages ``name``."""
    return metadata.load("maps.yml")["pages"][name]


AMPHOE = {"edgecolor": "#39434b", "linewidth": 0.25, "pale": 0.5}
# Both lines are an odd number of pixels wide, so that the dark one lies in the middle.
PROVINCE = {"edgecolor": "#39434b", "linewidth": 0.35, "pale": 0.65}
REGION = {"edgecolor": "#14191d", "linewidth": 0.9, "pale": 0.6}
CELLS = {"edgecolor": "white", "linewidth": 0.25}


def look(one: MapClass) -> dict:
    """How a class is drawn, on the map and in the legend."""
    edge = {"edgecolor": charts.MUTED, "linewidth": 0.4}
    return {"facecolor": one.fill, "hatch": one.hatch, "hatchcolor": one.ink, **edge}


def paint(drawn: Axes, shape: Shapes, encoded: Encoded) -> None:
    """Every class as one path."""
    for one, mask in encoded.drawn():
        looks = look(one) | {"linewidth": 0, "edgecolor": "none"}
        add(drawn, PathPatch(shape.area(mask), gid=f"class-{one.key}", **looks), shape)


def borders(
    drawn: Axes,
    shape: Shapes,
    levels: dict[str, dict],
    tolerance: float = 0,
    cells: bool = True,
) -> None:
    """Lines of ``levels`` (columns of the layer); of ``cells`` too where it is a cartogram.

    ``tolerance`` is what lines may be simplified by, in units of the layer.
    """
    if shape.is_cartogram and cells:
        line(drawn, shape.lattice, CELLS, shape)
    for column, looks in levels.items():
        line(drawn, shape.lines(column, tolerance), looks, shape)


def line(drawn: Axes, path: Path, looks: dict, shape: Shapes) -> None:
    """One path as a line; ``pale`` is how much wider a light line lies under it.

    That edge keeps a dark line in sight on dark classes.
    """
    stroke = {"facecolor": "none", "joinstyle": "round", "capstyle": "round"}
    own = {field: value for field, value in looks.items() if field != "pale"}
    if "pale" in looks:
        under = {"edgecolor": "white", "linewidth": looks["linewidth"] + looks["pale"]}
        add(drawn, PathPatch(path, **stroke, **under, alpha=0.6), shape)
    add(drawn, PathPatch(path, **stroke, **own), shape)


def add(drawn: Axes, patch: PathPatch, shape: Shapes) -> None:
    """Put a path under the words; the frame is fixed, so its extent need not be worked out."""
    # Cells whose edges lie on pixels are sharp, and such a picture takes half the bytes.
    patch.set_snap(shape.is_cartogram)
    drawn.figure.ground.append(drawn.add_artist(patch))
