"""Every notebook runs by itself, and the few tables kept in notebooks still agree."""

import re
import shutil
from dataclasses import replace

import pytest
from conftest import REPOSITORY, a_copy

pytestmark = pytest.mark.long(seconds=60)
# Refused without a registry, of which there is none here: run on the demonstration.
OF_A_REGISTRY = "66_where_next.ipynb"


def test_notebooks_run_with_their_defaults_and_kept_tables_agree(built, tmp_path):
    folder = shutil.copytree(REPOSITORY / "notebooks", tmp_path / "notebooks")
    text = (folder / OF_A_REGISTRY).read_text(encoding="utf-8")
    assert text.count('dataset = \\"real\\"') == 1
    (folder / OF_A_REGISTRY).write_text(text.replace('\\"real\\"', '\\"demo\\"', 1), "utf-8")
    options = ["--nbval-lax", "-p", "no:cacheprovider", "-q", "--rootdir", str(tmp_path)]
    house = replace(a_copy(built, tmp_path / "tree"), with_demo=True)
    done = house.python("-m", "pytest", *options, str(folder))
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr
    assert int(re.search(r"(\d+) passed", done.stdout).group(1)) > 0
