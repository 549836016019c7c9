"""Seconds of the national maps, ours beside ``GeoDataFrame.plot``, on any layer.

Every function draws and writes PNG at 150 dpi into memory and returns the seconds taken; nothing
computed for a map drawn before is used.
"""

import io
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import count

import numpy as np
import pandas as pd
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import ListedColormap, hsv_to_rgb, to_hex
from matplotlib.figure import Figure

from helpers.geography.layer import Layer
from helpers.publish import maps
from helpers.publish.maps import page, schemes, tambon_maps
from helpers.publish.maps.schemes import MapClass, Scheme

YEARS = range(2551, 2560)
CLASS_COUNTS = (2, 5, 77)
SIZE = (12, 18)
_fresh = count()


def nine_panels(layer: Layer) -> float:
    """Nine years of council and fund on one page."""
    fresh, coverage = _anew(layer), years(layer)
    return _seconds(lambda: maps.years(fresh, coverage, maps.Words("Nine years", lang="en")))


def nine_plots(layer: Layer) -> float:
    """The same nine maps with the same classes, by nine calls of ``GeoDataFrame.plot``."""
    coverage, classes = years(layer), schemes.named("both").classes

    def draw() -> Figure:
        figure = Figure(figsize=SIZE)
        FigureCanvasAgg(figure)
        for axes, year in zip(figure.subplots(3, 3).ravel(), YEARS, strict=True):
            keys = pd.Categorical(
                coverage[year].to_numpy(), categories=[one.key for one in classes[:-1]]
            )
            colours = ListedColormap([one.fill for one in classes[:-1]])
            layer.frame.assign(key=keys).plot("key", ax=axes, cmap=colours, categorical=True)
            axes.axis("off")
        return figure

    return _seconds(draw)


def one_map(layer: Layer, classes: int) -> float:
    """One national map of so many classes, all of them filled."""
    scheme = _scheme(classes)
    position = np.arange(len(layer.frame)) % classes
    fresh, words = _anew(layer), maps.Words("One map", lang="en")
    return _seconds(lambda: tambon_maps.draw(fresh, schemes.Encoded(scheme, position), words))


def ratio(layer: Layer) -> float:
    """How many times faster nine panels are than nine plots, in one run."""
    return nine_plots(layer) / nine_panels(layer)


def _anew(layer: Layer) -> Layer:
    """The layer under a name nothing was kept for."""
    return replace(layer, fingerprint=f"{layer.fingerprint}-{next(_fresh)}")


def years(layer: Layer) -> dict[int, pd.Series]:
    """Classes of council and fund in nine invented years."""
    chance = np.random.default_rng(2551).random((2, len(layer.frame)))
    return {year: _coverage(layer, chance < (year - 2550) / 10) for year in YEARS}


def _coverage(layer: Layer, covered: np.ndarray) -> pd.Series:
    codes = layer.frame.tambon_code.to_numpy()
    council, fund = (maps.classes_of(pd.Series(one, index=codes)) for one in covered)
    return maps.combined(council, fund)


def _scheme(classes: int) -> Scheme:
    colours = [to_hex(hsv_to_rgb((place / classes, 0.6, 0.8))) for place in range(classes)]
    label = {"th": "{}", "en": "Class"}
    made = [MapClass(f"class_{place}", fill, label) for place, fill in enumerate(colours)]
    return Scheme("benchmark", "tambon", (*made, schemes.named("both").classes[-1]))


def _seconds(draw: Callable[[], Figure]) -> float:
    start = time.perf_counter()
    with page.style():
        draw().savefig(io.BytesIO(), dpi=page.DPI)
    return time.perf_counter() - start
