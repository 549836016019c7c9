"""Sarabun with sara am in one piece, so that a word with it is found in the PDF."""

import base64
import io
from functools import cache

from fontTools.otlLib.builder import buildLigatureSubstSubtable, buildLookup
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from helpers import fonts
from helpers.errors import InputError

# Thai shaping draws sara am (U+0E33) as a circle, alone or with a tone mark on it, and sara aa.
_CIRCLE, _AA, _AM = "uni0E4D", "uni0E32", "uni0E33"


@cache
def faces() -> str:
    """The ``@font-face`` rules that carry the whole font; ``InputError`` when it is missing."""
    return "\n".join(
        f"@font-face{{font-family:'{fonts.FAMILY}';font-weight:{number};"
        f"src:url(data:font/ttf;base64,{base64.b64encode(joined(weight)).decode('ascii')});}}"
        for weight, number in fonts.WEIGHTS.items()
    )


def joined(weight: str) -> bytes:
    """One weight of the font in which circle and sara aa are drawn as one glyph.

    WeasyPrint notes one text a glyph: of the two drawn for sara am the circle gets none, and sara
    aa gets that of its first use. One glyph alike in looks gets the whole text.
    """
    font = TTFont(io.BytesIO(_read(weight)), recalcTimestamp=False)
    pairs = {(name, _AA): _one_glyph(font, name) for name in _circles(font)}
    _add_ligatures(font, pairs)
    stream = io.BytesIO()
    font.save(stream)
    return stream.getvalue()


def _read(weight: str) -> bytes:
    try:
        return fonts.file(weight).read_bytes()
    except (ModuleNotFoundError, FileNotFoundError) as error:
        raise InputError(
            f"no PDF without the font {fonts.FAMILY} {weight}", fix="pip install fontpkg-sarabun"
        ) from error


def _circles(font: TTFont) -> list[str]:
    """The circle in every shape the font has: with each tone mark, and for tall consonants."""
    return [name for name in font.getGlyphOrder() if name.startswith(_CIRCLE)]


def _one_glyph(font: TTFont, circle: str) -> str:
    """The glyph that shows a circle and sara aa; the font itself has the plain one."""
    if circle == _CIRCLE:
        return _AM
    pen = TTGlyphPen(font.getGlyphSet())
    for part in (circle, _AA):
        pen.addComponent(part, (1, 0, 0, 1, 0, 0))
    name = f"{circle}{_AA.removeprefix('uni')}"
    font["glyf"][name] = pen.glyph()
    font["glyf"][name].recalcBounds(font["glyf"])
    font["hmtx"][name] = (font["hmtx"][_AA][0], font["glyf"][name].xMin)
    return name


def _add_ligatures(font: TTFont, pairs: dict[tuple[str, str], str]) -> None:
    """Let the feature ``liga``, which is always on, draw each pair as its one glyph."""
    table = font["GSUB"].table
    place = len(table.LookupList.Lookup)
    table.LookupList.Lookup.append(buildLookup([buildLigatureSubstSubtable(pairs)]))
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag == "liga":
            record.Feature.LookupListIndex.append(place)
