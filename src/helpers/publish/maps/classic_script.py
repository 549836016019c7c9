"""A map to explore as a classic script, for pages opened from a disk: modules do not work there.

Data stand in the script as an assignment; nothing is fetched.
"""

import base64
import json
from functools import cache
from html import escape
from pathlib import Path

from helpers.core import metadata
from helpers.core.errors import InputError
from helpers.core.metadata import LANGUAGES
from helpers.publish import fonts
from helpers.publish.maps.map_data import MapData

_BESIDE = Path(__file__).parent
# Bytes come as base64; the map takes arrays.
_START = """
(() => {
  const unpacked = (given) => typeof given === "object" && given !== null && "base64" in given
    ? Uint8Array.from(atob(given.base64), (letter) => letter.charCodeAt(0)) : given;
  const each = (whole) => Object.fromEntries(
    Object.entries(whole).map(([key, given]) => [key, unpacked(given)]));
  const data = %s;
  window.coverageMaps = window.coverageMaps ?? {};
  window.coverageMaps[data.id] = coverageMap(document.getElementById(data.id),
    { ...each(data), shapes: each(data.shapes) },
    { select: (code) => document.getElementById(data.id).dispatchEvent(
      new CustomEvent("select-area", { bubbles: true, detail: code })) });
})();
"""
_PAGE = """<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{fonts}
body {{ margin: 1rem; font-family: Sarabun, sans-serif; }}
h1 {{ font-size: 1.25rem; }}
{style}</style>
</head>
<body>
<main>
<h1>{title}</h1>
<div id="{id}"></div>
<noscript>{words}</noscript>
</main>
<script>
{source}{script}</script>
</body>
</html>
"""


@cache
def source() -> str:
    """The script itself, which a page needs once, however many maps it has."""
    return (_BESIDE / "coverage_map.js").read_text(encoding="utf-8")


@cache
def style() -> str:
    """The style of every map of a page."""
    return (_BESIDE / "coverage_map.css").read_text(encoding="utf-8")


def script(
    data: MapData,
    year: int,
    lang: str = "th",
    element: str = "map",
    focus: str = "",
    selected: str = "",
) -> str:
    """What draws one map into the element with the id ``element``; ``source()`` stands before it.

    The map is then ``coverageMaps[element]``, with the methods of the script; what is clicked is
    told by an event ``select-area`` of the element, whose ``detail`` is the code.
    """
    if lang not in LANGUAGES:
        raise InputError("a map has no such language", expected=LANGUAGES, found=lang)
    given = {"id": element, "year": year, "language": lang, "focus": focus, "selected": selected}
    content = {**data.ground(), **data.about(), **given}
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), default=_in_letters)
    # No text may end the script it stands in, or begin a comment of HTML.
    return _START % text.replace("<", "\\u003c")


def _in_letters(given: object) -> dict[str, str]:
    if not isinstance(given, bytes):
        raise TypeError(f"a map's data holds a {type(given).__name__}")
    return {"base64": base64.b64encode(given).decode("ascii")}


def page(data: MapData, year: int, lang: str = "th", **given: str) -> str:
    """A whole page with one map, its font and its words; ``given`` as in ``script``.

    A reader without scripts gets the words of the picture.
    """
    return _PAGE.format(
        lang=lang,
        title=escape(metadata.load("maps.yml")["canvas"]["heading"][lang]),
        fonts=fonts.font_faces(),
        style=style(),
        id=escape(given.get("element", "map")),
        words=escape(data.in_words(year, lang)),
        source=source(),
        script=script(data, year, lang, **given),
    )
