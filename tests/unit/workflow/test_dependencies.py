"""What a step is made from is found in the code itself, so nothing is forgotten."""

import pytest

from helpers.core import paths
from helpers.workflow import dependencies, steps

STEPS = steps.declared()
# How the work is started and ordered; changing it alters no number and no page.
_ORDER = [
    "build",
    "dependencies",
    "forkserver",
    "jobs",
    "kernels",
    "outcome",
    "runner",
    "runs",
    "steps",
    "warm_client",
]
MAKES_NOTHING = {f"src/helpers/workflow/{name}.py" for name in _ORDER} | {"src/helpers/__main__.py"}
# What is told of the work is in nothing that is made.
MAKES_NOTHING |= {"src/helpers/core/notices.py"}
MAKES_NOTHING |= {
    f"src/helpers/workflow/{name}.py" for name in ("leftovers", "refusals", "vanished")
}
READ_BY_THE_RUNNER = {"src/helpers/metadata/steps.yml", "src/helpers/metadata/messages.yml"}
# Made anew whenever a person asks for it: the form, the filed copies, and what a researcher calls.
ON_REQUEST = (
    "src/helpers/analysis/",
    "src/helpers/archive/",
    "src/helpers/explore/",
    "src/helpers/library/",
    "src/helpers/publish/entry_form/",
    *(
        f"src/helpers/publish/maps/{name}.py"
        for name in ("classic_script", "map_data", "quantised")
    ),
    *(
        f"src/helpers/metadata/{name}.yml"
        for name in ("change", "event_history", "filing", "place_joins", "spatial")
    ),
)


@pytest.fixture(autouse=True)
def repository(monkeypatch):
    monkeypatch.delenv("TAMBON_ROOT", raising=False)


def all_inputs() -> set[str]:
    return {name for step in STEPS for name in dependencies.of_step(step)}


def in_package(pattern: str) -> set[str]:
    """Files of the package that steps of the way are made from; none of what is made on request."""
    found = {paths.relative(file) for file in paths.PACKAGE.rglob(pattern)}
    return {n for n in found if "__pycache__" not in n and not n.startswith(ON_REQUEST)}


def test_every_module_is_an_input_of_some_step():
    assert in_package("*.py") - all_inputs() == MAKES_NOTHING


def test_every_metadata_file_is_an_input_of_some_step():
    metadata = {name for name in in_package("metadata/**/*") if "." in name.rsplit("/", 1)[-1]}
    assert len(metadata) > 3 and metadata - all_inputs() == READ_BY_THE_RUNNER


def test_every_template_is_an_input_of_the_pages():
    templates = {name for name in in_package("publish/templates/**/*") if "." in name[-8:]}
    assert templates and templates <= set(dependencies.of_step("annual_assessment"))


def test_cleaning_does_not_depend_on_how_pages_look():
    made_from = dependencies.of_step("clean_plan_tables")
    assert "src/helpers/plans/__init__.py" in made_from
    assert "notebooks/10_clean_plan_tables.ipynb" in made_from
    assert not [name for name in made_from if "helpers/publish" in name or "40_" in name]


def test_raw_files_are_inputs_of_cleaning():
    raw = {f"data/raw/plans/{file.name}" for file in paths.raw("plans").glob("*.csv")}
    assert len(raw) >= 2 and raw <= set(dependencies.of_step("clean_plan_tables"))


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A small package of its own to look into."""
    folder = tmp_path / "helpers"
    sources = {
        "__init__.py": "",
        "a.py": "from helpers import b\nNAME = 'labels.yml'\n",
        "b.py": "def late():\n    import helpers.deep.c\n",
        "deep/__init__.py": "from . import d\n",
        "deep/c.py": "TABLES = 'columns'\n",
        "deep/d.py": "from ..e import x\n",
        "e.py": "x = 1\n",
        "unused.py": "",
        "metadata/labels.yml": "a: 1",
        "metadata/columns/x.csv": "a",
        "metadata/other.yml": "a: 1",
    }
    for name, text in sources.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    monkeypatch.setattr(paths, "PACKAGE", folder)
    monkeypatch.setattr(paths, "METADATA", folder / "metadata")
    return folder


def names(package, files) -> set[str]:
    return {file.relative_to(package).as_posix() for file in files}


def test_imports_are_followed_late_relative_and_through_packages(package):
    found = names(package, dependencies.modules(["helpers.a"]))
    expected = "__init__.py a.py b.py deep/__init__.py deep/c.py deep/d.py e.py"
    assert found == set(expected.split())


def test_metadata_is_found_by_its_name_or_its_folder_in_the_code(package):
    found = dependencies.metadata_named_in(dependencies.modules(["helpers.a"]))
    assert names(package, found) == {"metadata/labels.yml", "metadata/columns/x.csv"}


def test_other_peoples_packages_are_not_followed(package):
    assert dependencies.modules(["pandas", "numpy.linalg"]) == []


def test_a_rule_waits_for_the_tables_and_one_file_that_changes_with_all_the_rest(root):
    for folder in ("data/raw/plans", "notebooks"):
        (root / folder).mkdir(parents=True)
    plan = root / "data/raw/plans/plan.csv"
    notebook = root / "notebooks/10_clean_plan_tables.ipynb"
    notebook.write_text('{"cells": []}', encoding="utf-8")
    plan.write_text("one", encoding="utf-8")
    stamp, *tables = dependencies.for_rules("clean_plan_tables")
    assert tables == ["data/processed/body_tambons.parquet", "data/processed/registrations.parquet"]
    first = (root / stamp).stat()
    assert dependencies.for_rules("clean_plan_tables")[0] == stamp
    assert (root / stamp).stat().st_mtime_ns == first.st_mtime_ns
    plan.write_text("two", encoding="utf-8")
    before = (root / stamp).read_text(encoding="utf-8")
    dependencies.for_rules("clean_plan_tables")
    after = (root / stamp).read_text(encoding="utf-8")
    changed = set(before.splitlines()) ^ set(after.splitlines())
    assert {line.split("  ")[1] for line in changed} == {"data/raw/plans/plan.csv"}
