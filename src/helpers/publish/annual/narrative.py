"""What officers wrote, and who answers for the report: positions, never a person's name."""

from helpers.facts.statements import APPROVAL
from helpers.publish.annual import parts
from helpers.publish.document import Block, Heading, Line, Paragraph, Row, Section
from helpers.publish.language import Fact, Speaker

FIELDS = ("supporting_factors", "obstacles", "recommendations", "evidence")
# Where a filled form goes.
FOLDER = "data/raw/actuals/"


def section(speaker: Speaker) -> Section:
    """Texts of the whole year and of each indicator due; without a form, how to get one."""
    told = speaker.facts["narrative"]
    blocks: list[Block] = [parts.heading(speaker, "narrative")]
    blocks += [_told(speaker, told) if told["form"] else _no_form(speaker)]
    blocks += [parts.subheading(speaker, "narrative.overall"), *_item(speaker, told["overall"])]
    blocks += _by_strategy(speaker, told["strategies"])
    if told["form"]:
        blocks.append(parts.subheading(speaker, "narrative.by_indicator"))
        for entry in speaker.facts["indicators"]:
            texts = told["indicators"].get(entry["indicator_id"], {})
            blocks += [_name(speaker, entry), *_item(speaker, texts)]
    return Section("narrative", tuple(blocks))


def _by_strategy(speaker: Speaker, told: dict[str, dict]) -> list[Block]:
    """Texts of each strategy that has any, under its title; nothing where none has."""
    blocks: list[Block] = []
    for group in speaker.facts["groups"]:
        name = f"{speaker.facts['plan']['plan_id']}/{group['group_id']}"
        if name in told:
            titles = [parts.title(speaker, "group", title) for title in group["titles"]]
            blocks += [Heading(4, parts.join(titles), f"narrative-{name}")]
            blocks += _item(speaker, told[name])
    return [parts.subheading(speaker, "narrative.by_strategy"), *blocks] if blocks else []


def _told(speaker: Speaker, told: dict) -> Paragraph:
    """Whose texts these are, and of how many indicators."""
    form = parts.source_title(speaker, told["form"]["source_id"])
    counts = {"told": Fact(told["told"]), "due": Fact("summary:due")}
    return parts.paragraph(speaker.say("narrative.told", form=form, **counts), "note")


def _no_form(speaker: Speaker) -> Paragraph:
    """How to get a form of this year and day."""
    facts = speaker.facts
    day = "" if facts["round"] == "year" else f" AS_OF={facts['as_of']}"
    command = speaker.code(f"make actuals-form YEAR={facts['year_be']}{day}")
    folder = speaker.code(FOLDER)
    return parts.paragraph(speaker.say("narrative.no_form", command=command, folder=folder))


def _name(speaker: Speaker, entry: dict) -> Heading:
    name = entry["indicator_id"]
    line = (*speaker.code(parts.short_id(name)), *speaker.text(" "), *speaker.both(entry["label"]))
    return Heading(4, line, f"narrative-{name}")


def _item(speaker: Speaker, texts: dict[str, dict]) -> list[Paragraph]:
    """The fields that were filled in, then those that were not, in one line."""
    filled = [name for name in FIELDS if name in texts]
    empty = [_field(speaker, name) for name in FIELDS if name not in texts]
    blocks = [p for name in filled for p in _text(speaker, name, texts[name])]
    if empty:
        names = parts.join(empty, speaker.text(" · "))
        blank = speaker.text(speaker.word("narrative.empty"), "muted")
        blocks.append(parts.paragraph((*names, *speaker.text(": "), *blank)))
    return blocks


def _field(speaker: Speaker, name: str) -> Line:
    return speaker.text(speaker.word(f"narrative.{name}"), "strong")


def _text(speaker: Speaker, name: str, text: dict) -> list[Paragraph]:
    """A text under its field's name, one paragraph for each line the officer wrote."""
    first, *rest = parts.filed_lines(text["text_th"])
    opening = (*_field(speaker, name), *_from(speaker, text), *speaker.text(": "), *first)
    return [parts.paragraph(line) for line in (opening, *rest)]


def _from(speaker: Speaker, text: dict) -> Line:
    """The form, where it is not the latest one of the year."""
    latest, form = (
        parts.source_title(speaker, source["source_id"])
        for source in (speaker.facts["narrative"]["form"], text)
    )
    # Several files of one form have one title.
    if form == latest:
        return parts.NONE
    return (*speaker.text(" ("), *speaker.say("narrative.from", form=form), *speaker.text(")"))


APPROVAL_COLUMNS = ("role", "signature", "position", "day")


def approval(speaker: Speaker) -> Section:
    """One row each for who prepared, reviewed and approved the report."""
    caption = speaker.say("approval.caption")
    head = [f"approval.{name}" for name in APPROVAL_COLUMNS]
    rows = [_row(speaker, name) for name in APPROVAL]
    table = parts.table(speaker, caption, head, rows, "llll", (16, 32, 28, 24))
    note = parts.paragraph(speaker.say("approval.note"), "note")
    return Section("approval", (parts.heading(speaker, "approval"), table, note))


def _row(speaker: Speaker, name: str) -> Row:
    given = speaker.facts["narrative"]["approval"].get(name)
    blank = speaker.say("approval.blank")
    position = parts.join(parts.filed_lines(given["text_th"])) if given else blank
    day = speaker.say("approval.date_blank")
    room = (*parts.NEW_LINE, *blank)
    return Row((speaker.say(f"approval.{name}"), room, position, day))
