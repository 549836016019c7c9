"""Packages whose functions are loaded when first asked for: what they list is there, and light."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from helpers import coverage
from helpers.publish import maps

_HEAVY = ["matplotlib", "openpyxl", "rasterio"]


@pytest.mark.parametrize("facade", [coverage, maps])
def test_every_name_is_listed_for_readers_of_the_code_too(facade):
    tree = ast.parse(Path(facade.__file__).read_text(encoding="utf-8"))
    (block,) = [node for node in tree.body if isinstance(node, ast.If)]
    imported = {alias.asname: line.module for line in block.body for alias in line.names}
    assert sorted(imported) == sorted(facade.__all__)
    for name, module in imported.items():
        assert getattr(facade, name) is getattr(sys.modules[module], name)


def test_the_data_of_a_map_waits_for_nothing_that_draws_or_reads_registries():
    code = "import sys, helpers.publish.maps.map_data, helpers.coverage.tambons; "
    code += f"print([name for name in {_HEAVY} if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
