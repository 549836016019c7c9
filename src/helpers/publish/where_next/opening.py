"""Title, what the list rests on, and how many tambons lack what."""

from helpers.facts.where_next import group_names
from helpers.publish.annual import parts
from helpers.publish.document import Block, Heading, Line, Row, Section
from helpers.publish.language import Fact, Speaker


def heading(speaker: Speaker) -> Line:
    """Province and year, in the words of the province."""
    return speaker.say(
        "where_next.heading",
        unit=unit(speaker),
        province=speaker.both(speaker.facts["province"]["title"]),
        year=speaker.year(speaker.facts["year_be"]),
    )


def unit(speaker: Speaker, count: str = "many") -> Line:
    """What the areas are called: tambons, in Bangkok khwaeng."""
    areas = speaker.facts["province"]["areas"]
    return speaker.text(speaker.word(f"where_next.areas.{areas}.{count}"))


def amphoe(speaker: Speaker) -> Line:
    """What the areas above are called: amphoe, in Bangkok khet."""
    return speaker.text(
        speaker.word(f"where_next.areas.{speaker.facts['province']['areas']}.amphoe")
    )


def kind(speaker: Speaker, name: str) -> Line:
    """A kind of body in a sentence."""
    return speaker.text(speaker.word(f"where_next.kinds.{name}"))


def title(speaker: Speaker) -> Section:
    """Title and standing; of the demonstration first of all that it is one."""
    facts = speaker.facts
    blocks: list[Block] = []
    if facts["is_demo"]:
        blocks.append(parts.paragraph(speaker.say("demo.watermark"), "demo-banner"))
    blocks.append(Heading(1, heading(speaker), "top"))
    if facts["is_demo"]:
        blocks.append(parts.paragraph(speaker.say("where_next.demo"), "warning"))
    as_of = speaker.day(facts["as_of"])
    blocks.append(parts.paragraph(speaker.say("where_next.purpose", as_of=as_of), "lead"))
    if facts["counted_on"] != facts["as_of"]:
        day = speaker.day(facts["counted_on"])
        blocks.append(parts.paragraph(speaker.say("where_next.older", day=day), "warning"))
    if len(facts["kinds"]) == 1:
        line = speaker.say("where_next.one_kind", kind=kind(speaker, facts["kinds"][0]))
        blocks.append(parts.paragraph(line, "warning"))
    if speaker.lang != "th":
        blocks.append(parts.paragraph(speaker.say("title.unofficial"), "note"))
    # The style of the demonstration knows its title by this name.
    return Section("demo-title" if facts["is_demo"] else "title", tuple(blocks))


def summary(speaker: Speaker) -> Section:
    """How many tambons of each group there are."""
    groups = speaker.facts["groups"]
    line = speaker.say(
        "where_next.counted",
        province=speaker.both(speaker.facts["province"]["title"]),
        all=Fact(groups["all"]),
        lacking=Fact(groups["lacking"]),
        unit=unit(speaker),
    )
    rows = [
        Row((group_line(speaker, name), (speaker.number(groups[name]),)))
        for name in group_names(tuple(speaker.facts["kinds"]))
    ]
    caption = speaker.say("where_next.groups_caption", unit=unit(speaker))
    table = parts.table(
        speaker, caption, ["where_next.group", "where_next.count"], rows, "lr", (80, 20)
    )
    blocks = (parts.subheading(speaker, "where_next.summary", 2), parts.paragraph(line), table)
    return Section("where_summary", blocks)


def group_line(speaker: Speaker, name: str) -> Line:
    """What a group is, in words."""
    single = len(speaker.facts["kinds"]) == 1
    key = f"where_next.groups_of_one.{name}" if single else f"where_next.groups.{name}"
    slots = {"kind": kind(speaker, speaker.facts["kinds"][0])} if single else {}
    return speaker.say(key, **slots)
