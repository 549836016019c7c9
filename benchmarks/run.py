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

from helpers.core.notices import say
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
        limit = say("bench_at_least" if self.at_least else "bench_at_most", limit=self.limit)
        mark = "bench_kept" if self.good else "bench_missed"
        return say(mark, what=self.what, value=self.value, unit=self.unit, limit=limit)


def registries() -> Iterator[Figure]:
    """A million lines: matching against ``DataFrame.apply``, and the whole chain."""
    frame = registry.lines()
    matched = registry.matching(frame)
    times, seconds = say("bench_times"), say("bench_seconds")
    yield Figure(say("bench_matching"), matched["ratio"], 15, times, at_least=True)
    whole = registry.chain(frame)
    yield Figure(say("bench_chain"), whole["seconds"], 30, seconds)
    yield Figure(say("bench_memory"), whole["gigabytes"], 2, say("bench_gigabytes"))


def pictures() -> Iterator[Figure]:
    """Maps on true borders where there are any, else on the cartogram."""
    layer = geometry.load()[0]
    print(say("bench_layer", name=layer.name))
    maps.one_map(layer, 2)  # fonts are looked up once in a process
    yield Figure(say("bench_panels"), maps.ratio(layer), 4, say("bench_times"), at_least=True)
    for number in maps.CLASS_COUNTS:
        seconds = median(maps.one_map(layer, number) for _ in range(3))
        yield Figure(say("bench_map", number=number), seconds, 0.8, say("bench_seconds"))


def layers() -> Iterator[Figure]:
    """A generated layer of 7,000 polygons and a million vertices, in a tree of its own."""
    with tempfile.TemporaryDirectory() as name, registry.tree(Path(name)):
        place = Path(name) / "layer.geojson"
        print(say("bench_generated", vertices=borders.layer(place)))
        os.environ[finding.VARIABLE] = str(place)
        unit = say("bench_seconds")
        yield Figure(say("bench_borders"), _seconds(boundaries.load), 15, unit)
        yield Figure(say("bench_borders_kept"), _seconds(boundaries.load), 0.3, unit)
        cartogram.load()
        yield Figure(say("bench_cartogram"), _seconds(cartogram.load), 0.3, unit)


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
    print(say("bench_result", kept=len(figures) - len(missed), all=len(figures)))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
