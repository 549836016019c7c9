"""Scores, each with its sentence."""

from helpers.publish.annual import parts
from helpers.publish.document import Block, Bullets, Line, Section
from helpers.publish.speaker import Fact, Speaker


def section(speaker: Speaker) -> Section:
    """What was scored and why, the caution for a level, and why the others have no score."""
    facts = speaker.facts
    scored = [parts.entry_of(facts, name) for name in facts["scores"]["scored"]]
    blocks: list[Block] = [parts.heading(speaker, "scores"), _scale(speaker)]
    if scored:
        blocks.append(Bullets(tuple(sentence(speaker, entry) for entry in scored)))
        blocks += _caution(speaker)
    else:
        blocks.append(parts.paragraph(speaker.say("scores.none")))
    blocks += [_total(speaker), *_why_not(speaker)]
    return Section("scores", tuple(blocks))


def _scale(speaker: Speaker):
    settings = speaker.facts["settings"]
    basis = speaker.say(f"scores.basis_{settings['score_basis']}")
    scale = speaker.both(settings["score_scale"]["label"])
    at, score = (
        "/".join(str(point[part]) for point in settings["score_scale"]["points"])
        for part in ("at", "score")
    )
    line = speaker.say(
        "scores.scale",
        scale=scale,
        at=speaker.text(at, "quote"),
        score=speaker.text(score, "quote"),
        basis=basis,
    )
    return parts.paragraph(line, "note")


def sentence(speaker: Speaker, entry: dict) -> Line:
    """Why an indicator has its score, in one sentence."""
    key = _key(entry)
    names = {
        "stock": ("score", "actual", "level", "target", "baseline", "score_path"),
        "stock_by_path": ("score", "actual", "path", "target", "baseline"),
        "stock_without_baseline": ("score", "actual", "level", "target"),
        "other": ("score", "actual", "achievement", "target"),
    }[key]
    slots = {name: parts.fact(entry, name) for name in names}
    name = speaker.code(parts.short_id(entry["indicator_id"]))
    said = speaker.say(f"scores.{key}", id=name, **slots)
    return (*said, *speaker.say("scores.flagged")) if entry["flagged"] else said


def _key(entry: dict) -> str:
    if entry["measure_type"] != "stock":
        return "other"
    if entry["score_basis"] == "path":
        return "stock_by_path"
    return "stock" if "score_path" in entry["facts"] else "stock_without_baseline"


def _caution(speaker: Speaker) -> list[Block]:
    standing = speaker.facts["scores"]["standing"]
    if standing is None or speaker.facts["settings"]["score_basis"] != "level":
        return []
    line = speaker.say(
        "scores.warning",
        first=speaker.year(standing["first_year"]),
        standing=Fact(standing["level"]),
        now=Fact(standing["level_now"]),
    )
    return [parts.paragraph(line, "warning")]


def _total(speaker: Speaker):
    total = speaker.facts["scores"]["total"]
    if total is None:
        return parts.paragraph(speaker.say("scores.no_total"))
    if total["total"] is None:
        line = speaker.say("scores.total_withheld", covered=Fact(total["covered"]))
        return parts.paragraph(line)
    slots = {name: Fact(fact_id) for name, fact_id in total.items()}
    return parts.paragraph(speaker.say("scores.total", **slots))


def _why_not(speaker: Speaker) -> list[Block]:
    """The indicators without a score, gathered by the reason."""
    unscored = [e for e in speaker.facts["indicators"] if "score" not in e["facts"]]
    reasons = dict.fromkeys(entry["reason"] for entry in unscored)
    lines = [
        (
            *speaker.say(f"reasons.{reason}"),
            *speaker.text(": "),
            *parts.words(speaker, [
                parts.short_id(e["indicator_id"]) for e in unscored if e["reason"] == reason
            ]),
        )
        for reason in reasons
    ]  # fmt: skip
    title = parts.subheading(speaker, "scores.why_not")
    return [title, Bullets(tuple(lines))] if lines else []
