"""An independent look at every table: the numbers in its lines against the figures read.

The readers go by columns; this goes by the look of a number alone, so that a figure dropped,
doubled or misread by the one is noticed by the other.
"""

import re
from collections import Counter
from collections.abc import Callable

from helpers.core import thai
from helpers.plans.blocks import Block
from helpers.plans.model import Reading

_NUMBER = r"\d(?:[\d,.]*\d)?"
_BETWEEN_TABS = re.compile(rf"(?<=\| ){_NUMBER}(?=\*? \|)")


def _paged(block: Block) -> list[str]:
    """Numbers alone between two tabs, except in the lines of years, which begin with a tab."""
    lines = [thai.normalise(line.text.replace("\t", " | ")) for line in block.printed]
    return [n for line in lines if line[0] != "|" for n in _BETWEEN_TABS.findall(line)]


def _prose(block: Block) -> list[str]:
    """Numbers right of the tab that are not the (1), (2) of the items."""
    cells = [thai.normalise(line.text.partition("\t")[2]) for line in block.printed]
    return [n for cell in cells for n in re.findall(_NUMBER, re.sub(r"\(\d+\)", " ", cell))]


def _stacked(block: Block) -> list[str]:
    """Lines that are a number, alone or with one unit."""
    unit = "|".join(re.escape(name) for name in block.known.units)
    lone = re.compile(rf"(?:(?:{unit}) ?)?({_NUMBER})(?: ?(?:{unit}))?")
    found = [lone.fullmatch(line.plain) for line in block.printed]
    return [number[1] for number in found if number]


_COUNTERS: dict[str, Callable[[Block], list[str]]] = {
    "paged": _paged,
    "prose": _prose,
    "stacked": _stacked,
}


def check(block: Block, reading: Reading) -> int:
    """How many figures the block prints; ``InputError`` when other ones were read."""
    if block.layout["reader"] not in _COUNTERS:
        return 0
    printed = Counter(thai.parse_number(n) for n in _COUNTERS[block.layout["reader"]](block))
    read = Counter(
        figure.value for i in reading.indicators for figure in i.figures if not figure.hold
    )
    read += Counter(i.total.value for i in reading.indicators if i.total)
    if printed != read:
        raise block.error(
            "the figures read are not the numbers printed in this table",
            block.heading,
            f"{printed.total()} numbers, not read {sorted((printed - read).elements())}",
            f"{read.total()} figures, not printed {sorted((read - printed).elements())}",
        )
    return printed.total()
