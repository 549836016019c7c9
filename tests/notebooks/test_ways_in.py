"""By make, by plain papermill or by hand: the same facts, and the same refusals."""

import shutil
from dataclasses import replace

import pytest
from conftest import REPOSITORY, House, a_copy, seconds_of_work

pytestmark = pytest.mark.long(seconds=80)

NOTEBOOK = str(REPOSITORY / "notebooks" / "40_annual_assessment.ipynb")


@pytest.fixture
def cleaned(built, tmp_path) -> House:
    """A tree with the cleaned tables and no report, where a notebook may be run by itself."""
    root = tmp_path / "tree"
    shutil.copytree(built.root / "data", root / "data", ignore=shutil.ignore_patterns("parts"))
    shutil.copy(built.root / "config.yml", root)
    return House(root, built.code)


@pytest.fixture(scope="module")
def copied(built, tmp_path_factory) -> House:
    """The whole built tree, to run in."""
    house = a_copy(built, tmp_path_factory.mktemp("copied") / "tree")
    return replace(house, with_demo=True)


def papermill(house: House, *parameters: str):
    output = str(house.root / "executed.ipynb")
    return house.python("-m", "papermill", NOTEBOOK, output, "--no-progress-bar", *parameters)


def test_plain_papermill_writes_the_facts_that_make_writes(built, cleaned):
    done = papermill(cleaned, "-p", "year", "2557", "-p", "lang", "en")
    assert done.returncode == 0, done.stderr[-3000:]
    facts = "reports/2557/facts.json"
    assert (cleaned.root / facts).read_bytes() == (built.root / facts).read_bytes()


def test_run_all_by_hand_writes_the_facts_that_make_writes(built, cleaned):
    folder = cleaned.root / "notebooks"
    folder.mkdir()
    notebook = shutil.copy(NOTEBOOK, folder)
    run_all = ["-m", "nbconvert", "--to", "notebook", "--execute", "--stdout"]
    done = cleaned.python(*run_all, str(notebook), cwd=folder)
    assert done.returncode == 0, done.stderr[-3000:]
    (facts,) = cleaned.root.glob("reports/*/facts.json")
    made = facts.relative_to(cleaned.root)
    assert facts.read_bytes() == (built.root / made).read_bytes()


@pytest.mark.parametrize(
    ("parameters", "told"),
    [
        (["-p", "year", "2560"], "year is not allowed"),
        (["-p", "yaer", "2558"], "has no parameter 'yaer', did you mean 'year'?"),
        (["-p", "year", "2558", "-p", "as_of", "2014-09-30"], "outside fiscal year 2558"),
        (["-r", "lang", "de"], "lang is not allowed"),
    ],
)
def test_plain_papermill_is_refused_with_the_same_words(cleaned, parameters, told):
    done = papermill(cleaned, *parameters)
    assert done.returncode != 0 and told in done.stderr
    assert not (cleaned.root / "reports").exists()


def test_nothing_changed_runs_nothing_in_under_a_second_and_a_half(copied):
    again, seconds = seconds_of_work(lambda: copied.run("reports"))
    assert again.stdout.count("\n") == 1 and "18 of 18 reports up to date (0 made" in again.stdout
    assert seconds < 1.5


def test_a_six_month_round_is_made_beside_the_year(copied):
    done = copied.run("report", "--year", "2558", "--as-of", "2015-03-31")
    assert done.returncode == 0, done.stdout + done.stderr
    folder = copied.root / "reports/2558/as_of_2015-03-31"
    made = {file.name for file in folder.iterdir() if file.suffix == ".html"}
    assert made == {"annual_assessment.th.html", "annual_assessment.en.html"}
    assert "annual_assessment 2558 " not in done.stdout.replace("2558 2015-03-31", "")
