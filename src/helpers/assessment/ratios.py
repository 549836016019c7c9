"""Achievement of a target as ratios and lights, with intervals carried through.

Ratios are neither rounded nor capped. They are worked out as exact fractions, so that a ratio of
exactly nine tenths is not a hair under it; a light is cut before rounding, so 89.90 per cent is
not *near*.
"""

from fractions import Fraction
from typing import NamedTuple


class Interval(NamedTuple):
    """Both ends of what is known of a number; equal ends where it is known exactly."""

    low: float
    high: float

    @property
    def middle(self) -> float:
        """Half way between the ends."""
        return (self.low + self.high) / 2


def _exact(number: float) -> Fraction:
    return Fraction(str(number))


def _interval(ends: list[Fraction]) -> Interval:
    return Interval(float(min(ends)), float(max(ends)))


def attained(actual: Interval, target: float, direction: int = 1) -> Interval | None:
    """Share of a target attained: A / T where more is better, T / A where less is (direction -1).

    For a stock this is the *level*. None where the divisor is zero.
    """
    ends = [_exact(end) for end in actual]
    if direction == 1:
        return _interval([end / _exact(target) for end in ends]) if target else None
    return _interval([_exact(target) / end for end in ends]) if all(ends) else None


def path(actual: Interval, baseline: float, target: float) -> Interval | None:
    """Share of the way from baseline to target: (S - B) / (T - B), whichever way it leads.

    None where target and baseline are equal: there is no way to go.
    """
    way = _exact(target) - _exact(baseline)
    return _interval([(_exact(end) - _exact(baseline)) / way for end in actual]) if way else None


def gap(actual: Interval, target: float) -> Interval:
    """Actual minus target, in the unit of both (percentage points for a rate)."""
    return _interval([_exact(end) - _exact(target) for end in actual])


def difference(first: Interval, second: Interval) -> Interval:
    """The first minus the second: the least and the most it can be."""
    return _interval(
        [
            _exact(first.low) - _exact(second.high),
            _exact(first.high) - _exact(second.low),
        ]
    )


def total(intervals: list[Interval]) -> Interval:
    """Sum of amounts, end by end."""
    return Interval(*(float(sum(map(_exact, ends))) for ends in zip(*intervals, strict=True)))


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
