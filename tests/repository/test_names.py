"""Files and names of the code that texts, metadata, comments and docstrings speak of exist."""

import importlib
import io
import re
import tokenize
from functools import cache
from pathlib import Path

import pytest
from conftest import REPOSITORY
from test_architecture import ROOMS
from test_repository import tracked

from helpers import __main__
from helpers.core import paths
from helpers.workflow import steps

ROOM = "|".join(room for room in ROOMS if not room.startswith("__"))
# What is written as a path from the repository, from the package, or in dots from the package.
FROM_REPOSITORY = re.compile(
    r"(?<![\w/.])(?:src/helpers|tests|benchmarks|notebooks)/[\w./-]*\w|(?<![\w/.])\.github/[\w./-]+"
)
FROM_PACKAGE = re.compile(rf"(?<![\w/.-])(?:{ROOM}|metadata)/[\w./-]*\w")
DOTTED = re.compile(r"(?<![\w.])helpers(?:\.[A-Za-z_]\w*)+")
# Commands a reader is told to type.
TARGET = re.compile(r"`make ([a-z][a-z-]*)")
COMMAND = re.compile(r"python -m helpers ([a-z][a-z-]*)")
STEP = re.compile(r"python -m helpers step ([a-z_]+)")
# A file of metadata named without its folder.
KNOWLEDGE = re.compile(r"(?<![\w.*<>/-])[\w-]+\.yml\b")
# Written in quotation marks as code, so that `core/errors` is one and "plan/node" in prose is none.
QUOTED = re.compile(r"`+([^`\n]+)`+")
TEXTS = (".md", ".yml", ".toml", ".cff", ".css", ".j2")
# Invented trees, which have a metadata folder and modules of their own.
INVENTED = "tests/fixtures/"


def words(source: str, is_test: bool) -> str:
    """Comments and docstrings of a Python file; of the house's own also the texts it prints.

    Tests write of trees that they make up.
    """
    told = []
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        is_text = token.type == tokenize.STRING or "STRING_MIDDLE" in tokenize.tok_name[token.type]
        is_doc = is_text and token.string.startswith('"""')
        if token.type == tokenize.COMMENT or is_doc or (is_text and not is_test):
            told.append(token.string)
    return "\n".join(told)


@cache
def spoken() -> dict[str, str]:
    """What each tracked file says in words, by its name."""
    found = {}
    for path in tracked():
        name = path.relative_to(REPOSITORY).as_posix()
        if name.startswith(INVENTED) or path.name == Path(__file__).name:
            continue
        if path.suffix == ".py" or path.name == "Snakefile":
            source = path.read_text(encoding="utf-8")
            found[name] = words(source, is_test=name.startswith("tests/"))
        elif path.suffix in TEXTS or path.name in ("Makefile", ".gitattributes", "run"):
            found[name] = path.read_text(encoding="utf-8")
    return found


@cache
def names() -> set[str]:
    """Names of every tracked file, without their folders."""
    return {path.name for path in tracked()}


def is_file(written: str, *folders: Path) -> bool:
    """Whether a path is in one of the folders; a module may be written without its ending."""
    places = [folder / written for folder in folders]
    return any(place.exists() or Path(f"{place}.py").exists() for place in places)


def is_name(dotted: str) -> bool:
    """Whether a name in dots is a module, or something a module has."""
    parts = dotted.split(".")
    for end in range(len(parts), 0, -1):
        try:
            found = importlib.import_module(".".join(parts[:end]))
        except ModuleNotFoundError:
            continue
        for name in parts[end:]:
            if not hasattr(found, name):
                return False
            found = getattr(found, name)
        return True
    return False


def lost(text: str) -> list[str]:
    """Paths and names in a text that do not exist."""
    whole = [w for w in FROM_REPOSITORY.findall(text) if not is_file(w, REPOSITORY)]
    inside = [
        written
        for quoted in QUOTED.findall(text)
        for written in FROM_PACKAGE.findall(quoted)
        if not is_file(written, paths.PACKAGE, paths.raw())
    ]
    dotted = [name for name in DOTTED.findall(text) if not is_name(name)]
    return whole + inside + dotted + [n for n in KNOWLEDGE.findall(text) if n not in names()]


def not_offered(text: str) -> set[str]:
    """Commands a text tells its reader to type and that there are not."""
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z][a-z-]*):", makefile, flags=re.MULTILINE))
    offered = {*__main__._FOR_PEOPLE, *__main__._FOR_A_LAUNCH}
    return (
        (set(TARGET.findall(text)) - targets)
        | (set(COMMAND.findall(text)) - offered)
        | (set(STEP.findall(text)) - set(steps.declared()))
    )


def test_commands_that_texts_tell_are_offered():
    found = {name: missing for name, text in spoken().items() if (missing := not_offered(text))}
    assert found == {}


def test_a_command_there_is_not_is_found():
    told = "`make demonstration`, python -m helpers demonstrate, python -m helpers step demo"
    assert not_offered(told) == {"demonstration", "demonstrate", "demo"}


def test_files_and_names_that_texts_speak_of_exist():
    found = {name: missing for name, text in spoken().items() if (missing := lost(text))}
    assert found == {}


def test_most_files_say_something():
    assert len(spoken()) > 200
    assert sum(len(FROM_REPOSITORY.findall(text)) for text in spoken().values()) > 20


@pytest.mark.parametrize(
    "stale",
    [
        "see src/helpers/schemas.py",
        "the sentences of `publish/number_format`",
        "`metadata/reports.yml` lists them",
        "raises helpers.errors.InputError",
        "``helpers.core.errors.OutputError``",
        "tests/unit/test_maps_palettes.py holds it",
        "as reports.yml says",
    ],
)
def test_a_stale_name_is_found(stale):
    assert len(lost(stale)) == 1
