"""What the plans asked of an issue and what was reached: title, summary, indicators, goals."""

from helpers.publish.annual import councils, parts
from helpers.publish.annual import goals as annual
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
    ]
    if speaker.lang != "th":
        blocks.append(parts.paragraph(speaker.say("title.unofficial"), "warning"))
    return Section("title", tuple(blocks))


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
        parts.paragraph(speaker.say("years.key"), "note"),
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
    rows = []
    for plan in dict.fromkeys(item["plan_id"] for item in items):
        rows.append(
            parts.group_row(speaker.say("issue_goals.plan", plan=speaker.text(plan, "quote")))
        )
        rows += [_goal(speaker, item) for item in items if item["plan_id"] == plan]
    head = ["goals.text", "issue_goals.kind", "goals.period", "goals.stage"]
    caption = speaker.say("issue_goals.caption")
    return Section(
        "issue_goals",
        (*blocks, parts.table(speaker, caption, head, rows, "llll", (56, 16, 16, 12))),
    )


def _goal(speaker: Speaker, item: dict) -> Row:
    source = parts.source_ref(speaker, item["source"])
    text = (*speaker.both(item["text"]), *speaker.text(" ("), *source, *speaker.text(")"))
    stage = speaker.say(f"stages.{item['stage']}") if item["stage"] else parts.NONE
    kind = speaker.say(f"kinds.{item['kind']}")
    return Row((text, kind, annual.period(speaker, item), stage))
