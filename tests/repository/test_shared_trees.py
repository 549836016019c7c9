"""What the tests share: made once whoever asks first, with every failure told to all who ask."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from conftest import once_a_run


class Factory:
    """The temporary folders of one process of xdist; all of them lie in the run's."""

    def __init__(self, run: Path, process: str) -> None:
        self.base = run / process
        self.base.mkdir(exist_ok=True)

    def getbasetemp(self) -> Path:
        return self.base


@pytest.fixture
def processes(tmp_path, monkeypatch) -> list[Factory]:
    monkeypatch.setenv("PYTEST_XDIST_WORKER", "gw0")
    return [Factory(tmp_path, name) for name in ("popen-gw0", "popen-gw1")]


def test_of_two_that_ask_at_once_one_makes_and_the_other_waits(processes):
    together, made = Barrier(2), []

    def make(folder: Path) -> None:
        made.append(folder)
        folder.mkdir()
        (folder / "whole").touch()

    def ask(factory: Factory) -> bool:
        together.wait()
        return (once_a_run(factory, "tree", make) / "whole").exists()

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(ask, processes)) == [True, True]
    assert len(made) == 1


def test_what_cannot_be_made_is_tried_once_and_told_to_all(processes):
    tried = []

    def make(folder: Path) -> None:
        tried.append(folder)
        raise ValueError("no plan")

    with pytest.raises(ValueError, match="no plan"):
        once_a_run(processes[0], "tree", make)
    with pytest.raises(AssertionError, match="tree could not be made: ValueError: no plan"):
        once_a_run(processes[1], "tree", make)
    assert len(tried) == 1


def test_without_processes_of_its_own_a_run_keeps_its_folders_apart(tmp_path, monkeypatch):
    monkeypatch.delenv("PYTEST_XDIST_WORKER", raising=False)
    folder = once_a_run(Factory(tmp_path, "run"), "tree", Path.mkdir)
    assert folder == tmp_path / "run" / "tree"
