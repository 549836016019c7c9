"""Sentences about a layer, in Thai and English, as ``boundary_schemas.yml`` words them."""

from typing import Any

from helpers.core import metadata
from helpers.core.metadata import LANGUAGES

Told = dict[str, str]


def line(key: str, **values: Any) -> Told:
    """The sentence ``key``; a value may be a text of each language itself."""
    return _filled(metadata.load("boundary_schemas.yml")["told"][key], values)


def explained(key: str, **values: Any) -> Told:
    """Why a tambon stands on one side only, in both languages."""
    return _filled(metadata.load("boundary_schemas.yml")["explained"][key], values)


def reason(key: str) -> Told:
    """Why a row of a file is not used, in both languages."""
    return metadata.load("boundary_schemas.yml")["reasons"][key]


def _filled(sentence: Told, values: dict[str, Any]) -> Told:
    return {lang: sentence[lang].format(**_in(lang, values)) for lang in LANGUAGES}


def _in(lang: str, values: dict[str, Any]) -> dict[str, Any]:
    """``values`` with those that are said in both languages in one."""
    return {k: v[lang] if isinstance(v, dict) else v for k, v in values.items()}
