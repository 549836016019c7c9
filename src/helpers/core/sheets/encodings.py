"""In which encoding a text is written, and where it breaks: the line and the letter in it."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from helpers.core import notices, paths
from helpers.core.errors import InputError

UTF8, UTF16, THAI_WINDOWS = "utf-8", "utf-16", "cp874"
_CHUNK = 1 << 20
# Letters told before the one that breaks, so that the place is found.
_SHOWN = 20


@dataclass(frozen=True)
class Break:
    """The first byte that is no letter of an encoding.

    ``place`` counts bytes from 0, ``line`` and ``letter`` count from 1; ``before`` is what the
    line holds up to there, ``beyond_ascii`` whether other than plain letters stood before.
    """

    place: int
    line: int
    letter: int
    byte: int
    before: str
    beyond_ascii: bool


def of_text(path: Path) -> str:
    """UTF-8 (with or without its mark), UTF-16 with its mark, else the Thai code page 874.

    Raises ``InputError`` for a file that is no text, and for one that is none of these, with the
    line and the letter where the one it is nearest to breaks.
    """
    with path.open("rb") as stream:
        start = stream.read(2)
    if start in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        broken = _first_break(path, UTF16)
        if broken is None:
            return UTF16
        raise _broken(path, broken)
    _refuse_no_text(path)
    in_utf8 = _first_break(path, UTF8)
    if in_utf8 is None:
        return UTF8
    # Thai that was UTF-8 up to here is a broken UTF-8 file, whatever page 874 makes of it.
    if in_utf8.beyond_ascii:
        raise _broken(path, in_utf8)
    in_thai = _first_break(path, THAI_WINDOWS)
    if in_thai is None:
        return THAI_WINDOWS
    raise _broken(path, max(in_utf8, in_thai, key=lambda found: found.place))


def _refuse_no_text(path: Path) -> None:
    if any(b"\0" in chunk for chunk in _chunks(path)):
        raise InputError(notices.both("no_text_file"), file=paths.relative(path))


def _broken(path: Path, found: Break) -> InputError:
    slots = {"letter": found.letter, "byte": f"0x{found.byte:02X}", "before": found.before}
    return InputError(
        notices.both("encoding_broken", letter=found.letter),
        file=paths.relative(path),
        line=found.line,
        found=notices.both("byte_after", **slots),
        fix=notices.both("save_as_csv"),
    )


def _first_break(path: Path, encoding: str) -> Break | None:
    """Where the file is no text of ``encoding``; none where it is one throughout."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line, held, beyond_ascii, place, pending = 1, "", False, 0, b""
    for chunk in _with_end(path):
        try:
            text = decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            # The error counts from what was left over of the chunk before.
            good = error.object[: error.start].decode(encoding, errors="replace")
            beyond_ascii = beyond_ascii or not good.isascii()
            line += good.count("\n")
            held = (held + good).rpartition("\n")[2].lstrip("\ufeff")
            at = place - len(pending) + error.start
            byte = error.object[error.start]
            return Break(at, line, len(held) + 1, byte, held[-_SHOWN:], beyond_ascii)
        beyond_ascii = beyond_ascii or not text.isascii()
        line += text.count("\n")
        held = (held + text).rpartition("\n")[2]
        place += len(chunk)
        pending = decoder.getstate()[0]
    return None


def _with_end(path: Path) -> Iterator[bytes]:
    """The file in pieces, and an empty one at its end."""
    yield from _chunks(path)
    yield b""


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk
