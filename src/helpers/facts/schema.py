"""The shape of a fact file, and the check that every number in it can be followed."""

from collections.abc import Callable
from functools import cache

import fastjsonschema

from helpers import knowledge
from helpers.errors import InputError, examples

_PLACES = ("setting:", "table:")


def check(content: dict) -> dict:
    """``content`` if it keeps the schema and every source leads somewhere.

    Raises ``InputError`` naming what is wrong, with examples.
    """
    try:
        validator()(content)
    except fastjsonschema.JsonSchemaValueException as error:
        raise InputError(f"facts break their schema: {error.message}") from error
    lost = [
        f"{fact_id} <- {source}"
        for fact_id, fact in content["facts"].items()
        for source in fact["sources"]
        if not _leads_somewhere(source, content)
    ]
    if lost:
        raise InputError(f"sources that lead nowhere: {examples(lost)}")
    return content


@cache
def validator() -> Callable[[dict], dict]:
    """The check of a fact file against ``facts.schema.yml``, compiled."""
    return fastjsonschema.compile(knowledge.load("facts.schema.yml"))


def _leads_somewhere(source: str, content: dict) -> bool:
    if source.startswith("fact:"):
        return source.removeprefix("fact:") in content["facts"]
    if source.startswith("reading:"):
        return source.removeprefix("reading:") in content["readings"]
    if source.startswith(_PLACES):
        return True
    file, _, line = source.rpartition(":")
    return file.startswith("data/raw/") and line.isdigit()
