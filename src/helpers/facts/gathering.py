"""Facts of several years in one file: each taken from the file of its year, none made anew.

A fact keeps its value, method and sources; its name gets the year in front
(``2557:2555-2559/1.4.1a:level``), for every year has one of that name. What says the same in every
year, a reading or a setting, keeps its name.
"""

from typing import Any

from helpers.facts.book import Book

FACT, READING, SETTINGS = "fact:", "reading:", "settings:"
_SAME_IN_EVERY_YEAR = (READING, SETTINGS)


class Gathering:
    """Takes facts out of the files of years, with the readings and sources behind them."""

    def __init__(self) -> None:
        self.book = Book()
        self.readings: dict[str, dict] = {}
        self.sources: dict[str, dict] = {}

    def taken(self, content: dict, part: Any) -> Any:
        """A part of a year's facts in which every name of a fact is that of the one taken."""
        if isinstance(part, dict):
            return {name: self.taken(content, inner) for name, inner in part.items()}
        if isinstance(part, list):
            return [self.taken(content, inner) for inner in part]
        if isinstance(part, str) and part in content["facts"]:
            return self.fact(content, part)
        self._note(content, part)
        return part

    def fact(self, content: dict, fact_id: str) -> str:
        """The name under which one fact of a year stands here; taken over with what it rests on."""
        shared = fact_id.startswith(_SAME_IN_EVERY_YEAR)
        name = fact_id if shared else f"{content['year_be']}:{fact_id}"
        if name not in self.book.facts:
            fact = content["facts"][fact_id]
            # Its place is kept before what it rests on comes in.
            self.book.facts[name] = {**fact, "sources": []}
            sources = [self._source(content, source) for source in fact["sources"]]
            taken = {**fact, "sources": sources}
            if "of" in fact:
                taken["of"] = [self.fact(content, part) for part in fact["of"]]
            self.book.facts[name] = taken
        return name

    def settings(self, content: dict) -> None:
        """Take over the figures of the settings that a year was judged with."""
        for name in (name for name in content["facts"] if name.startswith(SETTINGS)):
            self.fact(content, name)

    def _source(self, content: dict, source: str) -> str:
        if source.startswith(FACT):
            return f"{FACT}{self.fact(content, source.removeprefix(FACT))}"
        if source.startswith(READING):
            self.reading(content, source.removeprefix(READING))
        return source

    def reading(self, content: dict, reading_id: str) -> None:
        """Take over a reading with its own facts and its source."""
        if reading_id in self.readings:
            return
        reading = content["readings"][reading_id]
        self.readings[reading_id] = reading
        self.readings[reading_id] = self.taken(content, reading)

    def _note(self, content: dict, text: Any) -> None:
        """Take over the reading or source that a text names."""
        if not isinstance(text, str):
            return
        if text in content["readings"]:
            self.reading(content, text)
        elif text in content["sources"]:
            self.sources.setdefault(text, content["sources"][text])

    def behind(self) -> dict:
        """What the file says of the readings and sources that its facts rest on."""
        return {
            "readings": dict(sorted(self.readings.items())),
            "sources": dict(sorted(self.sources.items())),
            "facts": self.book.facts,
        }
