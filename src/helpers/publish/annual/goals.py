"""Goals without figures: assessed by stage, with evidence, never by an invented percentage."""

import re

from helpers.actuals.milestones import ASSESSED, MEANS
from helpers.publish.annual import parts
from helpers.publish.document import Block, Bullets, Line, Row, Section, Table
from helpers.publish.language import Fact, Speaker

COLUMNS = ("text", "period", "figure", "stage", "evidence")
WIDTHS = {"text": 56, "period": 20, "figure": 12, "stage": 12}
WIDTHS_TOLD = {"text": 42, "period": 18, "figure": 10, "stage": 9, "evidence": 21}


def section(speaker: Speaker) -> Section:
    """Qualitative targets and outcomes, the means by which the plan gets there, and the rest."""
    goals = speaker.facts["goals"]
    ids = goals["facts"]
    blocks: list[Block] = [
        parts.heading(speaker, "goals"),
        parts.paragraph(_lead(speaker, ids)),
    ]
    if speaker.facts["facts"][ids["unknown_periods"]]["value"]:
        unknown, outcomes = Fact(ids["unknown_periods"]), Fact(ids["outcomes"])
        line = speaker.say("goals.unknown_periods", count=unknown, all=outcomes)
        blocks.append(parts.paragraph(line, "note"))
    assessed = [item for item in goals["items"] if item["kind"] in ASSESSED]
    means = [item for item in goals["items"] if item["kind"] in MEANS]
    # An approach that is paired with an outcome stands in the outcome's row.
    paired = {item["part_of"] for item in assessed}
    others = [i for i in goals["items"] if not i["stage"] and i["goal_id"] not in paired]
    blocks += [_table(speaker, assessed), *_means(speaker, means)]
    return Section("goals", (*blocks, *_others(speaker, others)))


def _lead(speaker: Speaker, ids: dict[str, str]) -> Line:
    """How many are assessed by stage, and of how many a stage was filed."""
    if "stated" not in ids:
        return speaker.say("goals.lead", count=Fact(ids["assessed"]))
    counts = {"count": Fact(ids["assessed"]), "stated": Fact(ids["stated"])}
    return speaker.say("goals.lead_stated", **counts)


def _means(speaker: Speaker, items: list[dict]) -> list[Block]:
    """Processes and the like, which may be filed by stage as well; nothing where there are none."""
    if not items:
        return []
    ids = speaker.facts["goals"]["facts"]
    slots = {name: Fact(ids[name]) for name in ("means", "means_stated") if name in ids}
    lead = speaker.say("goals.means_stated" if "means_stated" in ids else "goals.means", **slots)
    heading = parts.subheading(speaker, "goals.means_heading")
    return [heading, parts.paragraph(lead), _table(speaker, items, "means_")]


def _table(speaker: Speaker, items: list[dict], of: str = "") -> Table:
    """Goals under their places; ``of`` begins the keys of the words of another kind of table."""
    rows = []
    due = {entry["indicator_id"] for entry in speaker.facts["indicators"]}
    told = any(_is_told(speaker, item) for item in items)
    columns = _columns(told, bool(of))
    for name in dict.fromkeys(_place(item, due) for item in items):
        rows.append(parts.group_row(_place_name(speaker, name)))
        rows += [_row(speaker, item, columns) for item in items if _place(item, due) == name]
    head = [f"goals.{name}" for name in (f"{of}text", *columns[1:])]
    widths = [(WIDTHS_TOLD if told else WIDTHS)[name] for name in columns]
    # What a left-out column would have taken goes to the words.
    widths[0] += 100 - sum(widths)
    caption = speaker.say(f"goals.{of}caption")
    table = parts.table(speaker, caption, head, rows, "l" * len(head), tuple(widths))
    return parts.without_empty_columns(table)


def _columns(told: bool, means: bool) -> tuple[str, ...]:
    """The columns a table may have: evidence where it was told, and means have no period."""
    left_out = (set() if told else {"evidence"}) | ({"period"} if means else set())
    return tuple(name for name in COLUMNS if name not in left_out)


def remark(speaker: Speaker, item: dict) -> dict | None:
    """What an officer remarked on a goal: in the year, or last in the years of a plan."""
    years = speaker.facts.get("narratives") or {"": speaker.facts["narrative"]}
    found = [
        told["goals"].get(item["goal_id"], {}).get("remark") for told in years.values() if told
    ]
    return next(filter(None, reversed(found)), None)


def _is_told(speaker: Speaker, item: dict) -> bool:
    return bool(item["stage_of"] or remark(speaker, item))


def _place(item: dict, due: set[str]) -> str:
    """What a goal stands under: its indicator or its node of the strategy tree."""
    if item["indicator_id"] in due:
        return item["indicator_id"]
    if item["node_id"]:
        return item["node_id"]
    return item["kind"] if item["kind"] in MEANS else item["plan_id"]


def _place_name(speaker: Speaker, name: str) -> Line:
    """A place by its number and words: an indicator's label or the titles of its strategies."""
    entry = parts.entry_of(speaker.facts, name)
    if entry:
        number = speaker.code(parts.short_id(name))
        return (*number, *speaker.text(" "), *speaker.both(entry["label"]))
    if name in MEANS:
        return speaker.say(f"kinds_heading.{name}")
    titles = [
        parts.title(speaker, "group", title)
        for group in speaker.facts["groups"]
        for title in group["titles"]
        if title["id"] in name.split(",")
    ]
    return parts.join(titles) if titles else speaker.code(parts.short_id(name))


def _row(speaker: Speaker, item: dict, columns: tuple[str, ...]) -> Row:
    cells = {
        "text": _part(speaker, item),
        "period": period(speaker, item),
        "figure": _figure(speaker, item),
        "stage": speaker.say(f"stages.{item['stage']}"),
        "evidence": parts.join([_evidence(speaker, item), _remarked(speaker, item)]),
    }
    return Row(tuple(cells[name] for name in columns))


def _part(speaker: Speaker, item: dict) -> Line:
    """The goal's words: an outcome with the approach it is of, a part below what it is part of."""
    text = _text(speaker, item)
    upper = next(
        (i for i in speaker.facts["goals"]["items"] if i["goal_id"] == item["part_of"]), None
    )
    if upper is None:
        return text
    if upper["kind"] == item["kind"]:
        return (*speaker.text("– "), *text)
    above = _text(speaker, upper)
    return parts.join([speaker.say("goals.paired", approach=above), text])


def _remarked(speaker: Speaker, item: dict) -> Line:
    """The remark of an officer, under its word."""
    told = remark(speaker, item)
    if told is None:
        return parts.NONE
    lines = parts.join(parts.filed_lines(told["text_th"]))
    return (*speaker.say("goals.remark"), *speaker.text(": "), *lines)


def _evidence(speaker: Speaker, item: dict) -> Line:
    """When a stage was stated, on what evidence, by whom, in which form."""
    stated = item["stage_of"]
    if stated is None:
        return parts.NONE
    provisional = stated["maturity"] == "provisional"
    unit = stated["responsible_unit"]
    return parts.join(
        [
            speaker.day(stated["as_of"], short=True),
            *parts.filed_lines(stated["evidence"]),
            parts.filed(unit) if unit else parts.NONE,
            speaker.say("maturity.provisional") if provisional else parts.NONE,
            speaker.code(stated["source_id"]),
        ]
    )


def _text(speaker: Speaker, item: dict) -> Line:
    source = parts.source_ref(speaker, item["source"])
    text = speaker.both(item["text"])
    damaged = (*speaker.text(" · "), *speaker.say("goals.damaged")) if item["damaged"] else ()
    return (*text, *speaker.text(" ("), *source, *damaged, *speaker.text(")"))


def period(speaker: Speaker, item: dict) -> Line:
    """The period, or both headings the plan prints where it cannot be known."""
    told = (
        speaker.both(item["period_text"])
        if item["period_text"]
        else speaker.text(item["period"].replace("|", "·"), "quote")
    )
    if item["period_certain"]:
        return told
    return speaker.say("goals.period_unknown", period=told)


def _figure(speaker: Speaker, item: dict) -> Line:
    if item["figure"] is None:
        return parts.NONE
    unit = speaker.text(speaker.unit_of(item["figure_unit"]))
    return speaker.say(_figure_key(speaker, item), unit=unit, figure=Fact(item["figure"]))


def _figure_key(speaker: Speaker, item: dict) -> str:
    """The words for a goal's figure: with its qualifier, where the plan prints one before it."""
    figure = speaker.facts["facts"][item["figure"]]["value"]
    for name, about in speaker.labels["goals"]["figure_qualified"].items():
        # Between the two stands at most the unit.
        if re.search(rf"{about['before']}\D{{0,12}}{figure:g}(?!\d)", item["text"]["th"]):
            return f"goals.figure_qualified.{name}"
    return "goals.figure_text"


def _others(speaker: Speaker, items: list[dict]) -> list[Block]:
    if not items:
        return []
    blocks: list[Block] = [parts.subheading(speaker, "goals.others")]
    for kind in dict.fromkeys(item["kind"] for item in items):
        mine = [item for item in items if item["kind"] == kind]
        lines = [_other(speaker, item, mine) for item in mine if not item["part_of"]]
        blocks += [
            parts.subheading(speaker, f"kinds_heading.{kind}", level=4),
            Bullets(tuple(lines)),
        ]
    return blocks


def _other(speaker: Speaker, item: dict, mine: list[dict]) -> Line:
    """An item with its period, where the plan gives one, and the items under it."""
    under = [_text(speaker, part) for part in mine if part["part_of"] == item["goal_id"]]
    text = _text(speaker, item)
    if item["kind"] == "approach":
        text = (*text, *speaker.text(" · "), *period(speaker, item))
    if not under:
        return text
    return (*text, *speaker.text(": "), *parts.join(under, speaker.text("; ")))
