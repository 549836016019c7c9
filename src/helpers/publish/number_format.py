"""How a number, an interval or a day is written: the only place that rounds for display."""

from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from helpers import thai

MISSING = "–"
RANGE = "–"
MINUS = "−"
# Decimals shown; a count keeps those it was published with.
DECIMALS = {"ratio": 2, "score": 4, "step": 0, "gap": 2, "percent": 2}
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
        exact = _shown(value, kind)
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
        if kind == "percent":
            # 69.9988 would read 70.00 beside a target of 70.
            while decimals < MOST_DECIMALS and _seems_whole(exact, decimals):
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

    def excel(self, value: float, kind: str = "count") -> str:
        """The format in which Excel shows ``value`` itself as ``number`` writes it.

        A ratio keeps the sign of per cent, without which Excel would not multiply it.
        """
        decimals = self._decimals(_shown(value, kind), kind)
        places = f".{'0' * decimals}" if decimals else ""
        sign = "%" if kind == "ratio" else ""
        mark, shown = self._excel_numerals("D00041E"), f"#,##0{places}{sign}"
        return f'{mark}{shown};{mark}"{MINUS}"{shown}'

    def excel_year(self) -> str:
        """The format of a year's number."""
        return f"{self._excel_numerals('D00041E')}0"

    def excel_day(self) -> str:
        """The format in which Excel shows a day as ``day`` writes it short."""
        # Numerals, calendar (07 is the Buddhist Era) and language, each in two digits of hex.
        words = "[$-107041E]" if self.lang == "th" else "[$-409]"
        return f"{self._excel_numerals('D07041E') or words}d mmm yyyy"

    def _excel_numerals(self, locale: str) -> str:
        """The mark of a format with Thai numerals, where the report has these."""
        return f"[$-{locale}]" if self.numerals("0") != "0" else ""

    def year(self, year_be: int) -> str:
        """A year of the Buddhist Era, without a separator; English gives both eras."""
        if self.lang == "th":
            return self.numerals(str(year_be))
        return f"{year_be} ({thai.be_to_ce(year_be)})"


def _shown(value: float, kind: str) -> Decimal:
    """A value as it is shown, before rounding: a ratio as per cent."""
    exact = Decimal(str(value))
    return exact * 100 if kind == "ratio" else exact


def _seems_whole(exact: Decimal, decimals: int) -> bool:
    rounded = _round(exact, decimals)
    return rounded != exact and rounded == rounded.to_integral_value()


def _round(exact: Decimal, decimals: int) -> Decimal:
    return exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
