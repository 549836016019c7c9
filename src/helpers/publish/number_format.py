"""How a number, an interval or a day is written: the only place that rounds for display."""

from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from helpers import thai

MISSING = "–"
RANGE = "–"
MINUS = "−"
# Decimals shown; a count keeps those it was published with.
DECIMALS = {"ratio": 2, "score": 4, "step": 0, "gap": 2}
MOST_DECIMALS = 6


@dataclass(frozen=True)
class NumberFormat:
    """Language, numerals and the cut-offs that rounding may not seem to cross."""

    lang: str = "th"
    digits: str = "arabic"
    cut_offs: tuple[float, ...] = field(default=())

    def numerals(self, text: str) -> str:
        """``text`` in the numerals of the report."""
        if self.lang == "th" and self.digits == "thai":
            return thai.thai_digits(text)
        return text

    def number(self, value: float, kind: str = "count") -> str:
        """One number: thousands separated; a ratio as per cent (without the sign)."""
        exact = Decimal(str(value))
        if kind == "ratio":
            exact *= 100
        decimals = self._decimals(exact, kind)
        rounded = _round(exact, decimals)
        return self.numerals(f"{rounded:,.{decimals}f}".replace("-", MINUS))

    def _decimals(self, exact: Decimal, kind: str) -> int:
        if kind == "count":
            return max(0, -int(exact.normalize().as_tuple().exponent))
        decimals = DECIMALS[kind]
        if kind == "ratio":
            # 89.996 would read 90.00 beside a light that says "under 90".
            while decimals < MOST_DECIMALS and self._seems_to_cross(exact, decimals):
                decimals += 1
        return decimals

    def _seems_to_cross(self, exact: Decimal, decimals: int) -> bool:
        return any(exact < cut <= _round(exact, decimals) for cut in self.cut_offs)

    def value(self, value: object, kind: str = "count") -> str:
        """A fact's value: number, interval ``{low, high}``, text or nothing."""
        if value is None:
            return MISSING
        if isinstance(value, str):
            return self.numerals(value)
        if isinstance(value, dict):
            low, high = self.number(value["low"], kind), self.number(value["high"], kind)
            return low if low == high else f"{low}{RANGE}{high}"
        return self.number(value, kind)

    def day(self, iso: str, short: bool = False) -> str:
        """A day, given as ISO text."""
        day = date.fromisoformat(iso)
        words = thai.format_date_short if short else thai.format_date
        return self.numerals(words(day, self.lang))

    def month(self, iso: str) -> str:
        """A month, given by any of its days."""
        return self.numerals(thai.format_month(date.fromisoformat(iso), self.lang))

    def year(self, year_be: int) -> str:
        """A year of the Buddhist Era, without a separator; English gives both eras."""
        if self.lang == "th":
            return self.numerals(str(year_be))
        return f"{year_be} ({thai.be_to_ce(year_be)})"


def _round(exact: Decimal, decimals: int) -> Decimal:
    return exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
