"""The fork server of a launch: modules are loaded once, and each process asked for is forked.

A step or a kernel that starts anew spends one to three seconds on imports. Here they are loaded
once a launch, and each request is answered by a fork: a process of its own that shares nothing
written after the fork. The standard library's ``multiprocessing`` server starts functions for
its parent alone, without the caller's folder, environment and outputs, and leaves its processes
behind when the caller is killed; steps need all of this, so the loop below is our own.

Nothing may stay behind. A process forked here ends with the one that asked for it (its
connection closes), with the server (a pipe closes) and so with the launcher, whose end the server
sees on its standard input. Only code and metadata are read before a fork, never an input; should
the package have changed since, the process becomes a plain one.
"""

import contextlib
import gc
import importlib
import json
import os
import random
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import traceback
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from helpers.core import paths
from helpers.workflow import warm_client

_QUEUED = 128
_MESSAGE_S = 10
_FIRST_S = 0.5
# Objects made before those no longer in use are looked for: a step makes many and ends soon.
_ALLOCATED = 50_000
# A path of a UNIX socket holds about 107 characters, on some systems fewer.
_LONGEST_ADDRESS = 90
_INLINE = "module://matplotlib_inline.backend_inline"
# What runs notebooks and makes pages of them, beside what the steps' own code imports.
_ALWAYS = (
    # First: once pyplot is there it would settle for good how figures are shown.
    "helpers.publish.charts",
    "ipykernel.ipkernel",
    "ipykernel.kernelapp",
    "IPython.core.completer",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "sqlite3",
    "tornado.platform.asyncio",
    "nbclient.client",
    "papermill",
    "helpers.workflow.kernels",
    # What pandas, pandera, matplotlib and Pillow load when a table or a picture is first used.
    "pandas.io.formats.csvs",
    "pandas.io.formats.string",
    "pandera.accessors.pandas_accessor",
    "pandera.api.geopandas",
    "pandera.backends.pandas.builtin_checks",
    "pandera.backends.pandas.builtin_hypotheses",
    "pandera.backends.pandas.register",
    "pandera.backends.register_checks",
    "pandera.strategies.pandas_strategies",
    "pyarrow.dataset",
    "pyarrow.pandas_compat",
    "matplotlib.backends.backend_svg",
    "PIL.BmpImagePlugin",
    "PIL.GifImagePlugin",
    "PIL.JpegImagePlugin",
    "PIL.PpmImagePlugin",
)


# --- the launcher's side


@contextmanager
def running(wanted: Iterable[str] = ()) -> Iterator[dict[str, str]]:
    """A fork server for what is started inside; its address, for the environment of that.

    ``wanted`` are the steps it is to be ready for; left out, every one.
    Empty where the system cannot fork. At the end the server and all it forked are gone.
    """
    folder = tempfile.mkdtemp(prefix="tambon-")
    address = str(Path(folder) / "fork")
    if not warm_client.CAN_FORK or len(address) > _LONGEST_ADDRESS:
        shutil.rmtree(folder)
        yield {}
        return
    command = [sys.executable, "-m", "helpers", "serve", address, *wanted]
    # In a session of its own: ending the launcher's group leaves the server to clear up.
    server = subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True)
    try:
        _wait_until_there(server, address)
        yield {warm_client.ADDRESS: address}
    finally:
        server.stdin.close()
        server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _wait_until_there(server: subprocess.Popen, address: str) -> None:
    """Until the server listens; one that ends before is done without."""
    while server.poll() is None and not Path(address).exists():
        select.select([], [], [], 0.005)


def run(kind: str, arguments: list[str], environment: dict[str, str]) -> int | None:
    """Run a process of the server to its end: its exit code; nothing where there is no server.

    Raises ``warm_client.ServerGone`` when the server ends before; the process is ended then.
    """
    process = warm_client.start(kind, arguments, environment)
    if process is None:
        return None
    try:
        return process.wait()
    except warm_client.ServerGone:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        raise
    finally:
        process.close()


# --- the server


class _Server:
    """Forks a process per request and ends it with whoever asked."""

    def __init__(self, listener: socket.socket) -> None:
        self.listener = listener
        self.package = _fingerprint()
        # Read by every fork: it ends when the server, which alone can write, is gone.
        self.alive, self._kept = os.pipe()
        self.processes: dict[int, socket.socket] = {}
        self.wakeup, told = socket.socketpair()
        told.setblocking(False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(told.fileno(), warn_on_full_buffer=False)
        self._told = told

    def step(self, wait_s: float | None = None) -> bool:
        """Answer whatever has happened; false once the launcher is gone."""
        watched = [sys.stdin, self.listener, self.wakeup, *self.processes.values()]
        ready = set(select.select(watched, [], [], wait_s)[0])
        if self.wakeup in ready:
            self.wakeup.recv(4096)
            self._bury()
        for pid, connection in list(self.processes.items()):
            # A requester says nothing after its request: what is to be read is its end.
            if connection in ready:
                _end(pid)
                self._forget(pid)
        if self.listener in ready:
            self._answer(self.listener.accept()[0])
        return sys.stdin not in ready

    def end_all(self) -> None:
        """End every process forked here that still runs."""
        for pid in self.processes:
            _end(pid)

    def _bury(self) -> None:
        """Tell those who asked how their processes ended."""
        with contextlib.suppress(ChildProcessError):
            while (ended := os.waitpid(-1, os.WNOHANG))[0]:
                pid, status = ended
                if pid in self.processes:
                    _tell(self.processes[pid], code=os.waitstatus_to_exitcode(status))
                    # What it started itself ends with it.
                    _end(pid)
                    self._forget(pid)

    def _forget(self, pid: int) -> None:
        self.processes.pop(pid).close()

    def _answer(self, connection: socket.socket) -> None:
        """Fork for one request; whoever sends half of one, or nothing, gets nothing."""
        connection.settimeout(_MESSAGE_S)
        try:
            _, fds, _, _ = socket.recv_fds(connection, 1, 3)
            request = json.loads(_line(connection))
        except (OSError, ValueError):
            connection.close()
            return
        connection.settimeout(None)
        pid = os.fork()
        if pid == 0:
            self._become(request, fds, connection)
        # Here too, so that the group is there whoever of the two comes first.
        with contextlib.suppress(OSError):
            os.setpgid(pid, pid)
        for fd in fds:
            os.close(fd)
        self.processes[pid] = connection
        _tell(connection, pid=pid)

    def _become(self, request: dict, fds: list[int], asked: socket.socket) -> None:
        """The forked process: leave the server's things, take the requester's, work, end."""
        code = 1
        # What was loaded before stays as it is in every fork, so none has to copy it.
        gc.freeze()
        gc.set_threshold(_ALLOCATED)
        gc.enable()
        try:
            os.setpgid(0, 0)
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            signal.signal(signal.SIGINT, signal.default_int_handler)
            os.close(self._kept)
            for held in (asked, self.listener, self.wakeup, self._told, *self.processes.values()):
                held.close()
            threading.Thread(target=_end_with, args=(self.alive,), daemon=True).start()
            code = _work(request, fds, changed=self.package != _fingerprint())
        except BaseException:
            traceback.print_exc()
        finally:
            with contextlib.suppress(OSError, ValueError):
                sys.stdout.flush()
                sys.stderr.flush()
            os._exit(code)


def _end(pid: int) -> None:
    """End a process and its group."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def _end_with(alive: int) -> None:
    """Wait until the server is gone, then end this process and what it started."""
    os.read(alive, 1)
    os.killpg(os.getpid(), signal.SIGKILL)


def _line(connection: socket.socket) -> bytes:
    received = bytearray()
    while not received.endswith(b"\n"):
        part = connection.recv(65536)
        if not part:
            raise ConnectionResetError("half a request")
        received += part
    return bytes(received)


def _tell(connection: socket.socket, **told: int) -> None:
    # One who has gone meanwhile is seen by the end of its connection.
    with contextlib.suppress(OSError):
        connection.sendall(f"{json.dumps(told)}\n".encode())


def _fingerprint() -> dict[str, tuple[int, int, int]]:
    """What shows that a file of the package has changed: its time, size and place on the disk."""
    found = {}
    waiting = [str(paths.PACKAGE)]
    while waiting:
        for entry in os.scandir(waiting.pop()):
            if entry.is_dir():
                waiting += [] if entry.name == "__pycache__" else [entry.path]
            else:
                about = entry.stat()
                found[entry.path] = (about.st_mtime_ns, about.st_size, about.st_ino)
    return found


# --- the forked process


def _work(request: dict, fds: list[int], changed: bool) -> int:
    """Do what was asked for, in the requester's folder, environment and outputs."""
    os.chdir(request["folder"])
    os.environ.clear()
    os.environ.update(request["environment"])
    for standard, fd in enumerate(fds):
        os.dup2(fd, standard)
        os.close(fd)
    _forget_random_state()
    arguments = request["arguments"]
    if changed:
        os.execv(sys.executable, [sys.executable, *_PLAIN[request["kind"]], *arguments])
    try:
        return _KINDS[request["kind"]](arguments) or 0
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else int(ended.code is not None)


def _forget_random_state() -> None:
    """No two processes may draw the same numbers because they were forked of one."""
    random.seed()
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()


def _snakemake(arguments: list[str]) -> None:
    from snakemake import cli

    sys.argv = ["snakemake", *arguments]
    cli.main(arguments)


def _kernel(arguments: list[str]) -> None:
    """An IPython kernel; ``arguments`` are those of ``ipykernel_launcher``."""
    # Nobody steps through a notebook run here; a kernel takes a tenth of a second to load this.
    sys.modules.setdefault("debugpy", None)
    from ipykernel import kernelapp

    if "matplotlib" in sys.modules:
        # As a kernel that starts anew has it: figures are shown in the notebook.
        sys.modules["matplotlib"].rcParams["backend"] = os.environ.get("MPLBACKEND", _INLINE)
    # Its parent is the server; and nobody looks up what a notebook's cells once were.
    own = [f"--IPKernelApp.parent_handle={os.getppid()}", "--HistoryManager.enabled=False"]
    sys.argv = ["ipykernel_launcher", *arguments]
    kernelapp.launch_new_instance(argv=[*arguments, *own])


_KINDS: dict[str, Callable[[list[str]], int | None]] = {
    "snakemake": _snakemake,
    "kernel": _kernel,
}
_PLAIN = {
    "command": ["-m", "helpers"],
    "snakemake": ["-m", "snakemake"],
    "kernel": ["-m", "ipykernel_launcher"],
}


def preload(wanted: Iterable[str] = ()) -> Iterator[None]:
    """Import what the steps' code imports, wherever in it, and what runs notebooks.

    ``wanted`` are the steps there will be; left out, every one.
    In the order of the steps, with a pause after each: the first ones run while the modules of
    those after them are loaded.
    """
    from helpers.workflow import dependencies, runs, steps

    # Checks the addresses in JSON schemas, which nobody here asks for, and takes over a second.
    sys.modules.setdefault("rfc3987_syntax", None)
    _load(_ALWAYS)
    coming = [step for step in steps.declared() if not wanted or step in wanted]
    for step in coming:
        _load(dependencies.imports_of(step))
        yield
    for name in steps.ready(coming):
        with contextlib.suppress(Exception):
            runs.called(name)()
        yield


def _load(names: Iterable[str]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in names:
            # A name inside a module, or a package this machine lacks: its step says so.
            with contextlib.suppress(Exception):
                importlib.import_module(name)


def serve(address: str, wanted: Iterable[str], command: Callable[[list[str]], int]) -> None:
    """Answer requests at ``address`` until standard input ends, ready for the steps ``wanted``.

    The process ends with it.
    ``command`` is the front door: what runs a command of ``python -m helpers``.
    """
    _KINDS["command"] = command
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(f"{address}-")
    listener.listen(_QUEUED)
    # There only once it answers.
    Path(f"{address}-").rename(address)
    server = _Server(listener)
    # All that is loaded here stays: a search for what could go takes a third of the time.
    gc.disable()
    try:
        # Snakemake, the first to be asked for, reads its rules while the modules are loaded.
        is_asked = server.step(_FIRST_S)
        for _ in preload(wanted) if is_asked else ():
            is_asked = is_asked and server.step(0)
        while is_asked:
            is_asked = server.step()
    finally:
        server.end_all()
        shutil.rmtree(Path(address).parent, ignore_errors=True)
    # The launcher waits for this end, and to take down all that was loaded takes most of a second.
    os._exit(0)
