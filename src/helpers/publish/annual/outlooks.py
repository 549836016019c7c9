"""The end of the plan at the pace so far, and where that cannot be said, why not."""

from helpers.publish.annual import parts
from helpers.publish.document import Block, Bullets, Line, Row, Table
from helpers.publish.language import Speaker

# In place of a reason where the plan sets no target after this year.
_OVER = "no_target_to_come"


def blocks(speaker: Speaker) -> list[Block]:
    """A table for each indicator with an outlook, and a reason for the rest."""
    entries = speaker.facts["indicators"]
    said = [entry for entry in entries if entry["outlook"] and entry["outlook"]["scenarios"]]
    made: list[Block] = [parts.subheading(speaker, "outlook.heading")]
    if said:
        made.append(parts.paragraph(speaker.say("outlook.lead"), "note"))
    for entry in said:
        made += [_table(speaker, entry), parts.paragraph(_verdict(speaker, entry))]
    return [*made, *_unsaid(speaker, [entry for entry in entries if entry not in said])]


def _table(speaker: Speaker, entry: dict) -> Table:
    outlook = entry["outlook"]
    caption = speaker.say(
        "outlook.caption",
        label=speaker.both(entry["label"]),
        unit=speaker.text(speaker.unit(entry["unit_th"]), "quote"),
        day=speaker.day(outlook["end_day"]),
    )
    rows = [_required(speaker, entry), *_scenarios(speaker, outlook)]
    head = [f"outlook.{name}" for name in ("scenario", "pace", "value", "short")]
    return parts.table(speaker, caption, head, rows, "lrrr", (46, 16, 18, 20))


def _required(speaker: Speaker, entry: dict) -> Row:
    """What the target asks for, which the scenarios are held against."""
    return Row(
        (
            speaker.say("outlook.required"),
            speaker.optional(entry["facts"].get("required_step", "")),
            speaker.optional(entry["outlook"]["target"]),
            speaker.optional(""),
        )
    )


def _scenarios(speaker: Speaker, outlook: dict) -> list[Row]:
    return [
        Row(
            (
                speaker.say(f"outlook.{name}"),
                speaker.optional(facts.get("pace", "")),
                speaker.optional(facts["value"]),
                speaker.optional(facts["short"]),
            )
        )
        for name, facts in outlook["scenarios"].items()
    ]


def _verdict(speaker: Speaker, entry: dict) -> Line:
    """What both ends of the ranges say; one sentence where they agree."""
    outlook = entry["outlook"]
    low, high = (speaker.say(f"outlooks.{outlook[end]}") for end in ("low", "high"))
    if outlook["low"] == outlook["high"]:
        return speaker.say("outlook.verdict", verdict=low)
    return speaker.say("outlook.ends_differ", low=low, high=high)


def _unsaid(speaker: Speaker, entries: list[dict]) -> list[Block]:
    """The indicators without an outlook, by the reason."""
    by_reason: dict[str, list[str]] = {}
    for entry in entries:
        reason = entry["outlook"]["low"] if entry["outlook"] else _OVER
        by_reason.setdefault(reason, []).append(parts.short_id(entry["indicator_id"]))
    if not by_reason:
        return []
    if list(by_reason) == [_OVER]:
        return [parts.paragraph(speaker.say("outlook.over"))]
    lines = [
        parts.join(
            [speaker.say(f"outlooks.{reason}"), parts.words(speaker, ids)], speaker.text(": ")
        )
        for reason, ids in by_reason.items()
    ]
    return [parts.paragraph(speaker.say("outlook.unsaid")), Bullets(tuple(lines))]
