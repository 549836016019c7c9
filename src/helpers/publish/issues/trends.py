"""Published numbers of an issue over time, with the targets beside where these count the same."""

from helpers.publish import trend_charts
from helpers.publish.annual import parts
from helpers.publish.document import Block, Figure, Heading, Line, Row, Section, Table
from helpers.publish.language import Speaker

# A line needs so many points.
POINTS = 3


def section(speaker: Speaker) -> Section:
    """Each series of the issue: what it counts, why it makes a ratio or none, its readings."""
    blocks: list[Block] = [parts.heading(speaker, "trends")]
    found = speaker.facts["published"]["series"]
    if not found:
        return Section("trends", (*blocks, parts.paragraph(speaker.say("trends.none"))))
    for series in found:
        blocks += [] if is_small(series) else _series(speaker, series)
    blocks += small_ones(speaker, found)
    if any(series["by_day"] or series["by_year"] for series in found):
        page = speaker.say("published.heading")
        blocks.append(parts.paragraph(speaker.say("trends.appendix", page=page), "note"))
    return Section("trends", tuple(blocks))


def is_small(series: dict) -> bool:
    """Whether a few readings of the country are all there is, of what no indicator asks."""
    return not (series["links"] or series["by_day"] or len(series["course"]) >= POINTS)


def small_ones(speaker: Speaker, found: list[dict]) -> list[Block]:
    """The small series in one table, none of them an indicator's result."""
    held = [series for series in found if is_small(series)]
    if not held:
        return []
    rows = []
    for series in held:
        rows.append(parts.group_row(_name(speaker, series)))
        rows += [row(speaker, name) for name in series["single"]]
    key = f"h-others-{held[0]['issue']}"
    return [
        Heading(3, speaker.say("trends.others"), key),
        parts.paragraph(speaker.say("trends.no_indicator")),
        readings_table(speaker, speaker.say("trends.others"), rows),
    ]


def heading(speaker: Speaker, series: dict) -> Heading:
    """What a series counts and in which unit."""
    return Heading(3, _name(speaker, series), f"h-series-{series['key']}")


def _name(speaker: Speaker, series: dict) -> Line:
    unit = speaker.text(speaker.unit(series["unit_th"]), "quote")
    return speaker.say("trends.series", label=speaker.both(series["label"]), unit=unit)


def _series(speaker: Speaker, series: dict) -> list[Block]:
    lines = [parts.paragraph(line) for line in reasons(speaker, series)]
    shown = [_chart(speaker, series)] if len(series["course"]) >= POINTS else []
    return [heading(speaker, series), *lines, *shown, *_course(speaker, series)]


def reasons(speaker: Speaker, series: dict) -> list[Line]:
    """Of which indicator a series is the result, beside which it stands, or why neither."""
    if not series["links"]:
        return [speaker.say("trends.no_indicator")]
    shown = _shown_beside(speaker, series)
    return [_reason(speaker, link, link["indicator_id"] in shown) for link in series["links"]]


def _shown_beside(speaker: Speaker, series: dict) -> set[str]:
    """The indicators for which a reading of the series is used."""
    uses = speaker.facts["published"]["uses"]
    return {name for reading_id in series["course"] for name in uses[reading_id]["indicator_ids"]}


def _reason(speaker: Speaker, link: dict, shown: bool) -> Line:
    """What a link says; one that no reading stands for says that too."""
    key = link["relation"] if shown or link["relation"] == "same" else "unused"
    return speaker.say(
        f"trends.{key}",
        id=speaker.code(link["indicator_id"]),
        reason=speaker.both(link["reason"]),
    )


def targets(speaker: Speaker, series: dict) -> list[tuple[int, str]]:
    """Years and facts of the targets that count what a series counts; none where nothing does."""
    same = [link["indicator_id"] for link in series["links"] if link["relation"] == "same"]
    return [
        (int(year), about["facts"]["target"])
        for name in same
        for year, about in parts.entry_of(speaker.facts, name)["years"].items()
    ]


def _chart(speaker: Speaker, series: dict) -> Figure:
    asked = targets(speaker, series)
    readings = [speaker.facts["readings"][name] for name in series["course"]]
    key = "trends.chart_with_targets" if asked else "trends.chart"
    return parts.chart(
        f"trend-{series['key'].replace('_', '-')}",
        trend_charts.course(speaker, series, readings, asked),
        speaker.say(key, label=speaker.both(series["label"])),
        _in_words(speaker, series, readings, asked),
    )


def _in_words(speaker: Speaker, series: dict, readings: list[dict], asked: list) -> str:
    """The points of a chart for those who cannot see it."""
    said = [f"{_plain(parts.reading_day(speaker, r))}: {speaker.number(r['fact']).text}"
            for r in readings]  # fmt: skip
    words = f"{series['label'][speaker.lang]} {', '.join(said)}"
    if asked:
        told = [f"{speaker.format.year(year)}: {speaker.number(fact).text}" for year, fact in asked]
        words += f"; {speaker.word('councils.chart_targets')} {', '.join(told)}"
    return words


def _plain(line: Line) -> str:
    return "".join(inline.text for inline in line)


def _course(speaker: Speaker, series: dict) -> list[Block]:
    """The readings of the country, in the order of their days."""
    rows = [row(speaker, name) for name in series["course"]]
    if not rows:
        return [parts.paragraph(speaker.say("trends.regions_only"))]
    table = readings_table(speaker, caption(speaker, series), rows)
    return [table, *derived_note(speaker, series["course"])]


def caption(speaker: Speaker, series: dict) -> Line:
    """What the readings of a series are called over their table."""
    return speaker.say("trends.caption", label=speaker.both(series["label"]))


def derived_note(speaker: Speaker, reading_ids: list[str]) -> list[Block]:
    """How derived ranges were made, where there are any among some readings."""
    kinds = {speaker.facts["readings"][name]["kind"] for name in reading_ids}
    note = parts.paragraph(speaker.say("sources.derived"), "note")
    return [note] if "derived" in kinds else []


def readings_table(speaker: Speaker, caption: Line, rows: list[Row]) -> Table:
    """Readings one under the other: when, how much, what for, in whose words."""
    head = [f"trends.{name}" for name in ("when", "value", "use", "words", "source")]
    return parts.table(speaker, caption, head, rows, "lrlll", (15, 14, 24, 37, 10))


def row(speaker: Speaker, reading_id: str) -> Row:
    """One reading with its day, value, use, the source's words and the source."""
    reading = speaker.facts["readings"][reading_id]
    return Row(
        (
            parts.join([parts.reading_day(speaker, reading), _read_on(speaker, reading)]),
            (speaker.number(reading["fact"]),),
            use(speaker, reading_id),
            _words(speaker, reading),
            parts.join([speaker.code(reading["source_id"]), speaker.code(reading_id)]),
        )
    )


def _read_on(speaker: Speaker, reading: dict) -> Line:
    """The day the page was read, where it is not the reading's own day."""
    if not reading["read_on"] or reading["read_on"] == reading["as_of"]:
        return parts.NONE
    return speaker.say("trends.read_on", day=speaker.day(reading["read_on"], short=True))


def use(speaker: Speaker, reading_id: str) -> Line:
    """What a reading is used for, or why it is no indicator's result."""
    about = speaker.facts["published"]["uses"][reading_id]
    if not about["indicator_ids"]:
        return speaker.say(f"uses.{about['use']}")
    years = parts.join([speaker.year(int(year)) for year in about["years"]], speaker.text(", "))
    ids = parts.words(speaker, about["indicator_ids"])
    return speaker.say(f"uses.{about['use']}_of", ids=ids, years=years)


def _words(speaker: Speaker, reading: dict) -> Line:
    """The source's own words, and what must be known to read them."""
    quote = (
        speaker.say("sources.kind_derived")
        if reading["kind"] == "derived"
        else speaker.text(reading["evidence"] or "", "quote")
    )
    sure = speaker.say(
        "trends.confidence", word=speaker.word(f"confidence.{reading['confidence']}")
    )
    note = speaker.both(reading["note"]) if reading["note"] else parts.NONE
    return parts.join([quote, note, sure if reading["confidence"] != "high" else parts.NONE])
