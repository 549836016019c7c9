"""Formats of a map: SVG with its paths written short, PNG packed small without loss.

Borders and the outlines of letters are most of an SVG. Rows of a PNG are packed as they are: the
filters Pillow puts before them serve photographs; a map is flat colour in repeating cells, which
they make a quarter larger and slower to pack.
"""

import io
import re
import struct
import zlib
from collections.abc import Mapping
from functools import lru_cache

import numpy as np
from PIL.PngImagePlugin import PngInfo, putchunk

_PATH = re.compile(r'(?<= d=")[^"]*(?=")')
_COMMAND = re.compile(r"([MLQCz])([^MLQCz]*)")
_CURVES = re.compile("[QC]")
_SHIFT = re.compile(r"translate\(([^)]*)\)")
_FINER = re.compile(r"(\.\d\d)\d+")
_INDENTED = re.compile(r"\n +")
_TENTHS, _HUNDREDTHS = 10, 100


def shortened(element: str) -> str:
    """``element`` with straight lines kept to a tenth of a point (0.035 mm), curves to a hundredth.

    Steps are written from point to point, counted in whole tenths or hundredths, so no error adds
    up; those along the page's edges, which cartograms consist of, by one number each.
    """
    element = _PATH.sub(lambda path: _path(path[0]), _INDENTED.sub("\n", element))
    return _SHIFT.sub(lambda shift: _FINER.sub(r"\1", shift[0]), element)


@lru_cache(maxsize=2048)
def _path(path: str) -> str:
    # Letters, and the borders of a layer, stand on the next map again.
    parts = _HUNDREDTHS if _CURVES.search(path) else _TENTHS
    written, before, said = [], (0, 0), ""
    for command, numbers in _COMMAND.findall(path):
        counts = [round(float(number) * parts) for number in numbers.split()]
        if command == "M":
            written.append(f"M{_pair(*counts, parts)}")
        elif command == "z":
            written.append("z")
        else:
            step, letter = _step(command, counts, before, parts)
            # A letter said before holds for what follows it.
            written.append(f" {step}" if letter == said and letter not in "hv" else letter + step)
            command = letter
        before, said = tuple(counts[-2:]) or before, command
    return "".join(written)


def _step(command: str, counts: list[int], before: tuple[int, int], parts: int) -> tuple[str, str]:
    """One step from ``before``: its numbers and its letter."""
    x, y = before
    pairs = [(counts[at] - x, counts[at + 1] - y) for at in range(0, len(counts), 2)]
    across, down = pairs[0]
    if command == "L" and not (across and down):
        return (_number(down, parts), "v") if down else (_number(across, parts), "h")
    return " ".join(_pair(*pair, parts) for pair in pairs), command.lower()


def _pair(across: int, down: int, parts: int) -> str:
    return f"{_number(across, parts)} {_number(down, parts)}"


def _number(count: int, parts: int) -> str:
    return f"{count / parts:.12g}"


_MAGIC = b"\x89PNG\r\n\x1a\n"
_INCH = 0.0254
# Higher levels take thrice the time for a few per cent.
_LEVEL = 7
_BITS, _COLOUR = 8, 2


def encoded(pixels: np.ndarray, dots_per_inch: int, about: Mapping[str, str]) -> bytes:
    """A PNG of ``pixels`` (red, green, blue, opacity), with what ``about`` says as its texts.

    Every map lies on white, so nothing shines through it and its opacity is left out.
    """
    height, width, _ = pixels.shape
    # A row begins with the number of its filter: 0, none.
    rows = np.zeros((height, 1 + 3 * width), dtype=np.uint8)
    rows[:, 1:] = pixels[:, :, :3].reshape(height, -1)
    per_metre = round(dots_per_inch / _INCH)
    said = PngInfo()
    for key, value in about.items():
        said.add_text(key, value)
    stream = io.BytesIO()
    stream.write(_MAGIC)
    putchunk(stream, b"IHDR", struct.pack(">2I5B", width, height, _BITS, _COLOUR, 0, 0, 0))
    putchunk(stream, b"pHYs", struct.pack(">2IB", per_metre, per_metre, 1))
    for name, content, _ in said.chunks:
        putchunk(stream, name, content)
    putchunk(stream, b"IDAT", zlib.compress(rows.tobytes(), _LEVEL))
    putchunk(stream, b"IEND", b"")
    return stream.getvalue()
