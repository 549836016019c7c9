"""Maps as files: the same map gives the same bytes, and every file says what it shows.

Paths of an SVG are written short: borders and the outlines of letters are most of it. Rows of a
PNG are packed as they are: the filters Pillow puts before them serve photographs; a map is flat
colour in repeating cells, which they make a quarter larger and slower to pack.
"""

import io
import re
import struct
import zlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import numpy as np
from PIL.PngImagePlugin import PngInfo, putchunk

from helpers.core import files
from helpers.publish import charts
from helpers.publish.maps import ground, page
from helpers.publish.maps.page import MapFigure

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


Files = tuple[Path, Path]


def save(figure: MapFigure, folder: Path, name: str) -> Files:
    """Write ``<name>.png`` (150 dpi) and ``<name>.svg``, each whole or not at all."""
    return save_versions({name: figure}, folder)[name]


def save_versions(figures: Mapping[str, MapFigure], folder: Path) -> dict[str, Files]:
    """Write the versions of one map by their names: the same map with other words.

    What lies under the words is drawn once; a figure that shows something else is drawn anew.
    """
    written, under = {}, None
    with page.style():
        for name, figure in figures.items():
            if under is None or under.fingerprint != ground.fingerprint(figure):
                under = ground.drawn(figure)
            written[name] = _write(figure, under, Path(folder), name)
    return written


def _write(figure: MapFigure, under: ground.Ground, folder: Path, name: str) -> Files:
    png, drawn = folder / f"{name}.png", folder / f"{name}.svg"
    pixels = np.asarray(ground.with_words(figure, under))
    with files.appears_complete(png) as partial:
        partial.write_bytes(encoded(pixels, page.DPI, _about(figure)))
    files.write_text(drawn, _document(figure, under, name))
    return png, drawn


def png(figure: MapFigure, dots_per_inch: int) -> bytes:
    """The map as a picture for a page; the same map gives the same bytes."""
    with page.style():
        return charts.png(figure, dots_per_inch)


def svg(figure: MapFigure, name: str) -> str:
    """The map as an SVG document with its title and description as text."""
    with page.style():
        return _document(figure, ground.drawn(figure), name)


def _document(figure: MapFigure, under: ground.Ground, name: str) -> str:
    element = ground.svg_with_words(figure, under, name, _about(figure))
    return f'<?xml version="1.0" encoding="utf-8"?>\n{element}'


def _about(figure: MapFigure) -> dict[str, str]:
    title = " · ".join(filter(None, (figure.words.watermark, figure.words.title)))
    return {"Title": title, "Description": figure.words.about()}
