"""Provinces given the room their tambons need, each still beside its neighbours."""

from math import sqrt

import pandas as pd

from helpers.cartogram.cells import CELL

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
