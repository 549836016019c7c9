"""Where things live, in the repository and in a tree of TAMBON_ROOT."""

from datetime import date

from conftest import REPOSITORY

from helpers.core import paths


def test_without_a_chosen_root_it_is_the_repository(monkeypatch):
    monkeypatch.delenv("TAMBON_ROOT", raising=False)
    assert paths.root() == REPOSITORY
    assert paths.METADATA.is_dir()


def test_a_chosen_root_holds_every_folder(root):
    assert paths.raw("plans", "a.csv") == root / "data/raw/plans/a.csv"
    assert paths.processed("a.parquet") == root / "data/processed/a.parquet"
    assert paths.reports("2557") == root / "reports/2557"


def test_the_last_day_of_the_year_has_the_year_s_folder_and_any_other_its_own(root):
    assert paths.report_folder(2558, date(2015, 9, 30)) == root / "reports/2558"
    assert paths.report_folder(2558, date(2015, 3, 31)) == (root / "reports/2558/as_of_2015-03-31")


def test_paths_are_shown_from_the_root_with_forward_slashes(root):
    assert paths.relative(root / "data" / "raw" / "a.csv") == "data/raw/a.csv"
    assert paths.relative("data/raw/a.csv") == "data/raw/a.csv"
    assert paths.relative("/elsewhere/a.csv") == "/elsewhere/a.csv"
