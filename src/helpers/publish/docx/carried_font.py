"""The font a Word file carries: Sarabun, drawn as large as the official TH Sarabun New.

Letters of Sarabun fill more of a size than those of the official font, which few machines have.
Unchanged, a page set in 16 points took a third more room where the carried font stood in.
"""

import io
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem

from helpers.publish import fonts

# Of a size: how large the letters of the official font are beside Sarabun's, and its lines.
SMALLER = 0.72
_ABOVE, _BELOW = 0.90, 0.46
LINE = _ABOVE + _BELOW


def content(weight: str) -> bytes:
    """One weight of the font as a file; ``InputError`` when it is not installed."""
    return _drawn_smaller(Path(str(fonts.file(weight))))


@cache
def _drawn_smaller(file: Path) -> bytes:
    font = TTFont(io.BytesIO(file.read_bytes()), recalcTimestamp=False)
    size = font["head"].unitsPerEm
    scale_upem(font, round(size * SMALLER))
    # Scaled to a smaller square and put back into the old one, all it draws is smaller.
    font["head"].unitsPerEm = size
    above, below = round(size * _ABOVE), round(size * _BELOW)
    lines, windows = font["hhea"], font["OS/2"]
    lines.ascent, lines.descent, lines.lineGap = above, -below, 0
    windows.sTypoAscender, windows.sTypoDescender, windows.sTypoLineGap = above, -below, 0
    windows.usWinAscent, windows.usWinDescent = above, below
    stream = io.BytesIO()
    font.save(stream)
    return stream.getvalue()


@cache
def widths(weight: str) -> tuple[dict[int, float], float]:
    """How wide each letter is, in parts of the size, and one the font does not have."""
    with fonts.file(weight).open("rb") as stream, TTFont(stream) as font:
        unit = font["head"].unitsPerEm / SMALLER
        letters = {code: font["hmtx"][name][0] / unit for code, name in font.getBestCmap().items()}
        return letters, font["hmtx"][".notdef"][0] / unit
