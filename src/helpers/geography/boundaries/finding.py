"""Where the borders lie, which of several layers is that of tambons, zip files unpacked safely."""

import os
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath

import pyarrow.parquet
import pyogrio
from pyogrio.errors import DataSourceError

from helpers.core import metadata, paths
from helpers.core.errors import InputError, examples
from helpers.geography.boundaries import attributes

VARIABLE = "TAMBON_BOUNDARIES"
# Beside a fetched file: where it came from.
SIDE_CAR = ".source.yml"
_PARQUET = (".parquet", ".geoparquet")


@dataclass(frozen=True)
class Candidate:
    """One layer: its file, its name in a format of several layers, its name for people."""

    file: Path
    layer: str | None
    name: str

    @property
    def level(self) -> str:
        """What its rows may be: ``tambon``, ``above``, ``unknown`` or ``no areas``."""
        if self.file.suffix.lower() in _PARQUET:
            return attributes.level(_parquet_columns(self.file, self.name))
        about = _asked(pyogrio.read_info, self.file, self.name, layer=self.layer)
        shapes = str(about["geometry_type"])
        if shapes == "None" or any(word in shapes for word in ("Point", "Line")):
            return "no areas"
        return attributes.level(about["fields"])


@dataclass(frozen=True)
class Found:
    """The layer of tambons and the names of the layers left aside; ``file`` is where it lies."""

    chosen: Candidate
    aside: tuple[str, ...]
    file: Path


def place() -> Path | None:
    """The file with the tambon borders, or None where there is none.

    ``TAMBON_BOUNDARIES`` (a file or a folder), else ``data/raw/boundaries``; in a folder the one
    layer at tambon level, subfolders are not read. Raises ``InputError`` if the variable names
    nothing, and for several layers or none at tambon level.
    """
    files = given()
    if len(files) < 2:
        return files[0] if files else None
    with found(files) as layer:
        return layer.file


def given() -> list[Path]:
    """The files that may be the borders, unopened; empty where nothing was given."""
    named = os.environ.get(VARIABLE)
    if not named:
        return layers_of(paths.raw("boundaries"))
    location = _location(named)
    files = layers_of(location) if location.is_dir() else [location]
    if not files:
        raise InputError(
            f"{VARIABLE} names a folder without borders", file=named, expected=_endings()
        )
    return files


def _location(named: str) -> Path:
    """Where the variable points: from the folder one works in, else from the root."""
    for location in (Path(named), paths.root() / named):
        if location.exists():
            return location.resolve()
    raise InputError(f"{VARIABLE} names what is not there", file=named, fix=f"unset {VARIABLE}")


def layers_of(folder: Path) -> list[Path]:
    """Files of ``folder`` that hold borders, sorted; subfolders are not read."""
    if not folder.is_dir():
        return []
    known = metadata.load("boundary_schemas.yml")
    files = sorted(entry for entry in folder.iterdir() if not entry.name.startswith("."))
    layers = [file for file in files if file.suffix.lower() in known["formats"] and _holds(file)]
    unread = [file.name for file in files if file.suffix.lower() in known["unread"]]
    if unread and not layers:
        raise InputError(
            f"borders in a format that is not read: {examples(unread)}",
            file=paths.relative(folder),
            expected=_endings(),
            fix="the file: export it as GeoPackage (.gpkg)",
        )
    return layers


def _holds(file: Path) -> bool:
    """Whether a file whose ending other things have too holds shapes at all."""
    if file.suffix.lower() == ".json":
        with file.open("rb") as stream:
            start = stream.read(4096)
        return b"FeatureCollection" in start or b'"Topology"' in start
    if file.suffix.lower() == ".parquet":
        return _is_geoparquet(file)
    return file.is_file()


def _is_geoparquet(file: Path) -> bool:
    try:
        return b"geo" in (pyarrow.parquet.read_schema(file).metadata or {})
    except (pyarrow.ArrowInvalid, OSError):
        # A broken file is a layer that cannot be read, which reading it will say.
        return True


def _endings() -> str:
    return " ".join(metadata.load("boundary_schemas.yml")["formats"])


@contextmanager
def found(files: list[Path]) -> Iterator[Found]:
    """The one layer of tambons among ``files``; what was unpacked is gone after the block."""
    with tempfile.TemporaryDirectory() as workspace:
        candidates = {
            candidate: file
            for number, file in enumerate(files)
            for candidate in _candidates(file, Path(workspace, str(number)))
        }
        chosen = _one(list(candidates))
        aside = tuple(candidate.name for candidate in candidates if candidate is not chosen)
        yield Found(chosen, aside, candidates[chosen])


def _one(candidates: list[Candidate]) -> Candidate:
    """The candidate at tambon level; a lone one is taken for what it turns out to be."""
    if len(candidates) == 1:
        return candidates[0]
    levels = [candidate.level for candidate in candidates]
    for wanted in ("tambon", "unknown"):
        fitting = [c for c, level in zip(candidates, levels, strict=True) if level == wanted]
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            raise InputError(
                f"several layers may be the tambon borders: {examples(c.name for c in fitting)}",
                fix=f"the folder: keep one, or let {VARIABLE} name the file",
            )
    names = examples(candidate.name for candidate in candidates)
    raise InputError(f"no layer at tambon level among {names}", expected="borders of tambons")


def _candidates(file: Path, workspace: Path) -> list[Candidate]:
    if file.suffix.lower() != ".zip":
        return _layers_in(file, file.name)
    folder = unpack(file, workspace)
    inside = [entry for entry in sorted(folder.rglob("*")) if _is_packed_layer(entry)]
    if not inside:
        raise InputError("the zip holds no borders", file=file.name, expected=_endings())
    return [
        candidate
        for entry in inside
        for candidate in _layers_in(entry, f"{file.name}/{entry.relative_to(folder).as_posix()}")
    ]


def _is_packed_layer(entry: Path) -> bool:
    ending = entry.suffix.lower()
    formats = metadata.load("boundary_schemas.yml")["formats"]
    # Archive programs of one system leave folders of their own, with files that look like ours.
    own = any(part.startswith((".", "__MACOSX")) for part in entry.parts[-3:])
    return entry.is_file() and ending in formats and ending != ".zip" and not own and _holds(entry)


def _layers_in(file: Path, name: str) -> list[Candidate]:
    if file.suffix.lower() not in metadata.load("boundary_schemas.yml")["formats"]:
        raise InputError("not a format borders are read in", file=name, expected=_endings())
    if file.suffix.lower() not in metadata.load("boundary_schemas.yml")["of_layers"]:
        return [Candidate(file, None, name)]
    layers = [str(layer) for layer in _asked(pyogrio.list_layers, file, name)[:, 0]]
    many = len(layers) > 1
    return [Candidate(file, layer, f"{name}:{layer}" if many else name) for layer in layers]


def _parquet_columns(file: Path, name: str) -> list[str]:
    try:
        return pyarrow.parquet.read_schema(file).names
    except (pyarrow.ArrowInvalid, OSError) as error:
        raise InputError(f"cannot be read: {error}", file=name) from error


def _asked(question, file: Path, name: str, **options):
    try:
        return question(file, **options)
    except DataSourceError as error:
        raise InputError(f"cannot be read: {error}", file=name) from error


# A password is a RuntimeError, an unknown way of packing a NotImplementedError.
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError)


def unpack(archive: Path, folder: Path) -> Path:
    """``folder`` with the files of ``archive``.

    Raises ``InputError`` for what is no zip or is locked, for names that lead out of the folder
    and for more files or bytes than borders have; nothing is unpacked then.
    """
    try:
        with zipfile.ZipFile(archive) as content:
            members = [member for member in content.infolist() if not member.is_dir()]
            _refuse_names([member.filename for member in members], archive)
            _refuse_size(members, archive)
            content.extractall(folder, members)
    except _BROKEN as error:
        raise InputError(f"the zip cannot be read: {error}", file=archive.name) from error
    return folder


def _refuse_names(names: list[str], archive: Path) -> None:
    leaving = [name for name in names if _leaves(name)]
    if leaving:
        raise InputError(
            f"the zip holds names that lead out of its folder: {examples(leaving)}",
            file=archive.name,
            fix="the zip: pack the layer's files alone, without folders",
        )


def _leaves(name: str) -> bool:
    """Whether a name has ``..`` or begins at a root or drive, on Linux or on Windows."""
    windows = PureWindowsPath(name)
    parts = {*PurePosixPath(name).parts, *windows.parts}
    return ".." in parts or name.startswith("/") or bool(windows.drive or windows.root)


def _refuse_size(members: list[zipfile.ZipInfo], archive: Path) -> None:
    # A member is never unpacked beyond the size it declares, so the sum of these is a bound.
    limits = metadata.load("boundary_schemas.yml")["archive"]
    size = sum(member.file_size for member in members)
    if size > limits["most_bytes"] or len(members) > limits["most_files"]:
        raise InputError(
            "the zip unpacks to more than borders have",
            file=archive.name,
            expected=f"at most {limits['most_files']:,} files, {limits['most_bytes']:,} bytes",
            found=f"{len(members):,} files, {size:,} bytes",
        )
