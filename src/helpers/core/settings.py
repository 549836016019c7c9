"""The settings of ``config.yml``, checked once."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import fastjsonschema

from helpers.core import metadata, paths
from helpers.core.errors import InputError, Words, examples

_NO_SETTINGS = Words("no_settings", "the file holds no settings")
_NO_SCALE = Words("scale_unknown", "score_scale is not known")


@dataclass(frozen=True)
class Settings:
    """What ``config.yml`` says; the comments there are the documentation."""

    years: tuple[int, ...]
    demo_years: tuple[int, ...]
    languages: tuple[str, ...]
    digits: str
    cut_offs: dict[str, float]
    interim_after_days: int
    score_basis: str
    score_scale: str
    score_mode: str
    total_needs_weight: float
    pace_points: int
    headline: str
    where_next: dict[str, Any]


def load(path: Path | None = None) -> Settings:
    """Settings of ``config.yml``; ``InputError`` for a missing, unknown or impossible one."""
    path = path or paths.root() / "config.yml"
    given = metadata.load_yaml(path)
    file = paths.relative(path)
    _check_shape(given, file)
    _check_demo_years(given, file)
    _check_cut_offs(given["cut_offs"], file)
    scales = sorted(metadata.load("scoring.yml")["scales"])
    if given["score_scale"] not in scales:
        found = given["score_scale"]
        raise InputError(_NO_SCALE, file=file, expected=scales, found=found)
    return Settings(**{k: tuple(v) if isinstance(v, list) else v for k, v in given.items()})


def _check_shape(given: Any, file: str) -> None:
    """Every setting is there, of the right kind and within its bounds."""
    if not isinstance(given, dict):
        raise InputError(_NO_SETTINGS, file=file, expected="name: value")
    names = set(Settings.__dataclass_fields__)
    missing, unknown = names - set(given), set(given) - names
    if missing or unknown:
        problem = Words(
            "settings_differ",
            "settings missing {missing}, unknown {unknown}",
            missing=examples(sorted(missing)),
            unknown=examples(unknown),
        )
        raise InputError(problem, file=file, expected=sorted(names))
    try:
        metadata.validator("config.schema.yml")(given)
    except fastjsonschema.JsonSchemaValueException as error:
        name = error.path[1]
        rule = metadata.load("config.schema.yml")["properties"][name]["description"]
        problem = Words("not_allowed", "{name} is not allowed", name=name)
        raise InputError(problem, file=file, expected=rule, found=repr(given[name])) from error


def _check_demo_years(given: dict, file: str) -> None:
    if further := sorted(set(given["demo_years"]) - set(given["years"])):
        expected = list(given["years"])
        problem = Words("demo_years_further", "demo_years are some of years")
        raise InputError(problem, file=file, expected=expected, found=further)


def _check_cut_offs(cuts: dict[str, float], file: str) -> None:
    if not cuts["reached"] > cuts["near"] > cuts["at_risk"] > 0:
        rule = Words("cut_offs_fall", "cut_offs must fall: reached > near > at_risk > 0")
        raise InputError(rule, file=file, found=cuts)
