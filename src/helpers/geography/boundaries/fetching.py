"""Borders downloaded from the declared places, and whose borders a file holds."""

import hashlib
import logging
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pooch

from helpers.core import files, metadata, notices, paths
from helpers.core.errors import InputError
from helpers.core.metadata import LANGUAGES
from helpers.geography.boundaries import finding
from helpers.geography.boundaries.finding import SIDE_CAR, Found
from helpers.geography.boundaries.messages import Told

_DECLARED = "src/helpers/metadata/boundary_sources.yml"
_SECONDS_OF_SILENCE = 60


def fetch(
    names: str | None = None, base: str | None = None, declared: dict[str, Any] | None = None
) -> list[str]:
    """Download one declared layer (the first one if none is named) and tell what was done.

    ``base`` stands in for the declared place of downloads, ``declared`` for the whole list.
    A layer that is there already stays, nothing is downloaded. Raises ``InputError`` for an
    unknown name, a failed or interrupted download and for content that is not the declared one;
    nothing is left behind then.
    """
    declared = declared or metadata.load("boundary_sources.yml")
    name, source = _chosen(declared["sources"], names)
    if "by_hand" in source:
        return [_by_hand(name, source)]
    there = finding.layers_of(paths.raw("boundaries"))
    if there:
        listed = ", ".join(paths.relative(file) for file in there)
        return [notices.say("borders_there", files=listed)]
    file = _downloaded(name, source, base or declared["base"])
    others = [_by_hand(n, s) for n, s in declared["sources"].items() if "by_hand" in s]
    lang = notices.language()
    about = {"licence": source["licence"][lang], "source": source["source"][lang]}
    return [
        notices.say("borders_fetched", name=name, file=paths.relative(file)),
        notices.say("borders_licence", **about),
        *others,
    ]


def _chosen(sources: dict[str, Any], named: str | None) -> tuple[str, dict[str, Any]]:
    name = named or next(iter(sources))
    if name not in sources:
        raise InputError(
            "no such source of borders", expected=list(sources), found=name, fix=_DECLARED
        )
    return name, sources[name]


def _by_hand(name: str, source: dict[str, Any]) -> str:
    licence = source["licence"][notices.language()]
    return notices.say("borders_by_hand", name=name, address=source["by_hand"], licence=licence)


def _downloaded(name: str, source: dict[str, Any], base: str) -> Path:
    """The file, moved into its place only when it is whole and the declared one."""
    folder = paths.raw("boundaries")
    folder.mkdir(parents=True, exist_ok=True)
    # Only a killed run leaves such a folder.
    for leftover in folder.glob(f"{files.PARTIAL}*"):
        shutil.rmtree(leftover)
    # Beside its place, so that moving it is one step; hidden, so that nothing reads it before.
    with tempfile.TemporaryDirectory(dir=folder, prefix=files.PARTIAL) as workspace:
        partial = _retrieved(f"{base.rstrip('/')}/{source['path']}", Path(workspace))
        _refuse_other_content(name, partial, source["git_blob"])
        _remember(name, files.sha256(partial), folder)
        return partial.replace(folder / source["file"])


def _retrieved(address: str, folder: Path) -> Path:
    # The content is checked by its git id below; pooch would only log that it has no hash.
    pooch.get_logger().setLevel(logging.WARNING)
    downloader = pooch.HTTPDownloader(timeout=_SECONDS_OF_SILENCE)
    try:
        return Path(
            pooch.retrieve(address, None, fname="layer", path=folder, downloader=downloader)
        )
    except OSError as error:
        # What the network does wrong is an OSError too.
        raise InputError(f"{address} could not be fetched: {error}") from error


def _refuse_other_content(name: str, file: Path, expected: str) -> None:
    blob = git_blob(file)
    if blob != expected:
        raise InputError(
            f"what was fetched as {name} is not the declared file (git blob id)",
            expected=expected,
            found=blob,
            fix=_DECLARED,
        )


def _remember(name: str, sha256: str, folder: Path) -> None:
    """Keep the SHA-256 of the first fetch; a later one has to agree with it."""
    record = folder / f"{name}.sha256"
    if not record.exists():
        files.write_text(record, f"{sha256}\n")
        return
    first = files.read_text(record).strip()
    if first != sha256:
        raise InputError(
            f"{name} is not what was fetched the first time (SHA-256)",
            file=paths.relative(record),
            expected=first,
            found=sha256,
            fix=paths.relative(record),
        )


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
    for declared in metadata.load("boundary_sources.yml")["sources"].values():
        if declared.get("git_blob") == blob:
            return declared["source"]
    return dict.fromkeys(LANGUAGES, found.chosen.name)


def _said(side_car: Path) -> Told:
    said = metadata.load_yaml(side_car)
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
