"""Declared borders are fetched whole and checked, or nothing is left; from a loopback server."""

import hashlib
import http.server
import threading
from http import HTTPStatus

import pytest
from boundary_builders import bare, coded, codes, tambons, write

from helpers.core import files, metadata, paths
from helpers.core.errors import InputError
from helpers.geography import boundaries
from helpers.geography.boundaries import finding


class _Handler(http.server.BaseHTTPRequestHandler):
    """Serves ``content`` under its path; ``cut`` closes in the middle, as a broken line does."""

    content, cut, asked = b"", False, 0

    def do_GET(self):
        type(self).asked += 1
        if self.path != "/someone/borders/abc/adm3.geojson":
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Length", str(len(self.content)))
        self.end_headers()
        half = len(self.content) // 2
        self.wfile.write(self.content[:half] if self.cut else self.content)

    def log_message(self, *_):
        pass


@pytest.fixture
def house(root, monkeypatch):
    return bare(root, monkeypatch)


@pytest.fixture
def served(house):
    """The file as the server has it; what the handler does can be changed."""
    return write(coded(tambons()), house / "served" / "adm3.geojson").read_bytes()


@pytest.fixture
def server(served, monkeypatch):
    handler = type("Handler", (_Handler,), {"content": served})
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        running.base = f"http://127.0.0.1:{running.server_port}"
        running.handler = handler
        yield running
        running.shutdown()
        thread.join()


@pytest.fixture
def declared(served):
    """A list with one source that is served, one that is not there and one for the hand."""
    blob = hashlib.sha1(b"blob %d\0" % len(served) + served).hexdigest()
    common = {
        "file": "someone_adm3.geojson",
        "git_blob": blob,
        "licence": {"th": "ไม่ได้ระบุ", "en": "none stated"},
        "source": {"th": "ใครคนหนึ่ง", "en": "someone"},
    }
    return {
        "base": "http://127.0.0.1:9",
        "sources": {
            "someone": {**common, "path": "someone/borders/abc/adm3.geojson"},
            "gone": {**common, "path": "someone/borders/abc/gone.geojson"},
            "office": {**common, "by_hand": "https://example.org/borders"},
        },
    }


def left() -> list[str]:
    """Names of all that lies in the folder of the borders."""
    folder = paths.raw("boundaries")
    return sorted(file.name for file in folder.iterdir()) if folder.exists() else []


def test_the_first_source_is_fetched_and_used(server, served, declared, monkeypatch):
    said = boundaries.fetch(base=server.base, declared=declared)
    assert left() == ["someone.sha256", "someone_adm3.geojson"]
    fetched = paths.raw("boundaries", "someone_adm3.geojson")
    assert fetched.read_bytes() == served
    record = paths.raw("boundaries", "someone.sha256").read_text().strip()
    assert record == hashlib.sha256(served).hexdigest()
    assert said[0] == "someone fetched into data/raw/boundaries/someone_adm3.geojson"
    assert said[1] == "licence: none stated; source: someone"
    assert "office: download it by hand from https://example.org/borders" in said[2]
    assert boundaries.place() == fetched
    monkeypatch.setitem(metadata.load("boundary_sources.yml"), "sources", declared["sources"])
    layer = boundaries.load()
    assert codes(layer.frame) == codes(tambons())
    assert layer.source == {"th": "ใครคนหนึ่ง", "en": "someone"}


def test_borders_that_are_there_stay_and_nothing_is_asked_for(server, declared):
    boundaries.fetch("someone", server.base, declared)
    before = files.sha256(paths.raw("boundaries", "someone_adm3.geojson"))
    said = boundaries.fetch("gone", server.base, declared)
    assert "borders are there already (data/raw/boundaries/someone_adm3.geojson)" in said[0]
    assert server.handler.asked == 1
    assert files.sha256(paths.raw("boundaries", "someone_adm3.geojson")) == before


def test_content_that_is_not_the_declared_one_is_not_kept(server, declared):
    server.handler.content = server.handler.content.replace(b"TH380101", b"TH380199")
    with pytest.raises(InputError, match="not the declared file") as error:
        boundaries.fetch("someone", server.base, declared)
    assert declared["sources"]["someone"]["git_blob"] in str(error.value)
    assert left() == []


def test_a_download_cut_in_the_middle_leaves_nothing(server, declared):
    server.handler.cut = True
    with pytest.raises(InputError, match="could not be fetched"):
        boundaries.fetch("someone", server.base, declared)
    assert left() == []
    server.handler.cut = False
    boundaries.fetch("someone", server.base, declared)
    assert left() == ["someone.sha256", "someone_adm3.geojson"]


def test_an_interruption_by_hand_leaves_nothing(server, declared, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(boundaries.fetching, "_remember", interrupted)
    with pytest.raises(KeyboardInterrupt):
        boundaries.fetch("someone", server.base, declared)
    assert left() == []


def test_what_a_killed_download_left_is_cleared(server, declared):
    leftover = paths.raw("boundaries", f"{files.PARTIAL}killed")
    leftover.mkdir(parents=True)
    (leftover / "layer").write_text("half")
    assert finding.given() == []
    boundaries.fetch("someone", server.base, declared)
    assert left() == ["someone.sha256", "someone_adm3.geojson"]


def test_a_place_that_is_gone_and_a_server_that_is_off(server, declared):
    with pytest.raises(InputError, match=r"gone.geojson could not be fetched: 404"):
        boundaries.fetch("gone", server.base, declared)
    # Nothing listens on the declared base.
    with pytest.raises(InputError, match="could not be fetched"):
        boundaries.fetch("someone", declared=declared)
    assert left() == []


def test_a_later_fetch_has_to_agree_with_the_first(server, declared):
    boundaries.fetch("someone", server.base, declared)
    paths.raw("boundaries", "someone_adm3.geojson").unlink()
    boundaries.fetch("someone", server.base, declared)
    paths.raw("boundaries", "someone_adm3.geojson").unlink()
    paths.raw("boundaries", "someone.sha256").write_text("0" * 64)
    with pytest.raises(InputError, match="not what was fetched the first time"):
        boundaries.fetch("someone", server.base, declared)
    assert left() == ["someone.sha256"]


def test_a_source_for_the_hand_and_an_unknown_one(house, declared, monkeypatch):
    said = boundaries.fetch("office", declared=declared)
    assert said == [
        "office: download it by hand from https://example.org/borders and put the file into "
        "data/raw/boundaries (licence: none stated)"
    ]
    monkeypatch.setenv("LANG_OUT", "th")
    assert boundaries.fetch("office", declared=declared) == [
        "office: โปรดดาวน์โหลดเองจาก https://example.org/borders แล้ววางแฟ้มไว้ที่ "
        "data/raw/boundaries (สัญญาอนุญาต: ไม่ได้ระบุ)"
    ]
    with pytest.raises(InputError, match="no such source of borders"):
        boundaries.fetch("nobody", declared=declared)
    assert left() == []


def test_the_declared_list_is_whole():
    """Every source says its licence and maker in both languages, and where and what it is."""
    declared = metadata.load("boundary_sources.yml")
    assert list(declared["sources"]) == ["mapthai", "opengisdata", "cod-ab-tha"]
    for source in declared["sources"].values():
        assert all(source[key][lang] for key in ("licence", "source") for lang in ("th", "en"))
        if "by_hand" not in source:
            assert len(source["git_blob"]) == 40
            assert source["file"].endswith(".geojson")
            # The commit in the path is what keeps the content from changing.
            assert len(source["path"].split("/")[2]) == 40
