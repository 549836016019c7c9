"""Unit cells of a grid: squares with whole coordinates of their south-west corner."""

from collections.abc import Iterable

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
