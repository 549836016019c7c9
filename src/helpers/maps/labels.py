"""Names on areas: written where they fit, and where none fits a number that a list explains."""

from dataclasses import dataclass
from itertools import count

import numpy as np
import shapely
from matplotlib.axes import Axes

from helpers import charts
from helpers.maps import text

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
    around = 0.3 * size / text.POINTS
    wide = text.wide(drawn.figure, written, size) + around
    return wide * per_inch, (1.25 * size / text.POINTS + around) * per_inch


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
