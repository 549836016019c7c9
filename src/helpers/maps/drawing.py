"""Classes as fills and borders as lines, the same on every map."""

from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from helpers import charts
from helpers.maps.encoding import Encoded
from helpers.maps.schemes import MapClass
from helpers.maps.shapes import Shapes

AMPHOE = {"edgecolor": "#39434b", "linewidth": 0.25, "pale": 0.5}
PROVINCE = {"edgecolor": "#39434b", "linewidth": 0.35, "pale": 0.6}
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
        drawn.add_patch(PathPatch(shape.area(mask), gid=f"class-{one.key}", **looks))


def borders(drawn: Axes, shape: Shapes, levels: dict[str, dict]) -> None:
    """Lines of ``levels`` (columns of the layer); between cells where it is a cartogram."""
    if shape.is_cartogram:
        line(drawn, shape.lattice(), CELLS)
    for column, looks in levels.items():
        line(drawn, shape.lines(column), looks)


def line(drawn: Axes, path: Path, looks: dict) -> None:
    """One path as a line; ``pale`` is how much wider a light line lies under it.

    That edge keeps a dark line in sight on dark classes.
    """
    stroke = {"facecolor": "none", "joinstyle": "round", "capstyle": "round"}
    own = {field: value for field, value in looks.items() if field != "pale"}
    if "pale" in looks:
        under = {"edgecolor": "white", "linewidth": looks["linewidth"] + looks["pale"]}
        drawn.add_patch(PathPatch(path, **stroke, **under, alpha=0.6))
    drawn.add_patch(PathPatch(path, **stroke, **own))
