"""Title and one-page summary of a plan's evaluation."""

from helpers.publish.annual import parts
from helpers.publish.annual import title as annual
from helpers.publish.document import Block, Bullets, Heading, Line, Row, Section
from helpers.publish.evaluation import years as years_page
from helpers.publish.language import Fact, Speaker


def names(speaker: Speaker) -> dict[str, Line]:
    """The plan as sentences name it, by its years."""
    return {"plan": speaker.text(speaker.facts["plan"]["plan_id"], "quote")}


def title(speaker: Speaker) -> Section:
    """Title, plan, its years and the day looked back from, and what kind of document this is."""
    facts = speaker.facts
    blocks: list[Block] = [
        Heading(1, speaker.say("evaluation.heading", **names(speaker)), "top"),
        parts.paragraph(speaker.say("title.institute", plan=annual.plan(speaker)), "lead"),
        parts.paragraph(
            speaker.say(
                "evaluation.period",
                start=speaker.day(facts["period"]["start"]),
                as_of=speaker.day(facts["as_of"]),
            )
        ),
        parts.paragraph(speaker.say(nature(facts)), "note"),
    ]
    if speaker.lang != "th":
        blocks.append(parts.paragraph(speaker.say("title.unofficial"), "warning"))
    if facts["left_out"]:
        years = years_page.span(speaker, facts["left_out"])
        line = speaker.say("evaluation.left_out", years=years)
        blocks.append(parts.paragraph(line, "warning"))
    return Section("title", tuple(blocks))


def nature(facts: dict) -> str:
    """What the evaluation rests on: only what is public, or forms and registries too."""
    kinds = {reading["kind"] for reading in facts["readings"].values()}
    forms = any(facts["narratives"].values())
    return annual.nature_of(filed=forms or "filed" in kinds, registry="registry" in kinds)


def summary(speaker: Speaker) -> Section:
    """How much of the plan could be judged, how it stood at its end, what is not known."""
    counts = {name: Fact(fact_id) for name, fact_id in speaker.facts["counts"].items()}
    lines = [
        asked(speaker, "evaluation_summary", counts),
        _said(
            speaker, "judged", counts, "targets_judged", "targets", "judged_at_end", "indicators"
        ),
        _said(speaker, "not_judged", counts, "never_judged", "without_result"),
        _lessons(speaker),
    ]
    blocks = [
        parts.heading(speaker, "evaluation_summary"),
        Bullets(tuple(lines)),
        _lights(speaker),
        parts.paragraph(_contents(speaker), "contents"),
    ]
    return Section("evaluation_summary", tuple(blocks))


def _said(speaker: Speaker, key: str, counts: dict[str, Fact], *used: str) -> Line:
    return speaker.say(f"evaluation_summary.{key}", **{name: counts[name] for name in used})


def asked(speaker: Speaker, section: str, counts: dict[str, Fact], *more: str) -> Line:
    """How many targets were asked; of those the plan does not print, that they are inferred.

    ``more`` are further counts that the sentence of the ``section`` shows.
    """
    held = speaker.facts["facts"][counts["held"].fact_id]["value"]
    names = ["indicators", "targets", *(("printed", "held") if held else ()), *more]
    key = f"{section}.asked_held" if held else f"{section}.asked"
    return speaker.say(key, **{name: counts[name] for name in names})


def _lessons(speaker: Speaker) -> Line:
    """In which years officers filed in words what helped and what hindered."""
    told = [int(year) for year, filed in speaker.facts["narratives"].items() if filed]
    if not told:
        return speaker.say("evaluation_summary.no_lessons")
    years = years_page.span(speaker, told)
    return speaker.say("evaluation_summary.lessons", years=years)


def _lights(speaker: Speaker):
    rows = [
        Row(
            (
                (speaker.light(about["light"]),),
                (speaker.number(about["fact"]),),
                parts.words(speaker, [parts.short_id(i) for i in about["indicator_ids"]]),
            )
        )
        for about in speaker.facts["lights"]
    ]
    caption = speaker.say(
        "evaluation_summary.lights", year=speaker.year(speaker.facts["years"][-1])
    )
    head = ["summary.light", "summary.count", "summary.which"]
    return parts.table(speaker, caption, head, rows, "lrl", (26, 10, 64))


def _contents(speaker: Speaker) -> Line:
    """Links to the sections of the page."""
    shown = speaker.labels["evaluation_contents"]["sections"]
    links = [(parts.Ref(f"h-{name}", speaker.word(f"{name}.heading")),) for name in shown]
    return parts.join(links, speaker.text(" · "))
