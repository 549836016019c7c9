"""Zip files of borders, unpacked where nothing can be hurt."""

import zipfile
import zlib
from pathlib import Path, PurePosixPath, PureWindowsPath

from helpers import knowledge
from helpers.errors import InputError, examples

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
    limits = knowledge.load("boundary_schemas.yml")["archive"]
    size = sum(member.file_size for member in members)
    if size > limits["most_bytes"] or len(members) > limits["most_files"]:
        raise InputError(
            "the zip unpacks to more than borders have",
            file=archive.name,
            expected=f"at most {limits['most_files']:,} files, {limits['most_bytes']:,} bytes",
            found=f"{len(members):,} files, {size:,} bytes",
        )
