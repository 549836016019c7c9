"""Findings about the plans themselves."""

from helpers.publish.annual import parts
from helpers.publish.document import Bullets, Line, Section
from helpers.publish.speaker import Fact, Speaker


def section(speaker: Speaker) -> Section:
    """What the plan's documents leave out, contradict or hide."""
    lines = tuple(_line(speaker, finding) for finding in speaker.facts["findings"])
    body = Bullets(lines) if lines else parts.paragraph(speaker.say("findings.none"))
    lead = parts.paragraph(speaker.say("findings.lead"), "note")
    return Section("findings", (parts.heading(speaker, "findings"), lead, body))


def _line(speaker: Speaker, finding: dict) -> Line:
    slots: dict = {name: Fact(fact_id) for name, fact_id in finding["facts"].items()}
    words = finding["words"]
    if "id" in words:
        slots["id"] = speaker.code(parts.short_id(words["id"]))
    if "day" in words:
        slots["day"] = speaker.day(words["day"], short=True)
    if "names" in words:
        slots["names"] = parts.words(speaker, words["names"])
    return speaker.say(f"findings.{finding['key']}", **slots)
