"""WeasyPrint, fed with one page of HTML: nothing is fetched, nothing goes wrong in silence.

Sarabun is adapted for it: sara am in one piece, so that it is found, and the plans' large bullet.
"""

import gc
import hashlib
import io
import logging
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache

from fontTools.otlLib.builder import buildLigatureSubstSubtable, buildLookup
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from helpers.core.errors import InputError
from helpers.publish import fonts


def address(content: bytes) -> str:
    """Where a page finds a content: the same for the same bytes."""
    return f"carried:{hashlib.sha256(content).hexdigest()}"


# Thai shaping draws sara am (U+0E33) as a circle, alone or with a tone mark on it, and sara aa.
_CIRCLE, _AA, _AM = "uni0E4D", "uni0E32", "uni0E33"
# Poppler reads a line by where its letters begin. In the bolder weight some marks begin a hair
# after the next letter and would be read after it; so much earlier (of 1000) none does.
_EARLIER = 16
_MARK_TO_BASE = 4
_BELOW = ("uni0E38", "uni0E39", "uni0E3A")
# The plans print a large bullet, which the font has in a smaller size alone.
_DISC, _SMALL, _TIMES = 0x25CF, "bullet", 1.5


def faces() -> str:
    """The ``@font-face`` rules of the whole font; ``InputError`` when it is missing."""
    return "\n".join(
        f"@font-face{{font-family:'{fonts.FAMILY}';font-weight:{number};"
        f"src:url({address(joined(weight))});}}"
        for weight, number in fonts.WEIGHTS.items()
    )


def carried_fonts() -> dict[str, bytes]:
    """What the rules of ``faces`` lead to, by its address."""
    return {address(content): content for content in map(joined, fonts.WEIGHTS)}


@cache
def joined(weight: str) -> bytes:
    """One weight of the font in which circle and sara aa are drawn as one glyph.

    WeasyPrint notes one text a glyph: of the two drawn for sara am the circle gets none, and sara
    aa gets that of its first use. One glyph alike in looks gets the whole text.
    """
    font = TTFont(io.BytesIO(fonts.file(weight).read_bytes()), recalcTimestamp=False)
    pairs = {(name, _AA): _one_glyph(font, name) for name in _circles(font)}
    _add_ligatures(font, pairs)
    _add_disc(font)
    _set_marks_earlier(font)
    stream = io.BytesIO()
    font.save(stream)
    return stream.getvalue()


def _circles(font: TTFont) -> list[str]:
    """The circle in every shape the font has: with each tone mark, and for tall consonants."""
    return [name for name in font.getGlyphOrder() if name.startswith(_CIRCLE)]


def _one_glyph(font: TTFont, circle: str) -> str:
    """The glyph that shows a circle and sara aa; the font itself has the plain one."""
    if circle == _CIRCLE:
        return _AM
    name = f"{circle}{_AA.removeprefix('uni')}"
    whole = (1, 0, 0, 1, 0, 0)
    _compose(font, name, [(circle, whole), (_AA, whole)], font["hmtx"][_AA][0])
    return name


def _compose(font: TTFont, name: str, parts: list[tuple[str, tuple]], width: int) -> None:
    """A new glyph of parts the font has, each with the transformation it is drawn by."""
    pen = TTGlyphPen(font.getGlyphSet())
    for part, transformation in parts:
        pen.addComponent(part, transformation)
    font["glyf"][name] = pen.glyph()
    font["glyf"][name].recalcBounds(font["glyf"])
    font["hmtx"][name] = (width, font["glyf"][name].xMin)


def _add_disc(font: TTFont) -> None:
    small, width = font["glyf"][_SMALL], round(font["hmtx"][_SMALL][0] * _TIMES)
    lowered = (small.yMin + small.yMax) / 2 * (1 - _TIMES)
    name = f"uni{_DISC:04X}"
    _compose(font, name, [(_SMALL, (_TIMES, 0, 0, _TIMES, 0, round(lowered)))], width)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[_DISC] = name


def _add_ligatures(font: TTFont, pairs: dict[tuple[str, str], str]) -> None:
    """Let the feature ``liga``, which is always on, draw each pair as its one glyph."""
    table = font["GSUB"].table
    place = len(table.LookupList.Lookup)
    table.LookupList.Lookup.append(buildLookup([buildLigatureSubstSubtable(pairs)]))
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag == "liga":
            record.Feature.LookupListIndex.append(place)


def _set_marks_earlier(font: TTFont) -> None:
    """Move vowels and tone marks above letters by less than a reader can see."""
    lookups = [x for x in font["GPOS"].table.LookupList.Lookup if x.LookupType == _MARK_TO_BASE]
    for table in (table for lookup in lookups for table in lookup.SubTable):
        records = table.MarkArray.MarkRecord
        for name, record in zip(table.MarkCoverage.glyphs, records, strict=True):
            if name.startswith("uni0E") and not name.startswith(_BELOW):
                record.MarkAnchor.XCoordinate += _EARLIER


# What an officer can do where Pango, which WeasyPrint draws text with, is not installed.
_INSTALL = (
    "Debian and Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; "
    "macOS: brew install pango; Windows: the Pango of MSYS2 (see WeasyPrint's 'first steps')"
)
_OPTIONS = {"pdf_variant": "pdf/ua-1", "pdf_identifier": True}


def check() -> None:
    """Raise ``InputError`` when WeasyPrint cannot be loaded, before any other work is done."""
    _weasyprint()


def _weasyprint():
    """WeasyPrint; loading it is what fails where a library of the system is missing."""
    try:
        import weasyprint
    except (ImportError, OSError) as error:
        first = str(error).splitlines()[0]
        raise InputError(
            "no PDF without WeasyPrint and the system's Pango", found=first, fix=_INSTALL
        ) from error
    return weasyprint


def pdf(page: str, pictures: Mapping[str, bytes] | None = None) -> bytes:
    """A page of HTML as a tagged PDF; ``pictures`` it shows are by their addresses.

    Whatever WeasyPrint complains of is told as a warning: a letter no font has stands as an empty
    box and is still found by its text.
    """
    weasyprint = _weasyprint()
    from helpers.publish.pdf import hooks, tagging

    def finish(document, written) -> None:
        tagging.describe_links(document)
        hooks.say_once(document, written)

    carried = hooks.Fetcher({**carried_fonts(), **(pictures or {})})
    with _complaints() as told, hooks.once(), tagging.margins_apart(), _no_collecting():
        document = weasyprint.HTML(string=page, url_fetcher=carried)
        content = document.write_pdf(finisher=finish, **_OPTIONS)
    for words in dict.fromkeys(told):
        warnings.warn(f"PDF: {words}", stacklevel=2)
    return content


class _Collector(logging.Handler):
    def __init__(self, into: list[str]) -> None:
        super().__init__(logging.WARNING)
        self.into = into

    def emit(self, record: logging.LogRecord) -> None:
        self.into.append(record.getMessage())


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """What WeasyPrint logs meanwhile, as texts, instead of on the screen."""
    logger, told = logging.getLogger("weasyprint"), []
    collector, handlers, passes_on = _Collector(told), logger.handlers, logger.propagate
    logger.handlers, logger.propagate = [collector], False
    try:
        yield told
    finally:
        logger.handlers, logger.propagate = handlers, passes_on


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Meanwhile no search for unused objects: a document is of millions that are all in use."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
