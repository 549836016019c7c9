"""Sentences of a report with the facts put in; the only place that rounds for display."""

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import PurePosixPath

from helpers.core import metadata, thai
from helpers.core.errors import InputError
from helpers.publish.document import Inline, Light, Line, Number, Ref, Text

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


_SLOT = re.compile(r"\{(\w+)\}")
# The sign of per cent after a slot, which stands before what the per cent is of.
_SIGN = re.compile(r"([ \u00a0]%)?")
# Nothing else is ever followed from a report: no file of a machine, no script.
_WEB = re.compile(r"https?://[^\s/]+")
LABELS = "src/helpers/metadata/labels.yml"


@dataclass(frozen=True)
class Fact:
    """A slot of a sentence that takes the number of a fact.

    A ratio is said with its parts, unless these stand beside it anyway (``with_parts``).
    """

    fact_id: str
    with_parts: bool = True


class Speaker:
    """Speaks one language with the numbers of one fact file."""

    def __init__(self, facts: dict, lang: str, digits: str | None = None) -> None:
        self.facts = facts
        self.lang = lang
        self.labels = metadata.load("labels.yml")
        self.lights = self._lights()
        settings = facts["settings"]
        self.format = NumberFormat(
            lang, digits or settings["digits"], tuple(settings["cut_offs"].values())
        )

    def _lights(self) -> dict[str, dict[str, str]]:
        """Shapes and words; on a day inside the year no light speaks of the year's end."""
        within = self.facts.get("round", "year") != "year"
        return self.labels["lights"] | (self.labels["lights_within_year"] if within else {})

    def word(self, key: str) -> str:
        """The text of ``key`` in the report's language; ``InputError`` when there is none."""
        entry = self.labels
        for part in key.split("."):
            if not isinstance(entry, dict) or part not in entry:
                raise InputError(f"no text for {key}", fix=LABELS)
            entry = entry[part]
        if not isinstance(entry, dict) or self.lang not in entry:
            raise InputError(f"{key} has no text in {self.lang}", fix=LABELS)
        return entry[self.lang]

    def say(self, key: str, **slots: object) -> Line:
        """The sentence ``key`` with its slots filled: facts, lights, lines or words."""
        template = self.word(key)
        unused = set(slots) - set(_SLOT.findall(template))
        if unused:
            raise InputError(f"{key} has no slot for {sorted(unused)}", fix=LABELS)
        return self._fill(key, template, slots)

    def _fill(self, key: str, template: str, slots: dict[str, object]) -> Line:
        inlines: list[Inline] = []
        position = 0
        said = {value.fact_id for value in slots.values() if isinstance(value, Fact)}
        for match in _SLOT.finditer(template):
            inlines += self.text(template[position : match.start()])
            if match[1] not in slots:
                raise InputError(f"{key} needs a value for {match[1]}", fix=LABELS)
            inlines += self.inline(slots[match[1]])
            position = match.end()
            if of := self.parts_of(slots[match[1]], said):
                sign = _SIGN.match(template, position)
                inlines += (*self.text(sign[0]), *of)
                position = sign.end()
        return tuple(inlines + list(self.text(template[position:])))

    def parts_of(self, value: object, said: set[str] = frozenset()) -> Line:
        """`` (4,331/4,267)`` after a ratio: of what it is one, unless the facts ``said`` are both.

        Nothing after anything else.
        """
        if not isinstance(value, Fact) or not value.with_parts:
            return ()
        of = self.facts["facts"][value.fact_id].get("of", ())
        if set(of) <= said:
            return ()
        above, below = map(self.number, of)
        return (Text(" ("), above, Text("/"), below, Text(")"))

    def inline(self, value: object) -> Line:
        """A value as inlines: a ``Fact`` becomes its number, words stay words."""
        match value:
            case Fact(fact_id=fact_id):
                return (self.number(fact_id),)
            case Text() | Number() | Light() | Ref():
                return (value,)
            case tuple():
                return value
            case str():
                return self.text(value)
        raise TypeError(f"cannot be said: {value!r}")

    def text(self, words: str, style: str = "plain") -> Line:
        """Words in the numerals of the report; nothing for an empty text."""
        return (Text(self.format.numerals(words), style),) if words else ()

    def code(self, words: str) -> Line:
        """A file, line or identifier: its digits are never changed."""
        return (Text(words, "code"),)

    def address(self, place: str) -> Line:
        """Where something was found: a page on the web, to be followed, or a file by its name."""
        if not place:
            return ()
        if _WEB.match(place):
            return (Text(place, "address"),)
        return self.code(PurePosixPath(place).name)

    def number(self, fact_id: str) -> Number:
        """The number of a fact, written for a reader; ``KeyError`` for an unknown fact."""
        fact = self.facts["facts"][fact_id]
        return Number(fact_id, self.format.value(fact["value"], fact["kind"]))

    def optional(self, fact_id: str) -> Line:
        """The number of a fact, or the sign for nothing when there is no such fact."""
        fact = self.facts["facts"].get(fact_id)
        if fact is None or fact["value"] is None:
            return (Text(MISSING, "muted"),)
        return (self.number(fact_id),)

    def unit(self, printed: str) -> str:
        """A unit of measure, given as it is printed in Thai."""
        if self.lang == "th":
            return printed
        units = metadata.load("units.yml") | self.labels["reading_units"]
        if printed not in units:
            raise InputError(f"no English for the unit {printed!r}", fix=LABELS)
        return units[printed]["en"]

    def unit_of(self, name: str) -> str:
        """A unit of measure, given by its English identifier."""
        units = metadata.load("units.yml")
        printed = next(printed for printed, about in units.items() if about["unit"] == name)
        return self.unit(printed)

    def both(self, texts: dict[str, str], style: str = "quote") -> Line:
        """A text that the facts hold in both languages, its figures with it."""
        return self.text(texts[self.lang], style)

    def light(self, name: str, turns: bool = False) -> Light:
        """A light with its shape and word; one that other assumptions turn says so."""
        about = self.lights[name]
        mark = self.word("sensitivity.mark") if turns else ""
        return Light(name, about["shape"], about[self.lang], mark)

    def day(self, iso: str, short: bool = False) -> Line:
        """A day of the fact file."""
        return (Text(self.format.day(iso, short), "day"),)

    def month(self, iso: str) -> Line:
        """The month of a day of the fact file."""
        return (Text(self.format.month(iso), "day"),)

    def year(self, year_be: int) -> Line:
        """A fiscal year."""
        return (Text(self.format.year(year_be), "day"),)
