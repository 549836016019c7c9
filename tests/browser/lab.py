"""A real JupyterLab as `make lab` starts it, on loopback alone and with nobody's settings."""

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

from conftest import House

_PATIENCE = 120  # seconds


@dataclass(frozen=True)
class Lab:
    """Where it listens."""

    port: int
    token: str

    def notebook(self, name: str) -> str:
        """The address of a notebook in a workspace of its own, the way in included."""
        own = f"lab/workspaces/{name.partition('.')[0]}/tree/{name}"
        return f"http://127.0.0.1:{self.port}/{own}?token={self.token}"


@contextmanager
def started(house: House, home: Path) -> Iterator[Lab]:
    """JupyterLab on the notebooks of a tree, ended with all its kernels when the block ends."""
    lab = Lab(_free_port(), secrets.token_hex(16))
    process = subprocess.Popen(
        [sys.executable, "-m", "helpers", "lab"],
        cwd=house.root,
        env=house.environment | _own_places(lab, home),
        stdout=(home / "lab.log").open("wb"),
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        _listens(lab, process, home / "lab.log")
        yield lab
    finally:
        # Its group: the server, and the command that started it.
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def _own_places(lab: Lab, home: Path) -> dict[str, str]:
    """Settings and folders of this run alone: nothing of the machine's Jupyter is read."""
    given = {
        "ServerApp": {
            "ip": "127.0.0.1",
            "port": lab.port,
            "port_retries": 0,
            "open_browser": False,
            "allow_root": True,
        },
        "IdentityProvider": {"token": lab.token},
        # The commands of its menus can be given from outside.
        "LabApp": {"expose_app_in_browser": True},
    }
    folders = ("config", "data", "runtime", "ipython")
    for name in folders:
        (home / name).mkdir(parents=True)
    (home / "config" / "jupyter_server_config.json").write_text(json.dumps(given), "utf-8")
    config, data, runtime, ipython = (str(home / name) for name in folders)
    return {
        "HOME": str(home),
        "JUPYTER_CONFIG_DIR": config,
        "JUPYTER_DATA_DIR": data,
        "JUPYTER_RUNTIME_DIR": runtime,
        "IPYTHONDIR": ipython,
    }


def _listens(lab: Lab, process: subprocess.Popen, log: Path) -> None:
    end = monotonic() + _PATIENCE
    address = f"http://127.0.0.1:{lab.port}/api/status?token={lab.token}"
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            assert process.poll() is None, log.read_text(encoding="utf-8")[-3000:]
            assert monotonic() < end, f"JupyterLab does not listen after {_PATIENCE} s"
            sleep(0.1)
