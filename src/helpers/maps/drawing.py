"""Classes as fills and borders as lines, the same on every map."""

from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from helpers import charts
from helpers.maps.encoding import Encoded
from helpers.maps.schemes import MapClass
from helpers.maps.shapes import Shapes

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
