"""Borders downloaded from the declared places into ``data/raw/boundaries``."""

import logging
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pooch

from helpers import files, knowledge, paths
from helpers.boundaries import finding, origin
from helpers.errors import InputError

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
    declared = declared or knowledge.load("boundary_sources.yml")
    name, source = _chosen(declared["sources"], names)
    if "by_hand" in source:
        return [_by_hand(name, source)]
    there = finding.layers_of(paths.raw("boundaries"))
    if there:
        listed = ", ".join(paths.relative(file) for file in there)
        return [f"borders are there already ({listed}); move them away to fetch others"]
    file = _downloaded(name, source, base or declared["base"])
    others = [_by_hand(n, s) for n, s in declared["sources"].items() if "by_hand" in s]
    return [
        f"{name} fetched into {paths.relative(file)}",
        f"licence: {source['licence']['en']}; source: {source['source']['en']}",
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
    return (
        f"{name}: download it by hand from {source['by_hand']} and put the file into "
        f"data/raw/boundaries (licence: {source['licence']['en']})"
    )


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
    blob = origin.git_blob(file)
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
