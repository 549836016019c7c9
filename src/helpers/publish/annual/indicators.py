"""All indicators due in the year, in the order of the plan's strategies."""

from helpers.facts.sources import READING
from helpers.publish.annual import outlooks, parts, province_lists, sensitivity
from helpers.publish.document import Block, Bullets, Line, Row, Section
from helpers.publish.language import Fact, Speaker

COLUMNS = ("id", "label", "unit", "target", "result", "light", "score", "source")
# What the result column shows of each measure, in this order.
RATIOS = ("level", "path", "achievement", "gap", "yearly_step", "to_date")


def section(speaker: Speaker) -> Section:
    """The table of results, how to read it, and notes on single indicators."""
    facts = speaker.facts
    rows = [row for group in facts["groups"] for row in _with_parents(speaker, group)]
    caption = speaker.say("indicators.caption", year=speaker.year(facts["year_be"]))
    table = parts.table(
        speaker,
        caption,
        [f"indicators.{name}" for name in COLUMNS],
        rows,
        "lllrllrl",
        _widths(facts),
    )
    blocks = [
        parts.heading(speaker, "indicators"),
        *within_year(speaker),
        parts.paragraph(speaker.say("indicators.key"), "note"),
        *sensitivity.legend(speaker, facts["indicators"]),
        table,
    ]
    if "ids" in facts["plan"]:
        blocks.append(parts.paragraph(speaker.both(facts["plan"]["ids"]), "note"))
    notes = [line for entry in facts["indicators"] for line in _notes(speaker, entry)]
    if notes:
        blocks += [parts.subheading(speaker, "indicators.notes"), Bullets(tuple(notes))]
    listed = province_lists.blocks(speaker)
    told = (*listed, *_beside(speaker), *outlooks.blocks(speaker))
    return Section("indicators", (*blocks, *told))


def within_year(speaker: Speaker) -> list[Block]:
    """On a day inside the year: what its lights rest on, and what they do not."""
    if speaker.facts["round"] == "year":
        return []
    return [parts.paragraph(speaker.say("indicators.within_year"), "warning")]


def _beside(speaker: Speaker) -> list[Block]:
    """Filed results beside those of other sources, which leads, and what lies between them."""
    entries = [entry for entry in speaker.facts["indicators"] if entry["beside"]]
    if not entries:
        return []
    heading = parts.subheading(speaker, "indicators.beside_heading")
    return [heading, Bullets(tuple(_sides(speaker, entry) for entry in entries))]


def _sides(speaker: Speaker, entry: dict) -> Line:
    beside = entry["beside"]
    values = [_side(speaker, beside, who) for who in beside["facts"]]
    others = [who for who in beside["facts"] if who != "filed"]
    between = [_difference(speaker, beside, who) for who in others]
    leads = speaker.say("indicators.leads", side=speaker.word(f"sides.{beside['leads']}"))
    told = parts.join([*values, *between, leads], speaker.text(" · "))
    return (*speaker.code(parts.short_id(entry["indicator_id"])), *speaker.text(" "), *told)


def _side(speaker: Speaker, beside: dict, who: str) -> Line:
    reading_id = beside["readings"][who]
    return speaker.say(
        f"indicators.beside_{who}",
        value=Fact(beside["facts"][who]),
        day=parts.reading_day(speaker, speaker.facts["readings"][reading_id]),
        ref=parts.reading_ref(speaker, reading_id),
    )


def _difference(speaker: Speaker, beside: dict, who: str) -> Line:
    if who not in beside["differences"]:
        return speaker.say(f"indicators.other_{who}")
    difference = Fact(beside["differences"][who])
    return speaker.say(f"indicators.minus_{who}", difference=difference)


def _widths(facts: dict) -> tuple[int, ...]:
    """Room for ratios where there are any, else for the words of the indicators."""
    if any("achievement" in entry["facts"] for entry in facts["indicators"]):
        return (7, 24, 9, 9, 22, 13, 8, 8)
    return (7, 34, 10, 10, 8, 14, 8, 9)


def _with_parents(speaker: Speaker, group: dict) -> list[Row]:
    """The rows of a group, below the headings above it where these begin with it."""
    groups = speaker.facts["groups"]
    place = groups.index(group)
    told = groups[place - 1]["parents"] if place else []
    new = [parent for parent in group["parents"] if parent not in told]
    headings = [Row((parts.title(speaker, "parent", about),), kind="parent") for about in new]
    return [*headings, *_group(speaker, group)]


def _group(speaker: Speaker, group: dict) -> list[Row]:
    titles = [parts.title(speaker, "group", title) for title in group["titles"]]
    goals = [speaker.say("indicators.goal", text=speaker.both(g["text"])) for g in group["goals"]]
    rows = [parts.group_row(parts.join([*titles, *goals]))]
    entries = [parts.entry_of(speaker.facts, name) for name in group["indicator_ids"]]
    if not entries:
        empty = speaker.text(speaker.word("indicators.no_indicator"), "muted")
        return [*rows, Row((empty,), kind="wide")]
    return rows + [_row(speaker, entry) for entry in entries]


def _row(speaker: Speaker, entry: dict) -> Row:
    cells = (
        speaker.code(parts.short_id(entry["indicator_id"])),
        _label(speaker, entry),
        _unit(speaker, entry),
        _target(speaker, entry),
        _result(speaker, entry),
        _light(speaker, entry),
        speaker.optional(entry["facts"].get("score", "")),
        _source(speaker, entry),
    )
    return Row(cells, anchor=f"indicator-{entry['indicator_id']}")


def _label(speaker: Speaker, entry: dict) -> Line:
    marks = []
    if entry["role"]:
        marks.append(speaker.say(f"indicators.role_{entry['role']}"))
    if entry["type_source"] in ("inferred", "arithmetic"):
        marks.append(speaker.say(f"indicators.{entry['type_source']}"))
    label = speaker.both(entry["label"])
    if entry["programme"]:
        programme = speaker.say("indicators.programme", text=speaker.both(entry["programme"]))
        label = parts.join([label, programme])
    if "implied_count" in entry["facts"]:
        marks.append(speaker.say("indicators.implied", value=parts.fact(entry, "implied_count")))
    if not marks:
        return label
    inside = parts.join(marks, speaker.text(" · "))
    return (*label, *speaker.text(" ("), *inside, *speaker.text(")"))


def _unit(speaker: Speaker, entry: dict) -> Line:
    return speaker.text(speaker.unit(entry["unit_th"]), "quote")


def _target(speaker: Speaker, entry: dict) -> Line:
    number = speaker.optional(entry["facts"]["target"])
    return parts.join([number, speaker.say("indicators.held")]) if entry["hold"] else number


def _result(speaker: Speaker, entry: dict) -> Line:
    """Actual, ratios and what has to be known to read them, one under the other."""
    if "actual" not in entry["facts"]:
        return speaker.optional("")
    lines = [_actual(speaker, entry)]
    for name in RATIOS:
        # A cumulative indicator's achievement repeats its level or path.
        repeats = name == "achievement" and "level" in entry["facts"]
        if name in entry["facts"] and not repeats:
            # Result and target stand in the row.
            value = Fact(entry["facts"][name], with_parts=name not in ("level", "achievement"))
            lines.append(speaker.say(f"indicators.{_said_as(speaker, entry, name)}", value=value))
    if entry["interim"]:
        lines.append(speaker.say("indicators.interim"))
    if entry["flagged"]:
        lines.append(speaker.say("indicators.flagged"))
    if parts.is_provisional(speaker, entry):
        lines.append(speaker.say("indicators.provisional"))
    if "fallen" in entry:
        before, year = Fact(entry["fallen"]["fact"]), speaker.year(entry["fallen"]["year"])
        lines.append(speaker.say("indicators.fallen", before=before, year=year))
    return parts.join(lines)


def _said_as(speaker: Speaker, entry: dict, measure: str) -> str:
    """How a measure is said: a step since a result of which the day is not known says so."""
    if measure != "yearly_step":
        return measure
    made_of = speaker.facts["facts"][entry["facts"][measure]]["sources"]
    before = [source.removeprefix(READING) for source in made_of if source.startswith(READING)]
    dated = all(speaker.facts["readings"][name]["as_of"] for name in before)
    return measure if dated else "yearly_step_flagged"


def _actual(speaker: Speaker, entry: dict) -> Line:
    """The result; what counts something else stands in its own unit and is not called one."""
    value = parts.fact(entry, "actual")
    if entry["relation"] == "same":
        return speaker.inline(value)
    reading = speaker.facts["readings"][entry["reading_id"]]
    unit = speaker.text(speaker.unit(reading["unit_th"]), "quote")
    return speaker.say("years.beside", value=value, unit=unit)


def _light(speaker: Speaker, entry: dict) -> Line:
    light = parts.lights(speaker, entry)
    path = parts.lights(speaker, entry, path=True)
    if not path:
        return light
    named = (*speaker.say("indicators.light_path"), *speaker.text(" "), *path)
    return parts.join([light, named])


def _source(speaker: Speaker, entry: dict) -> Line:
    line = parts.source_ref(speaker, entry["source"])
    return parts.join([line, parts.reading_ref(speaker, entry["reading_id"])])


def _notes(speaker: Speaker, entry: dict) -> list[Line]:
    """What the plan's words leave open, and why a result beside it makes no ratio."""
    name = (*speaker.code(parts.short_id(entry["indicator_id"])), *speaker.text(" "))
    told = [entry["note"] if entry["note"]["th"] else None, entry["link_reason"]]
    return [(*name, *speaker.both(texts)) for texts in told if texts]
