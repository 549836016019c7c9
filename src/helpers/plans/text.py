"""Small readings shared by the layouts: mark-up, bullets, periods, spaceless comparison."""

import re

from helpers import thai
from helpers.plans.blocks import Block

_MARK_UP = re.compile(r"<[^>]*>")


def without_mark_up(text: str) -> str:
    """A cell without the tags that a conversion left in it."""
    return thai.normalise(_MARK_UP.sub(" ", text))


def bullets(cell: str, mark: str) -> list[str]:
    """The texts between the bullets of a cell; a first bullet may have been lost."""
    parts = re.split(mark, without_mark_up(cell))
    return [part.strip() for part in parts if part.strip()]


def squeezed(text: str) -> str:
    """A text without spaces: Thai is not spaced between words, so only this compares."""
    return thai.normalise(text).replace(" ", "")


def periods(block: Block, text: str) -> list[str]:
    """The periods a heading names, e.g. ``2555-2556``; empty when it is no such heading."""
    patterns = block.known.plans["period"]
    either = re.compile(f"(?:{patterns['years']})|(?:{patterns['words']})")
    if not text or either.sub("", text).strip():
        return []
    return [_period(found) for found in either.finditer(text)]


def _period(found: re.Match) -> str:
    if found["first"] is None:
        return found[0]
    return thai.arabic_digits(f"{found['first']}-{found['last']}")
