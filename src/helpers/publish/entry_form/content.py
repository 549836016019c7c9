"""What the form prints beside its blanks: items with target and last result, and the draft."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from helpers import facts
from helpers.actuals.forms import fields
from helpers.actuals.forms.entered import digest
from helpers.core import paths, thai
from helpers.publish.annual import executive, parts
from helpers.publish.document import plain
from helpers.publish.language import Speaker


@dataclass(frozen=True)
class Printed:
    """A printed cell: a real number or words, and the format in which Excel shows a number."""

    value: object
    shown: str = "@"


@dataclass(frozen=True)
class Item:
    """A row of the form: its id, what is printed in it, and whether it is counted in per cent."""

    name: str
    printed: dict[str, Printed]
    is_rate: bool = False


@dataclass(frozen=True)
class Content:
    """The form of one year and day, free of any layout."""

    year: int
    as_of: date
    speaker: Speaker
    indicators: tuple[Item, ...]
    goals: tuple[Item, ...]
    strategies: tuple[Item, ...]

    @cached_property
    def draft(self) -> str:
        """The executive summary as the facts have it, one paragraph a line."""
        return "\n".join(plain(line) for line in executive.draft(self.speaker))

    @property
    def first_day(self) -> date:
        """The first day a result may be of."""
        return thai.fiscal_year_start(self.year)

    @property
    def about(self) -> dict[str, object]:
        """What the form is of, by the names in which reading looks for it."""
        values = (
            fields.load()["version"],
            self.year,
            self.as_of.isoformat(),
            self.speaker.facts["plan"]["plan_id"],
            digest(self.draft),
        )
        return dict(zip(fields.load()["about"], values, strict=True))

    def path(self, kind: str) -> Path:
        """Where the ``workbook`` or the ``table`` lies: beside the report."""
        return paths.report_folder(self.year, self.as_of) / fields.load()["files"][kind]

    def items(self, sheet: str) -> tuple[Item, ...]:
        """The rows of a sheet of indicators, goals or strategies."""
        others = {fields.MILESTONES: self.goals, fields.STRATEGIES: self.strategies}
        return others.get(sheet, self.indicators)


def gather(year: int, as_of: date) -> Content:
    """The content of the form, from the facts of the year and of the year before it."""
    facts.ensure(year, as_of)
    speaker = Speaker(facts.read(year, as_of), "th")
    before = _year_before(speaker)
    goals = [item for item in speaker.facts["goals"]["items"] if item["stage"]]
    return Content(
        year=year,
        as_of=as_of,
        speaker=speaker,
        indicators=tuple(
            _indicator(speaker, entry, before) for entry in speaker.facts["indicators"]
        ),
        goals=tuple(_goal(speaker, goal) for goal in goals),
        strategies=tuple(_strategy(speaker, group) for group in speaker.facts["groups"]),
    )


def _goal(speaker: Speaker, goal: dict) -> Item:
    """A goal with its kind; what it is a part of (its approach, its process) stands ahead."""
    texts = {item["goal_id"]: item["text"]["th"] for item in speaker.facts["goals"]["items"]}
    above = texts.get(goal["part_of"])
    own = goal["text"]["th"]
    label = f"{above} – {own}" if above else own
    kind = speaker.word(f"kinds.{goal['kind']}")
    return Item(goal["goal_id"], {"goal_kind": Printed(kind), "label": Printed(label)})


def _strategy(speaker: Speaker, group: dict) -> Item:
    """A strategy, or two that share a table, by number and words."""
    titles = [plain(parts.title(speaker, "group", title)) for title in group["titles"]]
    name = f"{speaker.facts['plan']['plan_id']}/{group['group_id']}"
    return Item(name, {"label": Printed(" / ".join(titles))})


def _year_before(speaker: Speaker) -> Speaker | None:
    """Speaks the facts of the year before, where the plan covers it."""
    year = speaker.facts["year_be"] - 1
    if not any(str(year) in row["years"] for row in speaker.facts["plan_targets"]):
        return None
    facts.ensure(year)
    return Speaker(facts.read(year), "th")


def _indicator(speaker: Speaker, entry: dict, before: Speaker | None) -> Item:
    printed = {
        "label": Printed(_label(speaker, entry)),
        "unit": Printed(entry["unit_th"]),
        "target": _number(speaker, entry["facts"]["target"]),
        **_last_result(entry["indicator_id"], before),
    }
    rate = entry["unit"] in fields.load()["per_cent_units"]
    return Item(entry["indicator_id"], printed, is_rate=rate)


def _label(speaker: Speaker, entry: dict) -> str:
    """The indicator's words; of two figures of one indicator, which of them."""
    label = entry["label"]["th"]
    return (
        f"{label} ({speaker.word('indicators.role_' + entry['role'])})" if entry["role"] else label
    )


def _number(speaker: Speaker, fact_id: str) -> Printed:
    """The number of a fact: real where it is one, in words where it is an interval."""
    fact = speaker.facts["facts"][fact_id]
    if isinstance(fact["value"], dict):
        return Printed(speaker.number(fact_id).text)
    return Printed(fact["value"], speaker.format.excel(fact["value"], fact["kind"]))


def _last_result(indicator_id: str, before: Speaker | None) -> dict[str, Printed]:
    """The result of the year before with its day, as that year's report has it."""
    none = Printed(fields.load()["none"])
    entry = before and parts.entry_of(before.facts, indicator_id)
    if not entry or "actual" not in entry["facts"]:
        return {"last_value": none, "last_as_of": none}
    value = _number(before, entry["facts"]["actual"])
    if entry["relation"] != "same":
        words = before.number(entry["facts"]["actual"]).text
        value = Printed(f"{words} {fields.load()['beside']['th']}")
    day = plain(parts.reading_day(before, before.facts["readings"][entry["reading_id"]]))
    return {"last_value": value, "last_as_of": Printed(day)}
