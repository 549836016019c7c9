"""Text on maps: lines broken between Thai words, names written on areas where they fit."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import count

import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from pythainlp.tokenize import word_tokenize

from helpers.core.errors import InputError
from helpers.publish import charts, fonts

LEADING = 1.5
# What is kept free along the sides of a page, in inches.
EDGE = 0.2
POINTS = 72


def fitted(
    figure: Figure, lines: list[str], sizes: tuple[float, ...], height: float, weight: int = 400
) -> float:
    """The largest of ``sizes`` in which ``lines`` take no more than ``height`` inches.

    Raises ``InputError`` when even the smallest takes more.
    """
    room = figure.get_figwidth() - 2 * EDGE
    for size in sizes:
        written = sum(len(broken(figure, line, room, size, weight)) for line in lines)
        if written * size * LEADING / POINTS <= height:
            return size
    raise InputError(
        "the title or the lines of a map are too long for its page",
        expected=f"up to {height:.2f} inches in height", found=" | ".join(lines),
    )  # fmt: skip


def block(
    figure: Figure,
    lines: list[str],
    at: tuple[float, float | None],
    size: float,
    colour: str,
    weight: int = 400,
    right: float | None = None,
) -> float:
    """Write ``lines`` down from ``at`` (inches); without a height, up to the foot of the page.

    Lines are broken to the width of the page (or up to ``right``). Returns the height written.
    """
    width, height = figure.get_size_inches()
    room = (width - EDGE if right is None else right) - at[0]
    written = [part for line in lines for part in broken(figure, line, room, size, weight)]
    step = size * LEADING / POINTS
    top = at[1] if at[1] is not None else 0.1 + step * len(written)
    for number, part in enumerate(written):
        figure.text(
            at[0] / width, (top - step * number) / height, part,
            fontsize=size, color=colour, weight=weight, va="top", ha="left",
        )  # fmt: skip
    return step * len(written)


def broken(figure: Figure, line: str, room: float, size: float, weight: int = 400) -> list[str]:
    """``line`` in as many lines as a width of ``room`` inches asks for."""
    if width_of(figure, line, size, weight) <= room:
        return [line]
    lines, current = [], ""
    for piece in _pieces(figure, line, room, size, weight):
        if current.strip() and width_of(figure, (current + piece).rstrip(), size, weight) > room:
            lines.append(current.rstrip())
            current = ""
        current += piece if current else piece.lstrip()
    return [*lines, current.rstrip()]


def width_of(figure: Figure, line: str, size: float, weight: int = 400) -> float:
    """Width of one line, in inches."""
    return _wide(line, size, weight, figure.dpi)


@lru_cache(maxsize=4096)
def _wide(line: str, size: float, weight: int, dots_per_inch: float) -> float:
    # The lines of a map, and most of its words, stand on the next one again.
    font = FontProperties(family=fonts.FAMILY, size=size, weight=weight)
    renderer = RendererAgg(1, 1, dots_per_inch)
    pixels, _, _ = renderer.get_text_width_height_descent(line, font, ismath=False)
    return pixels / dots_per_inch


def _pieces(figure: Figure, line: str, room: float, size: float, weight: int) -> list[str]:
    """Where a line may be broken: after spaces, and between words where spaces do not do."""
    # Thai writes many words without a space; the dictionary is only asked where it is needed.
    pieces = [word + " " for word in line.split(" ")]
    return [part for piece in pieces for part in _words(piece, room, figure, size, weight)]


def _words(piece: str, room: float, figure: Figure, size: float, weight: int) -> list[str]:
    if width_of(figure, piece, size, weight) <= room / 3:
        return [piece]
    return word_tokenize(piece, engine="newmm")


NAME_SIZE, NUMBER_SIZE = 7.5, 6
# A name stands in its own area: at least this share of it.
INSIDE = 0.8
_GROUND = {"boxstyle": "round,pad=0.12", "facecolor": "white", "edgecolor": "none", "alpha": 0.75}
_TRIES = 9


@dataclass(frozen=True)
class Label:
    """A text on the map, the area it names and the box it takes, in the map's coordinates.

    ``heart`` is the point a line leads to, for a label that stands beside its area.
    """

    name: str
    written: str
    box: shapely.Geometry
    size: float
    heart: tuple[float, float] | None = None


def place(drawn: Axes, areas: dict[str, shapely.Geometry]) -> list[Label]:
    """Where the names of ``areas`` go, the largest first; no two boxes touch.

    An area too small for its name gets a number, beside it with a line where even that does not
    fit; numbers count in the order of ``areas``.
    """
    placed: list[Label] = []
    order = sorted(areas, key=lambda name: -areas[name].area)
    for name in order:
        placed += _fitting(drawn, name, name, areas[name], placed, NAME_SIZE, INSIDE)[:1]
    named = {label.name for label in placed}
    for number, name in enumerate([name for name in areas if name not in named], start=1):
        options = _fitting(drawn, name, str(number), areas[name], placed, NUMBER_SIZE, 0)
        placed.append(options[0] if options else _beside(drawn, name, number, areas[name], placed))
    return placed


def write(drawn: Axes, labels: list[Label], numerals) -> None:
    """Draw ``labels``; ``numerals`` turns digits into the numerals of the map."""
    for label in labels:
        x, y = shapely.get_coordinates(label.box.centroid)[0]
        if label.heart:
            drawn.plot(*zip((x, y), label.heart, strict=True), color=charts.INK, linewidth=0.5)
        drawn.text(
            x, y, numerals(label.written), fontsize=label.size, ha="center", va="center",
            color=charts.INK, zorder=10, bbox=_GROUND,
        )  # fmt: skip


def _fitting(
    drawn: Axes,
    name: str,
    written: str,
    area: shapely.Geometry,
    placed: list[Label],
    size: float,
    inside: float,
) -> list[Label]:
    """Every place for a text, the best first, that no placed text touches."""
    boxes = _boxes(_candidates(area), _extent(drawn, written, size))
    shares = shapely.area(shapely.intersection(boxes, area)) / shapely.area(boxes)
    taken = np.array([other.box for other in placed], dtype=object)
    free = ~shapely.intersects(boxes[:, None], taken[None, :]).any(axis=1)
    best = np.argsort(-shares, kind="stable")
    return [
        Label(name, written, boxes[at], size) for at in best if free[at] and shares[at] >= inside
    ]


def _beside(
    drawn: Axes, name: str, number: int, area: shapely.Geometry, placed: list[Label]
) -> Label:
    """The nearest free place around a small area, found on growing circles."""
    x, y = heart = tuple(_heart(area))
    extent = _extent(drawn, str(number), NUMBER_SIZE)
    for ring in count(1):
        for angle in np.linspace(0, 2 * np.pi, 8 * ring, endpoint=False):
            point = x + ring * extent[0] * np.cos(angle), y + ring * extent[0] * np.sin(angle)
            (box,) = _boxes(np.array([point]), extent)
            if not any(box.intersects(other.box) for other in placed):
                return Label(name, str(number), box, NUMBER_SIZE, heart)


def _boxes(points: np.ndarray, extent: tuple[float, float]) -> np.ndarray:
    """A box of ``extent`` around each of ``points``."""
    (x, y), (width, height) = points.T, extent
    return shapely.box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def _extent(drawn: Axes, written: str, size: float) -> tuple[float, float]:
    """Width and height of a text with its ground, in the map's coordinates."""
    inches = drawn.get_position().width * drawn.figure.get_figwidth()
    per_inch = np.ptp(drawn.get_xlim()) / inches
    around = 0.3 * size / POINTS
    wide = width_of(drawn.figure, written, size) + around
    return wide * per_inch, (1.25 * size / POINTS + around) * per_inch


def _candidates(area: shapely.Geometry) -> np.ndarray:
    """The heart of an area, then points of a grid over it that lie within."""
    west, south, east, north = area.bounds
    across, up = np.meshgrid(np.linspace(west, east, _TRIES), np.linspace(south, north, _TRIES))
    grid = np.column_stack([across.ravel(), up.ravel()])
    grid = grid[shapely.contains_xy(area, grid)]
    return np.vstack([_heart(area), grid])


def _heart(area: shapely.Geometry) -> np.ndarray:
    """The point of an area farthest from its borders."""
    return shapely.get_coordinates(shapely.maximum_inscribed_circle(area))[0]
