"""Findings about the plans, and the quality of the data."""

from helpers.facts.findings import MENDED, SPACING
from helpers.publish.annual import cell_words, parts
from helpers.publish.document import Block, Bullets, Line, Row, Section
from helpers.publish.language import Fact, Speaker


def findings(speaker: Speaker) -> Section:
    """What the plan's documents leave out, contradict or hide."""
    lines = tuple(_finding_line(speaker, finding) for finding in speaker.facts["findings"])
    body = Bullets(lines) if lines else parts.paragraph(speaker.say("findings.none"))
    lead = parts.paragraph(speaker.say("findings.lead"), "note")
    return Section("findings", (parts.heading(speaker, "findings"), lead, body))


def _finding_line(speaker: Speaker, finding: dict) -> Line:
    slots: dict = {name: Fact(fact_id) for name, fact_id in finding["facts"].items()}
    words = finding["words"]
    if "places" in words:
        return _contradiction(speaker, finding)
    if "id" in words:
        slots["id"] = speaker.code(parts.short_id(words["id"]))
    if "day" in words:
        slots["day"] = speaker.day(words["day"], short=True)
    if "unit" in words:
        slots["unit"] = speaker.unit_of(words["unit"])
    if "names" in words:
        slots["names"] = parts.words(speaker, words["names"])
    return speaker.say(f"findings.{finding['key']}", **slots)


def _contradiction(speaker: Speaker, finding: dict) -> Line:
    """What contradicts what: the note, then the words and the line of each place."""
    words = finding["words"]
    places = [
        speaker.say(
            "findings.place",
            quote=speaker.text(place["quote"], "quote"),
            line=parts.source_ref(speaker, place["source"]),
        )
        for place in words["places"]
    ]
    between = speaker.text(speaker.word("findings.against"))
    note = speaker.both(words["note"])
    return speaker.say(f"findings.{finding['key']}", note=note, places=parts.join(places, between))


NAMED = ("inferred", "arithmetic", "upper_end")
COUNTED = ("filed", "provisional", "fallen", "interim", "flagged", "derived", "upper_end",
           "not_comparable", "inferred", "arithmetic", "corrected", *MENDED, SPACING,
           "revised")  # fmt: skip


def section(speaker: Speaker) -> Section:
    """Counts of each weakness, then the corrections and revisions one by one."""
    ids = speaker.facts["quality"]["facts"]
    values = {name: speaker.facts["facts"][fact_id]["value"] for name, fact_id in ids.items()}
    missing = speaker.say("quality.missing", count=Fact(ids["missing"]), due=Fact(ids["due"]))
    lines = [missing, *(_line(speaker, name) for name in COUNTED if values.get(name))]
    lines += _form_notes(speaker)
    blocks: list[Block] = [parts.heading(speaker, "quality"), Bullets(tuple(lines))]
    return Section("quality", (*blocks, *corrections(speaker), *_revisions(speaker)))


def _line(speaker: Speaker, name: str) -> Line:
    quality = speaker.facts["quality"]
    slots: dict = {"count": Fact(quality["facts"][name])}
    if name in NAMED:
        slots["names"] = parts.words(
            speaker, [parts.short_id(i) for i in quality["indicators"][name]]
        )
    if name == "corrected":
        slots["lines"] = Fact(quality["facts"]["lines_read"])
    if name == "fallen":
        slots["figures"] = parts.join(fallen(speaker), speaker.text("; "))
    if name == "interim":
        slots["days"] = Fact("settings:interim_after_days")
    return speaker.say(f"quality.{name}", **slots)


def fallen(speaker: Speaker) -> list[Line]:
    """Each cumulative result below that of an earlier year, with both figures."""
    return [
        speaker.say(
            "quality.fallen_one",
            id=speaker.code(parts.short_id(entry["indicator_id"])),
            now=parts.fact(entry, "actual"),
            before=Fact(entry["fallen"]["fact"]),
            year=speaker.year(entry["fallen"]["year"]),
        )
        for entry in speaker.facts["indicators"]
        if "fallen" in entry
    ]


def _form_notes(speaker: Speaker) -> list[Line]:
    """What is to be known of single cells of the forms."""
    return [
        speaker.say(
            f"quality.{note['code']}",
            place=speaker.code(cell_words.of_note(note).texts[speaker.lang]),
            found=parts.filed(note["found"]),
        )
        for note in speaker.facts.get("form_notes", [])
    ]


def corrections(speaker: Speaker) -> list[Block]:
    """Each correction of the document's words, but for spaces taken out; nothing without any."""
    rows = [
        Row(
            (
                speaker.code(item["source"].rpartition(":")[2]),
                speaker.say(f"quality.kind_{item['action']}"),
                speaker.text(item["printed"], "quote"),
                speaker.text(item["read_as"], "quote"),
                speaker.both(item["reason"]),
            )
        )
        for item in speaker.facts["quality"]["corrections"]
        if item["action"] != SPACING
    ]
    if not rows:
        return []
    head = [f"quality.{name}" for name in ("where", "kind", "printed", "read_as", "reason")]
    caption = speaker.say("quality.corrections")
    return [parts.table(speaker, caption, head, rows, "lllll", (8, 14, 24, 24, 30))]


def _revisions(speaker: Speaker) -> list[Block]:
    rows = [
        Row((_series(speaker, item), _values(speaker, item)))
        for item in speaker.facts["quality"]["revisions"]
    ]
    if not rows:
        return []
    head = ["quality.series", "quality.values"]
    caption = speaker.say("quality.revisions", year=speaker.year(speaker.facts["year_be"]))
    return [parts.table(speaker, caption, head, rows, "ll", (45, 55))]


def _series(speaker: Speaker, item: dict) -> Line:
    label = parts.reading_name(speaker, item["indicator_key"])
    place = parts.place(speaker, item["geography_code"])
    return (*label, *speaker.text(" · "), *place)


def _values(speaker: Speaker, item: dict) -> Line:
    told = [
        (
            speaker.number(value["fact"]),
            *speaker.text(" ("),
            *speaker.day(value["read_on"], short=True),
            *speaker.text(")"),
        )
        for value in item["values"]
    ]
    return parts.join(told, speaker.text(" → "))
