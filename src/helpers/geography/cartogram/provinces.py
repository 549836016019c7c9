"""Provinces as patches of cells: each of its size, where it lies and beside its neighbours.

Every cell of a frame goes to the province in whose disc it lies deepest, or to the sea. Discs of
provinces that are pressed by others grow until they hold their cells, those at the coast outward;
after each round a province's place moves toward the middle of its cells.
"""

from math import sqrt

import numpy as np
import pandas as pd

from helpers.geography.cartogram.grid import CELL, Cell, join_pieces, settle

_PI = 3.141592653589793
_COS_LATITUDE = 0.97  # of 13.7 degrees north, the middle of the country: keeps bearings true
_CELLS_A_DEGREE = 11.0  # where the turns start from: about the size of the country
_TURNS = 300
_PULL = 0.25  # part of the way an edge is set right in one turn
_PUSH = 0.5  # part of the way an overlap is undone in one turn
# Centres of neighbours as discs touch, a little closer since areas meet along lines, not points.
_CONTACT = 0.93
# Between provinces that do not adjoin: room for the sea, in cells.
_APART = 3.0

Point = tuple[float, float]


def radius(tambons: int) -> float:
    """Radius, in cells, of a disc with one cell a tambon."""
    return sqrt(tambons / _PI)


def centres(seats: pd.DataFrame, tambons: dict[str, int]) -> dict[str, tuple[int, int]]:
    """Centre of each province in hundredths of a cell, east and north.

    Neighbours are drawn to the distance of touching discs in the direction their seats lie from
    one another (a distance cartogram); provinces that do not adjoin are pushed apart. Only the
    four operations and the square root are used: they give the same bits everywhere.
    """
    codes = list(seats.province_code)
    seat = {
        row.province_code: (row.longitude * _COS_LATITUDE, row.latitude)
        for row in seats.itertuples()
    }
    size = {code: radius(tambons[code]) for code in codes}
    edges = _edges(seats, seat, size)
    joined = {(a, b) for a, b, _ in edges}
    least = {
        (a, b): (size[a] + size[b]) * _CONTACT + (0 if (a, b) in joined else _APART)
        for a in codes
        for b in codes
        if a < b
    }
    place = {code: (x * _CELLS_A_DEGREE, y * _CELLS_A_DEGREE) for code, (x, y) in seat.items()}
    for _ in range(_TURNS):
        _pull(place, edges)
        _push(place, least)
    return {code: (round(x * CELL), round(y * CELL)) for code, (x, y) in place.items()}


def _edges(seats: pd.DataFrame, seat: dict[str, Point], size: dict[str, float]) -> list[tuple]:
    """Pairs of neighbours with the way from the first to the second, in cells."""
    edges = []
    for row in seats.itertuples():
        for other in row.neighbours:
            if row.province_code < other:
                a, b = row.province_code, other
                east, north = seat[b][0] - seat[a][0], seat[b][1] - seat[a][1]
                scale = _CONTACT * (size[a] + size[b]) / sqrt(east * east + north * north)
                edges.append((a, b, (east * scale, north * scale)))
    return edges


def _pull(place: dict[str, Point], edges: list[tuple]) -> None:
    """Bring each pair of neighbours nearer to the way between them."""
    for a, b, (east, north) in edges:
        (ax, ay), (bx, by) = place[a], place[b]
        dx, dy = (east - (bx - ax)) * _PULL / 2, (north - (by - ay)) * _PULL / 2
        place[a], place[b] = (ax - dx, ay - dy), (bx + dx, by + dy)


def _push(place: dict[str, Point], least: dict[tuple[str, str], float]) -> None:
    """Part provinces that are closer than the least distance of their pair."""
    for (a, b), apart in least.items():
        (ax, ay), (bx, by) = place[a], place[b]
        east, north = bx - ax, by - ay
        square = east * east + north * north
        if square >= apart * apart:
            continue
        distance = sqrt(square)
        share = (apart - distance) / distance * _PUSH / 2
        place[a] = (ax - east * share, ay - north * share)
        place[b] = (bx + east * share, by + north * share)


_MARGIN = 14  # cells around the outermost centres, wider than any province's radius
_ROUNDS = 8
_STEPS = 12
_HOLD = 80  # per cent: how strongly a province is held at its first place
_SEA = -1
_COAST = 5  # cells of sea along the coast that may yet become land
_NOTCH = 5  # half the width, in cells, of a notch in the coast that is filled


def areas(places: list[tuple[int, int]], needs: list[int]) -> list[set[Cell]]:
    """The cells of each province, in the order of ``places`` (hundredths of a cell)."""
    first = np.array(places, dtype=np.int64)
    sizes = np.array(needs, dtype=np.int64)
    ordered, points, shape = _frame(first)
    discs = sizes * CELL * CELL * 113 // 355  # a squared radius: cells over pi
    now = first.copy()
    for _ in range(_ROUNDS):
        owner = _grow(points, shape, now, discs, sizes)
        now = _moved(points, owner, now, first)
    owner = _grow(points, shape, now, discs, sizes)
    coast = _widened((owner != _SEA).reshape(shape), _COAST).ravel()
    shares = [_cells_of(ordered, owner == area) for area in range(len(needs))]
    sea = _cells_of(ordered, (owner == _SEA) & coast)
    return _exact(shares, sea, [(int(x), int(y)) for x, y in now], needs)


def _cells_of(ordered: list[Cell], chosen: np.ndarray) -> set[Cell]:
    return {ordered[i] for i in np.flatnonzero(chosen)}


def _frame(places: np.ndarray) -> tuple[list[Cell], np.ndarray, tuple[int, int]]:
    """All cells around the places, column by column, with their middles in hundredths."""
    low, high = places.min(axis=0) // CELL - _MARGIN, places.max(axis=0) // CELL + _MARGIN
    xs, ys = range(int(low[0]), int(high[0]) + 1), range(int(low[1]), int(high[1]) + 1)
    ordered = [(x, y) for x in xs for y in ys]
    return ordered, np.array(ordered, dtype=np.int64) * CELL + CELL // 2, (len(xs), len(ys))


def _grow(
    points: np.ndarray,
    shape: tuple[int, int],
    sites: np.ndarray,
    discs: np.ndarray,
    needs: np.ndarray,
) -> np.ndarray:
    """Owner of each cell after ``discs`` (changed in place) have grown or shrunk to the needs."""
    power = ((points[:, None, :] - sites[None, :, :]) ** 2).sum(axis=2)
    for _ in range(_STEPS):
        owner = _owners(power - discs, shape)
        held = np.bincount(owner[owner != _SEA], minlength=len(sites))
        discs += (needs - held) * CELL * CELL // 6
    return owner


def _owners(depth: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    """The province each cell lies deepest in; cells no disc holds are sea unless enclosed."""
    nearest = depth.argmin(axis=1)
    land = (depth[np.arange(len(depth)), nearest] < 0).reshape(shape)
    sea = _reached_from_rim(~_closed(land))
    return np.where(sea.ravel(), _SEA, nearest)


def _closed(land: np.ndarray) -> np.ndarray:
    """``land`` with its narrow notches filled: widened, then narrowed by as much."""
    return ~_widened(~_widened(land, _NOTCH), _NOTCH)


def _widened(mask: np.ndarray, cells: int) -> np.ndarray:
    """``mask`` and the cells up to so many steps from it, by turns straight and diagonal."""
    for step in range(cells):
        mask = _stepped(mask, diagonal=bool(step % 2))
    return mask


def _stepped(mask: np.ndarray, diagonal: bool) -> np.ndarray:
    """``mask`` and the four, or eight, cells around each of its cells."""
    wider = mask.copy()
    wider[1:] |= mask[:-1]
    wider[:-1] |= mask[1:]
    rows = wider if diagonal else mask
    both = wider.copy()
    both[:, 1:] |= rows[:, :-1]
    both[:, :-1] |= rows[:, 1:]
    return both


def _reached_from_rim(water: np.ndarray) -> np.ndarray:
    """The water that hangs together with the frame's rim; what land encloses is left out."""
    sea = np.zeros_like(water)
    sea[[0, -1], :] = sea[:, [0, -1]] = True
    while True:
        wider = _stepped(sea, diagonal=False) & water
        if (wider == sea).all():
            return sea
        sea = wider


def _moved(points: np.ndarray, owner: np.ndarray, now: np.ndarray, first: np.ndarray) -> np.ndarray:
    """Places for the next round: the middles of the provinces' cells, held to the first places."""
    moved = now.copy()
    for area in range(len(now)):
        own = points[owner == area]
        if len(own):
            middle = own.sum(axis=0) // len(own)
            moved[area] = (middle * (100 - _HOLD) + first[area] * _HOLD) // 100
    return moved


def _exact(
    shares: list[set[Cell]], sea: set[Cell], sites: list[tuple[int, int]], needs: list[int]
) -> list[set[Cell]]:
    """Every province in one piece with just the cells it needs.

    The sea along the coast takes part as the last area: it takes what is too much and gives what
    is missing, and stays in one piece, so that no hole opens in the country.
    """
    joined = join_pieces(shares, set().union(*shares), sites)
    left = sum(map(len, joined)) + len(sea) - sum(needs)
    return settle([*joined, sea], [*sites, None], [*needs, left])[:-1]
