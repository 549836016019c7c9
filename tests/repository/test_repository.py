"""What is tracked speaks of the project alone; what is built or received stays out of git."""

import re
import subprocess

import pytest
from conftest import REPOSITORY

LARGEST = 1_000_000
# Addresses of package indexes, and folders of somebody's machine.
FOREIGN = [
    r"--(extra-)?index-url[ =]",
    r"--find-links[ =]",
    r"/simple/[a-z]",
    r"https?://[^\s\"]+\.(whl|tgz|deb|tar\.gz)\b",
    r"(?<![\w.])/(work|root|home|opt|Users)/\w",
    r"[A-Z]:\\\\?Users",
]
DENIED = [
    "data/processed/plan_targets.parquet",
    "data/processed/parts/assessment/2557.parquet",
    "reports/2557/facts.json",
    "reports/runs.json",
    "data/raw/registries/councils.xlsx",
    "data/raw/boundaries/tambon.gpkg",
    "data/raw/actuals/actuals_form.xlsx",
    "data/raw/actuals/~$actuals_form.xlsx",
    "data/raw/actuals/2557/form_2557.csv",
    "data/raw/actuals/ผล2557.csv",
    "data/raw/actuals/form_2557.XLSX",
    ".venv/pyvenv.cfg",
]
WELCOME = [
    "data/raw/plans/plan.csv",
    "data/raw/registries/README.md",
    "data/raw/actuals/published_actuals.csv",
    "notebooks/10_x.ipynb",
]


def git(*arguments: str) -> str:
    command = ["git", "-c", "core.quotepath=off", *arguments]
    return subprocess.run(
        command, cwd=REPOSITORY, capture_output=True, text=True, check=True
    ).stdout


def tracked():
    """Files that are tracked or would be, that is, not ignored."""
    listed = git("ls-files", "--cached", "--others", "--exclude-standard").splitlines()
    return [REPOSITORY / name for name in listed if (REPOSITORY / name).exists()]


def texts():
    """Tracked texts by name, without this list of what is looked for."""
    for path in tracked():
        content = path.read_bytes()
        if b"\0" not in content and path.name != "test_repository.py":
            yield path.relative_to(REPOSITORY).as_posix(), content.decode("utf-8")


@pytest.mark.parametrize("pattern", FOREIGN)
def test_no_text_names_a_package_index_or_a_machine(pattern):
    found = {name: match.group() for name, text in texts() if (match := re.search(pattern, text))}
    assert not found


@pytest.mark.parametrize(
    "sample",
    [
        # Put together here, so that a search of the repository does not find them in this file.
        "--extra-index" + "-url x",
        "--index" + "-url=x",
        "--find" + "-links=x",
        "(/home" + "/me/plan.csv)",
        "https:" + "//x/simple" + "/numpy",
        "https:" + "//x/y-1.0" + ".whl",
    ],
)
def test_the_patterns_find_what_they_are_for(sample):
    assert any(re.search(pattern, sample) for pattern in FOREIGN)


def test_no_file_is_large():
    assert not {path.name for path in tracked() if path.stat().st_size > LARGEST}


def test_line_ends_are_lf():
    received = ("data/raw/", "tests/fixtures/")
    assert not [name for name, text in texts() if "\r\n" in text and not name.startswith(received)]


@pytest.mark.parametrize("name", DENIED)
def test_what_is_built_or_dropped_in_is_ignored(name):
    assert git("check-ignore", "--no-index", name).strip() == name


@pytest.mark.parametrize("name", WELCOME)
def test_what_belongs_to_the_repository_is_not_ignored(name):
    done = subprocess.run(["git", "check-ignore", "-q", "--no-index", name], cwd=REPOSITORY)
    assert done.returncode == 1


def test_nothing_built_is_tracked():
    built = git("ls-files", "data/processed", "reports", "data/raw/registries").split()
    assert not [name for name in built if not name.endswith((".gitkeep", "README.md"))]
