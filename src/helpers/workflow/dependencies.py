"""What a step is made from: the files whose change makes its product out of date.

Code is followed by its imports and metadata by its name in that code, so the lists cannot go
stale. Imports nothing heavy: the Snakefile asks here each time it is read.
"""

import ast
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from helpers.core import files, paths
from helpers.core.errors import InputError, examples
from helpers.core.notices import both
from helpers.workflow import steps

_PACKAGE = "helpers"
_MEMORY = ("made_from", "code.json")
# What a run says of itself is in no product: other words make nothing anew.
_OF_THE_RUN = {
    paths.PACKAGE / "core" / "notices.py",
    paths.PACKAGE / "workflow" / "refusals.py",
}
# A module under here is laid out by templates beside it, which no import names.
_TEMPLATES = paths.PACKAGE / "publish" / "templates"


def for_rules(step: str) -> list[str]:
    """What a rule of the Snakefile waits for: the tables of a step, and one file for all the rest.

    That file lists the step's other inputs with their fingerprints and is written anew only when
    one of them changes, so that Snakemake looks at a few files where there are thousands.
    """
    tables = set(_tables(step))
    rest = [name for name in of_step(step) if name not in tables]
    listed = "".join(f"{files.sha256(paths.root() / name)}  {name}\n" for name in rest)
    stamp = files.write_text(paths.processed("made_from", f"{step}.txt"), listed)
    _remember()
    return [paths.relative(stamp), *sorted(tables)]


def of_step(step: str) -> list[str]:
    """Files step ``step`` of ``metadata/steps.yml`` is made from, sorted, from the root."""
    spec = steps.declared()[step]
    notebook = [paths.root() / spec["notebook"]] if "notebook" in spec else []
    code = modules([*_imports_of_all(notebook), *_code(spec)])
    data = [file for entry in spec["data"] for file in _data(entry)]
    found = {*notebook, *code, *metadata_named_in(code), *_settings(code), *data}
    return sorted([*(paths.relative(file) for file in found), *_tables(step)])


def check_names(names: Iterable[str]) -> None:
    """Refuse raw files of steps whose names no list can hold; ``InputError`` names them.

    An archive made on Windows is unpacked with such names where its encoding is not known.
    """
    entries = {entry for name in names for entry in steps.declared()[name]["data"]}
    found = {str(file) for entry in entries for file in _data(entry)}
    wrong = sorted(name for name in found if not _is_text(name))
    if wrong:
        readable = [os.fsencode(name).decode("utf-8", "backslashreplace") for name in wrong]
        raise InputError(
            both("name_unreadable"),
            found=examples(paths.relative(name) for name in readable),
            fix=both("rename"),
        )


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _code(spec: dict) -> list[str]:
    """Modules a step uses beside its notebook: what it calls, and others."""
    called = [spec["calls"].rpartition(".")[0]] if "calls" in spec else []
    return [*called, *spec["code"]]


def _tables(step: str) -> list[str]:
    """Tables of ``data/processed`` a step reads."""
    made = (paths.processed(f"{table}.parquet") for table in steps.declared()[step]["tables"])
    return [paths.relative(file) for file in made]


def imports_of(step: str) -> list[str]:
    """Every name that the code and the notebook of a step import, wherever in it, sorted."""
    spec = steps.declared()[step]
    notebook = [paths.root() / spec["notebook"]] if "notebook" in spec else []
    read = [*notebook, *modules([*_imports_of_all(notebook), *_code(spec)])]
    return sorted({name for file in read for name in _read(file).imports})


def modules(names: Iterable[str]) -> list[Path]:
    """Files of the package that ``names`` (dotted) import, through any number of others."""
    found: set[Path] = set()
    waiting = [file for name in names for file in _module_files(name)]
    while waiting:
        file = waiting.pop()
        if file not in found and file not in _OF_THE_RUN:
            found.add(file)
            waiting += [f for name in _read(file).imports for f in _module_files(name)]
    return sorted(found)


def metadata_named_in(code: Iterable[Path]) -> set[Path]:
    """Metadata files and folders whose name stands as a text in ``code``; templates with them."""
    code = list(code)
    named = {text for file in code for text in _read(file).texts}
    found = {file for file in _files_under(paths.METADATA) if named & _names_of(file)}
    published = any("publish" in file.relative_to(paths.PACKAGE).parts for file in code)
    return found | set(_files_under(_TEMPLATES) if published else [])


def _names_of(file: Path) -> set[str]:
    """A metadata file is named by its path in the folder, or by a folder it lies in."""
    inside = file.relative_to(paths.METADATA)
    return {inside.as_posix(), *(parent.as_posix() for parent in inside.parents if parent.name)}


def _settings(code: Iterable[Path]) -> set[Path]:
    reads = any(file == paths.PACKAGE / "core" / "settings.py" for file in code)
    return {paths.root() / "config.yml"} if reads else set()


def _data(entry: str) -> list[Path]:
    """Files of a raw file or folder, or those an environment variable (``$NAME``) names."""
    if not entry.startswith("$"):
        return _files_under(paths.root() / entry)
    given = os.environ.get(entry.removeprefix("$"))
    place = Path(given).resolve() if given else None
    if place is not None and place.is_dir():
        return sorted(f for f in place.iterdir() if f.is_file() and not f.name.startswith("."))
    return [place] if place is not None and place.exists() else []


def _files_under(entry: Path) -> list[Path]:
    """A file, or every file of a folder; hidden ones and byte code are nobody's input."""
    if not entry.is_dir():
        return [entry] if entry.exists() else []
    files = (file for file in entry.rglob("*") if file.is_file())
    return [f for f in files if not f.name.startswith(".") and "__pycache__" not in f.parts]


def _module_files(name: str) -> tuple[Path, ...]:
    """Files a dotted name of the package brings in: the module and the packages around it."""
    return _files_in(paths.PACKAGE, name)


@cache
def _files_in(package: Path, name: str) -> tuple[Path, ...]:
    parts = name.split(".")
    if parts[0] != _PACKAGE:
        return ()
    folders = [package.joinpath(*parts[1:end]) for end in range(1, len(parts) + 1)]
    candidates = [folder / "__init__.py" for folder in folders]
    candidates.append(package.joinpath(*parts[1:]).with_suffix(".py"))
    return tuple(file for file in candidates if file.is_file())


def _imports_of_all(notebooks: Iterable[Path]) -> list[str]:
    return [name for notebook in notebooks for name in _read(notebook).imports]


@dataclass(frozen=True)
class _Read:
    """What a file of code names: the modules it imports, and every text in it."""

    imports: frozenset[str]
    texts: frozenset[str]


@cache
def _read(file: Path) -> _Read:
    """A file of code as read now, or as read before where neither it nor its place has changed."""
    key = f"{paths.relative(file)} {files.sha256(file)}"
    known = _remembered(paths.processed(*_MEMORY))
    if key not in known:
        known[key] = _parsed(file)
    imports, texts = known[key]
    return _Read(frozenset(imports), frozenset(texts))


def _parsed(file: Path) -> tuple[list[str], list[str]]:
    source = file.read_text(encoding="utf-8")
    cells = _code_cells(source) if file.suffix == ".ipynb" else [source]
    nodes = [node for cell in cells for node in ast.walk(ast.parse(cell))]
    constants = {node.value for node in nodes if isinstance(node, ast.Constant)}
    texts = sorted(value for value in constants if isinstance(value, str))
    return sorted({name for node in nodes for name in _imported(node, file)}), texts


@cache
def _remembered(memory: Path) -> dict[str, tuple[list[str], list[str]]]:
    """What files of code were read to name, by their place and content; parsing them is slow."""
    if not memory.exists():
        return {}
    return {key: tuple(read) for key, read in json.loads(memory.read_text("utf-8")).items()}


def _remember() -> None:
    memory = paths.processed(*_MEMORY)
    # In ASCII: code may hold half a surrogate pair, which no UTF-8 file can.
    files.write_text(memory, json.dumps(_remembered(memory)))


def _imported(node: ast.AST, file: Path) -> list[str]:
    """Dotted names a statement imports; for ``from a import b`` both ``a`` and ``a.b``."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        base = _absolute(node, file)
        return [base, *(f"{base}.{alias.name}" for alias in node.names)]
    return []


def _absolute(node: ast.ImportFrom, file: Path) -> str:
    if not node.level:
        return node.module or ""
    folder = file.parents[node.level - 1].relative_to(paths.PACKAGE)
    return ".".join([_PACKAGE, *folder.parts, *([node.module] if node.module else [])])


def _code_cells(source: str) -> list[str]:
    cells = json.loads(source)["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
