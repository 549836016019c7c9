"""The one-page summary."""

from helpers.publish.annual import parts
from helpers.publish.document import Bullets, Line, Ref, Row, Section
from helpers.publish.speaker import Fact, Speaker


def section(speaker: Speaker) -> Section:
    """What is due, how councils and funds stand, scores, and what the figures do not say."""
    bullets = [
        *_due(speaker),
        *councils(speaker),
        *welfare(speaker),
        _scores(speaker),
    ]
    return Section(
        "summary",
        (
            parts.heading(speaker, "summary"),
            Bullets(tuple(bullets)),
            _lights(speaker),
            parts.subheading(speaker, "summary.not_said"),
            Bullets(tuple(_not_said(speaker))),
            parts.paragraph(_contents(speaker), "contents"),
        ),
    )


def _due(speaker: Speaker) -> list[Line]:
    """How many indicators are due and judged; what holds back the others."""
    facts = speaker.facts["facts"]
    due = Fact("summary:due")
    why = speaker.say("summary.why_hold" if "hold" in speaker.facts["lights"] else "summary.why")
    if not facts["summary:judged"]["value"]:
        return [speaker.say("summary.none_judged", due=due, why=why)]
    return [
        speaker.say("summary.due", due=due, judged=Fact("summary:judged")),
        speaker.say("summary.not_judged", count=Fact("summary:not_judged"), why=why),
    ]


def councils(speaker: Speaker) -> list[Line]:
    """How registered councils stand against the year's target, in one sentence."""
    layout = speaker.facts["councils"]["indicators"]
    stock = parts.entry_of(speaker.facts, layout["stock"])
    if stock is None:
        return [_yearly(speaker, layout)]
    return [_stock(speaker, stock)]


def _stock(speaker: Speaker, entry: dict) -> Line:
    target = parts.fact(entry, "target")
    if "actual" not in entry["facts"]:
        return speaker.say("councils_headline.no_data", target=target)
    actual = parts.fact(entry, "actual")
    reading = speaker.facts["readings"][entry["reading_id"]]
    day = parts.reading_day(speaker, reading)
    derived = speaker.say("councils_headline.derived") if reading["kind"] == "derived" else ()
    if entry["interim"]:
        return (
            *speaker.say("councils_headline.interim", actual=actual, day=day, target=target),
            *derived,
        )
    slots = {
        "actual": actual,
        "target": target,
        "baseline": parts.fact(entry, "baseline"),
        "level": parts.fact(entry, "level"),
        "path": parts.fact(entry, "path"),
        "light": parts.lights(speaker, entry),
        "light_path": parts.lights(speaker, entry, path=True),
    }
    if entry["flagged"]:
        return (*speaker.say("councils_headline.flagged", **slots), *derived)
    return (*speaker.say("councils_headline.dated", day=day, **slots), *derived)


def _yearly(speaker: Speaker, layout: dict) -> Line:
    names = [*layout["additions"], *layout["first_year"]]
    due = [e for e in (parts.entry_of(speaker.facts, name) for name in names) if e]
    if not due:
        return speaker.say("councils_headline.no_indicator")
    with_actual = [entry for entry in due if "actual" in entry["facts"]]
    if with_actual:
        entry = with_actual[0]
        return speaker.say(
            "councils_headline.cumulative_of",
            target=parts.fact(entry, "target"),
            actual=parts.fact(entry, "actual"),
        )
    targets = parts.join(
        [speaker.inline(parts.fact(entry, "target")) for entry in due], speaker.text(" + ")
    )
    return speaker.say("councils_headline.yearly_no_data", targets=targets)


def welfare(speaker: Speaker) -> list[Line]:
    """How welfare funds stand, in one line."""
    about = speaker.facts["welfare"]
    key = "with_target" if about["has_target_this_plan"] else "without_target"
    first = speaker.say(f"welfare_headline.{key}")
    if not about["funds"]:
        return [parts.join([first, speaker.say("welfare_headline.none")], speaker.text(" "))]
    last = about["last"]
    day = parts.reading_day(speaker, last)
    known = speaker.say("welfare_headline.last", count=Fact(last["fact"]), day=day)
    return [parts.join([first, known], speaker.text(" "))]


def _scores(speaker: Speaker) -> Line:
    scores = speaker.facts["scores"]
    if not scores["scored"]:
        return speaker.say("summary.scores_none")
    return speaker.say("summary.scores_some", count=Fact(scores["count"]))


def _lights(speaker: Speaker):
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


def _contents(speaker: Speaker) -> Line:
    """Links to the sections of the report."""
    names = speaker.labels["contents"]["sections"]
    links = [(Ref(f"h-{name}", speaker.word(f"{name}.heading")),) for name in names]
    return parts.join(links, speaker.text(" · "))


def _named(speaker: Speaker, indicator_id: str) -> Line:
    """An indicator by its number, with a word where its result is not of a known day."""
    entry = parts.entry_of(speaker.facts, indicator_id)
    name = speaker.code(parts.short_id(indicator_id))
    if not entry["flagged"]:
        return name
    return (*name, *speaker.text(" ("), *speaker.say("indicators.flagged"), *speaker.text(")"))


def _not_said(speaker: Speaker) -> list[Line]:
    lines = [
        speaker.say("summary.not_said_tambon"),
        speaker.say("summary.not_said_quality"),
    ]
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
