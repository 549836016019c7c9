"""Lines of registries that could not be used are told at the end of a launch."""

from pathlib import Path

import pytest

from helpers.core import notices, paths
from helpers.workflow import leftovers

ACCOUNT = """source_file,kind,what,n
a.csv,council,read,5
a.csv,council,rejected,1
a.csv,council,accepted,3
a.csv,council,cleaned_out,2
b.csv,council,accepted,4
a.csv,council,reason:duplicate,1
"""


@pytest.fixture
def processed(root: Path) -> Path:
    folder = paths.processed()
    folder.mkdir(parents=True)
    (folder / "registry_account.csv").write_text(ACCOUNT, encoding="utf-8")
    return folder


def test_nothing_is_told_while_there_is_nothing_to_correct(processed: Path):
    assert leftovers.told() == []


def test_lines_used_and_left_are_told_with_the_file_to_correct_them_in(processed, monkeypatch):
    (processed / "rejects.xlsx").touch()
    (told,) = leftovers.told()
    assert "7 lines used, 3 not" in told and "data/processed/rejects.xlsx" in told
    assert "data/checked" not in told
    monkeypatch.setenv(notices.VARIABLE, "th")
    assert "ใช้ 7 แถว" in leftovers.told()[0]


def test_marked_copies_are_named_where_there_are_any(processed: Path):
    (processed / "rejects.xlsx").touch()
    copies = paths.checked("registries", "2557")
    copies.mkdir(parents=True)
    (copies / "a_checked.xlsx").touch()
    assert "data/checked/registries" in leftovers.told()[0]
