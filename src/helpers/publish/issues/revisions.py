"""Numbers that pages changed afterwards: the triangle of what was said when, and the lights."""

from helpers.publish.annual import parts
from helpers.publish.document import Block, Bullets, Line, Row, Section, Table
from helpers.publish.language import Fact, Speaker


def section(speaker: Speaker) -> Section:
    """How many numbers changed, whether a light would turn, and what was said on each day."""
    about, blocks = speaker.facts["revisions"], [parts.heading(speaker, "revisions")]
    counts = {name: Fact(fact) for name, fact in about["counts"].items()}
    said = {name: counts[name] for name in ("numbers", "revised", "changes")}
    blocks.append(parts.paragraph(speaker.say("revisions.lead", **said)))
    if about["triangles"]:
        blocks += [*_lights(speaker, counts), *(_table(speaker, t) for t in about["triangles"])]
        blocks.append(parts.paragraph(speaker.say("published.revised"), "note"))
    return Section("revisions", tuple(blocks))


def _lights(speaker: Speaker, counts: dict[str, Fact]) -> list[Block]:
    said = {name: counts[name] for name in ("values", "judged", "turned")}
    bounds = [_bound(speaker, bound) for bound in speaker.facts["revisions"]["bounds"]]
    lead = parts.paragraph(speaker.say("revisions.lights", **said))
    return [lead, *([Bullets(tuple(bounds))] if bounds else [])]


def _bound(speaker: Speaker, bound: dict) -> Line:
    """Whether the country's result has more to spare than all revisions together."""
    key = (
        "bound_turns" if bound["turns"] else "bound" if "margin" in bound["facts"] else "bound_none"
    )
    return speaker.say(
        f"revisions.{key}",
        id=speaker.code(bound["indicator_id"]),
        year=speaker.year(bound["year"]),
        unit=speaker.text(speaker.unit(bound["unit_th"]), "quote"),
        **{name: Fact(fact) for name, fact in bound["facts"].items()},
    )


def _table(speaker: Speaker, triangle: dict) -> Table:
    """One row a number, one column a day its page was read, and what changed."""
    days = triangle["days"]
    head = (
        speaker.say("revisions.number"),
        *(speaker.day(day, short=True) for day in days),
        speaker.say("revisions.changes"),
    )
    each = 72 // (len(days) + 1)
    widths = (100 - each * (len(days) + 1), *(each for _ in range(len(days) + 1)))
    caption = speaker.say("revisions.caption", label=speaker.both(triangle["label"]))
    rows = tuple(_row(speaker, row, days) for row in triangle["rows"])
    return Table(caption, head, rows, "l" + "r" * (len(days) + 1), widths)


def _row(speaker: Speaker, row: dict, days: list[str]) -> Row:
    changed = {change["reading_id"] for change in row["changes"]}
    cells = [_cell(speaker, row["cells"].get(day), changed) for day in days]
    steps = [_step(speaker, change) for change in row["changes"]]
    return Row((_number(speaker, row), *cells, parts.join(steps, speaker.text(", "))))


def _number(speaker: Speaker, row: dict) -> Line:
    """The area, and the day or the year's column the number is of."""
    place = parts.place(speaker, row["geography_code"])
    if row["day"]:
        return parts.join([place, speaker.day(row["day"], short=True)], speaker.text(" · "))
    year = speaker.say("revisions.column", year=speaker.year(row["year"]))
    return parts.join([place, year], speaker.text(" · "))


def _cell(speaker: Speaker, reading_id: str | None, changed: set[str]) -> Line:
    if reading_id is None:
        return parts.NONE
    number = (speaker.number(speaker.facts["readings"][reading_id]["fact"]),)
    return (*number, *speaker.text("↻")) if reading_id in changed else number


def _step(speaker: Speaker, change: dict) -> Line:
    sign = speaker.text("+") if change["grew"] else parts.NONE
    return (*sign, speaker.number(change["fact"]))
