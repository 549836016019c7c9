"""The rooms of the house: imports run one way, and a name means one thing."""

import ast
from collections import Counter
from graphlib import TopologicalSorter
from pathlib import Path

from helpers.core import paths

# Each room may use those before it; the drawing of the house in README.md says the same.
ROOMS = [
    "core",
    "geography",
    "plans",
    "registries",
    "actuals",
    "coverage",
    "assessment",
    "demo",
    "analysis",
    "facts",
    "publish",
    "workflow",
    "archive",
    "explore",
    "library",
    "__main__",
]
MOST_FILES = 400


def modules() -> dict[str, Path]:
    """Every module of the package by its dotted name."""
    found = {}
    for file in sorted(paths.PACKAGE.rglob("*.py")):
        parts = file.relative_to(paths.PACKAGE).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = file
    return found


def imported(name: str, file: Path) -> set[str]:
    """Modules of the package that a file imports, wherever in it the import stands."""
    known, found = modules(), set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "helpers":
            base = node.module.partition(".")[2]
            for alias in node.names:
                whole = f"{base}.{alias.name}".lstrip(".")
                found.add(whole if whole in known else base)
    return found - {name, ""}


def test_every_file_lies_in_a_room():
    assert {name.split(".")[0] for name in modules() if name} == set(ROOMS)


def test_imports_run_one_way():
    upward = [
        f"{name} -> {other}"
        for name, file in modules().items()
        if name
        for other in imported(name, file)
        if ROOMS.index(other.split(".")[0]) > ROOMS.index(name.split(".")[0])
    ]
    assert upward == []


def test_no_circle_of_imports():
    graph = {name: imported(name, file) for name, file in modules().items()}
    # A package's facade imports its own files, which may import each other but not the facade.
    assert list(TopologicalSorter(graph).static_order())


def test_no_name_stands_in_more_than_two_packages():
    names = Counter(name.rpartition(".")[2] for name, file in modules().items() if name
                    and file.name != "__init__.py")  # fmt: skip
    assert [name for name, count in names.items() if count > 2] == []


def test_every_package_says_what_it_is():
    silent = [
        name
        for name, file in modules().items()
        if not ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))
    ]
    assert silent == []


def test_the_house_stays_small():
    assert len(modules()) <= MOST_FILES
