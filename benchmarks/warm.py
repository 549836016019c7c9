"""What starting costs, and an annual report on a warm kernel beside its floor.

Run by itself in a built tree (``python warm.py``) it prints medians as JSON. The ways to make a
report are measured in turn, so that whatever else the machine does concerns them alike:

- floor: the notebook's cells in this process, which has every module loaded, and the page;
- warm: the step as ``make reports`` runs it: a forked process, a forked kernel, records, the page;
- plain: papermill's own command on a kernel that starts anew, and the page.
"""

import ast
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

import IPython.display
import nbformat
import psutil
import trees
from figures import Figure

from helpers.core import launch, paths
from helpers.publish import page
from helpers.workflow import forkserver, jobs, warm_client

YEAR, LANG = 2557, "th"
TIMES, TIMES_PLAIN = 7, 3
_NOTEBOOK = "notebooks/40_annual_assessment.ipynb"


def figures(root: Path) -> Iterator[Figure]:
    """The figures of a built tree, each process of them running the tree's own code."""
    command = [sys.executable, __file__]
    environment = trees.environment(root)
    done = subprocess.run(command, env=environment, cwd=root, check=True, stdout=subprocess.PIPE)
    took = json.loads(done.stdout.splitlines()[-1])
    yield Figure("front_door", took["front_door"])
    yield Figure("standing_step", took["standing_step"])
    yield Figure("annual_floor", took["floor"])
    yield Figure("annual_warm", took["warm"])
    yield Figure("annual_ratio", took["warm"] / took["floor"])
    yield Figure("annual_cpu", took["warm_cpu"])
    yield Figure("annual_plain", took["plain"])


def measured() -> dict[str, float]:
    """Medians of the clock's and the processor's seconds, in the tree this process works in."""
    launch.begin()
    forkserver.preload()
    with forkserver.running() as address:
        environment = {**os.environ, **address}
        # The server answers once its modules are loaded.
        _report(environment)
        server = _process_of(address)
        # The first turn fills what a process keeps; it is not counted.
        turns = [
            {**_floor(), **_timed("warm", lambda: _report(environment), server)}
            for _ in range(TIMES + 1)
        ][1:]
        standing = [_timed("standing_step", lambda: _ask(environment)) for _ in range(TIMES)]
    door = [_timed("front_door", lambda: _done(["-m", "helpers", "--help"])) for _ in range(TIMES)]
    plain = [_timed("plain", _plain) for _ in range(TIMES_PLAIN)]
    return {
        name: median(turn[name] for turn in found)
        for found in (turns, standing, door, plain)
        for name in found[0]
    }


def _done(arguments: list[str], environment: dict[str, str] | None = None) -> None:
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run([sys.executable, *arguments], env=environment, check=True, **quiet)


def _ask(environment: dict[str, str]) -> None:
    """A step that finds its work done, asked for as Snakemake asks."""
    _done(["-I", "-S", warm_client.__file__, "step", "coverage", str(YEAR)], environment)


def _floor() -> dict[str, float]:
    begun, used = time.perf_counter(), time.process_time()
    _call_cells()
    _export(_run().executed)
    return {"floor": time.perf_counter() - begun, "floor_cpu": time.process_time() - used}


def _timed(
    name: str, work: Callable[[], object], server: psutil.Process | None = None
) -> dict[str, float]:
    """Seconds of what other processes do: children of the server, or else of this one."""
    of = server or psutil.Process()
    begun, before = time.perf_counter(), of.cpu_times()
    work()
    seconds, after = time.perf_counter() - begun, of.cpu_times()
    used = after.children_user + after.children_system
    used -= before.children_user + before.children_system
    return {name: seconds, f"{name}_cpu": used}


def _run():
    return next(run for run in jobs.Job("annual_assessment", str(YEAR)).runs if LANG in run.pages)


def _report(environment: dict[str, str]) -> None:
    """The step when this one page of it is not made."""
    _run().log.unlink(missing_ok=True)
    code = forkserver.run("command", ["step", "annual_assessment", str(YEAR)], environment)
    if code != 0:
        raise RuntimeError(f"the step ended with {code}")


def _process_of(server: dict[str, str]) -> psutil.Process:
    address = server[warm_client.ADDRESS]
    own = psutil.Process().children()
    return next(child for child in own if address in child.cmdline())


def _plain() -> None:
    with tempfile.TemporaryDirectory() as folder:
        executed = Path(folder) / "executed.ipynb"
        asked = ["-p", "year", str(YEAR), "-p", "lang", LANG, "--no-progress-bar"]
        _done(["-m", "papermill", _NOTEBOOK, str(executed), *asked])
        _export(executed)


def _export(executed: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        page.export(executed, Path(folder) / "page.html", LANG)


def _call_cells() -> None:
    """Every cell in one namespace; what it shows is made HTML, as a kernel makes it."""
    names = {}
    before, IPython.display.display = IPython.display.display, _shown
    try:
        for cell in nbformat.read(paths.root() / _NOTEBOOK, as_version=4).cells:
            if cell.cell_type == "code":
                _shown(_called(cell.source, names))
            if "parameters" in cell.metadata.get("tags", []):
                names |= {"year": YEAR, "lang": LANG}
    finally:
        IPython.display.display = before


def _called(source: str, names: dict) -> object:
    """Run a cell; the value of its last line if that is an expression."""
    body = ast.parse(source).body
    last = body.pop() if body and isinstance(body[-1], ast.Expr) else None
    exec(compile(ast.Module(body, []), "<cell>", "exec"), names)
    return eval(compile(ast.Expression(last.value), "<cell>", "eval"), names) if last else None


def _shown(*values: object, **_: object) -> None:
    for value in values:
        if hasattr(value, "_repr_html_"):
            value._repr_html_()


if __name__ == "__main__":
    print(json.dumps(measured()))
