"""Every notebook runs by itself, and the few tables kept in notebooks still agree."""

import re
import shutil
from dataclasses import replace

import pytest
from conftest import REPOSITORY, a_copy

pytestmark = pytest.mark.long(seconds=35)


def test_notebooks_run_with_their_defaults_and_kept_tables_agree(built, tmp_path):
    folder = shutil.copytree(REPOSITORY / "notebooks", tmp_path / "notebooks")
    options = ["--nbval-lax", "-p", "no:cacheprovider", "-q", "--rootdir", str(tmp_path)]
    house = replace(a_copy(built, tmp_path / "tree"), with_demo=True)
    done = house.python("-m", "pytest", *options, str(folder))
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr
    assert int(re.search(r"(\d+) passed", done.stdout).group(1)) > 0
