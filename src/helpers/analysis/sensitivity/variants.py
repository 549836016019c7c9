"""The other assumptions of ``sensitivity.yml``, checked."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import fastjsonschema

from helpers.assessment.ratios import COLOURED
from helpers.core import asked, metadata
from helpers.core.errors import InputError, examples

FILE = "sensitivity.yml"


@dataclass(frozen=True)
class Variant:
    """One other assumption: its name, its kind, what it is called and why it is asked.

    Of the further values a kind has its own: a scale of ``cut_offs`` for every light, the
    ``year_basis`` of readings, an age in ``days``, who leads (``headline``), a ``light``.
    """

    name: str
    kind: str
    label: dict[str, str]
    why: dict[str, str]
    source: str
    cut_offs: dict[str, float] | None = None
    year_basis: str | None = None
    days: int | None = None
    headline: str | None = None
    light: str | None = None


def load(data: dict[str, Any] | None = None) -> dict[str, Variant]:
    """Every variant by its name, in the order of the file; ``data`` is of the file's shape.

    Raises ``InputError`` for a variant of another shape and for cut-offs that do not fall.
    """
    given = rules(data)["variants"]
    return {name: Variant(name, **_told(name, about)) for name, about in given.items()}


def rules(data: dict[str, Any] | None = None) -> dict[str, Any]:
    """What ``sensitivity.yml`` says; ``InputError`` where it breaks its schema."""
    given = metadata.load(FILE) if data is None else data
    try:
        metadata.validator("sensitivity.schema.yml")(given)
    except fastjsonschema.JsonSchemaValueException as error:
        place = error.name.removeprefix("data.")
        raise _fault(f"{place} is not what it may be", error.rule_definition, error.value) from None
    return given


def chosen(names: list[str] | None, known: dict[str, Variant]) -> dict[str, Variant]:
    """The variants named, or all of them; ``InputError`` for a name there is not."""
    if unknown := sorted(set(names or ()) - set(known)):
        raise _fault(
            "no such variant", asked.like(unknown[0], known, len(known)), examples(unknown)
        )
    return {name: about for name, about in known.items() if names is None or name in names}


def _told(name: str, about: dict[str, Any]) -> dict[str, Any]:
    if "cut_offs" not in about:
        return about
    return {**about, "cut_offs": _scale(name, about["cut_offs"])}


def _scale(name: str, given: dict[str, float]) -> dict[str, float]:
    """Cut-offs of every light; one that does not exist begins where the one above it does."""
    lights = COLOURED[:-1]
    stated = [given[light] for light in lights if light in given]
    if any(high <= low for high, low in pairwise(stated)):
        rule = f"the cut-offs of {name} must fall"
        raise _fault(rule, "reached > near > at_risk > 0", given)
    scale: dict[str, float] = {}
    for light in lights:
        scale[light] = given.get(light, next(reversed(scale.values()), 0))
    return scale


def _fault(problem: str, expected: object, found: object) -> InputError:
    fix = f"src/helpers/metadata/{FILE}"
    return InputError(problem, expected=expected, found=found, fix=fix)
