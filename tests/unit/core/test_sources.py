"""The list of received files agrees with the files, here and in made-up trees."""

import csv

import pytest
from conftest import REPOSITORY

from helpers.core import files, sources
from helpers.core.errors import InputError

HEADER = "file,what,producer,as_of,sha256,licence,note\n"


@pytest.fixture
def raw(root):
    """data/raw with one listed file, and folders whose files are nobody's business."""
    folder = root / "data" / "raw"
    for name in ("plans", "registries", "boundaries"):
        (folder / name).mkdir(parents=True)
    (folder / "README.md").write_text("read me")
    (folder / "registries" / "export.csv").write_text("a person")
    (folder / "plans" / ".gitkeep").write_text("")
    plan = folder / "plans" / "plan.txt"
    plan.write_text("target 10")
    write(folder, f"plans/plan.txt,a plan,CODI,2551,{files.sha256(plan)},public document,")
    return folder


def write(folder, *rows):
    (folder / "sources.csv").write_text(HEADER + "".join(f"{row}\n" for row in rows))


def refused() -> str:
    with pytest.raises(InputError) as error:
        sources.check()
    return str(error.value)


def test_the_repository_lists_every_received_file_with_its_checksum(monkeypatch):
    monkeypatch.delenv("TAMBON_ROOT", raising=False)
    with (REPOSITORY / "data/raw/sources.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert sources.check().startswith(f"{len(rows)} files") and rows


def test_a_complete_list_passes(raw):
    assert sources.check() == "1 files of data/raw agree with data/raw/sources.csv"


def test_a_file_that_is_not_listed_is_named(raw):
    (raw / "plans" / "new.txt").write_text("x")
    assert "1 (plans/new.txt) files not listed; edit data/raw/sources.csv" in refused()


def test_a_listed_file_that_is_gone_is_named(raw):
    (raw / "plans" / "plan.txt").unlink()
    assert "1 (plans/plan.txt) files listed but not there" in refused()


def test_a_changed_file_is_named_until_its_checksum_is_written_anew(raw):
    (raw / "plans" / "plan.txt").write_text("target 11")
    assert "1 (plans/plan.txt) files changed since they were listed" in refused()
    assert sources.refresh() == sources.check()
    assert "a plan,CODI,2551" in (raw / "sources.csv").read_text()


def test_an_empty_cell_is_named_but_a_note_may_be_empty(raw):
    fingerprint = files.sha256(raw / "plans" / "plan.txt")
    write(raw, f"plans/plan.txt,a plan,CODI,2551,{fingerprint},,")
    assert "plans/plan.txt licence" in refused()


def test_a_file_listed_twice_is_named(raw):
    row = (raw / "sources.csv").read_text().splitlines()[1]
    write(raw, row, row)
    assert "1 (plans/plan.txt) files listed twice" in refused()


def test_refresh_does_not_hide_a_missing_file(raw):
    (raw / "plans" / "plan.txt").unlink()
    with pytest.raises(InputError, match=r"plans/plan\.txt is listed but not there"):
        sources.refresh()


def test_other_columns_are_refused(raw):
    (raw / "sources.csv").write_text("file,sha256\nplans/plan.txt,0\n")
    assert "columns are not those of the list" in refused()
