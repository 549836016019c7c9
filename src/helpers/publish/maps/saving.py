"""Maps as files: the same map gives the same bytes, and every file says what it shows."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from helpers.core import files
from helpers.publish import charts
from helpers.publish.maps import formats, ground, page
from helpers.publish.maps.page import MapFigure

Files = tuple[Path, Path]


def save(figure: MapFigure, folder: Path, name: str) -> Files:
    """Write ``<name>.png`` (150 dpi) and ``<name>.svg``, each whole or not at all."""
    return save_versions({name: figure}, folder)[name]


def save_versions(figures: Mapping[str, MapFigure], folder: Path) -> dict[str, Files]:
    """Write the versions of one map by their names: the same map with other words.

    What lies under the words is drawn once; a figure that shows something else is drawn anew.
    """
    written, under = {}, None
    with page.style():
        for name, figure in figures.items():
            if under is None or under.fingerprint != ground.fingerprint(figure):
                under = ground.drawn(figure)
            written[name] = _write(figure, under, Path(folder), name)
    return written


def _write(figure: MapFigure, under: ground.Ground, folder: Path, name: str) -> Files:
    png, drawn = folder / f"{name}.png", folder / f"{name}.svg"
    pixels = np.asarray(ground.with_words(figure, under))
    with files.appears_complete(png) as partial:
        partial.write_bytes(formats.encoded(pixels, page.DPI, _about(figure)))
    files.write_text(drawn, _document(figure, under, name))
    return png, drawn


def png(figure: MapFigure, dots_per_inch: int) -> bytes:
    """The map as a picture for a page; the same map gives the same bytes."""
    with page.style():
        return charts.png(figure, dots_per_inch)


def svg(figure: MapFigure, name: str) -> str:
    """The map as an SVG document with its title and description as text."""
    with page.style():
        return _document(figure, ground.drawn(figure), name)


def _document(figure: MapFigure, under: ground.Ground, name: str) -> str:
    element = ground.svg_with_words(figure, under, name, _about(figure))
    return f'<?xml version="1.0" encoding="utf-8"?>\n{element}'


def _about(figure: MapFigure) -> dict[str, str]:
    title = " · ".join(filter(None, (figure.words.watermark, figure.words.title)))
    return {"Title": title, "Description": figure.words.about()}
