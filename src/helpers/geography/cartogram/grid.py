"""Unit cells of a grid, and areas of them mended into one piece with exactly the cells they need.

A cell is named by the whole coordinates of its south-west corner.
"""

from collections.abc import Iterable
from itertools import pairwise

# Positions between cells are whole hundredths of one, so that every machine counts alike.
CELL = 100

Cell = tuple[int, int]


def neighbours(cell: Cell) -> tuple[Cell, Cell, Cell, Cell]:
    """The four cells that share an edge with ``cell``."""
    x, y = cell
    return (x, y + 1), (x + 1, y), (x, y - 1), (x - 1, y)


def component(start: Cell, cells: set[Cell]) -> set[Cell]:
    """The cells of ``cells`` that can be reached from ``start`` over shared edges."""
    seen, ahead = {start}, [start]
    while ahead:
        for beside in neighbours(ahead.pop()):
            if beside in cells and beside not in seen:
                seen.add(beside)
                ahead.append(beside)
    return seen


def connected(cells: set[Cell]) -> bool:
    """Whether all ``cells`` hang together over shared edges."""
    return not cells or len(component(next(iter(cells)), cells)) == len(cells)


def can_spare(cell: Cell, cells: set[Cell]) -> bool:
    """Whether ``cells`` stay in one piece, and not none, without ``cell``."""
    if len(cells) == 1:
        return False
    x, y = cell
    around = {(x + i, y + j) for i in (-1, 0, 1) for j in (-1, 0, 1)} - {cell}
    beside = [other for other in neighbours(cell) if other in cells]
    # Cells beside it that meet around the corner stay together; only else is the whole searched.
    if set(beside) <= component(beside[0], around & cells):
        return True
    return connected(cells - {cell})


def squared_distance(cell: Cell, place: tuple[int, int]) -> int:
    """Square of the distance from the middle of a cell to a place, in hundredths."""
    east = cell[0] * CELL + CELL // 2 - place[0]
    north = cell[1] * CELL + CELL // 2 - place[1]
    return east * east + north * north


def nearest_to(place: tuple[int, int], cells: Iterable[Cell]) -> Cell:
    """The cell whose middle is nearest to ``place``; the first in order among equals."""
    return min(cells, key=lambda cell: (squared_distance(cell, place), cell))


class NoWayLeft(RuntimeError):
    """Areas hem each other in so that none can hand on a cell and stay in one piece."""


Site = tuple[int, int] | None  # None is the sea, which lies nowhere


def _distance(cell: Cell, site: Site) -> int:
    return 0 if site is None else squared_distance(cell, site)


def join_pieces(areas: list[set[Cell]], cells: set[Cell], sites: list[Site]) -> list[set[Cell]]:
    """Areas with only their largest piece, the loose pieces given to areas beside them."""
    kept = [_largest_piece(area) for area in areas]
    _plant(kept, sites)
    owner = {cell: area for area, own in enumerate(kept) for cell in own}
    loose = cells - owner.keys()
    while loose:
        offers = [
            (_distance(cell, sites[owner[beside]]), cell, owner[beside])
            for cell in sorted(loose)
            for beside in neighbours(cell)
            if beside in owner
        ]
        _, cell, area = min(offers)
        owner[cell] = area
        kept[area].add(cell)
        loose.remove(cell)
    return kept


def _largest_piece(area: set[Cell]) -> set[Cell]:
    left, largest = set(area), set()
    while left:
        piece = component(min(left), left)
        left -= piece
        if len(piece) > len(largest):
            largest = piece
    return largest


def _plant(areas: list[set[Cell]], sites: list[Site]) -> None:
    """Give an area that got nothing the nearest cell another one can spare."""
    for empty, own in enumerate(areas):
        if own:
            continue
        spare = (
            (_distance(cell, sites[empty]), cell, area)
            for area, cells in enumerate(areas)
            if len(cells) > 1
            for cell in cells
        )
        for _, cell, area in sorted(spare):
            if can_spare(cell, areas[area]):
                areas[area].remove(cell)
                own.add(cell)
                break


def settle(areas: list[set[Cell]], sites: list[Site], needs: list[int]) -> list[set[Cell]]:
    """Areas with exactly the cells they need: surplus is handed on to where some are missing.

    Raises ``NoWayLeft`` when that is not possible.
    """
    banned: set[tuple[int, int]] = set()
    while any(len(own) > need for own, need in zip(areas, needs, strict=True)):
        way = _way(areas, needs, banned)
        failed = _hand_on(areas, sites, way)
        if failed:
            banned.add(failed)
        else:
            banned.clear()
    return areas


def _way(areas: list[set[Cell]], needs: list[int], banned: set[tuple[int, int]]) -> list[int]:
    """Shortest way over adjoining areas from one with surplus to one that lacks cells."""
    beside = _adjoining(areas)
    ways = [[area] for area, own in enumerate(areas) if len(own) > needs[area]]
    seen = {way[0] for way in ways}
    for way in ways:
        for area in sorted(beside[way[-1]]):
            if area in seen or (way[-1], area) in banned:
                continue
            if len(areas[area]) < needs[area]:
                return [*way, area]
            seen.add(area)
            ways.append([*way, area])
    raise NoWayLeft("no way is left to hand cells on")


def _adjoining(areas: list[set[Cell]]) -> list[set[int]]:
    owner = {cell: area for area, own in enumerate(areas) for cell in own}
    return [
        {owner[beside] for cell in own for beside in neighbours(cell) if beside in owner} - {area}
        for area, own in enumerate(areas)
    ]


def _hand_on(areas: list[set[Cell]], sites: list[Site], way: list[int]) -> tuple[int, int] | None:
    """Move one cell over each border of ``way``; the border that could not, nothing moved then."""
    done = []
    for giver, taker in pairwise(way):
        cell = _spare_cell(areas, sites, giver, taker)
        if cell is None:
            for undo, source, target in reversed(done):
                areas[target].remove(undo)
                areas[source].add(undo)
            return giver, taker
        areas[giver].remove(cell)
        areas[taker].add(cell)
        done.append((cell, giver, taker))
    return None


def _spare_cell(areas: list[set[Cell]], sites: list[Site], giver: int, taker: int) -> Cell | None:
    """The cell ``giver`` loses least by, beside ``taker``, without falling apart."""
    offers = sorted(
        (_distance(cell, sites[taker]) - _distance(cell, sites[giver]), cell)
        for cell in areas[giver]
        if any(beside in areas[taker] for beside in neighbours(cell))
    )
    for _, cell in offers:
        if can_spare(cell, areas[giver]):
            return cell
    return None
