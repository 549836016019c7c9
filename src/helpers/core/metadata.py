"""Loading the knowledge kept as data in ``metadata/``."""

import io
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import fastjsonschema
import yaml

from helpers.core import files, paths
from helpers.core.errors import InputError, Words

# Every text of the metadata stands in both.
LANGUAGES = ("th", "en")
_MERGE = "tag:yaml.org,2002:merge"


# The loader in C is ten times faster; not every build of PyYAML has it.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _UniqueKeys(_Loader):
    """YAML that refuses a key written twice instead of keeping the last one."""


def _mapping(loader: _UniqueKeys, node: yaml.MappingNode) -> dict:
    # A merge key (``<<``) is no key of its own: what it brings in may be written over.
    written = [key for key, _ in node.value if key.tag != _MERGE]
    keys = [loader.construct_object(key, deep=True) for key in written]
    doubled = sorted({str(key) for key in keys if keys.count(key) > 1})
    if doubled:
        raise InputError(
            Words("key_twice", "key written twice: {keys}", keys=", ".join(doubled)),
            file=node.start_mark.name,
            line=node.start_mark.line + 1,
        )
    loader.flatten_mapping(node)
    return {
        loader.construct_object(key, deep=True): loader.construct_object(value, deep=True)
        for key, value in node.value
    }


_UniqueKeys.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def load_yaml(path: Path) -> Any:
    """Content of a YAML file.

    Raises ``InputError`` for a file that is missing or not UTF-8, a syntax error, a doubled key.
    """
    text = files.read_text(path)
    try:
        stream = io.StringIO(text)
        # What errors call the file.
        stream.name = paths.relative(path)
        return _UniqueKeys(stream).get_single_data()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise InputError(
            Words("not_yaml", "not valid YAML: {cause}", cause=getattr(error, "problem", error)),
            file=paths.relative(path),
            line=mark and mark.line + 1,
        ) from error


@cache
def load(name: str) -> Any:
    """A metadata file of the package by its name, e.g. ``indicators.yml``."""
    return load_yaml(paths.METADATA / name)


@cache
def validator(name: str) -> Callable[[Any], Any]:
    """The check of a JSON schema kept as metadata, e.g. ``config.schema.yml``.

    It raises ``fastjsonschema.JsonSchemaValueException`` with the place and the rule broken.
    """
    return fastjsonschema.compile(load(name))


def load_all() -> None:
    """Load every metadata file of the package, so that processes forked from here have them."""
    for file in paths.METADATA.rglob("*.yml"):
        name = file.relative_to(paths.METADATA).as_posix()
        load(name)
        if name.endswith(".schema.yml"):
            validator(name)
