"""The public surface: quick to import, in the index, asked in one way."""

import inspect
import re
import subprocess
import sys

import pandas as pd
import pytest
from conftest import REPOSITORY

import helpers
from helpers.core import datasets, metadata, tables

PAGES = REPOSITORY / "docs" / "library"
FUNCTIONS = {
    name: inspect.signature(getattr(helpers, name)).parameters
    for name in helpers.__all__
    if inspect.isfunction(getattr(helpers, name))
}
# Said by name, whatever else is asked.
BY_NAME = {"dataset", "as_of", "level", "area", "areas", "within", "denominator", "seed"}
# One concept has one name.
OTHER_NAMES = {"indicator", "dates", "day", "date", "demo", "is_demo", "prov", "fiscal_year", "n"}


def test_the_package_loads_nothing_of_weight_until_it_is_asked():
    code = (
        "import sys, helpers; heavy = {'pandas', 'numpy', 'geopandas', 'altair'};"
        "print(sorted(heavy & set(sys.modules)), 'load' in dir(helpers))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["[]", "True"]


@pytest.mark.parametrize("page", ["README.md", "README.th.md"])
def test_the_index_names_every_function_and_page(page):
    text = (PAGES / page).read_text(encoding="utf-8")
    assert [name for name in helpers.__all__ if not re.search(rf"`{name}[.(]", text)] == []
    ending = ".th.md" if page.endswith(".th.md") else ".md"
    pages = {one.name for one in PAGES.glob("*.md") if one.name.endswith(".th.md") is
             (ending == ".th.md")} - {page}  # fmt: skip
    assert pages <= set(re.findall(r"\]\(([a-z_]+(?:\.th)?\.md)", text))


@pytest.mark.parametrize("name", FUNCTIONS)
def test_functions_are_asked_in_one_way(name):
    parameters = FUNCTIONS[name]
    assert not OTHER_NAMES & set(parameters)
    positional = {n for n, p in parameters.items() if p.kind is not p.KEYWORD_ONLY}
    assert not positional & BY_NAME
    assert all(p.annotation is not p.empty for p in parameters.values())
    if "dataset" in parameters:
        assert parameters["dataset"].default == "real"


def test_kinds_by_default_are_those_declared():
    declared = set(metadata.load("registries.yml")["kinds"])
    for parameters in FUNCTIONS.values():
        if "kind" in parameters and isinstance(parameters["kind"].default, str):
            assert parameters["kind"].default in declared
        if "kinds" in parameters:
            assert set(parameters["kinds"].default) <= declared


def test_another_tree_has_its_own_rows(tmp_path, monkeypatch):
    found = []
    for tree, printed in (("a", 10.0), ("b", 20.0), ("a", 10.0)):
        monkeypatch.setenv("TAMBON_ROOT", str(tmp_path / tree))
        row = {"plan_id": "2552-2554", "indicator_id": "2552-2554/1.1", "printed_total": printed,
               "plan_total_rule": "sum", "derived_total": 10.0, "agrees": True,
               "footnote_th": None, "source_file": "a.txt", "source_line": 1}  # fmt: skip
        place = datasets.REAL.table("plan_totals")
        if not place.exists():
            tables.write(pd.DataFrame([row]), "plan_totals", place)
        found.append(helpers.load("plan_totals")["printed_total"].tolist())
        # What is given away is the caller's: changing it changes nothing.
        given = helpers.load("plan_totals")
        given["printed_total"] = 0.0
    assert found == [[10.0], [20.0], [10.0]]
