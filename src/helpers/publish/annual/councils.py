"""Tambon councils in depth: result, pace, the course across both plans, regional coverage."""

from helpers.facts.evaluation import COUNCILS_BASELINE
from helpers.publish import charts, in_words
from helpers.publish.annual import parts, summary
from helpers.publish.document import Block, Figure, Line, Row, Section, Table
from helpers.publish.language import Fact, Speaker


def section(speaker: Speaker) -> Section:
    """The councils of the year, against the plans and by region."""
    blocks: list[Block] = [
        parts.heading(speaker, "councils"),
        *(parts.paragraph(line) for line in summary.councils(speaker)),
        *_registry(speaker),
        *_beside(speaker),
        _course(speaker),
        *_readings_of_end(speaker),
        *_regions(speaker),
    ]
    return Section("councils", tuple(blocks))


def _registry(speaker: Speaker) -> list[Block]:
    """The registry's count and the published one, which leads, and what lies between them."""
    beside = speaker.facts["councils"]["registry"]
    if beside is None:
        return []
    told = speaker.facts["readings"]
    days = {
        f"{name}_day": parts.reading_day(speaker, told[reading_id])
        for name, reading_id in beside["readings"].items()
    }
    counts = {name: Fact(fact_id) for name, fact_id in beside["facts"].items()}
    ref = parts.reading_ref(speaker, beside["readings"]["published"])
    line = speaker.say("councils.registry", **counts, **days, ref=ref)
    leads = speaker.say(f"councils.leads_{beside['leads']}")
    return [parts.paragraph(parts.join([line, leads], speaker.text(" ")))]


def _beside(speaker: Speaker) -> list[Block]:
    """The next reading and the pace, where there are any."""
    stock = parts.entry_of(speaker.facts, speaker.facts["councils"]["indicators"]["stock"])
    if stock is None:
        return []
    told = (_year_column(speaker), _next(speaker), *_pace(speaker, stock))
    lines = [line for line in told if line]
    return [parts.paragraph(line) for line in lines]


def _year_column(speaker: Speaker) -> Line:
    column = speaker.facts["councils"]["year_column"]
    if column is None:
        return parts.NONE
    year = speaker.year(speaker.facts["year_be"])
    ref = parts.reading_ref(speaker, column["reading_id"])
    return speaker.say("councils.year_column", year=year, value=Fact(column["fact"]), ref=ref)


def _next(speaker: Speaker) -> Line:
    following = speaker.facts["councils"]["next"]
    if following is None:
        return parts.NONE
    day = parts.reading_day(speaker, speaker.facts["readings"][following["reading_id"]])
    return speaker.say("councils.next", value=Fact(following["fact"]), day=day)


def _pace(speaker: Speaker, entry: dict) -> list[Line]:
    if "required_step" not in entry["facts"]:
        return []
    required = parts.fact(entry, "required_step")
    if "observed_step" in entry["facts"]:
        observed = parts.fact(entry, "observed_step")
        first = speaker.say("councils.pace", required=required, observed=observed)
    else:
        first = speaker.say("councils.pace_required", required=required)
    return [parts.join([first, speaker.say("councils.pace_note")], speaker.text(" · "))]


def _course(speaker: Speaker) -> Figure:
    return parts.chart(
        "councils-course",
        charts.councils_course(speaker),
        speaker.say("councils.chart"),
        in_words.councils_course(speaker),
        speaker.say("councils.chart_caption", **_plans(speaker), **_asked(speaker)),
    )


def _plans(speaker: Speaker) -> dict[str, Line]:
    """Both plans by their years."""
    return {n: speaker.text(y, "quote") for n, y in speaker.facts["councils"]["plans"].items()}


def _asked(speaker: Speaker) -> dict[str, Fact]:
    """Where the two dashed lines end."""
    additions = speaker.facts["councils"]["additions"]
    return {name: Fact(points[-1]["fact"]) for name, points in additions.items()}


def _readings_of_end(speaker: Speaker) -> list[Block]:
    readings = speaker.facts["councils"]["readings_of_end"]
    if not readings:
        return []
    plans = speaker.facts["councils"]["plans"]
    return at_end(speaker, {"baseline": COUNCILS_BASELINE, "readings": readings, "plans": plans})


def at_end(speaker: Speaker, about: dict) -> list[Block]:
    """The count at the earlier plan's end as a share of what it asked, in each reading of that."""
    readings, baseline = about["readings"], Fact(about["baseline"])
    rows = [
        Row(
            (
                speaker.say(f"councils.end_{reading['name']}"),
                (speaker.number(reading["asked"]),),
                (speaker.number(reading["share"]), *speaker.parts_of(Fact(reading["share"]))),
                parts.source_refs(speaker, reading["lines"]),
            )
        )
        for reading in readings
    ]
    head = [f"councils.end_{name}" for name in ("reading", "asked", "share")]
    earlier, later = (speaker.text(about["plans"][n], "quote") for n in ("earlier", "later"))
    caption = speaker.say("councils.end_heading", baseline=baseline, earlier=earlier)
    source = speaker.facts["facts"][baseline.fact_id]["sources"][0]
    note = speaker.say(
        "councils.end_note",
        baseline=baseline,
        earlier=earlier,
        line=parts.source_ref(speaker, source),
        later=later,
    )
    return [
        parts.table(speaker, caption, [*head, "indicators.source"], rows, "lrrl", (44, 14, 25, 17)),
        parts.paragraph(note, "note"),
    ]


def _regions(speaker: Speaker) -> list[Block]:
    heading = parts.subheading(speaker, "councils.regions_heading")
    councils = speaker.facts["councils"]
    if not any(region["facts"] for region in councils["regions"]):
        return [heading, parts.paragraph(speaker.say("councils.regions_none"))]
    shares = [(r["name"], r["status"], r["facts"].get("coverage")) for r in councils["regions"]]
    chart = parts.chart(
        "region-coverage",
        charts.region_coverage(speaker),
        speaker.say("councils.regions_heading"),
        in_words.regions(speaker, speaker.say("councils.regions"), shares),
        speaker.say("councils.region_chart_caption"),
    )
    return [
        heading,
        parts.paragraph(_how_many(speaker)),
        *_country(speaker, councils["country"]),
        chart,
        _region_table(speaker),
        parts.paragraph(speaker.say("councils.regions_note"), "note"),
    ]


def _how_many(speaker: Speaker) -> Line:
    counts = speaker.facts["councils"]["region_counts"]
    values = {name: speaker.facts["facts"][fact_id]["value"] for name, fact_id in counts.items()}
    slots = {name: Fact(fact_id) for name, fact_id in counts.items()}
    if values["usable"] == values["all"]:
        return speaker.say("councils.regions_all", all=slots["all"])
    if not values["usable"]:
        return speaker.say("councils.regions_interim", interim=slots["interim"], all=slots["all"])
    return speaker.say("councils.regions_partial", usable=slots["usable"], all=slots["all"])


def _country(speaker: Speaker, country: dict) -> list[Block]:
    if "coverage" not in country["facts"]:
        return []
    slots = {name: Fact(country["facts"][name]) for name in ("count", "units", "coverage")}
    line = speaker.say(
        "councils.regions_country",
        day=speaker.day(country["units_as_of"], short=True),
        ref=parts.reading_ref(speaker, country["units_reading_id"]),
        status=speaker.say(f"councils.country_{country['status']}"),
        **slots,
    )
    days = (country["as_of"], country["units_as_of"])
    other = speaker.say("councils.units_of_another_day") if days[0] != days[1] else parts.NONE
    return [parts.paragraph(parts.join([line, other], speaker.text(" ")))]


def _region_table(speaker: Speaker) -> Table:
    head = [
        f"councils.{name}"
        for name in ("region", "region_count", "region_units", "region_coverage", "region_as_of")
    ]
    rows = [_region(speaker, region) for region in speaker.facts["councils"]["regions"]]
    caption = speaker.say("councils.regions")
    return parts.table(speaker, caption, [*head, "sources.source"], rows, "lrrrll",
                       (28, 10, 14, 15, 16, 17))  # fmt: skip


def _region(speaker: Speaker, region: dict) -> Row:
    ids = region["facts"]
    return Row(
        (
            speaker.both(region["name"]),
            speaker.optional(ids.get("count", "")),
            speaker.optional(ids.get("units", "")),
            speaker.optional(ids.get("coverage", "")),
            _region_day(speaker, region),
            parts.join(
                [
                    parts.reading_ref(speaker, region["reading_id"]),
                    parts.reading_ref(speaker, region.get("units_reading_id")),
                ],
                speaker.text(" "),
            ),
        )
    )


def _region_day(speaker: Speaker, region: dict) -> Line:
    """When the count is of; a word where it is interim, known by its year only or missing."""
    day = speaker.day(region["as_of"], short=True) if region["as_of"] else parts.NONE
    if region["status"] == "dated":
        return day
    return parts.join([day, speaker.text(speaker.word(f"status.{region['status']}"), "muted")])
