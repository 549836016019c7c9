"""What the report of each year said of the plan's end, beside what became known of it."""

from helpers.publish.annual import parts
from helpers.publish.document import Block, Line, Row, Table
from helpers.publish.evaluation.years import marks_of
from helpers.publish.language import Fact, Speaker

_SCENARIOS = ("keep", "median", "best")


def blocks(speaker: Speaker) -> list[Block]:
    """A table an indicator that some year's report had an outlook of; nothing without any."""
    told = [(entry, found) for entry in speaker.facts["indicators"] if (found := _years(entry))]
    if not told:
        return []
    made: list[Block] = [
        parts.subheading(speaker, "foreseen.heading"),
        parts.paragraph(speaker.say("foreseen.lead"), "note"),
    ]
    for entry, years in told:
        made += [_table(speaker, entry, years), parts.paragraph(_known(speaker, entry))]
    return made


def _years(entry: dict) -> dict[int, dict]:
    """The years whose report went on at a pace, with their outlook."""
    outlooks = {int(year): about["outlook"] for year, about in entry["years"].items()}
    return {y: o for y, o in sorted(outlooks.items()) if o and "median" in o["scenarios"]}


def _table(speaker: Speaker, entry: dict, years: dict[int, dict]) -> Table:
    rows = [_row(speaker, year, outlook) for year, outlook in years.items()]
    caption = speaker.say(
        "foreseen.caption",
        label=speaker.both(entry["label"]),
        unit=speaker.text(speaker.unit(entry["unit_th"]), "quote"),
    )
    head = ["foreseen.year", *(f"outlook.{name}" for name in _SCENARIOS), "foreseen.target"]
    return parts.table(speaker, caption, head, rows, "lrrrr", (16, 22, 22, 22, 18))


def _row(speaker: Speaker, year: int, outlook: dict) -> Row:
    ends = [speaker.optional(outlook["scenarios"][name]["value"]) for name in _SCENARIOS]
    return Row((speaker.year(year), *ends, speaker.optional(outlook["target"])))


def _known(speaker: Speaker, entry: dict) -> Line:
    """The result of the last year, or that there is none to hold the table against."""
    last = entry["years"][entry["last"]]
    if "actual" not in last["facts"] or last["relation"] != "same":
        return speaker.say("foreseen.unknown")
    key = "foreseen.interim" if last["interim"] else "foreseen.known"
    told = speaker.say(key, value=Fact(last["facts"]["actual"]))
    # An interim result is said to be one by the sentence.
    marks = [] if last["interim"] else marks_of(speaker, last)
    return parts.join([told, *marks], speaker.text(" "))
