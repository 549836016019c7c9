"""What the plans asked of an issue and what was reached: title, summary, indicators, goals."""

from helpers.publish.annual import councils, parts
from helpers.publish.annual import goals as annual
from helpers.publish.annual import title as head
from helpers.publish.document import Block, Bullets, Heading, Line, Row, Section
from helpers.publish.evaluation import beginning, years
from helpers.publish.issues import trends
from helpers.publish.language import Fact, Speaker

# What is known of a reading's time, best first, and how sure it is.
KNOWN = ("dated", "month")
CONFIDENCE = ("high", "medium", "low")


def title(speaker: Speaker) -> Section:
    """The issue, both plans, and what kind of page this is."""
    issue = speaker.facts["issue"]
    first, *_, last = speaker.facts["years"]
    blocks: list[Block] = [
        Heading(1, speaker.say("issue.page", issue=speaker.both(issue["label"])), "top"),
        parts.paragraph(
            speaker.say("issue.lead", first=speaker.year(first), last=speaker.year(last)), "lead"
        ),
        *institute(speaker),
    ]
    if speaker.lang != "th":
        blocks.append(parts.paragraph(speaker.say("title.unofficial"), "warning"))
    return Section("title", tuple(blocks))


def institute(speaker: Speaker) -> list[Block]:
    """Whose plans these are, up to which day results count, and what the page rests on."""
    kinds = {reading["kind"] for reading in speaker.facts["readings"].values()}
    nature = head.nature_of(filed="filed" in kinds, registry="registry" in kinds)
    as_of = speaker.day(speaker.facts["as_of"])
    return [
        parts.paragraph(speaker.say("issue.institute", as_of=as_of)),
        parts.paragraph(speaker.say(nature), "note"),
    ]


def summary(speaker: Speaker) -> Section:
    """How much the plans asked and how much of it could be judged; the last published numbers."""
    counts = {name: Fact(fact_id) for name, fact_id in speaker.facts["issue"]["counts"].items()}
    lines = [
        beginning.asked(speaker, "issue_summary", counts, "judged"),
        _said(speaker, "goals", counts, "goals", "assessed"),
        *_plans_without(speaker),
        *_last_published(speaker),
    ]
    body = Bullets(tuple(lines))
    return Section("issue_summary", (parts.heading(speaker, "issue_summary"), body))


def _said(speaker: Speaker, key: str, counts: dict[str, Fact], *used: str) -> Line:
    return speaker.say(f"issue_summary.{key}", **{name: counts[name] for name in used})


def _plans_without(speaker: Speaker) -> list[Line]:
    """The plans that have no indicator of the issue: a finding, not a gap to fill."""
    missing = [plan for plan in speaker.facts["plans"] if not _of_plan(speaker, plan)]
    return [speaker.say("issue_summary.no_indicator", plan=speaker.text(plan, "quote"))
            for plan in missing]  # fmt: skip


def _last_published(speaker: Speaker) -> list[Line]:
    """The last reading of the country of each series that is more than a few readings."""
    found = []
    for series in speaker.facts["published"]["series"]:
        if series["course"] and not trends.is_small(series):
            readings = [speaker.facts["readings"][name] for name in series["course"]]
            found.append(_last(speaker, series, last_of(readings)))
    return found


def last_of(readings: list[dict]) -> dict:
    """The last of some readings, in the order of their days, whose day or month is known.

    Where none is known, the last among those of the highest confidence: a rounded figure of an
    undated page after an exact one is no fall.
    """
    known = [reading for reading in readings if reading["year_basis"] in KNOWN]
    best = min(CONFIDENCE.index(reading["confidence"]) for reading in readings)
    sure = [reading for reading in readings if CONFIDENCE.index(reading["confidence"]) == best]
    return (known or sure)[-1]


def _last(speaker: Speaker, series: dict, reading: dict) -> Line:
    """A reading in its own unit, with what must be known to read it."""
    slots = {
        "label": speaker.both(series["label"]),
        "value": Fact(reading["fact"]),
        "unit": speaker.text(speaker.unit(reading["unit_th"]), "quote"),
        "day": parts.reading_day(speaker, reading),
    }
    key = "last_derived" if reading["kind"] == "derived" else "last"
    note = speaker.both(reading["note"]) if reading["note"] else parts.NONE
    told = speaker.say(f"issue_summary.{key}", **slots)
    return parts.join([told, note], speaker.text(" · "))


def _of_plan(speaker: Speaker, plan: str) -> list[dict]:
    return [entry for entry in speaker.facts["indicators"] if entry["plan_id"] == plan]


def section(speaker: Speaker) -> Section:
    """The issue's indicators, one table a plan with its years side by side."""
    blocks: list[Block] = [
        parts.heading(speaker, "issue_plans"),
        *years.key(speaker, speaker.facts["indicators"]),
    ]
    for plan, about in speaker.facts["plans"].items():
        blocks.append(Heading(3, speaker.both(about["title"]), f"h-plan-{plan}"))
        entries = _of_plan(speaker, plan)
        if not entries:
            line = speaker.say("issue_plans.none")
            blocks.append(parts.paragraph(line, "warning"))
            continue
        rows = [years.row(speaker, entry, about["years"]) for entry in entries]
        caption = speaker.say("issue_plans.caption", plan=speaker.text(plan, "quote"))
        blocks.append(years.table(speaker, caption, about["years"], rows))
    if end := speaker.facts["councils_at_end"]:
        blocks += councils.at_end(speaker, end)
    return Section("issue_plans", tuple(blocks))


def goals(speaker: Speaker) -> Section:
    """What the plans ask of the issue without a yearly figure, by plan, with its stage."""
    blocks: list[Block] = [parts.heading(speaker, "issue_goals")]
    items = speaker.facts["goals"]
    if not items:
        return Section("issue_goals", (*blocks, parts.paragraph(speaker.say("issue_goals.none"))))
    # An approach that is paired with an outcome stands in the outcome's row.
    kinds = {goal_id: goal["kind"] for goal_id, goal in speaker.facts["goal_parents"].items()}
    paired = {i["part_of"] for i in items if kinds.get(i["part_of"], i["kind"]) != i["kind"]}
    rows = []
    for plan in dict.fromkeys(item["plan_id"] for item in items):
        rows.append(
            parts.group_row(speaker.say("issue_goals.plan", plan=speaker.text(plan, "quote")))
        )
        rows += [_goal(speaker, item) for item in items if item["plan_id"] == plan
                 and item["goal_id"] not in paired]  # fmt: skip
    head = ["goals.text", "issue_goals.kind", "goals.period", "goals.stage"]
    caption = speaker.say("issue_goals.caption")
    return Section(
        "issue_goals",
        (*blocks, parts.table(speaker, caption, head, rows, "llll", (56, 16, 16, 12))),
    )


def _goal(speaker: Speaker, item: dict) -> Row:
    key = f"stages.{item['stage']}" if item["stage"] else "issue_goals.not_assessed"
    kind = speaker.say(f"kinds.{item['kind']}")
    return Row((_part(speaker, item), kind, annual.period(speaker, item), speaker.say(key)))


def _part(speaker: Speaker, item: dict) -> Line:
    """A goal's words: an outcome with its approach, a part below or with what it is part of."""
    text, upper = _words(speaker, item), speaker.facts["goal_parents"].get(item["part_of"])
    if upper is None:
        return text
    if upper["kind"] != item["kind"]:
        approach = speaker.say("goals.paired", approach=_words(speaker, upper))
        return parts.join([approach, text])
    if upper["goal_id"] in [goal["goal_id"] for goal in speaker.facts["goals"]]:
        return (*speaker.text("– "), *text)
    # What it is part of belongs to no issue or to another one.
    return parts.join([text, speaker.say("issue_goals.of", text=_words(speaker, upper))])


def _words(speaker: Speaker, item: dict) -> Line:
    source = parts.source_ref(speaker, item["source"])
    return (*speaker.both(item["text"]), *speaker.text(" ("), *source, *speaker.text(")"))
