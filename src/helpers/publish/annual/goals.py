"""Goals without figures: assessed by stage, with evidence, never by an invented percentage."""

from helpers.publish.annual import parts
from helpers.publish.document import Block, Bullets, Line, Row, Section
from helpers.publish.language import Fact, Speaker

COLUMNS = ("text", "period", "figure", "stage")


def section(speaker: Speaker) -> Section:
    """The plan's qualitative targets and outcomes, then how it means to get there."""
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
    assessed = [item for item in goals["items"] if item["stage"]]
    others = [item for item in goals["items"] if not item["stage"]]
    blocks += [_table(speaker, assessed), *_others(speaker, others)]
    return Section("goals", tuple(blocks))


def _lead(speaker: Speaker, ids: dict[str, str]) -> Line:
    """How many are assessed by stage, and of how many a stage was filed."""
    if "stated" not in ids:
        return speaker.say("goals.lead", count=Fact(ids["assessed"]))
    counts = {"count": Fact(ids["assessed"]), "stated": Fact(ids["stated"])}
    return speaker.say("goals.lead_stated", **counts)


def _table(speaker: Speaker, items: list[dict]):
    rows = []
    due = {entry["indicator_id"] for entry in speaker.facts["indicators"]}
    for name in dict.fromkeys(_place(item, due) for item in items):
        rows.append(parts.group_row(_place_name(speaker, name)))
        rows += [_row(speaker, item) for item in items if _place(item, due) == name]
    stated = "stated" in speaker.facts["goals"]["facts"]
    head = [f"goals.{name}" for name in (*COLUMNS, "evidence")[: 5 if stated else 4]]
    widths = (42, 18, 10, 9, 21) if stated else (56, 20, 12, 12)
    caption = speaker.say("goals.caption")
    return parts.table(speaker, caption, head, rows, "l" * len(head), widths)


def _place(item: dict, due: set[str]) -> str:
    """What a goal stands under: its indicator or its node of the strategy tree."""
    if item["indicator_id"] in due:
        return item["indicator_id"]
    return item["node_id"] or item["plan_id"]


def _place_name(speaker: Speaker, name: str) -> Line:
    """A place by its number and words: an indicator's label or the titles of its strategies."""
    entry = parts.entry_of(speaker.facts, name)
    if entry:
        number = speaker.code(parts.short_id(name))
        return (*number, *speaker.text(" "), *speaker.both(entry["label"]))
    titles = [
        parts.title(speaker, "group", title)
        for group in speaker.facts["groups"]
        for title in group["titles"]
        if title["id"] in name.split(",")
    ]
    return parts.join(titles) if titles else speaker.code(parts.short_id(name))


def _row(speaker: Speaker, item: dict) -> Row:
    cells = (
        _text(speaker, item),
        period(speaker, item),
        _figure(speaker, item),
        speaker.say(f"stages.{item['stage']}"),
    )
    if "stated" not in speaker.facts["goals"]["facts"]:
        return Row(cells)
    return Row((*cells, _evidence(speaker, item["stage_of"])))


def _evidence(speaker: Speaker, stated: dict | None) -> Line:
    """When a stage was stated, on what evidence, by whom, in which form."""
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
    return (*text, *speaker.text(" ("), *source, *speaker.text(")"))


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
    return speaker.say("goals.figure_text", unit=unit, figure=Fact(item["figure"]))


def _others(speaker: Speaker, items: list[dict]) -> list[Block]:
    if not items:
        return []
    blocks: list[Block] = [parts.subheading(speaker, "goals.others")]
    for kind in dict.fromkeys(item["kind"] for item in items):
        mine = [item for item in items if item["kind"] == kind]
        lines = [_other(speaker, item, mine) for item in mine if not item["part_of"]]
        blocks += [parts.subheading(speaker, f"kinds.{kind}", level=4), Bullets(tuple(lines))]
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
