"""Asks the fork server of a launch for a process; a plain process where there is none.

Rules of the Snakefile start this file for every step. So it needs the standard library alone and
imports nothing of the package: Python has it running in a fiftieth of a second.
"""

import contextlib
import json
import os
import select
import signal
import socket
import sys
import time

# Where the fork server of the launch under way listens; nothing where it has none.
ADDRESS = "TAMBON_WARM"
# On macOS system libraries end processes that were forked after they were loaded.
CAN_FORK = hasattr(os, "fork") and hasattr(socket, "AF_UNIX") and sys.platform != "darwin"
_LONGEST_WAIT_S = 60
# The few sentences said here, where metadata/messages.yml cannot be read; a launch names the
# language.
_LANGUAGE = "LANG_OUT"
_SAID = {
    "th": {
        "gone": "ข้อผิดพลาด: โปรเซสที่เตรียมโมดูลไว้สิ้นสุดแล้ว โปรดสั่งคำสั่งเดิมอีกครั้ง",
        "ended": "ข้อผิดพลาด: {name} ถูกสั่งให้หยุดด้วยสัญญาณ {signal}",
    },
    "en": {
        "gone": "error: the process that keeps the modules loaded has ended; "
        "run the same command again",
        "ended": "error: {name} was ended by signal {signal}",
    },
}


class ServerGone(OSError):
    """The fork server ended before the process it was asked for did."""


class Process:
    """A process forked by the server, handled like ``subprocess.Popen``.

    It lives no longer than this object's connection: whoever asked for it takes it along.
    """

    stdin = stdout = stderr = None

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._lines = connection.makefile("r", encoding="utf-8")
        self.returncode: int | None = None
        self.pid: int = self._told()["pid"]

    def poll(self) -> int | None:
        """The exit code, or nothing while the process runs."""
        if self.returncode is None:
            told, _, _ = select.select([self._connection], [], [], 0)
            return self.wait() if told else None
        return self.returncode

    def wait(self) -> int:
        """The exit code, below zero the signal that ended it; ``ServerGone`` if nobody knows."""
        if self.returncode is None:
            self.returncode = self._told()["code"]
            self.close()
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Send a signal to the process, if it still runs."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End the process at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask the process to end."""
        self.send_signal(signal.SIGTERM)

    def close(self) -> None:
        """Let the process go; the server ends it if it still runs."""
        self._lines.close()
        self._connection.close()

    def _told(self) -> dict:
        try:
            line = self._lines.readline()
        except ConnectionError:
            line = ""
        if not line:
            raise ServerGone("the process that keeps the modules loaded has ended")
        return json.loads(line)


def start(
    kind: str, arguments: list[str], environment: dict[str, str], folder: str | None = None
) -> Process | None:
    """A new process of the fork server, or nothing where none can be reached.

    ``kind`` says what it does (see ``forkserver`` beside this). It gets this process's input and
    outputs, the environment given and the folder given (left out: this process's own).
    """
    connection = _connect(environment.get(ADDRESS))
    if connection is None:
        return None
    request = {"kind": kind, "arguments": arguments, "environment": environment}
    # pathlib would take as long to import as all the rest.
    request["folder"] = folder or os.getcwd()  # noqa: PTH109
    message = json.dumps(request)
    sys.stdout.flush()
    sys.stderr.flush()
    try:
        socket.send_fds(connection, [b"."], [0, 1, 2])
        connection.sendall(f"{message}\n".encode())
    except ConnectionError as error:
        raise ServerGone("the process that keeps the modules loaded has ended") from error
    return Process(connection)


def _connect(address: str | None) -> socket.socket | None:
    if not address or not CAN_FORK:
        return None
    end = time.monotonic() + _LONGEST_WAIT_S
    while time.monotonic() < end:
        connection = socket.socket(socket.AF_UNIX)
        try:
            connection.connect(address)
            return connection
        except BlockingIOError:
            # More ask at once than the system queues for a server that is still loading.
            connection.close()
            time.sleep(0.05)
        except OSError:
            connection.close()
            return None
    return None


def _plain(command: list[str]) -> int:
    """Run a command as a process of its own; this one becomes it where a process can."""
    if os.name == "posix":
        os.execv(command[0], command)
    import subprocess

    return subprocess.call(command)


def main(arguments: list[str]) -> int:
    """Run ``python -m helpers <arguments>`` on the fork server; the exit code."""
    try:
        process = start("command", arguments, dict(os.environ))
        if process is None:
            return _plain([sys.executable, "-m", "helpers", *arguments])
        code = process.wait()
    except ServerGone:
        _tell("gone")
        return 1
    if code < 0:
        _tell("ended", name=" ".join(arguments), signal=-code)
        return 128 - code
    return code


def _tell(key: str, **slots: object) -> None:
    said = _SAID.get(os.environ.get(_LANGUAGE, ""), _SAID["th"])
    # Python started with -I may take a plain locale's word for it that there is no Thai.
    if sys.stderr.encoding.lower() != "utf-8":
        sys.stderr.reconfigure(encoding="utf-8")
    print(said[key].format(**slots), file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
