"""Files that appear complete or not at all, and their fingerprints."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Names of unfinished files begin so; only a killed run leaves one, and the next launch removes it.
PARTIAL = ".partial-"


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


def sha256(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
