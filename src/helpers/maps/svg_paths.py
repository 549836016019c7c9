"""Paths of an SVG written short: a map's borders and the outlines of its letters are its file."""

import re
from functools import lru_cache

_PATH = re.compile(r'(?<= d=")[^"]*(?=")')
_COMMAND = re.compile(r"([MLQCz])([^MLQCz]*)")
_CURVES = re.compile("[QC]")
_SHIFT = re.compile(r"translate\(([^)]*)\)")
_FINER = re.compile(r"(\.\d\d)\d+")
_INDENTED = re.compile(r"\n +")
_TENTHS, _HUNDREDTHS = 10, 100


def shortened(element: str) -> str:
    """``element`` with straight lines kept to a tenth of a point (0.035 mm), curves to a hundredth.

    Steps are written from point to point, counted in whole tenths or hundredths, so no error adds
    up; those along the page's edges, which cartograms consist of, by one number each.
    """
    element = _PATH.sub(lambda path: _path(path[0]), _INDENTED.sub("\n", element))
    return _SHIFT.sub(lambda shift: _FINER.sub(r"\1", shift[0]), element)


@lru_cache(maxsize=2048)
def _path(path: str) -> str:
    # Letters, and the borders of a layer, stand on the next map again.
    parts = _HUNDREDTHS if _CURVES.search(path) else _TENTHS
    written, before, said = [], (0, 0), ""
    for command, numbers in _COMMAND.findall(path):
        counts = [round(float(number) * parts) for number in numbers.split()]
        if command == "M":
            written.append(f"M{_pair(*counts, parts)}")
        elif command == "z":
            written.append("z")
        else:
            step, letter = _step(command, counts, before, parts)
            # A letter said before holds for what follows it.
            written.append(f" {step}" if letter == said and letter not in "hv" else letter + step)
            command = letter
        before, said = tuple(counts[-2:]) or before, command
    return "".join(written)


def _step(command: str, counts: list[int], before: tuple[int, int], parts: int) -> tuple[str, str]:
    """One step from ``before``: its numbers and its letter."""
    x, y = before
    pairs = [(counts[at] - x, counts[at + 1] - y) for at in range(0, len(counts), 2)]
    across, down = pairs[0]
    if command == "L" and not (across and down):
        return (_number(down, parts), "v") if down else (_number(across, parts), "h")
    return " ".join(_pair(*pair, parts) for pair in pairs), command.lower()


def _pair(across: int, down: int, parts: int) -> str:
    return f"{_number(across, parts)} {_number(down, parts)}"


def _number(count: int, parts: int) -> str:
    return f"{count / parts:.12g}"
