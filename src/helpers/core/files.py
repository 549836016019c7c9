"""Files that appear complete or not at all, and their fingerprints."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from helpers.core import paths
from helpers.core.errors import InputError, Words

# Names of unfinished files begin so; only a killed run leaves one, and the next launch removes it.
PARTIAL = ".partial-"
SAVE_AS_UTF8 = Words("save_as_unicode", "save the file as UTF-8")
# Endings of the workbooks that are read.
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")


@contextmanager
def appears_complete(path: Path) -> Iterator[Path]:
    """A temporary file beside ``path`` that takes its place when the block ends well.

    When the new content equals the old, the old file stays untouched, so nothing that is built
    from it looks out of date. When the block raises, nothing is left behind.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    prefix = f"{PARTIAL}{path.stem}-"
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=prefix, suffix=path.suffix)
    os.close(handle)
    partial = Path(name)
    try:
        yield partial
        if path.exists() and sha256(path) == sha256(partial):
            return
        partial.chmod(0o644)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> Path:
    """Write UTF-8 text with LF line ends, whole or not at all."""
    with appears_complete(path) as partial:
        partial.write_text(text, encoding="utf-8", newline="\n")
    return path


def read_text(path: Path, how_to_keep: object = SAVE_AS_UTF8) -> str:
    """Text of an input file, line ends as they stand; a byte order mark is left out.

    Raises ``InputError`` for a file that is not there and, with the line, for another encoding.
    """
    if not path.is_file():
        raise InputError(Words("file_missing", "the file is missing"), file=paths.relative(path))
    content = path.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            Words("other_encoding", "not UTF-8 text"),
            file=paths.relative(path),
            line=content.count(b"\n", 0, error.start) + 1,
            found=f"byte 0x{content[error.start]:02x}",
            fix=how_to_keep,
        ) from error


def sha256(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
