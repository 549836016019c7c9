"""The head of the report: what year, what plan, as of when, in whose words."""

from helpers.publish.annual.parts import paragraph
from helpers.publish.document import Heading, Line, Section, plain
from helpers.publish.language import Speaker


def page_title(speaker: Speaker) -> str:
    """The title of the page, in plain words."""
    return plain(speaker.say("title.page", year=speaker.year(speaker.facts["year_be"])))


def plan(speaker: Speaker) -> Line:
    """The plan by its title, without the institute's name, which stands beside it."""
    title = speaker.facts["plan"]["title"]
    name = speaker.word("title.institute_in_plan")
    return speaker.both({speaker.lang: title[speaker.lang].replace(f"{name} ", "")})


def section(speaker: Speaker) -> Section:
    """Title, plan, fiscal year and day, and what kind of document this is."""
    facts = speaker.facts
    blocks = [
        Heading(1, speaker.say("title.heading", year=speaker.year(facts["year_be"])), "top"),
        paragraph(speaker.say("title.institute", plan=plan(speaker)), "lead"),
        paragraph(
            speaker.say(
                "title.period",
                start=speaker.day(facts["fiscal_year"]["start"]),
                end=speaker.day(facts["fiscal_year"]["end"]),
                as_of=speaker.day(facts["as_of"]),
                round=speaker.word(f"title.round_{facts['round']}"),
            )
        ),
        paragraph(speaker.say(nature(facts)), "note"),
    ]
    if speaker.lang != "th":
        blocks.append(paragraph(speaker.say("title.unofficial"), "warning"))
    if facts["approved_late"]:
        day = speaker.day(facts["approved_late"]["day"])
        year = speaker.year(facts["year_be"])
        blocks.append(paragraph(speaker.say("title.approved_late", day=day, year=year), "warning"))
    return Section("title", tuple(blocks))


def nature(facts: dict) -> str:
    """What the report rests on: only what is public, or a form and registries too."""
    kinds = {reading["kind"] for reading in facts["readings"].values()}
    return nature_of(
        filed=bool(facts["narrative"]["form"] or "filed" in kinds),
        registry=bool(facts["coverage"]["kinds"] or "registry" in kinds),
    )


def nature_of(filed: bool, registry: bool) -> str:
    """The sentence for what a report rests on besides what is public."""
    named = [name for name, there in (("filed", filed), ("registry", registry)) if there]
    return "_".join(["title.nature", *named])
