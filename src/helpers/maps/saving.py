"""Maps as files: the same map gives the same bytes, and every file says what it shows."""

import re
from pathlib import Path

from helpers import charts, files
from helpers.maps import page
from helpers.maps.page import MapFigure

DPI = 150
_PATH = re.compile(r'(?<= d=")[^"]*(?=")')
_FINE, _FINER = re.compile(r"(\.\d)\d+"), re.compile(r"(\.\d\d)\d+")
_CURVES = re.compile("[QC]")
_LINE_TO = re.compile(r"\s+L\s*")


def save(figure: MapFigure, folder: Path, name: str) -> tuple[Path, Path]:
    """Write ``<name>.png`` (150 dpi) and ``<name>.svg``, each whole or not at all."""
    about = {"Title": _title(figure), "Description": figure.words.about()}
    png, drawn = Path(folder) / f"{name}.png", Path(folder) / f"{name}.svg"
    with page.style():
        with files.appears_complete(png) as partial:
            figure.savefig(partial, format="png", dpi=DPI, metadata={"Software": None, **about})
        files.write_text(drawn, svg(figure, name))
    return png, drawn


def svg(figure: MapFigure, name: str) -> str:
    """The map as an SVG document with its title and description as text.

    Straight lines are kept to a tenth of a point (0.035 mm) and written the short way, curves to
    a hundredth; it halves the file.
    """
    about = {"Title": _title(figure), "Description": figure.words.about()}
    with page.style():
        element = charts.svg(figure, name, **about)
    element = _PATH.sub(_shortened, element)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{element}'


def _shortened(path: re.Match) -> str:
    if _CURVES.search(path[0]):
        return _FINER.sub(r"\1", path[0])
    # Without curves, pairs of numbers after a point are lines in any case.
    return _LINE_TO.sub(" ", _FINE.sub(r"\1", path[0]))


def _title(figure: MapFigure) -> str:
    return " · ".join(filter(None, (figure.words.watermark, figure.words.title)))
