"""What lies under the words of a map: drawn once for its versions in every language.

Fills and borders take most of the time and of a file; only the words differ between languages.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from matplotlib.artist import Artist
from matplotlib.image import AxesImage

from helpers.publish import charts
from helpers.publish.maps import formats
from helpers.publish.maps.page import MapFigure

# Ids of the drawing's ground begin so, after the name of the drawing.
_MARK = "ground-"


@dataclass(frozen=True)
class Ground:
    """The drawn ground of a map: its pixels and its part of an SVG document.

    ``fingerprint`` tells what was drawn; a figure with the same one can stand on it.
    """

    fingerprint: str
    pixels: object
    fragment: str

    def named(self, name: str) -> str:
        """The part of the SVG document, its ids beginning with ``name``."""
        return self.fragment.replace(_MARK, f"{name}-{_MARK}")


def drawn(figure: MapFigure) -> Ground:
    """Draw what lies under the words of ``figure``, at the figure's own resolution."""
    with _only(figure, ground=True):
        figure.canvas.draw()
        pixels = figure.canvas.copy_from_bbox(figure.bbox)
        element = charts.svg(figure, _MARK.removesuffix("-"))
    fragment = element[element.index(f'<g id="{_MARK}') : element.rindex("</svg>")]
    return Ground(fingerprint(figure), pixels, formats.shortened(fragment))


def fingerprint(figure: MapFigure) -> str:
    """What the ground of a figure is drawn from; two figures with the same one look the same."""
    digest = hashlib.sha256(repr((*figure.get_size_inches(), figure.dpi)).encode())
    for artist in figure.ground:
        frame = (*artist.axes.get_position().bounds, *artist.axes.viewLim.extents)
        digest.update(repr(frame).encode())
        digest.update(_image(artist) if isinstance(artist, AxesImage) else _path(artist))
    return digest.hexdigest()


def _image(image: AxesImage) -> bytes:
    return image.get_array().tobytes() + repr(image.get_extent()).encode()


def _path(patch: Artist) -> bytes:
    path = patch.get_path()
    looks = (
        patch.get_facecolor(), patch.get_edgecolor(), patch.get_hatch(), patch.get_hatchcolor(),
        patch.get_linewidth(), patch.get_alpha(), patch.get_snap(), patch.get_gid(),
    )  # fmt: skip
    return path.vertices.tobytes() + path.codes.tobytes() + repr(looks).encode()


def with_words(figure: MapFigure, ground: Ground) -> memoryview:
    """The whole map in pixels: the words of ``figure`` over a ground drawn before."""
    renderer = figure.canvas.get_renderer()
    renderer.restore_region(ground.pixels)
    with _only(figure, ground=False):
        figure.draw(renderer)
    return renderer.buffer_rgba()


def svg_with_words(figure: MapFigure, ground: Ground, name: str, about: dict[str, str]) -> str:
    """The whole map as an SVG element: the words of ``figure`` after a ground drawn before."""
    with _only(figure, ground=False):
        element = formats.shortened(charts.svg(figure, name, **about))
    start = element.index(f'<g id="{name}-')
    return f"{element[:start]}{ground.named(name)}{element[start:]}"


@contextmanager
def _only(figure: MapFigure, ground: bool) -> Iterator[None]:
    """The figure with its ground alone, or with all but its ground."""
    under = {figure.patch, *figure.ground}
    within = [child for axes in figure.axes for child in axes.get_children()]
    everything = {*within, *figure.get_children()} - set(figure.axes)
    hidden = [one for one in everything if (one in under) != ground and one.get_visible()]
    for one in hidden:
        one.set_visible(False)
    try:
        yield
    finally:
        for one in hidden:
            one.set_visible(True)
