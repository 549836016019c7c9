"""Method and terms, all targets of the plan, and the sources of every number."""

from itertools import zip_longest
from pathlib import PurePosixPath

from helpers.core import metadata
from helpers.publish.annual import parts
from helpers.publish.document import Block, Bullets, Line, Row, Section, Table
from helpers.publish.language import Fact, Speaker


def method(speaker: Speaker) -> Section:
    """How a year is judged, and what the terms of the tables mean."""
    cuts = {name: Fact(f"settings:{name}") for name in ("reached", "near", "at_risk")}
    settings = speaker.facts["settings"]
    basis = settings["score_basis"]
    other = next(name for name in ("path", "level") if name != basis)
    ways = {"basis": basis, "other": other}
    named = {slot: speaker.word(f"scores.basis_{way}") for slot, way in ways.items()}
    lines = (
        speaker.say("method.fiscal"),
        speaker.say("method.serving", days=Fact("settings:interim_after_days")),
        speaker.say("method.headline", side=speaker.word(f"sides.{settings['headline']}")),
        speaker.say("method.cut_offs", **cuts),
        speaker.say("method.basis", **named),
        speaker.say("method.vintages"),
        speaker.say("method.intervals"),
        speaker.say("method.pace"),
        speaker.say("method.outlook"),
        speaker.say("method.never_sum"),
    )
    blocks: list[Block] = [parts.heading(speaker, "method"), Bullets(lines), _terms(speaker)]
    return Section("method", (*blocks, *_glossary(speaker)))


def _terms(speaker: Speaker):
    rows = [
        Row((speaker.say(f"terms.{name}.name"), speaker.say(f"terms.{name}.text")))
        for name in speaker.labels["terms"]
    ]
    head = ["method.term", "method.meaning"]
    return parts.table(speaker, speaker.say("method.terms"), head, rows, "ll", (22, 78))


def _glossary(speaker: Speaker) -> list[Block]:
    """What terms of the plans are called in English, in the report that is a translation."""
    if speaker.lang != "en":
        return []
    entries = metadata.load("glossary.yml")
    half = -(-len(entries) // 2)
    # Two terms a row, read down the left half and then down the right one.
    paired = zip_longest(entries[:half], entries[half:])
    rows = [Row((*_term(speaker, left), *_term(speaker, right))) for left, right in paired]
    head = ["method.term_th", "method.term_en"] * 2
    caption = speaker.say("method.glossary")
    return [parts.table(speaker, caption, head, rows, "llll", (18, 32, 18, 32))]


def _term(speaker: Speaker, entry: dict | None) -> tuple[Line, Line]:
    """A term, and what it is called with its note; two blank cells for none."""
    if entry is None:
        return parts.NONE, parts.NONE
    named = speaker.text(entry["en"], "quote")
    if "note" in entry:
        named = (*named, *speaker.text(" · "), *speaker.text(entry["note"]["en"], "muted"))
    return speaker.text(entry["th"], "quote"), named


def targets(speaker: Speaker) -> Section:
    """All targets of the year's plan with their printed totals and how these add up."""
    facts = speaker.facts
    years = sorted({year for row in facts["plan_targets"] for year in row["years"]})
    rows = [_target_row(speaker, row, years) for row in facts["plan_targets"]]
    head = (
        speaker.say("indicators.id"),
        *(speaker.year(int(year)) for year in years),
        *(speaker.say(f"sources.{name}") for name in ("total", "rule")),
        speaker.say("indicators.source"),
    )
    narrow = 42 // len(years)
    widths = (16, *(narrow for _ in years), 12, 14, 16)
    table = Table(
        speaker.say("sources.targets"),
        head,
        tuple(rows),
        "l" + "r" * (len(years) + 1) + "ll",
        widths,
    )
    return Section("targets", (parts.without_empty_columns(table), _kinds(speaker)))


def _kinds(speaker: Speaker) -> Table:
    """What kind of number the indicators are, and what in the document says so."""
    entries = speaker.facts["indicators"]
    kinds = dict.fromkeys(_kind(entry) for entry in entries)
    rows = [_kind_row(speaker, [e for e in entries if _kind(e) == kind]) for kind in kinds]
    head = ["indicators.id", "sources.measure", "sources.basis", "sources.evidence"]
    caption = speaker.say("sources.kinds")
    return parts.table(speaker, caption, head, rows, "llll", (10, 18, 16, 56))


def _kind(entry: dict) -> tuple:
    """What makes two indicators read alike."""
    parts_of_rate = [str(entry[name]) for name in ("numerator", "denominator")]
    evidence = entry["type_evidence"]["en"]
    return (entry["measure_type"], entry["type_source"], evidence, *parts_of_rate)


def _kind_row(speaker: Speaker, entries: list[dict]) -> Row:
    first = entries[0]
    names = parts.words(speaker, [parts.short_id(entry["indicator_id"]) for entry in entries])
    return Row(
        (
            names,
            speaker.say(f"terms.{first['measure_type']}.name"),
            speaker.say(f"type_sources.{first['type_source']}"),
            parts.join([speaker.both(first["type_evidence"]), *_rate(speaker, first)]),
        )
    )


def _rate(speaker: Speaker, entry: dict) -> list[Line]:
    """Of what a rate is a share, as far as the plan says."""
    if entry["measure_type"] != "rate":
        return []
    numerator = speaker.both(entry["numerator"]) if entry["numerator"] else parts.NONE
    defined = entry["denominator"] and entry["denominator"]["en"] != "undefined"
    denominator = (
        speaker.both(entry["denominator"]) if defined else speaker.say("sources.undefined")
    )
    return [speaker.say("sources.rate", numerator=numerator, denominator=denominator)]


def _target_row(speaker: Speaker, row: dict, years: list[str]) -> Row:
    cells = [_target(speaker, row["years"].get(year)) for year in years]
    total = speaker.optional(row["total"] or "")
    name = (*speaker.code(parts.short_id(row["indicator_id"])), *_flag(speaker, row))
    return Row((name, *cells, total, _rule(speaker, row), parts.source_refs(speaker, row["lines"])))


def _flag(speaker: Speaker, row: dict) -> Line:
    """A word where the kind of an indicator had to be inferred."""
    entry = parts.entry_of(speaker.facts, row["indicator_id"])
    if entry["type_source"] not in ("inferred", "arithmetic"):
        return parts.NONE
    mark = speaker.say(f"indicators.{entry['type_source']}")
    return (*speaker.text(" ("), *mark, *speaker.text(")"))


def _target(speaker: Speaker, cell: dict | None) -> Line:
    if cell is None:
        return parts.NONE
    number = (speaker.number(cell["fact"]),)
    if not cell["hold"]:
        return number
    return (*number, *speaker.text(" ("), *speaker.say("indicators.held"), *speaker.text(")"))


def _rule(speaker: Speaker, row: dict) -> Line:
    if row["rule"] is None:
        return parts.NONE
    agrees = speaker.say("sources.agrees" if row["agrees"] else "sources.disagrees")
    return parts.join([speaker.say(f"sources.rule_{row['rule']}"), agrees], speaker.text(" · "))


def sources(speaker: Speaker) -> Section:
    """The lines, readings and sources that the report's numbers rest on."""
    file = speaker.code(PurePosixPath(speaker.facts["plan"]["document"]).name)
    blocks: list[Block] = [
        parts.heading(speaker, "sources"),
        parts.paragraph(speaker.say("sources.plan", file=file)),
        *_readings(speaker),
        *_list(speaker),
    ]
    return Section("sources", tuple(blocks))


def _readings(speaker: Speaker) -> list[Block]:
    rows = [_reading(speaker, *item) for item in speaker.facts["readings"].items()]
    if not rows:
        return []
    head = [f"sources.{n}" for n in ("reading", "what", "value", "as_of", "source", "quote")]
    caption = speaker.say("sources.readings")
    return [parts.table(speaker, caption, head, rows, "llrlll", (9, 25, 12, 15, 9, 30))]


def _reading(speaker: Speaker, reading_id: str, reading: dict) -> Row:
    label = speaker.both(reading["label"])
    place = parts.place(speaker, reading["geography_code"])
    kind = speaker.say(f"sources.kind_{reading['kind']}")
    return Row(
        (
            speaker.code(reading_id),
            (*label, *speaker.text(" · "), *place),
            (speaker.number(reading["fact"]),),
            parts.reading_day(speaker, reading),
            parts.join([speaker.code(reading["source_id"]), kind]),
            _words_of(speaker, reading),
        ),
        anchor=f"reading-{reading_id}",
    )


def _words_of(speaker: Speaker, reading: dict) -> Line:
    """The source's own words; how it was worked out, where the reading is derived."""
    if reading["kind"] == "derived":
        return speaker.say("sources.derived")
    if reading["kind"] == "filed":
        return parts.join(_filed(speaker, reading))
    return speaker.text(reading["evidence"] or "", "quote")


def _filed(speaker: Speaker, reading: dict) -> list[Line]:
    """What a form says of a result: evidence, who answers for it, what it was made of."""
    unit = reading["responsible_unit"]
    lines = parts.filed_lines(reading["evidence"] or "")
    if unit:
        lines.append(speaker.say("sources.responsible_unit", unit=parts.filed(unit)))
    maturity = speaker.word(f"maturity.{reading['maturity']}")
    lines.append(speaker.say("sources.maturity", maturity=maturity))
    return lines + [
        speaker.say(f"sources.{part}", value=Fact(reading[part]))
        for part in ("numerator", "denominator")
        if reading[part]
    ]


def list_of_sources(speaker: Speaker) -> Section:
    """The sources alone, for a page whose readings stand in its own tables; empty without any."""
    listed = _list(speaker)
    return Section("sources", (parts.heading(speaker, "sources"), *listed) if listed else ())


def _list(speaker: Speaker) -> list[Block]:
    rows = [
        Row(
            (
                speaker.code(name),
                parts.source_title(speaker, name),
                speaker.address(source["address"]),
            )
        )
        for name, source in speaker.facts["sources"].items()
    ]
    if not rows:
        return []
    head = ["sources.source", "sources.title", "sources.address"]
    table = parts.table(speaker, speaker.say("sources.list"), head, rows, "lll", (8, 46, 46))
    return [table]
