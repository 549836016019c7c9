"""What officers wrote, and who answers for the report: positions, never a person's name."""

from helpers.facts.statements import APPROVAL
from helpers.publish.annual import parts
from helpers.publish.document import Block, Heading, Line, Paragraph, Row, Section
from helpers.publish.language import Fact, Speaker

FIELDS = ("supporting_factors", "obstacles", "recommendations", "evidence")


def section(speaker: Speaker) -> Section:
    """Texts of the whole year and of each indicator due that has any; then what was left blank."""
    told = speaker.facts["narrative"]
    heading = parts.heading(speaker, "narrative")
    if not told["form"]:
        return Section("narrative", (heading, parts.paragraph(speaker.say("narrative.no_form"))))
    blocks: list[Block] = [heading, _told(speaker, told)]
    if _filled(told["overall"]):
        overall = parts.subheading(speaker, "narrative.overall")
        blocks += [overall, *_item(speaker, told["overall"])]
    blocks += by_strategy(speaker, told["strategies"])
    named = [e for e in speaker.facts["indicators"] if _of(told, e)]
    if named:
        blocks.append(parts.subheading(speaker, "narrative.by_indicator"))
    for entry in named:
        blocks += [_name(speaker, entry), *_item(speaker, _of(told, entry))]
    return Section("narrative", (*blocks, *_left_blank(speaker, told)))


def _of(told: dict, entry: dict) -> dict[str, dict]:
    return told["indicators"].get(entry["indicator_id"], {})


def _filled(texts: dict[str, dict]) -> list[str]:
    return [name for name in FIELDS if name in texts]


def _left_blank(speaker: Speaker, told: dict) -> list[Paragraph]:
    """What was not filled in, said once: the year as a whole, and indicators without any text."""
    items = [] if _filled(told["overall"]) else [speaker.say("narrative.overall")]
    items += [
        speaker.code(parts.short_id(entry["indicator_id"]))
        for entry in speaker.facts["indicators"]
        if not _of(told, entry)
    ]
    if not items:
        return []
    names = parts.join(items, speaker.text(", "))
    return [parts.paragraph(speaker.say("narrative.left_blank", names=names), "note")]


def by_strategy(speaker: Speaker, told: dict[str, dict], of: str = "narrative") -> list[Block]:
    """Texts of each strategy that has any, under its title; nothing where none has.

    ``of`` begins the anchors.
    """
    blocks: list[Block] = []
    for group in speaker.facts["groups"]:
        name = f"{speaker.facts['plan']['plan_id']}/{group['group_id']}"
        if name in told:
            titles = [parts.title(speaker, "group", title) for title in group["titles"]]
            blocks += [Heading(4, parts.join(titles), f"{of}-{name}")]
            blocks += _item(speaker, told[name])
    heading = Heading(3, speaker.say("narrative.by_strategy"), f"h-{of}-by_strategy")
    return [heading, *blocks] if blocks else []


def _told(speaker: Speaker, told: dict) -> Paragraph:
    """Whose texts these are, and of how many indicators."""
    form = parts.source_title(speaker, told["form"]["source_id"])
    counts = {"told": Fact(told["told"]), "due": Fact("summary:due")}
    return parts.paragraph(speaker.say("narrative.told", form=form, **counts), "note")


def _name(speaker: Speaker, entry: dict) -> Heading:
    name = entry["indicator_id"]
    line = (*speaker.code(parts.short_id(name)), *speaker.text(" "), *speaker.both(entry["label"]))
    return Heading(4, line, f"narrative-{name}")


def _item(speaker: Speaker, texts: dict[str, dict]) -> list[Paragraph]:
    """The fields that were filled in."""
    return [p for name in _filled(texts) for p in _text(speaker, name, texts[name])]


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
