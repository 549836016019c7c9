"""Everything published, each reading once: by subject and series, with day, source and use."""

from helpers.facts import plan_lines
from helpers.publish import trend_charts
from helpers.publish.annual import parts
from helpers.publish.document import Block, Figure, Heading, Line, Row, Section, Table
from helpers.publish.issues import between_plans, plans, trends
from helpers.publish.language import Fact, Speaker


def title(speaker: Speaker) -> Section:
    """What the page holds."""
    counts = {name: Fact(fact) for name, fact in speaker.facts["published"]["counts"].items()}
    used = {name: counts[name] for name in ("all", "derived", "in_reports")}
    blocks: list[Block] = [
        Heading(1, speaker.say("published.heading"), "top"),
        parts.paragraph(speaker.say("published.lead", **used), "lead"),
        *plans.institute(speaker),
        parts.paragraph(speaker.say("published.order"), "note"),
    ]
    if speaker.lang != "th":
        blocks.append(parts.paragraph(speaker.say("title.unofficial"), "warning"))
    return Section("title", tuple(blocks))


def uses(speaker: Speaker) -> Section:
    """What the readings are used for and why most are no indicator's result, counted."""
    counts = speaker.facts["published"]["counts"]
    rows = [
        Row((speaker.say(f"uses.{name}"), (speaker.number(counts[name]),)))
        for name in speaker.labels["uses_shown"]["order"]
        if name in counts
    ]
    head = ["uses_shown.use", "uses_shown.count"]
    caption = speaker.say("uses_shown.caption")
    table = parts.table(speaker, caption, head, rows, "lr", (80, 20))
    return Section("uses", (parts.heading(speaker, "uses_shown"), table))


def in_no_issue(speaker: Speaker) -> Section:
    """The indicators that stand on no page by issue, and what they are about; empty without any."""
    rows = [
        _indicator(speaker, name, about["why"])
        for about in speaker.facts["in_no_issue"]
        for name in about["indicators"]
    ]
    if not rows:
        return Section("in_no_issue")
    head = ["indicators.id", "indicators.label", "in_no_issue.why"]
    lead = parts.paragraph(speaker.say("in_no_issue.lead"))
    table = parts.table(
        speaker, speaker.say("in_no_issue.caption"), head, rows, "lll", (18, 50, 32)
    )
    return Section(
        "in_no_issue",
        (parts.heading(speaker, "in_no_issue"), lead, table, *_links(speaker)),
    )


def _links(speaker: Speaker) -> list[Block]:
    """What became of them and of goals of no issue from plan to plan."""
    of_issues = {name for issue in speaker.facts["issues"]
                 for name in (*issue["indicators"], *issue["goals"])}  # fmt: skip
    links = plan_lines.of_no_issue(speaker.facts["plan_lines"], of_issues)
    if not links:
        return []
    lead = parts.paragraph(speaker.say("plan_links.elsewhere"))
    return [lead, *between_plans.tables(speaker, links)]


def _indicator(speaker: Speaker, name: str, why: dict | None) -> Row:
    label = speaker.both(parts.entry_of(speaker.facts, name)["label"])
    told = speaker.both(why) if why else speaker.say("in_no_issue.later")
    return Row((speaker.code(name), label, told))


def section(speaker: Speaker) -> Section:
    """The series of each subject, one after the other."""
    blocks: list[Block] = []
    for issue in speaker.facts["issues"]:
        held = [
            one for one in speaker.facts["published"]["series"] if one["issue"] == issue["issue"]
        ]
        if held:
            blocks.append(Heading(2, speaker.both(issue["label"]), f"h-issue-{issue['issue']}"))
            large = [series for series in held if not trends.is_small(series)]
            blocks += [block for series in large for block in _series(speaker, series)]
            blocks += trends.small_ones(speaker, held)
    return Section("series", tuple(blocks))


def _series(speaker: Speaker, series: dict) -> list[Block]:
    lines = [parts.paragraph(line) for line in trends.reasons(speaker, series)]
    blocks: list[Block] = [trends.heading(speaker, series), *lines]
    if series["single"]:
        rows = [trends.row(speaker, name) for name in series["single"]]
        blocks.append(trends.readings_table(speaker, trends.caption(speaker, series), rows))
        blocks += trends.derived_note(speaker, series["single"])
    if series["by_day"]:
        caption = speaker.say("published.by_day", label=speaker.both(series["label"]))
        blocks += [*_chart(speaker, series), _matrix(speaker, caption, series["by_day"], [])]
    for table in series["by_year"]:
        year, label = speaker.year(table["year"]), speaker.both(series["label"])
        caption = speaker.say("published.by_year", year=year, label=label)
        blocks.append(_matrix(speaker, caption, table, series["revised"]))
    if series["revised"]:
        blocks.append(parts.paragraph(speaker.say("published.revised"), "note"))
    return blocks


def _chart(speaker: Speaker, series: dict) -> list[Figure]:
    """The areas of a series over its days, where some have enough of them for a line."""
    cells = series["by_day"]["cells"]
    drawn = {
        region["code"]: region["name"][speaker.lang]
        for region in speaker.facts["regions"]
        if len(cells.get(region["code"], {})) >= trends.POINTS
    }
    if not drawn:
        return []
    label = speaker.both(series["label"])
    return [
        parts.chart(
            f"regions-{series['key'].replace('_', '-')}",
            trend_charts.regions(speaker, series, drawn),
            speaker.say("published.chart", label=label),
            f"{series['label'][speaker.lang]}: {', '.join(drawn.values())}",
        )
    ]


def _matrix(speaker: Speaker, caption: Line, table: dict, revised: list[str]) -> Table:
    """Areas by day; the day's sources stand under it, a changed number has a mark."""
    columns = table["columns"]
    head = [
        parts.join(
            [speaker.day(column["day"], short=True), parts.words(speaker, column["sources"])]
        )
        for column in columns
    ]
    known = [region["code"] for region in speaker.facts["regions"]]
    areas = [code for code in ("TH", *known) if code in table["cells"]]
    rows = [_area(speaker, code, table, revised) for code in areas]
    each = 80 // len(columns)
    widths = (100 - each * len(columns), *(each for _ in columns))
    first = speaker.say("published.area")
    return Table(caption, (first, *head), tuple(rows), "l" + "r" * len(columns), widths)


def _area(speaker: Speaker, code: str, table: dict, revised: list[str]) -> Row:
    held = table["cells"][code]
    cells = [_cell(speaker, held.get(column["day"]), revised) for column in table["columns"]]
    return Row((parts.place(speaker, code), *cells))


def _cell(speaker: Speaker, reading_id: str | None, revised: list[str]) -> Line:
    if reading_id is None:
        return parts.NONE
    number = (speaker.number(speaker.facts["readings"][reading_id]["fact"]),)
    return (*number, *speaker.text("↻")) if reading_id in revised else number
