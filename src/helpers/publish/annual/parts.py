"""Pieces that several sections of the annual report share."""

from dataclasses import replace
from functools import cache, partial

from matplotlib.figure import Figure as Drawing

from helpers.actuals import links
from helpers.core.schemas import FILED, REGISTRY
from helpers.publish import charts
from helpers.publish.document import (
    Break,
    Figure,
    Heading,
    Line,
    Paragraph,
    Ref,
    Row,
    Table,
    Text,
    plain,
)
from helpers.publish.language import MISSING, Fact, Speaker

NONE: Line = ()


def heading(speaker: Speaker, section: str, level: int = 2) -> Heading:
    """The heading of a section, with an anchor of its own."""
    return Heading(level, speaker.say(f"{section}.heading"), f"h-{section}")


def subheading(speaker: Speaker, key: str, level: int = 3) -> Heading:
    """A heading inside a section."""
    return Heading(level, speaker.say(key), f"h-{key.replace('.', '-')}")


def paragraph(line: Line, style: str = "plain") -> Paragraph:
    """One paragraph."""
    return Paragraph(line, style)


def group_row(line: Line) -> Row:
    """A sub-heading across a table."""
    return Row((line,), kind="group")


def table(
    speaker: Speaker,
    caption: Line,
    head: list[str],
    rows: list[Row],
    align: str,
    widths: tuple[int, ...],
) -> Table:
    """A table whose head is given by keys of the labels."""
    return Table(caption, tuple(speaker.say(key) for key in head), tuple(rows), align, widths)


def without_empty_columns(made: Table, stay: int = 1) -> Table:
    """The table without the columns that no row has anything in; the others share their room.

    The first ``stay`` columns are kept whatever they hold. A table without rows of cells is left
    as it is.
    """
    rows = [row for row in made.rows if row.kind == "cells"]
    kept = [
        place
        for place in range(len(made.head))
        if place < stay or any(plain(row.cells[place]) not in ("", MISSING) for row in rows)
    ]
    if not rows or len(kept) == len(made.head):
        return made
    return Table(
        made.caption,
        tuple(made.head[place] for place in kept),
        tuple(_narrowed(row, kept) for row in made.rows),
        "".join(made.align[place] for place in kept),
        _shared([made.widths[place] for place in kept], sum(made.widths)),
    )


def _narrowed(row: Row, kept: list[int]) -> Row:
    """A row's kept cells; one that goes across the table has no columns to lose."""
    if row.kind != "cells":
        return row
    return replace(row, cells=tuple(row.cells[place] for place in kept))


def _shared(widths: list[int], room: int) -> tuple[int, ...]:
    """Widths in their proportion that fill ``room``; what rounding leaves goes to the widest."""
    grown = [width * room // sum(widths) for width in widths]
    grown[grown.index(max(grown))] += room - sum(grown)
    return tuple(grown)


def chart(name: str, drawn: Drawing, caption: Line, alt: str, legend: Line = NONE) -> Figure:
    """A chart as a figure of the report; each picture of it is drawn once for all products."""
    svg, png = partial(charts.svg, drawn, name), cache(partial(charts.png, drawn))
    return Figure(name, svg, caption, alt, png, legend)


NEW_LINE: Line = (Break(),)
# Kinds of readings that are referred to by a word.
WORDED = (FILED, REGISTRY)


def join(lines: list[Line], between: Line = NEW_LINE) -> Line:
    """Lines one after the other with something between them; empty ones are left out."""
    filled = [line for line in lines if line]
    joined: list = []
    for place, line in enumerate(filled):
        joined += [*(between if place else ()), *line]
    return tuple(joined)


def words(speaker: Speaker, texts: list[str]) -> Line:
    """Identifiers in a row: their digits are never changed."""
    return join([speaker.code(text) for text in texts], speaker.text(", "))


def reading_ref(speaker: Speaker, reading_id: str | None) -> Line:
    """A link to a reading in the sources annex.

    It shows the reading's id; of a filed one or a registry's, whose ids are long, a word.
    """
    if not reading_id:
        return NONE
    kind = speaker.facts["readings"][reading_id]["kind"]
    shown = speaker.word(f"sources.ref_{kind}") if kind in WORDED else reading_id
    return (Ref(f"reading-{reading_id}", shown),)


def source_ref(speaker: Speaker, source: str) -> Line:
    """The line of the plan document a number was read from."""
    line = source.rpartition(":")[2]
    return speaker.say("indicators.line", line=speaker.code(line))


def short_id(indicator_id: str) -> str:
    """The local part of an indicator's id, as the plan's readers know it."""
    return indicator_id.partition("/")[2]


def fact(entry: dict, measure: str) -> Fact:
    """The slot of one of an indicator's numbers."""
    return Fact(entry["facts"][measure])


def entry_of(facts: dict, indicator_id: str) -> dict | None:
    """The entry of an indicator due this year, or nothing."""
    found = [e for e in facts["indicators"] if e["indicator_id"] == indicator_id]
    return found[0] if found else None


def lights(speaker: Speaker, entry: dict, path: bool = False) -> Line:
    """The light of an indicator; both, where the ends of an interval differ.

    Hatched where it turns under other assumptions.
    """
    prefix, which = ("path_", "path") if path else ("", "light")
    turns = which in entry["turns"]
    low, high = entry["lights"][f"{prefix}low"], entry["lights"][f"{prefix}high"]
    shown = [name for name in dict.fromkeys([low, high]) if name]
    return join([(speaker.light(name, turns),) for name in shown], speaker.text(" – "))


def reading_day(speaker: Speaker, reading: dict) -> Line:
    """When a reading is of: its day, or the window that is all that is known."""
    if reading["as_of"]:
        return speaker.day(reading["as_of"], short=True)
    if reading["year_basis"] == "month":
        return speaker.month(reading["as_of_to"])
    return speaker.say("sources.year_only", year=speaker.year(reading["year"]))


def place(speaker: Speaker, code: str) -> Line:
    """The name of the country or of one of CODI's regions."""
    # Facts of several years hold the regions by themselves, for they hold no year's councils.
    regions = speaker.facts.get("councils", speaker.facts)["regions"]
    names = {region["code"]: region["name"] for region in regions}
    if code in names:
        return speaker.both(names[code])
    return speaker.say("sources.country")


def filed(text: str) -> Line:
    """Words as an officer filed them: numerals and addresses in them stay as they are."""
    return (Text(text, "quote"),)


def filed_lines(text: str) -> list[Line]:
    """A filed text, one line of words for each line that is not blank."""
    return [filed(line.strip()) for line in text.splitlines() if line.strip()]


def source_title(speaker: Speaker, source_id: str) -> Line:
    """The title of a source; one that is not translated stands as it is."""
    source = speaker.facts["sources"][source_id]
    english = source["title_en"] if speaker.lang == "en" else None
    return speaker.text(english or source["title"], "quote")


def is_provisional(speaker: Speaker, entry: dict) -> bool:
    """Whether an indicator's result may still change, by who filed it."""
    reading = speaker.facts["readings"].get(entry["reading_id"])
    return reading is not None and reading["maturity"] == "provisional"


@cache
def _published_numbers() -> dict[str, links.Key]:
    return links.load()


def reading_name(speaker: Speaker, key: str) -> Line:
    """What a published number counts."""
    about = _published_numbers()[key]
    return speaker.both({"th": about.label_th, "en": about.label_en})


def counted(speaker: Speaker, entry: dict) -> str | None:
    """What a registry counted for an indicator in its own unit; nothing for other results."""
    reading = speaker.facts["readings"].get(entry["reading_id"])
    key = reading and _published_numbers().get(reading["indicator_key"])
    return key.counted.what if key and key.counted else None


def title(speaker: Speaker, part: str, about: dict) -> Line:
    """A node of the strategy tree by its number and words; ``part`` is group or parent."""
    name = speaker.both(speaker.facts["plan"][part])
    number = speaker.code(about["id"])
    return (*name, *speaker.text(" "), *number, *speaker.text(" "), *speaker.both(about["text"]))


def source_refs(speaker: Speaker, sources: list[str]) -> Line:
    """Several lines of a plan document."""
    lines = sorted({int(source.rpartition(":")[2]) for source in sources})
    shown = join([speaker.code(str(number)) for number in lines], speaker.text(", "))
    return speaker.say("indicators.line", line=shown)


def reading_note(speaker: Speaker, reading_id: str) -> Line:
    """What a reader must know of a reading, if there is anything."""
    note = speaker.facts["readings"][reading_id]["note"]
    return speaker.both(note) if note else NONE
