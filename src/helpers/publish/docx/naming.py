"""Styles of paragraphs and runs by their names, each looked for once a document.

The library searches all styles, twice, whenever one is given: a fifth of a document's time.
"""

from weakref import WeakKeyDictionary

from docx.enum.style import WD_STYLE_TYPE
from docx.parts.story import StoryPart
from docx.text.paragraph import Paragraph
from docx.text.run import Run

# By part, for its lifetime: style and kind to the id the library found.
_KNOWN: WeakKeyDictionary[StoryPart, dict[tuple[str, WD_STYLE_TYPE], str | None]]
_KNOWN = WeakKeyDictionary()


def give(to: Paragraph | Run, style: str) -> None:
    """Give a paragraph or run the style of a name, which the document must have by now."""
    if isinstance(to, Paragraph):
        to._p.style = _id(to.part, style, WD_STYLE_TYPE.PARAGRAPH)
    else:
        to._r.style = _id(to.part, style, WD_STYLE_TYPE.CHARACTER)


def _id(part: StoryPart, style: str, kind: WD_STYLE_TYPE) -> str | None:
    """The id of a style; none for the one that goes without saying."""
    known = _KNOWN.setdefault(part, {})
    if (style, kind) not in known:
        known[style, kind] = part.get_style_id(style, kind)
    return known[style, kind]
