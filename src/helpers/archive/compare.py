"""What changed in a report since it was filed last: numbers, lights, stages and texts."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from helpers.archive import copies, inputs
from helpers.archive.causes import Cause, Causes, Pair
from helpers.archive.copies import Filing
from helpers.core import files, paths
from helpers.core.errors import InputError
from helpers.core.metadata import LANGUAGES
from helpers.publish.document import plain
from helpers.publish.language import Speaker

_NARRATIVE = ("overall", "strategies", "indicators", "goals", "approval")
# Parts of the narrative that hold texts item by item.
_BY_ITEM = ("strategies", "indicators", "goals")


@dataclass(frozen=True)
class Change:
    """One thing that is not as it was filed.

    ``what`` is fact, light, stage or text; ``name`` the fact's id, the indicator's, the goal's or
    ``item.field``. ``old`` and ``new`` are written for readers, by language; nothing where the
    thing was not there. ``beside`` marks numbers of days after the report's: shown, never used.
    """

    what: str
    name: str
    old: dict[str, str] | None
    new: dict[str, str] | None
    causes: tuple[Cause, ...]
    kind: str = "count"
    beside: bool = False


@dataclass(frozen=True)
class Changes:
    """Everything that changed since ``filing``, filed on ``filed_on`` (ISO)."""

    year: int
    filing: Filing
    filed_on: str
    found: tuple[Change, ...]
    labels: dict[str, dict[str, str]]
    digits: str


def changes(year: int, as_of: date) -> Changes | None:
    """The present facts against the last filing of the same year and day; nothing if none is.

    Raises ``InputError`` where there are no facts now or the filed copy is not as it was filed.
    """
    filing = copies.last(year, as_of)
    if filing is None:
        return None
    about = copies.read(filing)
    now, then = paths.report_folder(year, as_of) / inputs.FACTS, filing.folder / inputs.FACTS
    pair = Pair(_filed_facts(then, about), json.loads(files.read_text(now)))
    _check_version(pair, then)
    same = pair.filed == pair.now
    found = () if same else tuple(_Comparison(pair, Causes(pair, about)).every())
    return Changes(
        year, filing, about["filed_on"], found, _labels(pair), pair.now["settings"]["digits"]
    )


def _check_version(pair: Pair, file: Path) -> None:
    versions = [side.get("schema_version") for side in (pair.now, pair.filed)]
    if versions[0] != versions[1]:
        raise InputError(
            "the facts were filed in another form and cannot be compared",
            file=paths.relative(file),
            expected=f"schema_version {versions[0]}",
            found=versions[1],
        )


def _filed_facts(file: Path, about: dict[str, Any]) -> dict[str, Any]:
    text = files.read_text(file)
    if about["files"].get(inputs.FACTS) != files.sha256(file):
        raise InputError("the facts were altered after they were filed", file=paths.relative(file))
    return json.loads(text)


def _labels(pair: Pair) -> dict[str, dict[str, str]]:
    """Labels of indicators in both languages, as they read now."""
    entries = [*pair.filed["indicators"], *pair.now["indicators"]]
    return {entry["indicator_id"]: entry["label"] for entry in entries}


@dataclass(frozen=True)
class _Comparison:
    pair: Pair
    causes: Causes

    def every(self) -> Iterator[Change]:
        yield from self.lights()
        yield from self.facts()
        yield from self.stages()
        yield from self.texts()

    def facts(self) -> Iterator[Change]:
        """Changed facts in the order of the fact file, those that are gone last."""
        order = [*self.pair.now["facts"], *self.pair.filed["facts"]]
        for name in dict.fromkeys(order):
            if name in self.pair.changed:
                yield self._fact(name)

    def _fact(self, name: str) -> Change:
        old, new = self._speakers
        sides = (self.pair.now["facts"], self.pair.filed["facts"])
        return Change(
            "fact",
            name,
            _number(name, old),
            _number(name, new),
            self.causes.of_fact(name),
            kind=next(side[name]["kind"] for side in sides if name in side),
            beside=self.pair.is_beside(name),
        )

    @cached_property
    def _speakers(self) -> tuple[dict[str, Speaker], dict[str, Speaker]]:
        return self._speaking(self.pair.filed), self._speaking(self.pair.now)

    def _speaking(self, side: dict) -> dict[str, Speaker]:
        """Both languages, both sides in the numerals of the report as it is now."""
        digits = self.pair.now["settings"]["digits"]
        return {lang: Speaker(side, lang, digits) for lang in LANGUAGES}

    def lights(self) -> Iterator[Change]:
        """Indicators with another light at either end, by the basis that counts."""
        old, new = (_by(side["indicators"], "indicator_id") for side in self._sides)
        for name in {**new, **old}:
            before, after = old.get(name), new.get(name)
            if _ends(before) != _ends(after):
                causes = self.causes.of_light(before, after)
                yield Change("light", name, self._light(before), self._light(after), causes)

    @property
    def _sides(self) -> tuple[dict, dict]:
        return self.pair.filed, self.pair.now

    def _light(self, entry: dict | None) -> dict[str, str] | None:
        ends = list(dict.fromkeys(name for name in _ends(entry) if name))
        if not ends:
            return None
        return {
            lang: " / ".join(plain((speaker.light(end),)) for end in ends)
            for lang, speaker in self._speakers[1].items()
        }

    def stages(self) -> Iterator[Change]:
        """Goals without a figure that stand at another stage."""
        old, new = (_by(side["goals"]["items"], "goal_id") for side in self._sides)
        for name in {**new, **old}:
            before, after = (entries.get(name, {}) for entries in (old, new))
            if before.get("stage") != after.get("stage"):
                sources = [s for entry in (after, before) for s in _stated_in(entry)]
                causes = self.causes.of_lines(sources)
                yield Change("stage", name, self._stage(before), self._stage(after), causes)

    def _stage(self, entry: dict) -> dict[str, str] | None:
        if not entry.get("stage"):
            return None
        key = f"stages.{entry['stage']}"
        return {lang: speaker.word(key) for lang, speaker in self._speakers[1].items()}

    def texts(self) -> Iterator[Change]:
        """What officers wrote and wrote otherwise since; texts are Thai as filed."""
        old, new = (_texts(side.get("narrative") or {}) for side in self._sides)
        for name in {**new, **old}:
            before, after = old.get(name, {}), new.get(name, {})
            if before.get("text_th") != after.get("text_th"):
                sources = [entry["source"] for entry in (after, before) if entry]
                words = (_both(entry.get("text_th")) for entry in (before, after))
                yield Change("text", name, *words, self.causes.of_lines(sources))


def _number(name: str, speakers: dict[str, Speaker]) -> dict[str, str] | None:
    if any(name not in speaker.facts["facts"] for speaker in speakers.values()):
        return None
    return {lang: speaker.number(name).text for lang, speaker in speakers.items()}


def _by(entries: list[dict], key: str) -> dict[str, dict]:
    return {entry[key]: entry for entry in entries}


def _ends(entry: dict | None) -> tuple[str | None, ...]:
    return (entry["lights"]["low"], entry["lights"]["high"]) if entry else (None, None)


def _stated_in(entry: dict) -> list[str]:
    """Where a stage was stated; of one nobody stated, nowhere."""
    return [entry["stage_of"]["source"]] if entry.get("stage_of") else []


def _both(text: str | None) -> dict[str, str] | None:
    return None if text is None else dict.fromkeys(LANGUAGES, text)


def _texts(narrative: dict) -> dict[str, dict]:
    """Texts by ``item.field``."""
    found = {}
    for part in _NARRATIVE:
        entries = narrative.get(part) or {}
        items = entries if part in _BY_ITEM else {part: entries}
        found |= {f"{i}.{field}": t for i, texts in items.items() for field, t in texts.items()}
    return found
