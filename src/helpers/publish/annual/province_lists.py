"""Provinces that results list by name, and those they do not list, in words."""

from helpers.publish.annual import parts
from helpers.publish.document import Block, Bullets, Line
from helpers.publish.language import Fact, Speaker


def blocks(speaker: Speaker) -> list[Block]:
    """One line an indicator with a list; nothing where no form has one."""
    lists = speaker.facts["province_lists"]
    if not lists:
        return []
    heading = parts.subheading(speaker, "indicators.provinces_heading")
    return [heading, Bullets(tuple(_list(speaker, *item) for item in lists.items()))]


def _list(speaker: Speaker, indicator_id: str, about: dict) -> Line:
    counts = {name: Fact(fact_id) for name, fact_id in about["facts"].items()}
    listed = speaker.say(
        "indicators.provinces_listed",
        id=speaker.code(parts.short_id(indicator_id)),
        listed=counts["listed"],
        day=speaker.day(about["as_of"], short=True),
        ref=parts.reading_ref(speaker, about["reading_id"]),
        names=_names(speaker, about["listed"]),
    )
    names = _names(speaker, about["others"])
    others = (
        speaker.say("indicators.provinces_others", others=counts["others"], names=names)
        if names
        else speaker.say("indicators.provinces_all")
    )
    return parts.join([listed, others], speaker.text(" · "))


def _names(speaker: Speaker, provinces: list[dict]) -> Line:
    return parts.join([speaker.both(one["name"]) for one in provinces], speaker.text(", "))
