"""Who answers for the report: positions, and room to sign. Never a person's name."""

from helpers.facts.narrative import APPROVAL
from helpers.publish.annual import parts
from helpers.publish.document import Row, Section
from helpers.publish.speaker import Speaker

COLUMNS = ("role", "signature", "position", "day")


def section(speaker: Speaker) -> Section:
    """One row each for who prepared, reviewed and approved the report."""
    caption = speaker.say("approval.caption")
    head = [f"approval.{name}" for name in COLUMNS]
    rows = [_row(speaker, name) for name in APPROVAL]
    table = parts.table(speaker, caption, head, rows, "llll", (16, 32, 28, 24))
    note = parts.paragraph(speaker.say("approval.note"), "note")
    return Section("approval", (parts.heading(speaker, "approval"), table, note))


def _row(speaker: Speaker, name: str) -> Row:
    given = speaker.facts["narrative"]["approval"].get(name)
    blank = speaker.say("approval.blank")
    position = parts.join(parts.filed_lines(given["text_th"])) if given else blank
    day = speaker.say("approval.date_blank")
    room = (*parts.NEW_LINE, *blank)
    return Row((speaker.say(f"approval.{name}"), room, position, day))
