"""How the order is made and what it does not know."""

from helpers.publish.annual import parts
from helpers.publish.document import Block, Bullets, Section
from helpers.publish.language import Fact, Speaker
from helpers.publish.where_next import opening


def section(speaker: Speaker) -> Section:
    """The criteria with their weights, how the range is made, neighbours, limits."""
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
    layer = speaker.facts["layer"]
    source = {} if layer["name"] == "cartogram" else {"source": speaker.both(layer["source"])}
    told = speaker.say(f"where_next.neighbours_{layer['name']}", **source)
    limits = [speaker.say(f"where_next.limits.{name}") for name in
              speaker.labels["where_next"]["limits"]]  # fmt: skip
    blocks: list[Block] = [
        parts.subheading(speaker, "where_next.how", 2),
        parts.paragraph(speaker.say("where_next.score")),
        Bullets(tuple(criteria)),
        parts.paragraph(speaker.say("where_next.range")),
        parts.paragraph(told),
        parts.subheading(speaker, "where_next.not_known"),
        Bullets(tuple(limits)),
    ]
    return Section("where_how", tuple(blocks))


def _words(name: str, words: dict, chosen: dict) -> dict:
    if name == "amphoe":
        return words
    return {"years": Fact(chosen["recent_years"])} if name == "recent" else {}
