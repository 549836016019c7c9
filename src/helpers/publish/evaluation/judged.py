"""How the light of the last year came about, and what cannot be judged and why."""

from helpers.facts.evaluation import is_judged
from helpers.publish.annual import councils, parts
from helpers.publish.document import Block, Bullets, Line, Row, Section
from helpers.publish.evaluation import foreseen
from helpers.publish.evaluation.years import marks_of, span
from helpers.publish.language import Fact, Speaker

# What the sentence of a judged indicator shows besides its result and target.
_SLOTS = {
    "stock": ("level", "baseline", "path"),
    "stock_without_baseline": ("level",),
    "rate": ("achievement", "gap"),
    "other": ("achievement",),
}


def section(speaker: Speaker) -> Section:
    """The light of each indicator's last year: from what it came, and the course to it.

    Those of which nothing is known share one sentence a reason. At the end of the plan whose
    councils can be read against its targets in three ways, these stand below, and after them what
    the reports of the years before said of the plan's end.
    """
    lines = [*_known(speaker), *_nothing_known(speaker)]
    heading = parts.heading(speaker, "judged")
    note = parts.paragraph(speaker.say("judged.lead"), "note")
    end = speaker.facts["councils_at_end"]
    read = councils.at_end(speaker, end) if end else []
    return Section(
        "judged", (heading, note, Bullets(tuple(lines)), *read, *foreseen.blocks(speaker))
    )


def _last(entry: dict) -> dict:
    return entry["years"][entry["last"]]


def _is_blank(entry: dict) -> bool:
    """Whether there is no result of the last year, and no light in the years before."""
    judged = any(is_judged(about) for about in entry["years"].values())
    return "actual" not in _last(entry)["facts"] and not judged


def _known(speaker: Speaker) -> list[Line]:
    found = [entry for entry in speaker.facts["indicators"] if not _is_blank(entry)]
    return [_sentence(speaker, entry) for entry in found]


def _nothing_known(speaker: Speaker) -> list[Line]:
    """One sentence for each light and reason, naming the indicators."""
    found: dict[tuple, list[dict]] = {}
    for entry in (entry for entry in speaker.facts["indicators"] if _is_blank(entry)):
        about = _last(entry)
        found.setdefault((about["lights"]["low"], about["reason"], entry["last"]), []).append(entry)
    return [
        speaker.say(
            "judged.nothing",
            ids=parts.words(speaker, [parts.short_id(entry["indicator_id"]) for entry in held]),
            year=speaker.year(int(year)),
            light=speaker.light(light),
            reason=speaker.word(f"reasons.{reason}"),
        )
        for (light, reason, year), held in found.items()
    ]


def _sentence(speaker: Speaker, entry: dict) -> Line:
    about = _last(entry)
    slots = {
        "id": speaker.code(parts.short_id(entry["indicator_id"])),
        "year": speaker.year(int(entry["last"])),
        "light": parts.lights(speaker, about),
    }
    told = _judged if is_judged(about) else _not_judged
    return parts.join([told(speaker, entry, about, slots), *_course(speaker, entry)],
                      speaker.text(" · "))  # fmt: skip


def _judged(speaker: Speaker, entry: dict, about: dict, slots: dict) -> Line:
    facts = {name: Fact(fact_id) for name, fact_id in about["facts"].items()}
    case = _case(entry, facts)
    shown = {name: facts[name] for name in ("actual", "target", *_SLOTS[case])}
    reading = speaker.facts["readings"][about["reading_id"]]
    day = parts.reading_day(speaker, reading)
    ref = parts.reading_ref(speaker, about["reading_id"])
    return speaker.say(f"judged.{case}", day=day, ref=ref, **shown, **slots)


def _case(entry: dict, facts: dict) -> str:
    if entry["measure_type"] == "stock":
        return "stock" if "path" in facts else "stock_without_baseline"
    return "rate" if "gap" in facts else "other"


def _not_judged(speaker: Speaker, entry: dict, about: dict, slots: dict) -> Line:
    reason = speaker.word(f"reasons.{about['reason']}")
    if "actual" not in about["facts"]:
        target = Fact(about["facts"]["target"])
        return speaker.say("judged.no_result", reason=reason, target=target, **slots)
    reading = speaker.facts["readings"][about["reading_id"]]
    slots |= {
        "actual": Fact(about["facts"]["actual"]),
        "target": Fact(about["facts"]["target"]),
        "day": parts.reading_day(speaker, reading),
        "ref": parts.reading_ref(speaker, about["reading_id"]),
    }
    if about["relation"] == "same":
        return speaker.say("judged.known", reason=reason, **slots)
    # It counts something else: each figure in its own unit.
    units = {
        "unit": speaker.text(speaker.unit(reading["unit_th"]), "quote"),
        "target_unit": speaker.text(speaker.unit(entry["unit_th"]), "quote"),
    }
    return speaker.say("judged.beside", reason=reason, **units, **slots)


def _course(speaker: Speaker, entry: dict) -> list[Line]:
    """The lights of the years before, where any of them says something."""
    years = [year for year in entry["years"] if year != entry["last"]]
    if not any(is_judged(entry["years"][year]) for year in years):
        return []
    told = [_light_of(speaker, year, entry["years"][year]) for year in years]
    return [speaker.say("judged.course", course=parts.join(told, speaker.text(" → ")))]


def _light_of(speaker: Speaker, year: str, about: dict) -> Line:
    """The light of a year, with what makes it less sure than others."""
    light = (*speaker.year(int(year)), *speaker.text(" "), *parts.lights(speaker, about))
    marks = marks_of(speaker, about)
    if not marks:
        return light
    return (*light, *speaker.text(" ("), *parts.join(marks, speaker.text(" · ")),
            *speaker.text(")"))  # fmt: skip


def unjudged(speaker: Speaker) -> Section:
    """Each reason for which targets could not be judged, with the indicators and their years."""
    found: dict[str, list[tuple[dict, list[str]]]] = {}
    for entry in speaker.facts["indicators"]:
        for reason, years in _reasons(entry).items():
            found.setdefault(reason, []).append((entry, years))
    blocks: list[Block] = [parts.heading(speaker, "unjudged")]
    rows = [row for reason, held in found.items() for row in _rows(speaker, reason, held)]
    if not rows:
        return Section("unjudged", (*blocks, parts.paragraph(speaker.say("unjudged.none"))))
    head = ["indicators.id", "indicators.label", "unjudged.years", "unjudged.why"]
    caption = speaker.say("unjudged.caption")
    table = parts.table(speaker, caption, head, rows, "llll", (8, 42, 18, 32))
    return Section("unjudged", (*blocks, parts.without_empty_columns(table)))


def _reasons(entry: dict) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for year, about in entry["years"].items():
        if not is_judged(about):
            found.setdefault(about["reason"], []).append(year)
    return found


def _rows(speaker: Speaker, reason: str, held: list[tuple[dict, list[str]]]) -> list[Row]:
    rows = [
        parts.group_row(speaker.say("unjudged.reason", reason=speaker.word(f"reasons.{reason}")))
    ]
    return rows + [_row(speaker, entry, years) for entry, years in held]


def _row(speaker: Speaker, entry: dict, years: list[str]) -> Row:
    why = entry["years"][years[-1]]["link_reason"]
    shown = span(speaker, [int(year) for year in years])
    return Row(
        (
            speaker.code(parts.short_id(entry["indicator_id"])),
            speaker.both(entry["label"]),
            shown,
            speaker.both(why) if why else parts.NONE,
        )
    )
