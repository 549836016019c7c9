"""Paths of an SVG written short: a map's borders are most of its file."""

import re

_PATH = re.compile(r'(?<= d=")[^"]*(?=")')
_CURVES = re.compile("[QC]")
_STEP = re.compile(r"([ML])\s*(\S+) (\S+)|(z)")
_FINER = re.compile(r"(\.\d\d)\d+")


def shortened(element: str) -> str:
    """``element`` with straight lines kept to a tenth of a point (0.035 mm), curves to a hundredth.

    Steps are written from point to point, counted in whole tenths, so no error adds up; those
    along the page's edges, which cartograms consist of, by one number each.
    """
    return _PATH.sub(_path, element)


def _path(path: re.Match) -> str:
    if _CURVES.search(path[0]):
        return _FINER.sub(r"\1", path[0])
    written, before, slanted = [], (0, 0), False
    for command, x, y, closed in _STEP.findall(path[0]):
        if closed:
            written.append("z")
            continue
        at = round(float(x) * 10), round(float(y) * 10)
        if command == "M":
            written.append(f"M{_tenths(at[0])} {_tenths(at[1])}")
            slanted = False
        else:
            step, slanted = _step(at[0] - before[0], at[1] - before[1], slanted)
            written.append(step)
        before = at
    return "".join(written)


def _step(across: int, down: int, after_slanted: bool) -> tuple[str, bool]:
    """One step, and whether it is a slanted one, whose letter need not be said again."""
    if not down:
        return (f"h{_tenths(across)}" if across else ""), after_slanted and not across
    if not across:
        return f"v{_tenths(down)}", False
    return f"{' ' if after_slanted else 'l'}{_tenths(across)} {_tenths(down)}", True


def _tenths(count: int) -> str:
    return f"{count / 10:g}"
