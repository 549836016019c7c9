"""Whose borders a file holds: said beside it, known by its content, or only its name."""

import hashlib
from pathlib import Path

from helpers import knowledge, paths
from helpers.boundaries.cache import SIDE_CAR
from helpers.boundaries.finding import Found
from helpers.boundaries.telling import LANGUAGES, Told
from helpers.errors import InputError


def of(found: Found) -> Told:
    """The source of a layer, in Thai and English.

    From ``<file>.source.yml`` beside the file (keys ``th`` and ``en``), from the declared sources
    where the content is known, else the file's name. Raises ``InputError`` for a side-car that
    lacks a language.
    """
    side_car = found.file.with_name(f"{found.file.name}{SIDE_CAR}")
    if side_car.is_file():
        return _said(side_car)
    blob = git_blob(found.file)
    for declared in knowledge.load("boundary_sources.yml")["sources"].values():
        if declared.get("git_blob") == blob:
            return declared["source"]
    return dict.fromkeys(LANGUAGES, found.chosen.name)


def _said(side_car: Path) -> Told:
    said = knowledge.load_yaml(side_car)
    if not isinstance(said, dict) or not all(said.get(lang) for lang in LANGUAGES):
        raise InputError(
            "the source is not said in both languages",
            file=paths.relative(side_car),
            expected="th: ... and en: ...",
            found=said,
            fix=side_car.name,
        )
    return {lang: str(said[lang]) for lang in LANGUAGES}


def git_blob(file: Path) -> str:
    """The id git gives a file's content: SHA-1 of ``blob <size>``, a zero byte and the content."""
    digest = hashlib.sha1(f"blob {file.stat().st_size}\0".encode(), usedforsecurity=False)
    with file.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
