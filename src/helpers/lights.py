"""The light of a ratio: cut before rounding, so 89.90 per cent is not *near*."""

from fractions import Fraction

from helpers.ratios import Interval

COLOURED = ("reached", "near", "at_risk", "off")


def light(ratio: float, cut_offs: dict[str, float]) -> str:
    """``reached``, ``near``, ``at_risk`` or ``off``; ``cut_offs`` are in per cent of target."""
    for name in COLOURED[:-1]:
        if ratio >= float(Fraction(str(cut_offs[name])) / 100):
            return name
    return COLOURED[-1]


def ends(ratio: Interval, cut_offs: dict[str, float]) -> tuple[str, str]:
    """Lights at both ends of an interval; they differ where the interval straddles a cut-off."""
    return light(ratio.low, cut_offs), light(ratio.high, cut_offs)
