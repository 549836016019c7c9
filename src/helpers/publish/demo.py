"""The page of the demonstration: what maps and tables will show once a registry is supplied."""

from collections.abc import Iterable

from helpers.geography.layer import Layer
from helpers.publish.annual import coverage, parts
from helpers.publish.document import Block, Figure, Heading, Row, Section, plain
from helpers.publish.language import Speaker


def page_title(speaker: Speaker) -> str:
    """The title of the page, in plain words; it says what it is."""
    return plain(speaker.say("demo.title", year=speaker.year(speaker.facts["year_be"])))


def title(speaker: Speaker) -> Section:
    """The banner that stays on every page, the title and what is invented."""
    year = speaker.year(speaker.facts["year_be"])
    blocks = (
        parts.paragraph(speaker.say("demo.watermark"), "demo-banner"),
        Heading(1, speaker.say("demo.title", year=year), "top"),
        parts.paragraph(speaker.say("demo.nature"), "warning"),
        parts.paragraph(speaker.say("demo.off_by"), "warning"),
        parts.paragraph(speaker.say("demo.funds"), "note"),
    )
    return Section("demo-title", blocks)


def body(speaker: Speaker, layers: tuple[Layer, ...], figures: Iterable[Figure]) -> Section:
    """Tables and maps of the demonstration, as the annual report will have them."""
    blocks = (
        parts.heading(speaker, "coverage"),
        *coverage.in_words(speaker),
        *figures,
        *coverage.about_layers(speaker, layers),
    )
    return Section("demo-coverage", blocks)


def rejects(speaker: Speaker) -> Section:
    """Lines that could not be used, by reason."""
    reasons = speaker.facts["rejects"]
    labels = speaker.facts["coverage"]["declared"]
    rows = [
        Row(
            (
                speaker.both(labels[item["kind"]]),
                speaker.both(item["words"]),
                (speaker.number(item["fact"]),),
            )
        )
        for item in reasons
    ]
    head = ["demo.registry", "demo.reason", "demo.lines"]
    blocks: list[Block] = [parts.subheading(speaker, "demo.rejects")]
    caption = speaker.say("demo.rejects_caption")
    blocks.append(parts.table(speaker, caption, head, rows, "llr", (30, 55, 15)))
    return Section("demo-rejects", tuple(blocks))
