"""A browser driven by its own protocol: a page opened at a width, on a screen or as for paper."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from time import monotonic, sleep

import websocket

_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, _NAMES)), None)
QUIET = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-pdf-header-footer",
]
# Without, a headless browser closes its first window a moment after it has started.
_DRIVEN = ["--no-startup-window", "--keep-alive-for-test", "--remote-debugging-port=0"]
_PATIENCE = 120  # seconds


class Page:
    """One tab: commands are sent one at a time, each waits for its answer."""

    def __init__(self, address: str) -> None:
        self._socket = websocket.create_connection(
            address, timeout=_PATIENCE, suppress_origin=True, enable_multithread=False
        )
        self._numbers = count(1)
        self._session: dict[str, str] = {}
        # What the browser told unasked, of the domains that were enabled.
        self.events: list[dict] = []
        # A tab ends with the connection that opened it, so both share one.
        tab = self.send("Target.createTarget", url="about:blank")["targetId"]
        attached = self.send("Target.attachToTarget", targetId=tab, flatten=True)
        self._session = {"sessionId": attached["sessionId"]}

    def send(self, method: str, **given: object) -> dict:
        """The answer to a command; ``RuntimeError`` with the browser's words if it fails."""
        number = next(self._numbers)
        self._socket.send(
            json.dumps({"id": number, "method": method, "params": given, **self._session})
        )
        while True:
            said = json.loads(self._socket.recv())
            if "method" in said:
                self.events.append(said)
            if said.get("id") == number:
                if "error" in said:
                    raise RuntimeError(f"{method}: {said['error']}")
                return said["result"]

    def run(self, script: str) -> object:
        """The value of an expression, awaited if it is a promise."""
        asked = {"expression": script, "awaitPromise": True, "returnByValue": True}
        answer = self.send("Runtime.evaluate", **asked)
        if "exceptionDetails" in answer:
            raise RuntimeError(str(answer["exceptionDetails"])[:2000])
        return answer["result"].get("value")

    def open(self, file: Path, width: int, media: str = "screen") -> None:
        """Show a file so many CSS pixels wide, until its fonts and pictures are there."""
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        self.send("Emulation.setDeviceMetricsOverride", **size)
        self.send("Emulation.setEmulatedMedia", media=media)
        self.send("Page.navigate", url=file.as_uri())
        end = monotonic() + _PATIENCE
        shown = f"document.readyState === 'complete' && location.href === {file.as_uri()!r}"
        while not self.run(shown):
            assert monotonic() < end, f"{file} is not shown after {_PATIENCE} s"
            sleep(0.05)
        self.run("document.fonts.ready.then(() => true)")

    def close(self) -> None:
        """Let go of the tab."""
        self._socket.close()


@contextmanager
def running(profile: Path, *options: str) -> Iterator[Page]:
    """A browser with one empty page, ended by its own process when the block ends."""
    command = [CHROMIUM, *QUIET, *_DRIVEN, *options, f"--user-data-dir={profile}"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        page = Page(_address(profile, process))
        try:
            yield page
        finally:
            page.close()
    finally:
        process.terminate()
        process.wait(timeout=30)


def _address(profile: Path, process: subprocess.Popen) -> str:
    """Where the first tab listens; the browser writes its port into the profile."""
    end = monotonic() + _PATIENCE
    noted = profile / "DevToolsActivePort"
    while not noted.exists() or len(noted.read_text().splitlines()) < 2:
        assert process.poll() is None, "the browser ended before it listened"
        assert monotonic() < end, "the browser does not listen"
        sleep(0.05)
    port, path = noted.read_text().splitlines()[:2]
    return f"ws://127.0.0.1:{port}{path}"
