"""`make lint` and the hooks of pre-commit: the same commands, and each finds what it is for."""

import re
import shlex
import shutil
import subprocess
import sys

import nbformat
import pytest
import yaml
from conftest import REPOSITORY

PYTHON = ".venv/bin/python"
# A hook is given the files of a commit; make names all of them.
EVERY_NOTEBOOK = " notebooks/*.ipynb"
TIDY = '"""A file without a fault."""\n\nimport ast\nimport io\n\nUSED = (ast, io)\n'


def commands_of_make() -> list[str]:
    """The lines of the recipe of `make lint`."""
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    recipe = re.search(r"^lint:.*\n((?:\t.*\n)+)", makefile, flags=re.MULTILINE).group(1)
    return [line.strip().removeprefix("@") for line in recipe.splitlines()]


def hooks() -> list[dict]:
    config = yaml.safe_load((REPOSITORY / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    return [hook for repo in config["repos"] for hook in repo["hooks"]]


def program(command: str) -> str:
    """What a command runs: the module after -m."""
    return shlex.split(command)[2]


def run(name: str, tree, *files: str) -> subprocess.CompletedProcess[str]:
    """A hook's command in a folder with the repository's settings, on its files."""
    shutil.copy(REPOSITORY / "pyproject.toml", tree)
    (command,) = [hook["entry"] for hook in hooks() if hook["id"] == name]
    words = [sys.executable, *shlex.split(command)[1:], *files]
    return subprocess.run(words, cwd=tree, capture_output=True, text=True, check=False)


def test_make_and_pre_commit_run_the_same_commands():
    made = [command.removesuffix(EVERY_NOTEBOOK) for command in commands_of_make()]
    assert made == [hook["entry"] for hook in hooks()]
    assert [program(command) for command in made] == ["ruff", "ruff", "nbstripout", "pytest"]


def test_every_hook_is_local_and_works_in_a_moved_checkout():
    config = yaml.safe_load((REPOSITORY / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    assert {repo["repo"] for repo in config["repos"]} == {"local"}
    assert {hook["language"] for hook in hooks()} == {"system"}
    assert all(hook["entry"].startswith(f"{PYTHON} -m ") for hook in hooks())


def test_what_ruff_checks_stands_in_one_place():
    others = [
        path.name
        for name in ("ruff.toml", ".ruff.toml", "setup.cfg", "tox.ini", ".flake8", ".isort.cfg")
        for path in REPOSITORY.glob(name)
    ]
    options = [word for command in commands_of_make() for word in command.split() if "--" in word]
    assert others == []
    assert options == ["--check", "--verify", "--keep-count", "--keep-id"]


def test_a_tidy_file_passes(tmp_path):
    (tmp_path / "tidy.py").write_text(TIDY, encoding="utf-8")
    assert run("ruff-check", tmp_path, "tidy.py").returncode == 0
    assert run("ruff-format", tmp_path, "tidy.py").returncode == 0


@pytest.mark.parametrize(
    ("hook", "old", "new", "told"),
    [
        ("ruff-check", "import ast\nimport io", "import io\nimport ast", "I001"),
        ("ruff-check", "(ast, io)", "(ast,)", "F401"),
        ("ruff-format", "(ast, io)", "(ast,io)", "would be reformatted"),
    ],
)
def test_a_fault_is_found(tmp_path, hook, old, new, told):
    (tmp_path / "untidy.py").write_text(TIDY.replace(old, new), encoding="utf-8")
    done = run(hook, tmp_path, "untidy.py")
    assert done.returncode != 0
    assert told in done.stdout


def a_notebook(tree, **cell) -> str:
    """A notebook of one cell that was run."""
    output = nbformat.v4.new_output("execute_result", {"text/plain": "2"}, execution_count=1)
    ran = nbformat.v4.new_code_cell("1 + 1", outputs=[output], execution_count=1, **cell)
    nbformat.write(nbformat.v4.new_notebook(cells=[ran]), tree / "ran.ipynb")
    return "ran.ipynb"


def test_a_notebook_with_an_output_is_found_and_left_as_it_is(tmp_path):
    name = a_notebook(tmp_path)
    before = (tmp_path / name).read_bytes()
    assert run("nbstripout", tmp_path, name).returncode != 0
    assert (tmp_path / name).read_bytes() == before


def test_a_kept_output_passes(tmp_path):
    name = a_notebook(tmp_path, metadata={"tags": ["keep_output"]})
    assert run("nbstripout", tmp_path, name).returncode == 0
