"""Because of which input a number changed, followed from the fact to lines of raw files."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from helpers.archive import inputs
from helpers.core import files, metadata

READING = "reading:"
_FACT, _RAW = "fact:", "data/raw/"
# Where a reading stands may move without the reading changing.
_PLACE = ("source", "cell", "fact")


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
                    found[_line(source, side, fact_id)] = None
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


def _line(source: str, side: dict, fact_id: str) -> str:
    """The line or cell a reading was received in, in place of the reading."""
    if source.startswith(READING):
        return place_of(side["readings"][source.removeprefix(READING)])
    about = side["readings"].get(fact_id.removeprefix(READING))
    is_own = about is not None and about["source"] == source
    return place_of(about) if is_own else source


def place_of(entry: dict) -> str:
    """Where a reading, a stage or a text was received: in a workbook its cell, where known."""
    source, cell = entry["source"], entry.get("cell")
    return f"{source.rpartition(':')[0]}:{cell}" if cell else source


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


_TABLE, _SETTING, _CONFIG = "table:", "setting:", "config.yml"


@dataclass(frozen=True, order=True)
class Cause:
    """An input that is not what it was: ``how`` is changed, new or gone.

    ``where`` is the line of a raw file, or the settings that differ; empty where not known.
    """

    file: str
    how: str
    where: tuple[str, ...] = ()


class Causes:
    """Finds the inputs behind changes between two fact files of one report."""

    def __init__(self, pair: Pair, record: dict[str, Any]) -> None:
        self.pair = pair
        self.about = metadata.load("filing.yml")
        self._now: dict[str, str | None] = {}
        self.filed = {n: sha for kind in record["inputs"].values() for n, sha in kind.items()}

    def of_fact(self, fact_id: str) -> tuple[Cause, ...]:
        """Inputs that made a fact change; empty where none is known to have changed."""
        return self._or_elimination([*self._own(fact_id), *self._settings(self._methods(fact_id))])

    def of_light(self, old: dict | None, new: dict | None) -> tuple[Cause, ...]:
        """Inputs that made the light of an indicator change; its entries in both fact files."""
        return self._or_elimination(self._of_entry(old, new))

    def of_lines(self, sources: Iterable[str]) -> tuple[Cause, ...]:
        """Inputs behind what stands in these lines or tables themselves."""
        return self._or_elimination(self._of_sources(sources))

    def _own(self, fact_id: str) -> list[Cause]:
        return self._of_sources(self.pair.origins(fact_id))

    def _of_sources(self, sources: Iterable[str]) -> list[Cause]:
        found = []
        for source in sources:
            if source == f"{_TABLE}assessment":
                found += self._verdicts or self._of_table("assessment")
            elif source.startswith(_TABLE):
                found += self._of_table(source.removeprefix(_TABLE))
            elif source.startswith(_SETTING):
                found += self._file(_CONFIG, source.removeprefix(_SETTING))
            else:
                file, line = _split(source)
                found += self._file(file, line)
        return found

    @cached_property
    def _verdicts(self) -> list[Cause]:
        """Why verdicts on indicators changed: what the table of them counts has those causes."""
        pairs = _entries(self.pair)
        return [cause for old, new in pairs for cause in self._of_entry(old, new)]

    def _of_entry(self, old: dict | None, new: dict | None) -> list[Cause]:
        """Why the verdict on one indicator changed; empty where it did not."""
        sides = [entry for entry in (old, new) if entry]
        ids = {i for entry in sides for i in entry["facts"].values()} & self.pair.changed
        if old and new and old["lights"] == new["lights"] and not ids:
            return []
        sources = [source for fact_id in sorted(ids) for source in self.pair.origins(fact_id)]
        own = self._of_sources(s for s in sources if s != f"{_TABLE}assessment")
        return [*own, *self._settings({"light", *self._of_ids(ids)})]

    def _of_ids(self, ids: Iterable[str]) -> set[str]:
        return {method for fact_id in ids for method in self._methods(fact_id)}

    def _methods(self, fact_id: str) -> set[str]:
        sides = (self.pair.filed["facts"], self.pair.now["facts"])
        return {side[fact_id]["method"] for side in sides if fact_id in side}

    def _settings(self, methods: Iterable[str]) -> list[Cause]:
        """Settings that differ and on which one of the formulas rests."""
        named = {s for method in methods for s in self.about["settings_of"].get(method, [])}
        return [c for name in sorted(named & self._other_settings) for c in self._of_setting(name)]

    @cached_property
    def _other_settings(self) -> set[str]:
        old, new = self.pair.filed["settings"], self.pair.now["settings"]
        return {name for name in {*old, *new} if old.get(name) != new.get(name)}

    def _of_setting(self, name: str) -> list[Cause]:
        named = self.about["setting_files"].get(name, [_CONFIG])
        return [c for file in named for c in self._file(file, name if file == _CONFIG else "")]

    def _of_table(self, table: str) -> list[Cause]:
        prefixes = tuple(self.about["tables"].get(table, []))
        known = {name for name in self.filed if name.startswith(prefixes)}
        return [c for f in sorted({*known, *inputs.present(prefixes)}) for c in self._file(f)]

    def _file(self, name: str, where: str = "") -> list[Cause]:
        """The file as a cause, if it is not the one the filing was made from; no words about it."""
        if name.casefold().endswith("readme.md"):
            return []
        if name not in self._now:
            self._now[name] = _sha(name)
        now, filed = self._now[name], self.filed.get(name)
        if now == filed:
            return []
        how = "new" if filed is None else "gone" if now is None else "changed"
        return [Cause(name, how, (where,) if where else ())]

    def _or_elimination(self, found: list[Cause]) -> tuple[Cause, ...]:
        return _merged(found or self._behind_all or self._any)

    @cached_property
    def _behind_all(self) -> list[Cause]:
        """Changed inputs every number rests on, for a number whose own sources are the same."""
        kinds = self.about["behind_all"]
        names = [name for name in self.filed if inputs.kind_of(name) in kinds]
        settings = [c for name in sorted(self._other_settings) for c in self._of_setting(name)]
        return [*settings, *(c for name in names for c in self._file(name))]

    @cached_property
    def _any(self) -> list[Cause]:
        """Whatever changed at all; the last resort before saying that the cause is not known."""
        listed = {*self.filed, *inputs.present(["data/raw/"])}
        listed -= set(inputs.present(["data/raw/boundaries/"]))
        listed.discard("data/raw/sources.csv")
        return [c for name in sorted(listed) for c in self._file(name)]


def _entries(pair: Pair) -> list[tuple[dict | None, dict | None]]:
    """Indicators of both fact files side by side."""
    old, new = (
        {entry["indicator_id"]: entry for entry in side["indicators"]}
        for side in (pair.filed, pair.now)
    )
    return [(old.get(name), new.get(name)) for name in {**old, **new}]


def _split(source: str) -> tuple[str, str]:
    """File and line of ``file:line``; in a workbook (``file#sheet:line``) the line of a sheet."""
    place, _, line = source.rpartition(":")
    file, _, sheet = place.partition("#")
    return file, f"{sheet}:{line}" if sheet else line


def _merged(found: list[Cause]) -> tuple[Cause, ...]:
    """Each file once, with every place in it that was named."""
    places: dict[tuple[str, str], dict[str, None]] = {}
    for cause in found:
        places.setdefault((cause.file, cause.how), {}).update(dict.fromkeys(cause.where))
    return tuple(Cause(file, how, tuple(where)) for (file, how), where in places.items())


def _sha(name: str) -> str | None:
    file = inputs.place(name)
    return files.sha256(file) if file.is_file() else None
