"""Lines of words with as few pieces as paper tells apart: each piece is laid out by itself."""

import re
from collections.abc import Iterable
from itertools import groupby

from helpers.publish.document import Inline, Line, Number, Text

# Styles of words that print.css has no rule for.
_LIKE_PLAIN = ("plain", "quote", "day")
# A number no line can end in; any other is kept on one line by a style of its own.
_WHOLE = re.compile(r"[\d,.]+")


def joined(line: Line) -> Line:
    """The line with neighbours that look alike as one text."""
    pieces = groupby(map(_as_printed, line), key=_is_plain)
    return tuple(piece for plain, run in pieces for piece in (_one(run) if plain else run))


def _as_printed(inline: Inline) -> Inline:
    match inline:
        case Text(text=text, style=style) if style in _LIKE_PLAIN:
            return Text(text)
        case Number(text=text) if _WHOLE.fullmatch(text):
            return Text(text)
    return inline


def _is_plain(inline: Inline) -> bool:
    return isinstance(inline, Text) and inline.style == "plain"


def _one(run: Iterable[Inline]) -> tuple[Text]:
    return (Text("".join(piece.text for piece in run)),)
