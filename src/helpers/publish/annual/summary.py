"""What the one page of summary is made of: sentences, the lights, what figures do not say."""

from typing import NamedTuple

from helpers.publish.annual import parts
from helpers.publish.document import Line, Ref, Row, Table
from helpers.publish.language import Fact, Speaker


def figures(speaker: Speaker) -> tuple[Line, ...]:
    """What is due, how councils and funds stand, and scores, in a sentence or two each."""
    return (*_due(speaker), *councils(speaker), *welfare(speaker), _scores(speaker))


def _due(speaker: Speaker) -> list[Line]:
    """How many indicators are due and judged; what holds back the others."""
    facts = speaker.facts["facts"]
    due = Fact("summary:due")
    why = speaker.say("summary.why")
    if not facts["summary:judged"]["value"]:
        return [speaker.say("summary.none_judged", due=due, why=why)]
    first = speaker.say("summary.due", due=due, judged=Fact("summary:judged"))
    if not facts["summary:not_judged"]["value"]:
        return [first]
    count = Fact("summary:not_judged")
    return [first, speaker.say("summary.not_judged", count=count, why=why)]


class Case(NamedTuple):
    """How councils stand: which sentence tells it, what it needs, and of which indicator."""

    name: str
    slots: dict
    entry: dict | None = None


def councils(speaker: Speaker) -> list[Line]:
    """How registered councils stand against the year's target, in one sentence."""
    case = councils_case(speaker)
    line = speaker.say(f"councils_headline.{_sentence(speaker, case)}", **case.slots)
    if case.entry is None or "actual" not in case.entry["facts"]:
        return [line]
    reading = speaker.facts["readings"][case.entry["reading_id"]]
    derived = speaker.say("councils_headline.derived") if reading["kind"] == "derived" else ()
    provisional = parts.is_provisional(speaker, case.entry)
    mark = speaker.say("councils_headline.provisional") if provisional else ()
    return [(*line, *derived, *mark)]


def _sentence(speaker: Speaker, case: Case) -> str:
    """The sentence of a case; on a day inside the year none speaks of the year's end."""
    within = case.name == "interim" and speaker.facts["round"] != "year"
    return "interim_within_year" if within else case.name


def councils_case(speaker: Speaker) -> Case:
    """The sentence that fits what is known of the year's councils, by its name and slots."""
    layout = speaker.facts["councils"]["indicators"]
    stock = parts.entry_of(speaker.facts, layout["stock"])
    return _yearly(speaker, layout) if stock is None else _stock(speaker, stock)


def _stock(speaker: Speaker, entry: dict) -> Case:
    target = parts.fact(entry, "target")
    if "actual" not in entry["facts"]:
        return Case("no_data", {"target": target}, entry)
    actual = parts.fact(entry, "actual")
    day = parts.reading_day(speaker, speaker.facts["readings"][entry["reading_id"]])
    if entry["interim"]:
        return Case("interim", {"actual": actual, "day": day, "target": target}, entry)
    slots = {
        **{name: parts.fact(entry, name) for name in ("baseline", "level", "path")},
        "actual": actual,
        "target": target,
        "light": parts.lights(speaker, entry),
        "light_path": parts.lights(speaker, entry, path=True),
    }
    if entry["flagged"]:
        return Case("flagged", slots, entry)
    return Case("dated", {**slots, "day": day}, entry)


def _yearly(speaker: Speaker, layout: dict) -> Case:
    names = [*layout["additions"], *layout["first_year"]]
    due = [e for e in (parts.entry_of(speaker.facts, name) for name in names) if e]
    if not due:
        return Case("no_indicator", {})
    with_actual = [entry for entry in due if "actual" in entry["facts"]]
    if not with_actual:
        each = [speaker.inline(parts.fact(entry, "target")) for entry in due]
        return Case("yearly_no_data", {"targets": parts.join(each, speaker.text(" + "))})
    entry = with_actual[0]
    slots = {name: parts.fact(entry, name) for name in ("target", "actual")}
    if "achievement" not in entry["facts"]:
        return Case("cumulative_of", slots, entry)
    light = parts.lights(speaker, entry)
    achievement = parts.fact(entry, "achievement")
    name = "yearly_upper_end" if entry["reason"] == "upper_end" else "yearly"
    return Case(name, {**slots, "achievement": achievement, "light": light}, entry)


def welfare(speaker: Speaker) -> list[Line]:
    """How welfare funds stand, in one line."""
    about = speaker.facts["welfare"]
    first = _welfare(speaker, about)
    if not about["funds"]:
        return [parts.join([first, speaker.say("welfare_headline.none")], speaker.text(" "))]
    last = about["last"]
    day = parts.reading_day(speaker, last)
    known = speaker.say("welfare_headline.last", count=Fact(last["fact"]), day=day)
    return [parts.join([first, known], speaker.text(" "))]


def _welfare(speaker: Speaker, about: dict) -> Line:
    """What the plan asks of welfare, with the result where one counts the same."""
    result = welfare_result(speaker)
    if result is None:
        key = "with_target" if about["has_target_this_plan"] else "without_target"
        return speaker.say(f"welfare_headline.{key}")
    slots = welfare_slots(speaker, result)
    key = WELFARE_COUNTS.get(parts.counted(speaker, result) or "", "with_result")
    told = [speaker.say(f"welfare_headline.{key}", **slots)]
    if key != "with_result" and "to_date" in result["facts"]:
        to_date = parts.fact(result, "to_date")
        told.append(speaker.say("welfare_headline.to_date", to_date=to_date))
    return parts.join(told, speaker.text(" "))


# The sentence of each count of a registry of funds, by the rule of the count.
WELFARE_COUNTS = {
    "tambons_newly_covered": "newly_covered",
    "tambons_covered_again": "covered_again",
}


def welfare_slots(speaker: Speaker, result: dict) -> dict:
    """What a sentence on the year's tambons with welfare takes."""
    names = ["actual", "target"]
    if parts.counted(speaker, result) in WELFARE_COUNTS:
        names.append("achievement")
    slots: dict = {name: parts.fact(result, name) for name in names}
    return {**slots, "light": parts.lights(speaker, result)}


def welfare_result(speaker: Speaker) -> dict | None:
    """The welfare indicator of the year with a result that counts what the plan counts."""
    topic = speaker.facts["welfare"]["topic"]
    found = [
        entry
        for entry in speaker.facts["indicators"]
        if entry["topic"] == topic and entry["relation"] == "same" and "actual" in entry["facts"]
    ]
    return found[0] if found else None


def _scores(speaker: Speaker) -> Line:
    scores = speaker.facts["scores"]
    if not scores["scored"]:
        return speaker.say("summary.scores_none")
    count, total = Fact(scores["count"]), scores["total"]
    if total is None:
        return speaker.say("summary.scores_some", count=count)
    covered = Fact(total["covered"])
    if total["total"] is None:
        return speaker.say("summary.scores_withheld", count=count, covered=covered)
    return speaker.say(
        "summary.scores_total", count=count, total=Fact(total["total"]), covered=covered
    )


def lights(speaker: Speaker) -> Table:
    """The indicators due, light by light."""
    rows = [
        Row(
            (
                (speaker.light(name),),
                (speaker.number(f"light:{name}"),),
                parts.join([_named(speaker, i) for i in ids], speaker.text(", ")),
            )
        )
        for name, ids in speaker.facts["lights"].items()
    ]
    return parts.table(
        speaker,
        speaker.say("summary.lights"),
        ["summary.light", "summary.count", "summary.which"],
        rows,
        "lrl",
        (26, 10, 64),
    )


def contents(speaker: Speaker) -> Line:
    """Links to the sections of the report."""
    names = speaker.labels["contents"]["sections"]
    links = [(Ref(f"h-{name}", speaker.word(f"{name}.heading")),) for name in names]
    return parts.join(links, speaker.text(" · "))


def _named(speaker: Speaker, indicator_id: str) -> Line:
    """An indicator by its number; the upper light where the ends differ, and an unknown day."""
    entry = parts.entry_of(speaker.facts, indicator_id)
    name = speaker.code(parts.short_id(indicator_id))
    low, high = entry["lights"]["low"], entry["lights"]["high"]
    up_to = speaker.say("summary.up_to", light=speaker.light(high)) if low != high else ()
    flagged = speaker.say("indicators.flagged") if entry["flagged"] else ()
    turns = speaker.say("sensitivity.mark") if "light" in entry["turns"] else ()
    marks = parts.join([up_to, flagged, turns], speaker.text(" · "))
    return (*name, *speaker.text(" ("), *marks, *speaker.text(")")) if marks else name


def not_said(speaker: Speaker) -> list[Line]:
    """What nobody should read out of the figures."""
    lines = [*_no_registry(speaker), speaker.say("summary.not_said_quality")]
    standing = speaker.facts["scores"]["standing"]
    if standing:
        lines.append(
            speaker.say(
                "summary.not_said_standing",
                baseline=Fact(standing["baseline"]),
                standing=Fact(standing["level"]),
                first=speaker.year(standing["first_year"]),
                now=Fact(standing["level_now"]),
            )
        )
    return lines


def _no_registry(speaker: Speaker) -> list[Line]:
    """What cannot be known for want of a registry, of any kind or of some."""
    coverage = speaker.facts["coverage"]
    if not coverage["kinds"]:
        return [speaker.say("summary.not_said_tambon")]
    missing = [speaker.both(coverage["declared"][kind]) for kind in coverage["missing"]]
    if not missing:
        return []
    return [speaker.say("coverage.kind_missing", kinds=parts.join(missing, speaker.text(", ")))]
