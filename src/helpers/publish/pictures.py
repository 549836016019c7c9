"""Maps as pictures: files of their own, and figures inside a page."""

import base64
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache, partial
from pathlib import Path

from helpers import maps, paths
from helpers.datasets import Dataset
from helpers.layers import Layer
from helpers.publish import coverage_maps
from helpers.publish.document import Figure

# Legible on A4 without making a page of many maps too heavy to send.
DOTS_PER_INCH = 110
# What a map is called among the figures of a page, before its own name.
_KEY = "map-"


def folder(year: int, as_of: date, dataset: Dataset) -> Path:
    """Where the maps of a year and day lie as files."""
    report = paths.report_folder(year, as_of).relative_to(paths.reports())
    return dataset.reports(report, "maps")


def remove_others(folder: Path, figures: Mapping[str, Iterable[Figure]]) -> list[str]:
    """Remove maps an earlier run drew and this one did not; the names of the files that stay.

    ``figures`` by language are those of ``drawn``. A registry that was taken away leaves no map.
    """
    names = {
        f"{figure.name.removeprefix(_KEY)}.{lang}" for lang, of in figures.items() for figure in of
    }
    for file in folder.glob("*"):
        if file.stem not in names:
            file.unlink()
    return sorted(file.name for file in folder.iterdir())


def drawn(
    what: coverage_maps.Shown, layers: Iterable[Layer], kept_in: Path | None = None
) -> Iterator[Figure]:
    """Every map as a figure of a page; with ``kept_in`` also as PNG and SVG files there.

    A page has every map on the first layer and beside it the main ones on the next; as files
    there are all of them on each layer.
    """
    for place, layer in enumerate(layers):
        main_only = place > 0 and kept_in is None
        for picture in coverage_maps.pictures(what, layer, main_only):
            again = cache(partial(maps.png, picture.figure))
            if kept_in is None:
                inside = partial(_drawn_inside, again)
            else:
                name = f"{picture.name}.{what.speaker.lang}"
                inside = _inside(maps.save(picture.figure, kept_in, name)[0].read_bytes())
            key = f"{_KEY}{picture.name}"
            yield Figure(key, inside, picture.caption, picture.alt, again)


def _drawn_inside(png: Callable[[int], bytes]) -> str:
    return _inside(png(DOTS_PER_INCH))


def _inside(png: bytes) -> str:
    """An ``<img>`` that carries the picture; its words stand on the figure that holds it."""
    data = base64.b64encode(png).decode("ascii")
    return f'<img alt="" src="data:image/png;base64,{data}">'
