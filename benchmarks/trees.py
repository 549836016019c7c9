"""Trees to measure in, apart from the work tree, and what a command costs there.

The clock's seconds are of the whole command. Its processor's seconds are those the system counts
for it and every process under it once they have ended (``wait4``). Its memory is looked up every
half second: the sum over all its processes of the pages each holds, a page that several share
divided among them (PSS), so that what a fork shares counts once.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from helpers.core import launch, paths

_LOOK_EVERY_S = 0.5
_PARTS = ("src", "data/raw", "notebooks")
_FILES = ("Snakefile", "config.yml")
# What a bare machine does not have, and what would point elsewhere or at another launch.
_LEFT_OUT = ("TAMBON_BOUNDARIES", "TAMBON_POPULATION", "TAMBON_ROOT", "DEMO", launch.VARIABLE)
_BUILT = shutil.ignore_patterns("__pycache__", "*.egg-info", ".ipynb_checkpoints")
# Of folders into which people drop files, what a fresh clone has.
_RECEIVED = {
    "registries": {"README.md"},
    "boundaries": {"README.md"},
    "actuals": {"README.md", "sources.csv", "published_actuals.csv"},
}


@dataclass(frozen=True)
class Cost:
    """What a command took: the clock's and the processor's seconds, and its most memory in GB."""

    seconds: float
    cpu_seconds: float
    gigabytes: float


@contextmanager
def bare(name: str = "tree") -> Iterator[Path]:
    """A checkout with nothing built, which runs its own code; gone at the end."""
    with tempfile.TemporaryDirectory(prefix="tambon-bench-") as folder:
        root = Path(folder) / name
        for part in _PARTS:
            shutil.copytree(paths.root() / part, root / part, ignore=_left_out)
        for file in _FILES:
            shutil.copy(paths.root() / file, root)
        yield root


def _left_out(folder: str, names: list[str]) -> set[str]:
    place = Path(folder)
    if place.parent == paths.raw() and place.name in _RECEIVED:
        return set(names) - _RECEIVED[place.name]
    return _BUILT(folder, names)


def environment(root: Path, **further: str) -> dict[str, str]:
    """The environment of a command that works in a tree by the tree's own code."""
    kept = {name: value for name, value in os.environ.items() if name not in _LEFT_OUT}
    return {**kept, "PYTHONPATH": str(root / "src"), **further}


def run(root: Path, *arguments: str, **further: str) -> Cost:
    """``python -m helpers ...`` in a tree; ``CalledProcessError`` with its output if it fails."""
    command = [sys.executable, "-m", "helpers", *arguments]
    with tempfile.TemporaryFile("w+") as said:
        begun = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=root, env=environment(root, **further), stdout=said, stderr=said
        )
        memory = _Memory(process.pid)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        most = memory.end()
        if process.returncode:
            said.seek(0)
            raise subprocess.CalledProcessError(process.returncode, command, said.read())
    return Cost(seconds, used.ru_utime + used.ru_stime, most / 1024**3)


class _Memory(threading.Thread):
    """Watches the memory of a process and all under it."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._top, self._ended, self._most = psutil.Process(pid), threading.Event(), 0
        self.start()

    def run(self) -> None:
        while not self._ended.wait(_LOOK_EVERY_S):
            with suppress(psutil.Error):
                under = [self._top, *self._top.children(recursive=True)]
                self._most = max(self._most, sum(map(_bytes, under)))

    def end(self) -> int:
        """The most bytes seen."""
        self._ended.set()
        self.join()
        return self._most


def _bytes(process: psutil.Process) -> int:
    try:
        held = process.memory_full_info()
    except psutil.Error:
        # One that has ended meanwhile holds nothing.
        return 0
    # Only Linux tells what is shared.
    return getattr(held, "pss", held.rss)


def launch_before(root: Path) -> str:
    """The name of the last launch in a tree; launches are named by their time."""
    return max((record["run"] for record in _records(root)), default="")


def made(root: Path, after: str) -> list[str]:
    """What launches after one really made, by the labels of their runs."""
    since = [record for record in _records(root) if record["run"] > after]
    return sorted(record["report"] for record in since if record["status"] == "ok")


def _records(root: Path) -> list[dict]:
    reports = root / "reports"
    logs = [*reports.glob("logs/*.json"), *reports.glob("demo/logs/*.json")]
    return [json.loads(log.read_text(encoding="utf-8")) for log in logs]


def megabytes(folder: Path) -> float:
    """What the files below a folder hold together."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6
