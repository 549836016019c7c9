"""Kernels and steps forked from one process: each is fresh, and none outlives who asked for it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import psutil
import pytest
from conftest import REPOSITORY, make_small_house

from helpers.workflow import forkserver, runner, runs, steps, warm_client

pytestmark = pytest.mark.skipif(not warm_client.CAN_FORK, reason="no fork here")
LEAKS = """
import os, random, sys, types
import matplotlib, numpy
from helpers.core import metadata, paths, thai
sys.modules["leaked_module"] = types.ModuleType("leaked_module")
matplotlib.rcParams["lines.linewidth"] = 77
os.environ["LEAKED"] = os.environ["TAMBON_LEAK"] = "yes"
thai.leaked, thai.ERA = "attribute", 1
metadata.load("labels.yml")["leaked"] = "in a cache"
leaked_global = True
random.seed(1); numpy.random.seed(1)
os.chdir(os.sep)
print("leaked")
"""
SEES = """
import os, random, sys
import matplotlib, numpy
from helpers.core import metadata, thai
seen = {
    "module": "leaked_module" in sys.modules,
    "rcParams": matplotlib.rcParams["lines.linewidth"] == 77,
    "environment": [name for name in ("LEAKED", "TAMBON_LEAK") if name in os.environ],
    "attribute": hasattr(thai, "leaked") or hasattr(thai, "ERA"),
    "cache": "leaked" in metadata.load("labels.yml"),
    "global": "leaked_global" in globals(),
    "folder": os.getcwd() == os.sep,
}
print([name for name, found in seen.items() if found])
print(random.random(), numpy.random.random(), os.getpid(), os.getppid())
"""


@pytest.fixture(scope="module")
def server():
    """The environment of what asks a running fork server."""
    with forkserver.running() as address:
        yield address


@pytest.fixture
def warm(server, monkeypatch):
    for name, value in server.items():
        monkeypatch.setenv(name, value)
    return server[warm_client.ADDRESS]


def notebook(folder: Path, *cells: str) -> Path:
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    made.metadata["kernelspec"] = {"name": "python3", "display_name": "", "language": "python"}
    nbformat.write(made, folder / "in.ipynb")
    return folder / "in.ipynb"


def printed(folder: Path, *cells: str) -> list[str]:
    """The lines a notebook prints when it is run."""
    runner.execute(notebook(folder, *cells), {}, folder / "out.ipynb", {"time_limit_s": 120})
    cells = nbformat.read(folder / "out.ipynb", as_version=4).cells
    return [line for c in cells for o in c.outputs for line in o.get("text", "").splitlines()]


def server_of(address: str) -> psutil.Process:
    """The fork server that listens at an address."""
    found = [p for p in psutil.process_iter(["cmdline"]) if address in (p.info["cmdline"] or [])]
    # What it forks has its command line too.
    return min(found, key=lambda process: process.create_time())


def gone(process: psutil.Process, within_s: float = 20) -> bool:
    """Whether a process ends by itself; one that nobody has reaped yet has ended too."""
    end = time.monotonic() + within_s
    while time.monotonic() < end:
        if not process.is_running() or process.status() == psutil.STATUS_ZOMBIE:
            return True
        time.sleep(0.05)
    return False


def test_a_run_sees_nothing_of_the_one_before(warm, tmp_path):
    before = printed(tmp_path, SEES)
    assert printed(tmp_path, LEAKS) == ["leaked"]
    after = printed(tmp_path, SEES)
    assert before[0] == after[0] == "[]"
    numbers, again = before[1].split(), after[1].split()
    assert not set(numbers[:3]) & set(again[:3]), "random numbers or a process are the same"
    assert numbers[3] == again[3] == str(server_of(warm).pid), "not a kernel of the server"


def test_what_leaks_is_seen_within_one_run(warm, tmp_path):
    # Else the test above could not fail.
    lines = printed(tmp_path, LEAKS, SEES)
    names = ["module", "rcParams", "environment", "attribute", "cache", "global", "folder"]
    assert lines[:2] == ["leaked", str(names)]


def test_figures_are_shown_as_in_a_plain_kernel(warm, tmp_path):
    draws = "from matplotlib import pyplot\npyplot.plot([1, 2])\npyplot.show()"
    printed(tmp_path, draws)
    (cell,) = nbformat.read(tmp_path / "out.ipynb", as_version=4).cells
    assert any("image/png" in output.get("data", {}) for output in cell.outputs)


def test_a_step_has_the_folder_environment_and_outputs_of_who_asked(warm, tmp_path):
    command = [sys.executable, "-I", "-S", warm_client.__file__, "step", "nothing"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode == 2 and done.stderr.startswith("error: no such step")


def test_a_module_changed_after_the_server_started_is_run_as_it_is_now(tmp_path):
    house = make_small_house(tmp_path / "house")
    ask = [sys.executable, "-I", "-S", warm_client.__file__, "step", "layers"]
    code = (
        "import os, subprocess, sys\n"
        "from helpers.core import paths\n"
        "from helpers.workflow import forkserver\n"
        "with forkserver.running() as address:\n"
        "    env = {**os.environ, **address}\n"
        f"    first = subprocess.run({ask!r}, env=env).returncode\n"
        "    file = paths.PACKAGE / 'geography' / 'geometry.py'\n"
        "    file.write_text(file.read_text() + '\\nraise SystemExit(9)\\n')\n"
        f"    print('codes', first, subprocess.run({ask!r}, env=env).returncode)\n"
    )
    done = house.python("-c", code)
    assert "codes 0 9" in done.stdout, done.stdout + done.stderr


def test_no_input_is_read_before_the_fork(tmp_path):
    house = make_small_house(tmp_path / "house")
    code = (
        "import pathlib, sys\n"
        "from helpers.core import paths\n"
        "from helpers.workflow import forkserver\n"
        "opened = []\n"
        "sys.addaudithook(lambda name, given: name == 'open' and opened.append(str(given[0])))\n"
        "list(forkserver.preload())\n"
        "own = [name for name in opened if name.startswith(str(paths.root()))]\n"
        "print('read', len(own), [n for n in own if not n.startswith(str(paths.PACKAGE))\n"
        "      and not n.endswith(('.ipynb', 'made_from/code.json'))\n"
        "      and pathlib.Path(n).is_file()])\n"
    )
    done = house.python("-c", code)
    (line,) = [line for line in done.stdout.splitlines() if line.startswith("read ")]
    assert int(line.split()[1]) > 10 and line.endswith("[]"), line


def test_a_process_ends_with_who_asked_for_it(warm):
    process = warm_client.start("kernel", ["-f", "nowhere.json"], dict(os.environ))
    forked = psutil.Process(process.pid)
    process.close()
    assert gone(forked)


def test_everything_ends_with_the_server(tmp_path):
    with forkserver.running() as address:
        environment = {**os.environ, **address}
        process = warm_client.start("kernel", ["-f", str(tmp_path / "k.json")], environment)
        forked = psutil.Process(process.pid)
        server_of(address[warm_client.ADDRESS]).kill()
        with pytest.raises(warm_client.ServerGone):
            process.wait()
        assert gone(forked)


def test_a_kernel_that_is_killed_is_told_and_the_next_one_runs(warm, tmp_path):
    dies = notebook(tmp_path, "import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
    with runner.recorded("x", tmp_path / "x.json", {}) as record:
        runner.execute(dies, {}, tmp_path / "out.ipynb", {"time_limit_s": 60})
    assert record["status"] == "failed" and "DeadKernelError" in record["error"]
    assert printed(tmp_path, "print('next')") == ["next"]


def test_without_a_server_a_plain_kernel_runs(tmp_path, monkeypatch):
    monkeypatch.setenv(warm_client.ADDRESS, str(tmp_path / "nobody"))
    assert printed(tmp_path, "import os; print(os.getppid())") == [str(os.getpid())]


def test_without_a_server_a_plain_step_runs(tmp_path):
    command = [sys.executable, "-I", "-S", warm_client.__file__, "step", "nothing"]
    environment = {**os.environ, warm_client.ADDRESS: str(tmp_path / "nobody")}
    options = {"capture_output": True, "text": True, "check": False, "cwd": REPOSITORY}
    done = subprocess.run(command, env=environment, **options)
    assert done.returncode == 2 and done.stderr.startswith("error: no such step")


def test_a_step_ended_by_a_signal_says_so(warm, tmp_path):
    command = [sys.executable, "-I", "-S", warm_client.__file__, "lab"]
    server = server_of(warm)
    before = set(server.children())
    options = {"stderr": subprocess.PIPE, "text": True, "env": {**os.environ, "PATH": "/nowhere"}}
    with subprocess.Popen(command, **options) as asking:
        while not (new := set(server.children()) - before):
            time.sleep(0.01)
        new.pop().send_signal(signal.SIGKILL)
        assert "lab was ended by signal 9" in asking.stderr.read()
        assert asking.wait() == 128 + 9


def test_what_is_made_ready_are_functions_of_the_package():
    assert all(callable(runs.called(name)) for name in steps.ready(steps.declared()))


def test_where_no_server_can_listen_every_step_is_a_plain_process(tmp_path):
    # The name of a UNIX socket cannot be as long as this folder's.
    long = tmp_path / ("x" * 100)
    long.mkdir()
    house = make_small_house(tmp_path / "house")
    done = house.run("clean-tables", env={**house.environment, "TMPDIR": str(long)})
    assert done.returncode == 0, done.stdout + done.stderr
    assert "clean_plan_tables ok" in done.stdout and not list(long.iterdir())
