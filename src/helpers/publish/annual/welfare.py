"""Welfare funds beside the plan's tambons, without a ratio."""

from helpers.publish.annual import parts, summary
from helpers.publish.document import Block, Line, Row, Section
from helpers.publish.language import Fact, Speaker


def section(speaker: Speaker) -> Section:
    """The plans' welfare targets and the funds published up to the report's day."""
    about = speaker.facts["welfare"]
    blocks: list[Block] = [
        parts.heading(speaker, "welfare"),
        parts.paragraph(speaker.say("welfare.why_no_ratio")),
    ]
    if not about["has_target_this_plan"]:
        blocks.append(parts.paragraph(speaker.say("welfare.no_indicator"), "warning"))
    if summary.welfare_result(speaker):
        blocks += [parts.paragraph(line) for line in summary.welfare(speaker)]
    blocks += [_targets(speaker, about), *_totals(speaker, about), *_funds(speaker, about)]
    return Section("welfare", tuple(blocks))


def _targets(speaker: Speaker, about: dict):
    rows = [
        Row(
            (
                speaker.year(target["year"]),
                speaker.text(target["plan_id"], "quote"),
                speaker.say(f"indicators.role_{target['role']}") if target["role"] else parts.NONE,
                (speaker.number(target["fact"]),),
                parts.source_ref(speaker, target["source"]),
            )
        )
        for target in about["targets"]
    ]
    head = ["welfare.year", "welfare.plan", "welfare.role", "welfare.target", "indicators.source"]
    caption = speaker.say("welfare.targets")
    return parts.table(speaker, caption, head, rows, "lllrl", (18, 18, 32, 16, 16))


def _totals(speaker: Speaker, about: dict) -> list[Block]:
    return [
        parts.paragraph(
            speaker.say(
                "welfare.total",
                total=Fact(total["fact"]),
                plan=speaker.text(total["plan_id"], "quote"),
                new=_years(speaker, about, "new"),
                again=_years(speaker, about, "again"),
                line=parts.source_ref(speaker, total["source"]),
            ),
            "note",
        )
        for total in about["totals"]
    ]


def _years(speaker: Speaker, about: dict, role: str) -> Line:
    """The years whose targets have a role."""
    years = [speaker.year(t["year"]) for t in about["targets"] if t["role"] == role]
    return parts.join(years, speaker.text(", "))


def _funds(speaker: Speaker, about: dict) -> list[Block]:
    readings = [*about["funds"], *about["beside"]]
    if not readings:
        return [parts.paragraph(speaker.say("welfare.none"))]
    head = ["as_of", "what", "value", "unit", "confidence", "note"]
    rows = [_fund(speaker, reading) for reading in readings]
    return [
        parts.table(
            speaker,
            speaker.say("welfare.funds"),
            [*(f"welfare.{name}" for name in head), "sources.source"],
            rows,
            "llrllll",
            (15, 22, 12, 11, 10, 21, 9),
        )
    ]


def _fund(speaker: Speaker, reading: dict) -> Row:
    label = parts.reading_name(speaker, reading["indicator_key"])
    return Row(
        (
            parts.reading_day(speaker, reading),
            label,
            (speaker.number(reading["fact"]),),
            speaker.text(speaker.unit(reading["unit_th"])),
            speaker.say(f"confidence.{reading['confidence']}"),
            parts.reading_note(speaker, reading["reading_id"]),
            parts.reading_ref(speaker, reading["reading_id"]),
        )
    )
