"""The executive summary: an officer's words, or a draft made from the facts."""

from helpers.assessment.ratios import COLOURED
from helpers.publish import fact_names
from helpers.publish.annual import parts, summary
from helpers.publish.document import Block, Bullets, Line, Section
from helpers.publish.language import Fact, Speaker

FIELD = "executive_summary"
# So many scores are told one by one; the section on scores tells all of them.
FEW = 3


def section(speaker: Speaker) -> Section:
    """The one page of summary: in words, the lights, and what the figures do not say.

    The officer's words stand where the draft was edited, else the draft of the present facts.
    """
    blocks = (
        parts.heading(speaker, "executive"),
        *_in_words(speaker),
        summary.lights(speaker),
        parts.subheading(speaker, "summary.not_said"),
        Bullets(tuple(summary.not_said(speaker))),
        parts.paragraph(summary.contents(speaker), "contents"),
    )
    return Section("executive", blocks)


def _in_words(speaker: Speaker) -> list[Block]:
    text = speaker.facts["narrative"]["overall"].get(FIELD)
    if text is None or text["is_draft"]:
        mark = parts.paragraph(speaker.say("executive.drafted"), "note")
        return [mark, *map(parts.paragraph, draft(speaker))]
    form = parts.source_title(speaker, text["source_id"])
    mark = parts.paragraph(speaker.say("executive.as_filed", form=form), "note")
    words = [parts.paragraph(line) for line in parts.filed_lines(text["text_th"])]
    # A draft is these figures in sentences; an officer's words may leave any of them out.
    figures = Bullets(summary.figures(speaker))
    heading = parts.subheading(speaker, "summary.figures")
    return [mark, *_warnings(speaker, text), *words, heading, figures]


def _warnings(speaker: Speaker, text: dict) -> list[Block]:
    """Figures of the officer's words that are not the facts of this report, each beside its own."""
    said = []
    if text.get("stale"):
        count = speaker.text(speaker.format.number(len(text["stale"])), "code")
        listed = parts.join(stale(speaker, text), speaker.text("; "))
        said.append(speaker.say("executive.stale", count=count, figures=listed))
    if text.get("unchecked"):
        said.append(speaker.say("executive.unchecked"))
    return [parts.paragraph(line, "warning") for line in said]


def stale(speaker: Speaker, text: dict) -> list[Line]:
    """Each figure that is no fact any more, with what it is now."""
    return [_stale(speaker, one) for one in text.get("stale", [])]


def _stale(speaker: Speaker, one: dict) -> Line:
    said = parts.filed(one["said"])
    what = fact_names.named(speaker, one["fact"])
    if one["fact"] not in speaker.facts["facts"]:
        return speaker.say("executive.stale_gone", what=what, said=said)
    return speaker.say("executive.stale_figure", what=what, said=said, now=Fact(one["fact"]))


def draft(speaker: Speaker) -> tuple[Line, ...]:
    """The summary as the facts have it, one line a paragraph; a form prints it to be edited."""
    told = (
        [*_period(speaker), *_due(speaker)],
        [*_councils(speaker), *_funds(speaker)],
        [*_scores(speaker), *_missing(speaker)],
        _caution(speaker),
    )
    return tuple(parts.join(sentences, speaker.text(" ")) for sentences in told)


def _period(speaker: Speaker) -> list[Line]:
    facts = speaker.facts
    first = speaker.say(
        "executive.period",
        year=speaker.year(facts["year_be"]),
        plan=speaker.both(facts["plan"]["title"]),
        as_of=speaker.day(facts["as_of"]),
    )
    return [first] if facts["round"] == "year" else [first, speaker.say("executive.within_year")]


def _due(speaker: Speaker) -> list[Line]:
    values = speaker.facts["facts"]
    due, lights = Fact("summary:due"), speaker.facts["lights"]
    others = _lights(speaker, [name for name in lights if name not in COLOURED])
    if not values["summary:judged"]["value"]:
        return [speaker.say("executive.none_judged", due=due, lights=others)]
    coloured = _lights(speaker, [name for name in lights if name in COLOURED])
    first = speaker.say("executive.due", due=due, judged=Fact("summary:judged"), lights=coloured)
    told = [first, _firmness(speaker)]
    if not values["summary:not_judged"]["value"]:
        return told
    count = Fact("summary:not_judged")
    return [*told, speaker.say("executive.not_judged", count=count, lights=others)]


def _firmness(speaker: Speaker) -> Line:
    """How many of the lights judged another assumption would turn, or that none of them does."""
    about = speaker.facts["sensitivity"]
    if not speaker.facts["facts"][about["turning"]]["value"]:
        return speaker.say("executive.firm", tried=Fact(about["tried"]))
    return speaker.say("executive.turning", turning=Fact(about["turning"]))


def _lights(speaker: Speaker, names: list[str]) -> Line:
    told = [
        speaker.say("executive.light", light=speaker.light(name), count=Fact(f"light:{name}"))
        for name in names
    ]
    return parts.join(told, speaker.text(", "))


def _councils(speaker: Speaker) -> list[Line]:
    case = summary.councils_case(speaker)
    line = speaker.say(f"executive.councils_{case.name}", **case.slots)
    if case.entry is None or "actual" not in case.entry["facts"]:
        return [line]
    derived = speaker.facts["readings"][case.entry["reading_id"]]["kind"] == "derived"
    marks = {"derived": derived, "provisional": parts.is_provisional(speaker, case.entry)}
    said = [speaker.say(f"executive.{name}") for name, there in marks.items() if there]
    return [line, *said, *_outlook(speaker, case.entry)]


def _outlook(speaker: Speaker, entry: dict) -> list[Line]:
    """What the end of the plan comes to at the pace so far; nothing where there is no pace."""
    outlook = entry["outlook"]
    if not outlook or "median" not in outlook["scenarios"]:
        return []
    median = Fact(outlook["scenarios"]["median"]["value"])
    return [speaker.say("executive.outlook", target=Fact(outlook["target"]), median=median)]


def _funds(speaker: Speaker) -> list[Line]:
    """Welfare funds, and tambons with welfare where a result of the year counts those."""
    about = speaker.facts["welfare"]
    result = summary.welfare_result(speaker)
    lines = []
    if result is not None:
        count = summary.WELFARE_COUNTS.get(parts.counted(speaker, result) or "", "result")
        slots = summary.welfare_slots(speaker, result)
        lines.append(speaker.say(f"executive.funds_{count}", **slots))
    if about["last"] is None:
        lines.append(speaker.say("executive.funds_none"))
    else:
        day = parts.reading_day(speaker, about["last"])
        lines.append(speaker.say("executive.funds", count=Fact(about["last"]["fact"]), day=day))
        if about["has_target_this_plan"]:
            lines.append(speaker.say("executive.funds_no_ratio"))
    if not about["has_target_this_plan"]:
        lines.append(speaker.say("executive.funds_no_target"))
    return lines


def _scores(speaker: Speaker) -> list[Line]:
    scores = speaker.facts["scores"]
    if not scores["scored"]:
        return [speaker.say("executive.scored_none")]
    return [_scored(speaker, scores), _total(speaker, scores["total"])]


def _scored(speaker: Speaker, scores: dict) -> Line:
    count = Fact(scores["count"])
    if len(scores["scored"]) > FEW:
        return speaker.say("executive.scored", count=count)
    entries = [parts.entry_of(speaker.facts, name) for name in scores["scored"]]
    told = [
        speaker.say(
            "executive.score",
            id=speaker.code(parts.short_id(entry["indicator_id"])),
            score=parts.fact(entry, "score"),
        )
        for entry in entries
    ]
    each = parts.join(told, speaker.text(", "))
    return speaker.say("executive.scored_each", count=count, scores=each)


def _total(speaker: Speaker, total: dict | None) -> Line:
    if total is None:
        return speaker.say("executive.no_total")
    covered = Fact(total["covered"])
    if total["total"] is None:
        return speaker.say(
            "executive.total_withheld", covered=covered, needed=Fact(total["needed"])
        )
    return speaker.say("executive.total", total=Fact(total["total"]), covered=covered)


def _missing(speaker: Speaker) -> list[Line]:
    """How many indicators have no data; the table of lights names them."""
    quality = speaker.facts["quality"]
    if not quality["indicators"]["missing"]:
        return []
    return [speaker.say("executive.missing", count=Fact(quality["facts"]["missing"]))]


def _caution(speaker: Speaker) -> list[Line]:
    lines = [speaker.say("executive.caution")]
    if speaker.facts["scores"]["standing"]:
        lines.append(speaker.say("executive.caution_level"))
    return lines
