"""Sentences of a report: texts of ``labels.yml`` with the facts put in."""

import re
from dataclasses import dataclass

from helpers import knowledge
from helpers.errors import InputError
from helpers.publish.document import Inline, Light, Line, Number, Ref, Text
from helpers.publish.number_format import MISSING, NumberFormat

_SLOT = re.compile(r"\{(\w+)\}")
LABELS = "src/helpers/metadata/labels.yml"


@dataclass(frozen=True)
class Fact:
    """A slot of a sentence that takes the number of a fact."""

    fact_id: str


class Speaker:
    """Speaks one language with the numbers of one fact file."""

    def __init__(self, facts: dict, lang: str, digits: str | None = None) -> None:
        self.facts = facts
        self.lang = lang
        self.labels = knowledge.load("labels.yml")
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
        for match in _SLOT.finditer(template):
            inlines += self.text(template[position : match.start()])
            if match[1] not in slots:
                raise InputError(f"{key} needs a value for {match[1]}", fix=LABELS)
            inlines += self.inline(slots[match[1]])
            position = match.end()
        return tuple(inlines + list(self.text(template[position:])))

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
        units = knowledge.load("units.yml") | self.labels["reading_units"]
        if printed not in units:
            raise InputError(f"no English for the unit {printed!r}", fix=LABELS)
        return units[printed]["en"]

    def unit_of(self, name: str) -> str:
        """A unit of measure, given by its English identifier."""
        units = knowledge.load("units.yml")
        printed = next(printed for printed, about in units.items() if about["unit"] == name)
        return self.unit(printed)

    def both(self, texts: dict[str, str], style: str = "quote") -> Line:
        """A text that the facts hold in both languages, its figures with it."""
        return self.text(texts[self.lang], style)

    def light(self, name: str) -> Light:
        """A light with its shape and word."""
        about = self.lights[name]
        return Light(name, about["shape"], about[self.lang])

    def day(self, iso: str, short: bool = False) -> Line:
        """A day of the fact file."""
        return (Text(self.format.day(iso, short), "day"),)

    def month(self, iso: str) -> Line:
        """The month of a day of the fact file."""
        return (Text(self.format.month(iso), "day"),)

    def year(self, year_be: int) -> Line:
        """A fiscal year."""
        return (Text(self.format.year(year_be), "day"),)
