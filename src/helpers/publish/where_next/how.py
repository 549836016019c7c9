"""How the order is made and what it does not know."""

from helpers.publish.annual import parts
from helpers.publish.document import Block, Bullets, Line, Section
from helpers.publish.language import Fact, Speaker
from helpers.publish.where_next import opening


def section(speaker: Speaker) -> Section:
    """The criteria with their weights, how the range is made, the example, limits."""
    chosen = speaker.facts["settings"]["where_next"]
    words = {"amphoe": opening.amphoe(speaker)}
    criteria = [
        parts.join(
            [
                speaker.say(f"where_next.criteria.{name}", **_words(name, words, chosen)),
                speaker.say("where_next.weight", weight=Fact(fact)),
            ],
            speaker.text(" "),
        )
        for name, fact in chosen["weights"].items()
    ]
    limits = [speaker.say(f"where_next.limits.{name}") for name in
              speaker.labels["where_next"]["limits"]]  # fmt: skip
    blocks: list[Block] = [
        parts.subheading(speaker, "where_next.how", 2),
        parts.paragraph(speaker.say("where_next.score")),
        Bullets(tuple(criteria)),
        parts.paragraph(speaker.say("where_next.range")),
        parts.paragraph(example(speaker)),
        parts.subheading(speaker, "where_next.not_known"),
        Bullets(tuple(limits)),
    ]
    return Section("where_how", tuple(blocks))


def _words(name: str, words: dict, chosen: dict) -> dict:
    if name == "recent":
        return {**words, "years": Fact(chosen["recent_years"])}
    return words if name == "amphoe" else {}


def example(speaker: Speaker) -> Line:
    """How the example to visit is chosen."""
    return speaker.say("where_next.example_rule", amphoe=opening.amphoe(speaker))


def neighbours(speaker: Speaker) -> Line:
    """What neighbours are: by true borders, or on the cartogram, where they are an arrangement."""
    layer = speaker.facts["layer"]
    source = {} if layer["name"] == "cartogram" else {"source": speaker.both(layer["source"])}
    return speaker.say(f"where_next.neighbours_{layer['name']}", **source)
