"""The order in which to go, with the reasons; and every tambon by what it lacks."""

from helpers.facts.where_next import group_names
from helpers.publish.annual import parts
from helpers.publish.document import Block, Line, Paragraph, Row, Section
from helpers.publish.language import Fact, Speaker
from helpers.publish.where_next import how, opening


def order(speaker: Speaker) -> Section:
    """The first tambons with their ranks and reasons; the workbook has all of them."""
    rows, heading = speaker.facts["order"], parts.subheading(speaker, "where_next.order", 2)
    if not rows:
        done = speaker.say("where_next.nothing_lacking", unit=opening.unit(speaker))
        return Section("where_order", (heading, parts.paragraph(done)))
    shown = _first(rows, speaker)
    head = [f"where_next.columns.{name}" for name in ("rank", "range", "place", "why")]
    caption = speaker.say("where_next.order_caption", unit=opening.unit(speaker))
    listed = [Row(_cells(speaker, row), anchor=f"tambon-{row['code']}") for row in shown]
    table = parts.table(speaker, caption, head, listed, "rrll", (10, 8, 20, 62))
    style = "warning" if speaker.facts["layer"]["name"] == "cartogram" else "note"
    blocks: list[Block] = [
        heading,
        parts.paragraph(speaker.say("where_next.order_read")),
        parts.paragraph(how.neighbours(speaker), style),
        table,
    ]
    if len(shown) < len(rows):
        line = speaker.say(
            "where_next.more",
            shown=Fact(speaker.facts["settings"]["where_next"]["listed"]),
            all=Fact(speaker.facts["groups"]["lacking"]),
            unit=opening.unit(speaker),
        )
        blocks.append(parts.paragraph(line, "note"))
    return Section("where_order", tuple(blocks))


def _first(rows: list[dict], speaker: Speaker) -> list[dict]:
    facts = speaker.facts
    return rows[: facts["facts"][facts["settings"]["where_next"]["listed"]]["value"]]


def _cells(speaker: Speaker, row: dict) -> tuple[Line, ...]:
    return (rank(speaker, row["facts"]), span(speaker, row["facts"]), place(speaker, row["code"]),
            reasons(speaker, row))  # fmt: skip


def rank(speaker: Speaker, facts: dict[str, str], tied: str = "tied") -> Line:
    """The rank, and how many share it where any do."""
    own = (speaker.number(facts["rank"]),)
    if speaker.facts["facts"][facts["tied"]]["value"] == 1:
        return own
    return parts.join([own, speaker.say(f"where_next.{tied}", count=Fact(facts["tied"]))])


def span(speaker: Speaker, facts: dict[str, str]) -> Line:
    """The best and the worst rank; one number where they are the same."""
    low, high = (speaker.number(facts[name]) for name in ("rank_low", "rank_high"))
    return (low,) if low.text == high.text else (low, *speaker.text("–"), high)


def tambon(speaker: Speaker, code: str) -> dict:
    """What the facts hold of a tambon."""
    return next(one for one in speaker.facts["tambons"] if one["code"] == code)


def place(speaker: Speaker, code: str) -> Line:
    """A tambon with its amphoe."""
    about = tambon(speaker, code)
    return speaker.say(
        f"where_next.areas.{speaker.facts['province']['areas']}.name",
        tambon=speaker.both(about["name"]),
        amphoe=speaker.both(about["amphoe"]),
    )


def reasons(speaker: Speaker, row: dict) -> Line:
    """The reasons of a row, a line each, with the facts they take."""
    return parts.join([_reason(speaker, one) for one in row["reasons"]])


def _reason(speaker: Speaker, reason: dict) -> Line:
    slots = {name: _slot(speaker, value) for name, value in reason["slots"].items()}
    return speaker.say(f"where_next.reasons.{reason['key']}", **slots)


def _slot(speaker: Speaker, value: dict) -> Fact | Line:
    if "fact" in value:
        return Fact(value["fact"])
    if "day" in value:
        return speaker.day(value["day"])
    return speaker.both(value["text"])


def by_group(speaker: Speaker) -> Section:
    """Every tambon of each group by its amphoe; an empty group says so."""
    blocks: list[Block] = [parts.subheading(speaker, "where_next.lists", 2)]
    for name in group_names(tuple(speaker.facts["kinds"])):
        line = speaker.say(
            "where_next.group_heading",
            group=opening.group_line(speaker, name),
            count=Fact(speaker.facts["groups"][name]),
            unit=opening.unit(speaker),
        )
        blocks.append(parts.Heading(3, line, f"group-{name}"))
        blocks += _names(speaker, name)
    return Section("where_groups", tuple(blocks))


def _names(speaker: Speaker, group: str) -> list[Paragraph]:
    found: dict[str, list[dict]] = {}
    for one in speaker.facts["tambons"]:
        if one["group"] == group:
            found.setdefault(one["amphoe_code"], []).append(one)
    if not found:
        return [parts.paragraph(speaker.say("where_next.none_here"), "note")]
    lines = []
    for listed in found.values():
        names = parts.join([speaker.both(one["name"]) for one in listed], speaker.text(", "))
        slots = {"amphoe": opening.amphoe(speaker), "name": speaker.both(listed[0]["amphoe"])}
        lines.append(speaker.say("where_next.in_amphoe", names=names, **slots))
    return [parts.paragraph(line) for line in lines]
