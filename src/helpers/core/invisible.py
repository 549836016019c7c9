"""Marks nobody sees and no match may depend on: Unicode's format characters.

Pages, office programs and keyboards leave them inside words: zero-width spaces and joiners, signs
of direction, isolates, soft hyphens, the byte order mark. Spaces that do not break are no such
marks: they are white space, which whoever compares texts takes for a space.
"""

import re

# All of Unicode's category Cf, the unassigned places of its blocks left out.
CHARACTERS = (
    "\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f"
)
# Read by ``re`` and by the engine of Arrow alike.
PATTERN = f"[{CHARACTERS}]+"
_MARKS = re.compile(PATTERN)


def without(text: str) -> str:
    """``text`` without marks nobody sees; nothing else of it changes."""
    return text if text.isascii() else _MARKS.sub("", text)
