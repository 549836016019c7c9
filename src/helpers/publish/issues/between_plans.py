"""What became of an issue's indicators and goals from plan to plan; their targets in one line."""

from helpers.publish import plan_charts
from helpers.publish.annual import parts
from helpers.publish.document import Block, Bullets, Figure, Line, Row, Section, Table
from helpers.publish.language import Fact, Speaker

# One plan's figures are shown in the table of its own.
LEAST_PLANS = 2


def section(speaker: Speaker) -> Section:
    """The links of the issue with their evidence, and a chart for each chain with figures."""
    about, blocks = speaker.facts["plan_lines"], [parts.heading(speaker, "plan_links")]
    if not about["links"]:
        return Section("plan_links", (*blocks, parts.paragraph(speaker.say("plan_links.none"))))
    blocks += [
        parts.paragraph(_counted(speaker, about["counts"])),
        *tables(speaker, about["links"]),
    ]
    drawn = [chain for chain in about["chains"] if _is_drawn(chain)]
    blocks.append(parts.subheading(speaker, "plan_links.chart_heading"))
    key = "plan_links.chart_lead" if drawn else "plan_links.no_chart"
    blocks.append(parts.paragraph(speaker.say(key), "note"))
    for chain in drawn:
        blocks += _drawn(speaker, chain)
    return Section("plan_links", tuple(blocks))


def _counted(speaker: Speaker, counts: dict[str, str]) -> Line:
    """How many links there are, and how many of each kind."""
    told = [
        speaker.say(f"plan_links.count_{name}", number=Fact(fact))
        for name, fact in counts.items()
        if name != "all"
    ]
    return speaker.say(
        "plan_links.lead", all=Fact(counts["all"]), told=parts.join(told, speaker.text(", "))
    )


def tables(speaker: Speaker, links: list[dict]) -> list[Table]:
    """One table for each two neighbouring plans: before, after, what happened, evidence."""
    found = []
    for plans in dict.fromkeys(tuple(link["plans"]) for link in links):
        first, second = (speaker.text(plan, "quote") for plan in plans)
        caption = speaker.say("plan_links.caption", first=first, second=second)
        rows = [_row(speaker, link) for link in links if tuple(link["plans"]) == plans]
        head = [f"plan_links.{name}" for name in ("before", "after", "what", "evidence")]
        found.append(parts.table(speaker, caption, head, rows, "llll", (24, 24, 17, 35)))
    return found


def _row(speaker: Speaker, link: dict) -> Row:
    relation = speaker.say(f"plan_links.{link['relation']}")
    changed = parts.join(
        [speaker.say(f"plan_links.changed_{what}") for what in link["changed"]], speaker.text(", ")
    )
    told = speaker.say("plan_links.changed", what=changed) if changed else parts.NONE
    earlier = [
        speaker.say("plan_links.earlier", name=_name(speaker, one)) for one in link["earlier"]
    ]
    return Row(
        (
            parts.join([*(_name(speaker, one) for one in link["before"]), *earlier]),
            parts.join([_name(speaker, one) for one in link["after"]]),
            parts.join([relation, told]),
            parts.join([*_evidence(speaker, link), speaker.both(link["note"])]),
        )
    )


def _name(speaker: Speaker, one: dict) -> Line:
    """An indicator or goal: its number where it has one, its words, its unit."""
    number = (*speaker.code(parts.short_id(one["name"])), *speaker.text(" "))
    if one["unit_th"] is None:
        return speaker.both(one["label"])
    unit = speaker.text(speaker.unit(one["unit_th"]), "quote")
    return (*number, *speaker.both(one["label"]), *speaker.text(" ("), *unit, *speaker.text(")"))


def _evidence(speaker: Speaker, link: dict) -> list[Line]:
    """What the documents say with the lines it stands in, and the words they do not have."""
    quoted = [
        speaker.say(
            "plan_links.quote",
            words=speaker.text(one["words"], "quote"),
            line=parts.source_ref(speaker, one["source"]),
        )
        for side in ("from", "to")
        for one in link["quotes"][side]
    ]
    return quoted + [
        speaker.say(
            "plan_links.absent",
            words=speaker.text(one["words"], "quote"),
            plan=speaker.text(one["plan"], "quote"),
        )
        for one in link["absent"]
    ]


def _is_drawn(chain: dict) -> bool:
    known = {row["plan_id"] for row in chain["rows"] if "target" in row["facts"]}
    return len(known) >= LEAST_PLANS


def _drawn(speaker: Speaker, chain: dict) -> list[Block]:
    told = [*_breaks(speaker, chain), *_sums(speaker, chain)]
    return [_chart(speaker, chain), *([Bullets(tuple(told))] if told else [])]


def _chart(speaker: Speaker, chain: dict) -> Figure:
    name = chain["chain_id"].replace("/", "-").replace(".", "-")
    return parts.chart(
        f"line-{name}",
        plan_charts.chain(speaker, chain),
        speaker.say("plan_links.chart", label=speaker.both(chain["label"])),
        _in_words(speaker, chain),
    )


def _breaks(speaker: Speaker, chain: dict) -> list[Line]:
    """From which year on figures are others, and how."""
    found = []
    for about in chain["breaks"]:
        told = [
            *(speaker.word(f"plan_links.{relation}") for relation in about["relations"]),
            *(speaker.word(f"plan_links.changed_{what}") for what in about["changed"]),
        ]
        slots = {"year": speaker.year(about["year"]), "what": speaker.text(", ".join(told))}
        if units := plan_charts.units(speaker, chain, about["plan_id"]):
            slots |= {"units": speaker.text(units, "quote")}
        found.append(
            speaker.say("plan_links.break_units" if units else "plan_links.break", **slots)
        )
    return found


def _sums(speaker: Speaker, chain: dict) -> list[Line]:
    """Where each sum of yearly targets ends, and why it may be made."""
    last: dict[tuple, dict] = {}
    for row in chain["rows"]:
        if "rebased" in row["facts"]:
            named = None if row["rule"] == "across_plans" else row["indicator_id"]
            last[(row["since"], named)] = row
    return [_sum(speaker, row, chain["rebase"]) for row in last.values()]


def _sum(speaker: Speaker, row: dict, reasons: list[dict]) -> Line:
    slots = {
        "first": speaker.year(row["since"] + 1),
        "year": speaker.year(row["year"]),
        "value": Fact(row["facts"]["rebased"]),
        "unit": speaker.text(speaker.unit(row["unit_th"]), "quote"),
    }
    told = speaker.say(f"plan_links.sum_{row['rule']}", **slots)
    if row["rule"] != "across_plans":
        return told
    why = [speaker.both(reason) for reason in reasons]
    return parts.join([told, *why], speaker.text(" · "))


def _in_words(speaker: Speaker, chain: dict) -> str:
    """The targets of a chart, year by year, for those who cannot see it."""
    told = []
    for row in chain["rows"]:
        year = speaker.format.year(row["year"])
        if row["standing"] != "indicator":
            told.append(f"{year}: {speaker.word('plan_links.chart_' + row['standing'])}")
        elif "target" in row["facts"]:
            value = speaker.number(row["facts"]["target"]).text
            told.append(f"{year}: {value} {speaker.unit(row['unit_th'])}{_added(speaker, row)}")
    return "; ".join(told)


def _added(speaker: Speaker, row: dict) -> str:
    if "rebased" not in row["facts"]:
        return ""
    value = speaker.number(row["facts"]["rebased"]).text
    return f" ({speaker.word('plan_links.chart_added')} {value})"
