"""Maps as pictures: files of their own, and figures inside a page."""

import base64
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache, partial
from pathlib import Path

from helpers import launch, maps, paths
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


def drawn(what: coverage_maps.Shown, layers: Iterable[Layer]) -> Iterator[Figure]:
    """The maps as figures of a page that carries them.

    A page has every map on the first layer and beside it the main ones on the next.
    """
    for place, layer in enumerate(layers):
        for picture in coverage_maps.pictures(what, layer, main_only=place > 0):
            png = cache(partial(maps.png, picture.figure))
            yield _figure(picture, partial(_drawn_inside, png), png)


def kept(
    shown: Mapping[str, coverage_maps.Shown], layers: Iterable[Layer], folder: Path
) -> dict[str, list[Figure]]:
    """Every map on each layer as PNG and SVG files in ``folder``, and as figures, by language.

    ``shown`` is the same coverage by the language it is told in; a map is drawn once for all of
    them. The figures are for pages beside ``folder``, which show its files.
    """
    figures: dict[str, list[Figure]] = {lang: [] for lang in shown}
    for layer in layers:
        told = (coverage_maps.pictures(what, layer) for what in shown.values())
        for pictures in zip(*told, strict=True):
            files = _save(dict(zip(shown, pictures, strict=True)), folder)
            for lang, picture in zip(shown, pictures, strict=True):
                png = partial(maps.png, picture.figure)
                figures[lang].append(_figure(picture, partial(_beside, files[lang]), png))
    return figures


def _save(pictures: Mapping[str, coverage_maps.Picture], folder: Path) -> dict[str, Path]:
    """Write one map in every language; the PNG of each."""
    names = {lang: f"{picture.name}.{lang}" for lang, picture in pictures.items()}
    figures = {names[lang]: picture.figure for lang, picture in pictures.items()}
    files = maps.save_versions(figures, folder)
    return {lang: files[name][0] for lang, name in names.items()}


def _figure(
    picture: coverage_maps.Picture, image: Callable[[], str], png: Callable[[int], bytes]
) -> Figure:
    return Figure(f"{_KEY}{picture.name}", image, picture.caption, picture.alt, png)


def _beside(png: Path) -> str:
    """An ``<img>`` that shows a file of the folder beside the page, which is stored once.

    A notebook run by hand is shown elsewhere than its page would lie, so it carries the picture.
    """
    if not launch.is_running():
        return _inside(png.read_bytes())
    return f'<img alt="" src="{png.parent.name}/{png.name}">'


def _drawn_inside(png: Callable[[int], bytes]) -> str:
    return _inside(png(DOTS_PER_INCH))


def _inside(png: bytes) -> str:
    """An ``<img>`` that carries the picture; its words stand on the figure that holds it."""
    data = base64.b64encode(png).decode("ascii")
    return f'<img alt="" src="data:image/png;base64,{data}">'
