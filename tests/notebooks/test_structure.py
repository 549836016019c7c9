"""Notebooks are thin: no code that belongs into helpers, short cells, outputs stripped."""

import ast
from pathlib import Path

import nbformat
import pytest
from conftest import REPOSITORY

from helpers.core import metadata

NOTEBOOKS = sorted((REPOSITORY / "notebooks").glob("*.ipynb"))
BELONGS_INTO_HELPERS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Try, ast.Lambda)
LONGEST_CELL = 15

every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def cells(path: Path, kind: str = "code") -> list[nbformat.NotebookNode]:
    read = nbformat.read(path, as_version=4)
    return [cell for cell in read.cells if cell.cell_type == kind]


def tags(cell: nbformat.NotebookNode) -> list[str]:
    return cell.metadata.get("tags", [])


def nodes(path: Path) -> list[ast.AST]:
    return [node for cell in cells(path) for node in ast.walk(ast.parse(cell.source))]


def parameters_of(path: Path) -> dict[str, object]:
    """Names and defaults of the cell tagged ``parameters``."""
    (cell,) = [cell for cell in cells(path) if "parameters" in tags(cell)]
    assigned = [line for line in ast.parse(cell.source).body if isinstance(line, ast.Assign)]
    return {line.targets[0].id: ast.literal_eval(line.value) for line in assigned}


def test_the_notebooks_are_those_declared():
    assert [path.stem for path in NOTEBOOKS] == sorted(metadata.load("parameters.yml")["notebooks"])


@every_notebook
def test_it_is_a_valid_notebook_of_a_kernel_everyone_has(path):
    read = nbformat.read(path, as_version=4)
    nbformat.validate(read)
    assert read.metadata.kernelspec.name == "python3"


@every_notebook
def test_no_function_class_or_try(path):
    found = [ast.unparse(n) for n in nodes(path) if isinstance(n, BELONGS_INTO_HELPERS)]
    assert not found, f"move to src/helpers: {found}"


@every_notebook
def test_cells_are_short(path):
    long = [cell.source for cell in cells(path) if cell.source.count("\n") >= LONGEST_CELL]
    assert not long, f"over {LONGEST_CELL} lines: {long}"


@every_notebook
def test_it_starts_with_what_it_reads_and_writes(path):
    first = cells(path, "markdown")[0].source
    assert first.startswith("# ")


@every_notebook
def test_parameters_are_those_declared_with_name_default_and_type(path):
    declared = metadata.load("parameters.yml")
    expected = {
        name: declared["parameters"][name]["default"] for name in declared["notebooks"][path.stem]
    }
    found = parameters_of(path)
    assert found == expected
    assert {k: type(v) for k, v in found.items()} == {k: type(v) for k, v in expected.items()}


@every_notebook
def test_every_parameter_is_read_and_checked_first(path):
    read = {n.id for n in nodes(path) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}
    assert set(parameters_of(path)) <= read
    calls = [ast.unparse(node.func) for node in nodes(path) if isinstance(node, ast.Call)]
    assert not parameters_of(path) or calls[0] == "parameters.checked"


def unstripped(path: Path) -> list[str]:
    """Sources of cells that keep an output or a count and are not tagged to."""
    return [
        cell.source
        for cell in cells(path)
        if (cell.outputs or cell.execution_count is not None) and "keep_output" not in tags(cell)
    ]


@every_notebook
def test_outputs_and_counts_are_stripped_except_kept_ones(path):
    assert not unstripped(path), "clear outputs and counts, but of cells tagged keep_output"


@pytest.mark.parametrize("left", ["output", "count"])
def test_a_notebook_that_was_run_and_saved_is_found(tmp_path, left):
    read = nbformat.read(NOTEBOOKS[0], as_version=4)
    cell = next(c for c in read.cells if c.cell_type == "code" and "keep_output" not in tags(c))
    if left == "count":
        cell.execution_count = 1
    else:
        cell.outputs = [nbformat.v4.new_output("stream", text="printed")]
    nbformat.write(read, tmp_path / "ran.ipynb")
    assert unstripped(tmp_path / "ran.ipynb") == [cell.source]


@every_notebook
def test_a_kept_output_is_one_that_nbval_compares(path):
    kept = [cell for cell in cells(path) if "keep_output" in tags(cell)]
    assert all("nbval-check-output" in tags(cell) for cell in kept)
    assert all(cell.outputs and cell.execution_count for cell in kept)
