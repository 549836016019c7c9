"""Sarabun, the font of Thai official papers: for matplotlib, for the pages and in notebooks.

matplotlib and what cuts a font are loaded once they are needed: a notebook takes the file alone.
"""

import base64
import io
from functools import cache
from importlib.resources import files

from helpers.core.errors import InputError
from helpers.core.notices import both

FAMILY = "Sarabun"
_PACKAGE = "fontpkg_sarabun"
WEIGHTS = {"Regular": 400, "SemiBold": 600}
# Basic Latin, Latin-1, Thai, punctuation, super- and subscripts, arrows, mathematics, shapes.
_RANGES = ((0x20, 0x17F), (0xE00, 0xE7F), (0x2010, 0x2044), (0x2070, 0x209F), (0x2190, 0x22FF))


def file(weight: str):
    """The font file of one weight; ``InputError`` when the font is not installed."""
    try:
        found = files(_PACKAGE).joinpath("files", f"{FAMILY}-{weight}.ttf")
    except ModuleNotFoundError as error:
        raise _missing(weight) from error
    if not found.is_file():
        raise _missing(weight)
    return found


def _missing(weight: str) -> InputError:
    return InputError(
        both("font_missing", font=f"{FAMILY} {weight}"), fix="pip install fontpkg-sarabun"
    )


@cache
def _add(path: str) -> None:
    from matplotlib import font_manager

    # Each font that is added makes matplotlib forget every look-up it has made.
    font_manager.fontManager.addfont(path)


def use_in_charts() -> None:
    """Make matplotlib draw with Sarabun; raises ``ValueError`` when the font cannot be found.

    matplotlib falls back to a font without Thai silently, so the look-up is strict.
    """
    from matplotlib import font_manager, pyplot

    for weight in WEIGHTS:
        _add(str(file(weight)))
    font_manager.findfont(FAMILY, fallback_to_default=False)
    pyplot.rcParams.update({"font.family": FAMILY, "svg.hashsalt": FAMILY})


@cache
def web_font(weight: str) -> str:
    """One weight of the font as base64 WOFF, cut to the letters a report can hold."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    # Not the time it is cut at: two runs give equal bytes.
    font = TTFont(io.BytesIO(file(weight).read_bytes()), recalcTimestamp=False)
    options = subset.Options(layout_features=["*"], notdef_outline=True)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[code for low, high in _RANGES for code in range(low, high + 1)])
    cutter.subset(font)
    font.flavor = "woff"
    stream = io.BytesIO()
    font.save(stream)
    return base64.b64encode(stream.getvalue()).decode("ascii")


def font_faces() -> str:
    """The ``@font-face`` rules that carry the font inside a page."""
    return "\n".join(
        f"@font-face{{font-family:'{FAMILY}';font-weight:{number};"
        f"src:url(data:font/woff;base64,{web_font(weight)}) format('woff');}}"
        for weight, number in WEIGHTS.items()
    )
