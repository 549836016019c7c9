"""Maps as files: the same map gives the same bytes, and every file says what it shows."""

from pathlib import Path

from helpers import charts, files
from helpers.maps import page, svg_paths
from helpers.maps.page import MapFigure


def save(figure: MapFigure, folder: Path, name: str) -> tuple[Path, Path]:
    """Write ``<name>.png`` (150 dpi) and ``<name>.svg``, each whole or not at all."""
    about = {"Title": _title(figure), "Description": figure.words.about()}
    png, drawn = Path(folder) / f"{name}.png", Path(folder) / f"{name}.svg"
    with page.style():
        with files.appears_complete(png) as partial:
            figure.savefig(
                partial, format="png", dpi=page.DPI, metadata={"Software": None, **about}
            )
        files.write_text(drawn, svg(figure, name))
    return png, drawn


def png(figure: MapFigure, dots_per_inch: int) -> bytes:
    """The map as a picture for a page; the same map gives the same bytes."""
    with page.style():
        return charts.png(figure, dots_per_inch)


def svg(figure: MapFigure, name: str) -> str:
    """The map as an SVG document with its title and description as text."""
    about = {"Title": _title(figure), "Description": figure.words.about()}
    with page.style():
        element = charts.svg(figure, name, **about)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{svg_paths.shortened(element)}'


def _title(figure: MapFigure) -> str:
    return " · ".join(filter(None, (figure.words.watermark, figure.words.title)))
