"""The way to the list of one province: which steps stand behind it, and what is refused."""

import shutil

import pytest
from conftest import REPOSITORY

from helpers.__main__ import main
from helpers.core import launch, thai
from helpers.core.errors import InputError
from helpers.workflow import jobs, outcome, runner, runs, steps


@pytest.fixture(autouse=True)
def regions(root):
    """The provinces of CODI's regions: what a province asked for is looked up in."""
    shutil.copytree(REPOSITORY / "data/raw/geography", root / "data/raw/geography")


ASKED = ("38", 2557, thai.fiscal_year_end(2557))


def test_the_real_list_is_made_of_the_years_own_coverage_and_never_of_the_demonstration(root):
    found = jobs.of_province(ASKED, demo=False)
    assert [(job.step, job.part) for job in found] == [
        ("clean_registries", ""), ("clean_plan_tables", ""), ("layers", ""), ("coverage", "2557"),
        ("where_next", "2557/38"),
    ]  # fmt: skip
    assert not [job for job in found if steps.is_demo(job.step)]


def test_that_of_the_demonstration_brings_its_year(root):
    found = [(job.step, job.part) for job in jobs.of_province(ASKED, demo=True)]
    assert ("demo_coverage", "2557") in found and ("demonstrate", "") in found
    assert found[-1] == ("demo_where_next", "2557/38") and ("coverage", "2557") not in found


def test_everything_of_a_province_lies_in_its_own_folder(root):
    for step, folder in (("where_next", "reports"), ("demo_where_next", "reports/demo")):
        made = {file.relative_to(root).as_posix() for job in [jobs.Job(step, "2557/38")]
                for run in job.runs for file in run.outputs}  # fmt: skip
        assert len(made) == 9
        assert all(name.startswith(f"{folder}/where_next/2557/38/") for name in made)


def test_another_day_has_a_folder_of_its_own(root):
    part = "2558_as_of_2015-03-31/38"
    assert steps.years_behind("where_next", part) == ["2558_as_of_2015-03-31"]
    (manifest,) = steps.writes("where_next", part)
    assert manifest.parent.relative_to(root / "reports").as_posix() == (
        "where_next/2558/as_of_2015-03-31/38"
    )
    # As Snakemake names it: by its folder.
    assert jobs.given("where_next", "place=2558/as_of_2015-03-31/38") == jobs.Job(
        "where_next", part
    )
    assert runs.province_part(*runs.about("where_next", part)[:2],
                              runs.about("where_next", part)[2]) == part  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--province", "Bung Kan", "--year", "2557"], "there is no such province"),
        (["--province", "38", "--year", "2553"], "lay in Nong Khai (PROVINCE=43)"),
        (["--province", "38", "--year", "2560"], "year is not allowed"),
        (["--province", "38", "--year", "2557", "--as-of", "2015-03-31"], "outside fiscal year"),
    ],
)
def test_what_cannot_be_asked_is_told_in_one_line(arguments, told, root, capsys):
    assert main(["where-next", *arguments]) == 2
    error = capsys.readouterr().err
    assert told in error and error.count("\n") == 1


def test_the_demonstration_has_whole_years_only(root, capsys, monkeypatch):
    monkeypatch.setenv("DEMO", "1")
    given = ["where-next", "--province", "38", "--year", "2557", "--as-of", "2014-03-31"]
    assert main(given) == 2 and "made of whole years" in capsys.readouterr().err


@pytest.mark.parametrize(("label", "left"), [("where_next 38 2557 th", 0), ("coverage 2557", 9)])
def test_a_list_refused_now_takes_its_earlier_files_along(label, left, root, monkeypatch, capsys):
    """Its registry was taken away; where a step before failed nothing is known, and it stays."""
    made = jobs.Job("where_next", "2557/38")
    files = {file for run in made.runs for file in run.outputs}
    for file in files:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("")
    monkeypatch.setenv(runner.TOTAL, "2")
    launch.begin()
    assert label in {run.label for run in made.runs} or left
    with runner.recorded(label, root / "reports/logs/one.json", {}):
        raise InputError("no registry")
    assert outcome.tell_where_next(made, 1) == 1
    assert sum(file.exists() for file in files) == left
    assert ("removed the province's earlier list, 9 files" in capsys.readouterr().out) is (
        left == 0
    )
