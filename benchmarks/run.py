"""``make bench``: the speed of the main job, maps, borders and matching, against what it must be.

Each figure is measured in this one run, so a ratio compares like with like on one machine. Ends
with 1 when a figure misses its limit. Groups can be named: ``python benchmarks/run.py reports``.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from statistics import median

import boundaries as borders
import explored
import figures
import main_job
import maps
import own_data
import patterns
import registry
import warm
from figures import Figure

from helpers.core.notices import say
from helpers.geography import boundaries, cartogram, geometry
from helpers.geography.boundaries import finding


def registries() -> Iterator[Figure]:
    """A million lines: matching against ``DataFrame.apply``, and the whole chain."""
    frame = registry.lines()
    matched = registry.matching(frame)
    yield Figure("matching", matched["ratio"])
    whole = registry.chain(frame)
    yield Figure("chain", whole["seconds"])
    yield Figure("chain_memory", whole["gigabytes"])


def places() -> Iterator[Figure]:
    """A researcher's table of a million rows."""
    found = own_data.joining(own_data.rows())
    yield Figure("own_data", found["seconds"])
    yield Figure("own_data_cpu", found["cpu"])
    yield Figure("own_data_memory", found["gigabytes"])


def pictures() -> Iterator[Figure]:
    """Maps on true borders where there are any, else on the cartogram."""
    layer = geometry.load()[0]
    print(say("bench_layer", name=layer.name))
    maps.one_map(layer, 2)  # fonts are looked up once in a process
    yield Figure("nine_panels", maps.ratio(layer))
    for number in maps.CLASS_COUNTS:
        seconds = median(maps.one_map(layer, number) for _ in range(3))
        yield Figure("one_map", seconds, of=number)


def explored_map() -> Iterator[Figure]:
    """The map to explore on the cartogram; its year step where there is a browser."""
    layer, begun = cartogram.load(), time.perf_counter()
    data = explored.packed(layer)
    yield Figure("map_made", time.perf_counter() - begun)
    if (step := explored.year_step(data)) is not None:
        yield Figure("map_step", step)


def layers() -> Iterator[Figure]:
    """A generated layer of 7,000 polygons and a million vertices, in a tree of its own."""
    with tempfile.TemporaryDirectory() as name, registry.tree(Path(name)):
        place = Path(name) / "layer.geojson"
        print(say("bench_generated", vertices=borders.layer(place)))
        os.environ[finding.VARIABLE] = str(place)
        yield Figure("borders", _seconds(boundaries.load))
        yield Figure("borders_again", _seconds(boundaries.load))
        cartogram.load()
        yield Figure("cartogram_again", _seconds(cartogram.load))


def statistics() -> Iterator[Figure]:
    """Join counts of the country and of every tambon, on the cartogram."""
    patterns.local(0)  # modules are loaded once in a process
    yield Figure("lisa", patterns.local())
    yield Figure("lisa_exact", patterns.local(0))
    yield Figure("joins", patterns.whole())


def _seconds(work) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


# Those of a million lines last: held in memory they slow down whatever comes after them.
_GROUPS = {
    "reports": main_job.from_nothing,
    "sizes": main_job.sizes,
    "warm": lambda tree: warm.figures(tree.root),
    "form": main_job.form_corrected,
    "moved": main_job.moved,
    "nine": lambda _: main_job.nine_years(),
    "maps": lambda _: pictures(),
    "explored": lambda _: explored_map(),
    "borders": lambda _: layers(),
    "patterns": lambda _: statistics(),
    "registries": lambda _: registries(),
    "places": lambda _: places(),
}
# Those that need the tree in which the main job was run.
_IN_A_BUILT_TREE = {"reports", "sizes", "warm", "form", "moved"}


def measure(groups: list[str]) -> list[Figure]:
    """Every figure of some groups, told as it is measured."""
    found = []
    with ExitStack() as stack:
        tree = None
        if _IN_A_BUILT_TREE & set(groups):
            tree = stack.enter_context(main_job.built())
        for group in groups:
            for figure in _GROUPS[group](tree):
                print(figure, flush=True)
                found.append(figure)
    return found


def main(arguments: list[str] | None = None) -> int:
    """Measure what is asked for, tell it figure by figure; the exit code."""
    asked = argparse.ArgumentParser(prog="benchmarks/run.py", description=__doc__)
    asked.add_argument("groups", nargs="*", metavar="group", help=f"{', '.join(_GROUPS)}; or all")
    asked.add_argument(
        "--markdown", action="store_true", help="end with the table of docs/speed.md"
    )
    given = asked.parse_args(arguments)
    if unknown := set(given.groups) - set(_GROUPS):
        asked.error(f"no such group: {', '.join(sorted(unknown))}; there are {', '.join(_GROUPS)}")
    machine = figures.machine()
    print(machine)
    found = measure([group for group in _GROUPS if group in given.groups or not given.groups])
    limited = [figure for figure in found if figure.good is not None]
    missed = [figure for figure in limited if not figure.good]
    print(say("bench_result", kept=len(limited) - len(missed), all=len(limited)))
    if given.markdown:
        print(f"\n{date.today().isoformat()}; {machine}\n\n{figures.markdown(found)}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
