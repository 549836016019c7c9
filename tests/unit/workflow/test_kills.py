"""Killed at any moment, out of room, twice at once: nothing stays behind, a re-run completes.

``KILLS=30 pytest tests/unit/workflow/test_kills.py`` kills more often than the suite does.
"""

import itertools
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from conftest import House, make_small_house

from helpers.workflow import warm_client

pytestmark = pytest.mark.skipif(not warm_client.CAN_FORK, reason="no fork here")
WHOM = ("launcher", "server", "kernel")
N_KILLS = int(os.environ.get("KILLS", "5"))
BUILT = ("*.html", "facts.json", "*.parquet", "layers.json", "*.png")


def made(house: House) -> dict[str, bytes]:
    """What stands under a final name, by its path."""
    there = [file for pattern in BUILT for file in house.root.rglob(pattern)]
    found = [f for f in there if f.name[0] != "." and "logs" not in f.parts]
    return {f.relative_to(house.root).as_posix(): f.read_bytes() for f in found}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    """What a run leaves that nobody disturbs."""
    house = make_small_house(tmp_path_factory.mktemp("undisturbed") / "house")
    done = house.run("reports")
    assert done.returncode == 0, done.stdout + done.stderr
    return made(house)


def processes(house: House) -> list[psutil.Process]:
    """Everything that was started for a house and still runs."""
    found = []
    for process in psutil.process_iter():
        try:
            own = process.environ().get("TAMBON_ROOT") == str(house.root)
            if own and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
        except psutil.Error:
            continue
    return found


def left(house: House, within_s: float = 30) -> list[psutil.Process]:
    """What still runs some time after."""
    end = time.monotonic() + within_s
    while (running := processes(house)) and time.monotonic() < end:
        time.sleep(0.1)
    return running


def start(house: House) -> subprocess.Popen:
    command = [sys.executable, "-m", "helpers", "reports"]
    options = {"cwd": house.root, "env": house.environment, "start_new_session": True}
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options
    )


def chosen(house: House, whom: str, launcher: int) -> psutil.Process | None:
    """The process to kill, once it is there; nothing when all is over before."""
    if whom == "launcher":
        return psutil.Process(launcher)
    for process in processes(house):
        try:
            is_server = process.ppid() == launcher
            sockets = process.net_connections("unix") if whom == "kernel" else []
            if (whom == "server" and is_server) or any("kernel-ipc" in s.laddr for s in sockets):
                return process
        except psutil.Error:
            continue
    return None


@pytest.mark.parametrize("number", range(N_KILLS))
def test_killed_at_any_moment_nothing_stays_behind(number, undisturbed, small_house):
    whole = undisturbed
    whom, dice = WHOM[number % len(WHOM)], random.Random(number)
    with start(small_house) as running:
        # After so many of the seventeen runs, and a little later.
        told = "".join(itertools.islice(running.stdout, dice.randrange(12)))
        time.sleep(dice.uniform(0, 1.5 if not told else 0.3))
        while running.poll() is None and not (victim := chosen(small_house, whom, running.pid)):
            time.sleep(0.01)
        victim.send_signal(signal.SIGKILL)
        told += running.stdout.read()
        ended = running.wait(timeout=120)
    assert left(small_house) == []
    # A kernel that was killed while its notebook was done already harms nobody.
    assert ended != 0 or whom == "kernel", told
    if whom == "server":
        assert "the process that keeps the modules loaded ended" in told
    if whom == "kernel" and ended:
        assert "Kernel" in told and "died" in told
    found = made(small_house)
    assert not {name for name, content in found.items() if content != whole.get(name)}
    again = small_house.run("reports")
    assert again.returncode == 0, again.stdout + again.stderr
    assert made(small_house) == whole
    assert not list(small_house.root.rglob(".partial*"))


def limited() -> None:
    """No file may grow over 100 KB: as on a full disk, whole files fail to be written."""
    # Not on every system.
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))


def test_a_full_disk_is_told_and_nothing_is_lost(undisturbed, small_house):
    whole = undisturbed
    assert small_house.run("reports").returncode == 0
    plan = small_house.root / "data/raw/plans/plan.txt"
    short = plan.read_text("utf-8")
    plan.write_text(short + "x" * 200_000 + "\n", encoding="utf-8")
    full = small_house.run("reports", preexec_fn=limited)
    assert full.returncode != 0 and "File too large" in full.stdout + full.stderr
    assert "Traceback" not in full.stderr
    assert left(small_house) == [] and made(small_house) == whole
    plan.write_text(short, encoding="utf-8")
    assert small_house.run("reports").returncode == 0
    assert made(small_house) == whole


def test_a_folder_that_cannot_be_written_is_one_line(small_house):
    (small_house.root / "reports").write_text("a file where a folder should be")
    done = small_house.run("reports")
    assert done.returncode == 2 and not done.stdout
    assert done.stderr.startswith("error: ") and "cannot be written" in done.stderr


def test_a_lock_left_by_a_killed_launch_holds_nobody(small_house):
    lock = small_house.root / "reports/.running"
    lock.parent.mkdir()
    lock.write_text(str(os.getpid()))
    assert small_house.run("clean-tables").returncode == 0


def test_a_folder_with_thai_letters_and_spaces(undisturbed, tmp_path: Path):
    whole = undisturbed
    house = make_small_house(tmp_path / "รายงาน ประจำปี {ก}")
    done = house.run("reports")
    assert done.returncode == 0, done.stdout + done.stderr
    assert made(house) == whole
