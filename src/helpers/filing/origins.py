"""From a fact down to what it was first read from: lines of raw files, settings, tables."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

READING = "reading:"
_FACT, _RAW = "fact:", "data/raw/"
# Where a reading stands may move without the reading changing.
_PLACE = ("source", "fact")


@dataclass(frozen=True)
class Pair:
    """The facts of a report as filed and as they are now."""

    filed: dict[str, Any]
    now: dict[str, Any]

    @cached_property
    def changed(self) -> frozenset[str]:
        """Ids of facts whose value is another one, or that only one side has."""
        old, new = self.filed["facts"], self.now["facts"]
        missing = {"value": None}
        ids = {*old, *new}
        return frozenset(
            name
            for name in ids
            if old.get(name, missing)["value"] != new.get(name, missing)["value"]
        )

    def origins(self, fact_id: str) -> list[str]:
        """Sources a changed fact rests on in either report, parts that are the same left out.

        Of a file only the lines of the present report, where it has any: lines may have moved.
        """
        now, filed = (self._rests_on(fact_id, side) for side in (self.now, self.filed))
        places = {source.rpartition(":")[0] for source in now if source.startswith(_RAW)}
        return [*now, *(s for s in filed if s not in now and s.rpartition(":")[0] not in places)]

    def _rests_on(self, fact_id: str, side: dict) -> list[str]:
        found: dict[str, None] = {}
        self._follow(fact_id, side, found, set())
        return list(found)

    def _follow(self, fact_id: str, side: dict, found: dict[str, None], seen: set[str]) -> None:
        seen.add(fact_id)
        for source in side["facts"].get(fact_id, {"sources": []})["sources"]:
            if not source.startswith(_FACT):
                if not self._same_reading(source):
                    found[_line(source, side)] = None
                continue
            part = source.removeprefix(_FACT)
            if part in self.changed and part not in seen:
                self._follow(part, side, found, seen)

    def _same_reading(self, source: str) -> bool:
        """Whether a source is a reading that says the same in both reports."""
        if not source.startswith(READING):
            return False
        name = source.removeprefix(READING)
        old, new = (_said(name, side) for side in (self.filed, self.now))
        return old is not None and old == new

    def is_beside(self, fact_id: str) -> bool:
        """Whether a fact rests on readings of days after the report's alone: shown, never used."""
        days = [
            _first_day(side["readings"][name])
            for side in (self.now, self.filed)
            for name in _readings(fact_id, side)
        ]
        as_of = date.fromisoformat(self.now["as_of"])
        return bool(days) and all(day is not None and day > as_of for day in days)


def _line(source: str, side: dict) -> str:
    """The line a reading was received in, in place of the reading."""
    if not source.startswith(READING):
        return source
    return side["readings"][source.removeprefix(READING)]["source"]


def _said(reading_id: str, side: dict) -> dict | None:
    """What a reading says, wherever it stands, with its value."""
    reading = side["readings"].get(reading_id)
    if reading is None:
        return None
    about = {name: value for name, value in reading.items() if name not in _PLACE}
    return about | {"value": side["facts"][reading["fact"]]["value"]}


def _readings(fact_id: str, side: dict) -> set[str]:
    """Readings a fact names itself; of the fact that holds a reading's value, that reading."""
    sources = side["facts"].get(fact_id, {"sources": []})["sources"]
    named = {s.removeprefix(READING) for s in (*sources, fact_id) if s.startswith(READING)}
    return {name for name in named if name in side["readings"]}


def _first_day(reading: dict) -> date | None:
    day = reading["as_of_from"] or reading["as_of"]
    return date.fromisoformat(day) if day else None
