"""Scores, each with its sentence."""

from helpers.publish.annual import parts
from helpers.publish.document import Block, Bullets, Line, Paragraph, Row, Section
from helpers.publish.language import Fact, Speaker


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
    blocks += [*_weights(speaker), _total(speaker), *_why_not(speaker)]
    return Section("scores", tuple(blocks))


def _scale(speaker: Speaker):
    settings = speaker.facts["settings"]
    basis = speaker.say(f"scores.basis_{settings['score_basis']}")
    said = _said(speaker, {**settings["score_scale"], "mode": settings["score_mode"]})
    return parts.paragraph(speaker.say("scores.scale", basis=basis, **said), "note")


def _said(speaker: Speaker, scale: dict) -> dict[str, Line]:
    """A scale in words: its name, its points, what holds between and beyond them."""
    at, score = (
        speaker.text("/".join(str(point[part]) for point in scale["points"]), "quote")
        for part in ("at", "score")
    )
    below = scale["below"]
    ends = (
        speaker.say("scores.ends_held")
        if below is None
        else speaker.say("scores.ends_below", below=speaker.text(str(below), "quote"))
    )
    label = scale["label"]
    return {
        "scale": speaker.both(label) if label else speaker.say("scores.own_points"),
        "at": at,
        "score": score,
        "mode": speaker.say(f"scores.mode_{scale['mode']}"),
        "ends": ends,
    }


def sentence(speaker: Speaker, entry: dict) -> Line:
    """Why an indicator has its score, in one sentence; by which scale, where it has its own."""
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
    flagged = speaker.say("scores.flagged") if entry["flagged"] else parts.NONE
    provisional = parts.is_provisional(speaker, entry)
    mark = speaker.say("scores.provisional") if provisional else parts.NONE
    return (*said, *_by_scale(speaker, entry), *flagged, *mark)


def _by_scale(speaker: Speaker, entry: dict) -> Line:
    """The indicator's own scale; else that scores go by steps, where they do."""
    own = speaker.facts["scores"]["own_scales"].get(entry["indicator_id"])
    if own is not None:
        return speaker.say("scores.own_scale", **_said(speaker, own))
    in_steps = speaker.facts["settings"]["score_mode"] == "step"
    return speaker.say("scores.by_steps") if in_steps else parts.NONE


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


def _weights(speaker: Speaker) -> list[Block]:
    """The weight of each indicator that has one, beside its score."""
    weights = speaker.facts["scores"]["weights"]
    if not weights:
        return []
    entries = {name: parts.entry_of(speaker.facts, name) for name in weights}
    rows = [
        Row(
            (
                speaker.code(parts.short_id(name)),
                speaker.both(entry["label"]),
                (speaker.number(weights[name]),),
                speaker.optional(entry["facts"].get("score", "")),
            )
        )
        for name, entry in entries.items()
    ]
    head = ["indicators.id", "scores.indicator", "scores.weight", "scores.score"]
    caption = speaker.say("scores.weights")
    return [parts.table(speaker, caption, head, rows, "llrr", (10, 58, 12, 20))]


def _total(speaker: Speaker) -> Paragraph:
    total = speaker.facts["scores"]["total"]
    if total is None:
        return parts.paragraph(speaker.say("scores.no_total"))
    slots = {name: Fact(fact_id) for name, fact_id in total.items() if fact_id}
    key = "total" if total["total"] else "total_withheld"
    return parts.paragraph(speaker.say(f"scores.{key}", **slots))


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
