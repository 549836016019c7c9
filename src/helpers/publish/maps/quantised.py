"""A layer's geometry as bytes a browser draws: corners in 16 bits, where rings and areas begin.

Numbers are little-endian. One step is the layer's longer side over 65,535: of Thailand on true
borders 25 metres, so along each axis a corner lies at most 12.5 metres from where the layer has it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np
import shapely

from helpers.core.errors import InputError
from helpers.geography.layer import Layer
from helpers.publish.maps import shapes
from helpers.publish.maps.shapes import Shapes

STEPS = 65_535
# West, north, east, south.
_WAYS = ((-1, 0), (0, -1), (1, 0), (0, 1))
_AROUND = 2
# Seen this large (pixels), an area is worth an outline of its own.
_OUTLINED_FROM = 9


@dataclass(frozen=True)
class Frame:
    """How coordinates of a layer become steps; ``y`` of steps grows southward."""

    west: float
    north: float
    step: float

    def steps(self, coordinates: np.ndarray) -> np.ndarray:
        """Coordinates as pairs of steps."""
        from_corner = (coordinates - (self.west, self.north)) * (1, -1)
        return np.clip(np.round(from_corner / self.step), 0, STEPS).astype("<u2")

    def coordinates(self, steps: np.ndarray) -> np.ndarray:
        """Pairs of steps as coordinates."""
        return steps.astype(float) * (1, -1) * self.step + (self.west, self.north)


@dataclass(frozen=True)
class Quantised:
    """Areas in steps of a frame, and the borders drawn over them.

    ``rings`` holds where each ring begins in ``points``, ``firsts`` where each area begins in
    ``rings``; both end with the end. After the areas come the borders, as one more area whose
    rings are open lines. ``extents`` has the box of everything by ``""``, of parts by their codes.
    """

    frame: Frame
    points: np.ndarray
    rings: np.ndarray
    firsts: np.ndarray
    hearts: np.ndarray
    extents: dict[str, list[int]]

    def __len__(self) -> int:
        return len(self.firsts) - 2

    @cached_property
    def boxes(self) -> np.ndarray:
        """West, north, east and south of each area."""
        starts = self.rings[self.firsts[:-2]]
        corners = self.points[: self.rings[self.firsts[-2]]]
        if not len(starts):
            return np.zeros((0, 4), dtype="<u2")
        ends = [np.minimum.reduceat(corners, starts), np.maximum.reduceat(corners, starts)]
        return np.hstack(ends).astype("<u2")

    @cached_property
    def beside(self) -> np.ndarray:
        """The nearest area west, north, east and south of each: itself where there is none."""
        hearts, everyone = self.hearts.astype(float), np.arange(len(self))
        if not len(self):
            return np.zeros((0, 4), dtype="<u2")
        near, reach = _pairs_around(hearts), _reach(hearts)
        columns = []
        for way in _WAYS:
            best, far = _nearest(hearts, *near, way)
            # What is nearer than all that was left out is the nearest of all.
            rows = everyone[far > reach]
            if len(rows):
                others = np.repeat(rows, len(self)), np.tile(everyone, len(rows))
                best[rows] = _nearest(hearts, *others, way)[0]
            columns.append(best)
        return np.column_stack(columns).astype("<u2")

    @property
    def fine(self) -> float:
        """Pixels a step from which on areas are outlined."""
        sides = np.ptp(self.boxes.reshape(-1, 2, 2), axis=1)
        return float(_OUTLINED_FROM / max(np.median(sides), 1)) if len(self) else 1.0

    def packed(self) -> dict[str, object]:
        """What ``coverage_map.js`` draws: bytes, and the few numbers that are no bytes."""
        arrays = {
            "points": self.points, "rings": self.rings, "firsts": self.firsts,
            "boxes": self.boxes, "hearts": self.hearts, "beside": self.beside,
        }  # fmt: skip
        packed = {name: np.ascontiguousarray(array).tobytes() for name, array in arrays.items()}
        return {**packed, "extents": self.extents, "fine": self.fine}


def _reach(hearts: np.ndarray) -> float:
    """How far around each area its neighbours are sought first."""
    return _AROUND * STEPS / max(len(hearts), 1) ** 0.5


def _pairs_around(hearts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Every area with all that lie around it, itself too; in the order of the first."""
    reach = _reach(hearts)
    boxes = shapely.box(*(hearts - reach).T, *(hearts + reach).T)
    ones, others = shapely.STRtree(shapely.points(hearts)).query(boxes)
    order = np.argsort(ones, kind="stable")
    return ones[order], others[order]


def _nearest(
    hearts: np.ndarray, ones: np.ndarray, others: np.ndarray, way: tuple[int, int]
) -> tuple[np.ndarray, np.ndarray]:
    """For each area of ``ones`` the nearest of its pairs in a direction, and how far it is.

    What lies aside counts twice; an area with nothing in a quarter turn is its own neighbour.
    """
    across, down = (hearts[others] - hearts[ones]).T
    along, aside = across * way[0] + down * way[1], np.abs(across * way[1]) + np.abs(down * way[0])
    far = np.where((along > 0) & (aside <= 2 * along), along + 2 * aside, np.inf)
    starts = np.flatnonzero(np.diff(ones, prepend=-1))
    least = np.minimum.reduceat(far, starts)
    counts = np.diff(starts, append=len(ones))
    is_best = (far == np.repeat(least, counts)) & np.isfinite(far)
    best = np.minimum.reduceat(np.where(is_best, others, len(hearts)), starts)
    return np.where(np.isfinite(least), best, ones[starts]), least


# Of the layers drawn last: the next map on one starts from its bytes.
_kept: WeakKeyDictionary[Shapes, dict[str, Quantised]] = WeakKeyDictionary()


def tambons(layer: Layer) -> Quantised:
    """The tambons of a layer in its order, under the borders of provinces."""
    if layer.frame.empty:
        return _quantised(np.array([], dtype=object), np.array([], dtype=object), {})
    return _once(layer, "tambons", _of_tambons)


def _of_tambons(shape: Shapes) -> Quantised:
    held = {**_groups(shape, "province_code"), **_groups(shape, "region_code")}
    return _quantised(shape.geometry, _borders(shape, "province_code"), held)


def _groups(shape: Shapes, column: str) -> dict[str, np.ndarray]:
    return dict(shape.frame.groupby(column).indices)


def regions(layer: Layer) -> tuple[list[str], Quantised]:
    """Codes of the regions a layer has, sorted, and their areas under their borders."""
    codes = sorted(layer.frame["region_code"].unique())
    return codes, _once(layer, "regions", _of_regions) if codes else tambons(layer)


def _of_regions(shape: Shapes) -> Quantised:
    dissolved = shape.dissolved("region_code")
    areas = np.array([dissolved[code] for code in sorted(dissolved)], dtype=object)
    each = {code: np.array([place]) for place, code in enumerate(sorted(dissolved))}
    return _quantised(areas, _borders(shape, "region_code"), each)


def _once(layer: Layer, level: str, made: Callable[[Shapes], Quantised]) -> Quantised:
    shape = shapes.of(layer)
    kept = _kept.setdefault(shape, {})
    if level not in kept:
        kept[level] = made(shape)
    return kept[level]


def _borders(shape: Shapes, column: str) -> np.ndarray:
    rings = shapely.boundary(list(shape.dissolved(column).values()))
    return shapely.get_parts(shapely.line_merge(shapely.union_all(rings)))


def _quantised(areas: np.ndarray, lines: np.ndarray, groups: dict[str, np.ndarray]) -> Quantised:
    if len(areas) > STEPS:
        raise InputError("a map has too many areas", expected=f"up to {STEPS}", found=len(areas))
    frame = _frame(areas)
    drawn, owner = _rings(areas)
    everything = np.concatenate([drawn, lines])
    counts = shapely.get_num_coordinates(everything)
    firsts = np.searchsorted(owner, np.arange(len(areas) + 1))
    found = Quantised(
        frame=frame,
        points=frame.steps(shapely.get_coordinates(everything)),
        rings=np.concatenate([[0], np.cumsum(counts)]).astype("<u4"),
        firsts=np.concatenate([firsts, [len(everything)]]).astype("<u4"),
        hearts=frame.steps(shapely.get_coordinates(shapely.point_on_surface(areas))),
        extents={},
    )
    found.extents.update(_extents(found.boxes.astype(int), groups))
    return found


def _frame(areas: np.ndarray) -> Frame:
    if not len(areas):
        return Frame(0.0, 0.0, 1.0)
    west, south, east, north = shapely.total_bounds(areas)
    return Frame(west, north, max(east - west, north - south) / STEPS)


def _rings(areas: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Every ring of every area in order, with the place of its area."""
    polygons, area = shapely.get_parts(areas, return_index=True)
    rings, polygon = shapely.get_rings(polygons, return_index=True)
    return rings, area[polygon]


def _extents(boxes: np.ndarray, groups: dict[str, np.ndarray]) -> dict[str, list[int]]:
    if not len(boxes):
        return {"": [0, 0, 1, 1]}
    held = {"": np.arange(len(boxes)), **groups}
    lows = {code: boxes[at, :2].min(axis=0) for code, at in held.items()}
    return {code: [*lows[code].tolist(), *boxes[at, 2:].max(axis=0).tolist()]
            for code, at in held.items()}  # fmt: skip
