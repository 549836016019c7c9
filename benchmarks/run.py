"""``make bench``: the speed of matching, maps and borders, against what it must be.

Each figure is measured in this one run, so a ratio compares like with like on one machine. Ends
with 1 when a figure misses its limit.
"""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import boundaries as borders
import maps
import registry

from helpers.geography import boundaries, cartogram, geometry
from helpers.geography.boundaries import finding


@dataclass(frozen=True)
class Figure:
    """One measured figure and its limit; ``at_least`` says which side of it is good."""

    what: str
    value: float
    limit: float
    unit: str
    at_least: bool = False

    @property
    def good(self) -> bool:
        """Whether the limit is kept."""
        return self.value >= self.limit if self.at_least else self.value <= self.limit

    def __str__(self) -> str:
        word = "at least" if self.at_least else "at most"
        mark = "ok" if self.good else "MISSED"
        return f"{mark:6} {self.what}: {self.value:.2f} {self.unit} ({word} {self.limit})"


def registries() -> Iterator[Figure]:
    """A million lines: matching against ``DataFrame.apply``, and the whole chain."""
    frame = registry.lines()
    matched = registry.matching(frame)
    yield Figure("matching 1,000,000 lines, times faster than apply with geothai.match",
                 matched["ratio"], 15, "x", at_least=True)  # fmt: skip
    whole = registry.chain(frame)
    yield Figure("reading, cleaning, matching and writing them", whole["seconds"], 30, "s")
    yield Figure("most memory of that", whole["gigabytes"], 2, "GB")


def pictures() -> Iterator[Figure]:
    """Maps on true borders where there are any, else on the cartogram."""
    layer = geometry.load()[0]
    print(f"maps are measured on {layer.name}")
    maps.one_map(layer, 2)  # fonts are looked up once in a process
    yield Figure("nine small multiples, times faster than nine GeoDataFrame.plot",
                 maps.ratio(layer), 4, "x", at_least=True)  # fmt: skip
    for number in maps.CLASS_COUNTS:
        seconds = median(maps.one_map(layer, number) for _ in range(3))
        yield Figure(f"one national map of {number} classes", seconds, 0.8, "s")


def layers() -> Iterator[Figure]:
    """A generated layer of 7,000 polygons and a million vertices, in a tree of its own."""
    with tempfile.TemporaryDirectory() as name, registry.tree(Path(name)):
        place = Path(name) / "layer.geojson"
        print(f"the generated layer has {borders.layer(place):,} vertices")
        os.environ[finding.VARIABLE] = str(place)
        yield Figure("borders read, detected, cleaned and simplified",
                     _seconds(boundaries.load), 15, "s")  # fmt: skip
        yield Figure("borders from cache", _seconds(boundaries.load), 0.3, "s")
        cartogram.load()
        yield Figure("cartogram from cache", _seconds(cartogram.load), 0.3, "s")


def _seconds(work) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def main() -> int:
    """Measure everything, tell it figure by figure; the exit code."""
    figures = []
    # The registries last: a million lines in memory slow down whatever comes after them.
    for group in (pictures, layers, registries):
        for figure in group():
            print(figure, flush=True)
            figures.append(figure)
    missed = [figure for figure in figures if not figure.good]
    print(f"{len(figures) - len(missed)} of {len(figures)} figures keep their limit")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
