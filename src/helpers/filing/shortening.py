"""Long texts cut to the part in which they differ."""

import unicodedata

_CUT = "…"
# What is shown of what both have in common, before the first difference.
_BEFORE = 12


def around(old: str, new: str, width: int) -> tuple[str, str]:
    """Both texts on one line, at most ``width`` letters from shortly before they differ."""
    old, new = (" ".join(text.split()) for text in (old, new))
    if not old or not new:
        return _cut(old, 0, width), _cut(new, 0, width)
    same = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), None)
    first = min(len(old), len(new)) if same is None else same
    start = max(first - _BEFORE, 0)
    return _cut(old, start, width), _cut(new, start, width)


def _cut(text: str, start: int, width: int) -> str:
    start, end = _whole(text, start), _whole(text, start + width)
    return (_CUT if start else "") + text[start:end] + (_CUT if end < len(text) else "")


def _whole(text: str, position: int) -> int:
    """The next place that does not part a letter from the vowels and tones written over it."""
    while position < len(text) and position and unicodedata.category(text[position]) == "Mn":
        position += 1
    return min(position, len(text))
