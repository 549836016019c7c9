"""Paths of an SVG written short: a map's borders are most of its file."""

import re

_PATH = re.compile(r'(?<= d=")[^"]*(?=")')
_CURVES = re.compile("[QC]")
_STEP = re.compile(r"([ML])\s*(\S+) (\S+)|(z)")
_FINER = re.compile(r"(\.\d\d)\d+")


def shortened(element: str) -> str:
    """``element`` with straight lines kept to a tenth of a point (0.035 mm), curves to a hundredth.

    Steps are written from point to point, counted in whole tenths, so no error adds up.
    """
    return _PATH.sub(_path, element)


def _path(path: re.Match) -> str:
    if _CURVES.search(path[0]):
        return _FINER.sub(r"\1", path[0])
    written, before = [], (0, 0)
    for command, x, y, closed in _STEP.findall(path[0]):
        if closed:
            written.append("z")
            continue
        at = round(float(x) * 10), round(float(y) * 10)
        if command == "M":
            written.append(f"M{_tenths(at[0])} {_tenths(at[1])}l")
        else:
            written.append(f"{_tenths(at[0] - before[0])} {_tenths(at[1] - before[1])}")
        before = at
    return " ".join(written)


def _tenths(count: int) -> str:
    return f"{count / 10:g}"
