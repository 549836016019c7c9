"""What the plans asked of an issue and what was reached: title, summary, indicators, goals."""

from helpers.publish.annual import goals as annual
from helpers.publish.annual import parts
from helpers.publish.document import Block, Bullets, Heading, Line, Row, Section
from helpers.publish.evaluation import years
from helpers.publish.issues import trends
from helpers.publish.language import Fact, Speaker


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
        _said(speaker, "asked", counts, "indicators", "targets", "judged"),
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
            reading_id = series["course"][-1]
            reading = speaker.facts["readings"][reading_id]
            slots = {
                "label": speaker.both(series["label"]),
                "value": Fact(reading["fact"]),
                "unit": speaker.text(speaker.unit(series["unit_th"]), "quote"),
                "day": parts.reading_day(speaker, reading),
            }
            found.append(speaker.say("issue_summary.last", **slots))
    return found


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
