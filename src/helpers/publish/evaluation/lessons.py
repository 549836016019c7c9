"""What officers filed in words, year by year: what helped, what hindered, what to do."""

from helpers.publish.annual import narrative, parts
from helpers.publish.document import Block, Heading, Line, Paragraph, Section
from helpers.publish.evaluation import years as years_page
from helpers.publish.language import Speaker


def section(speaker: Speaker) -> Section:
    """The texts of every year with a form; which years have none, in one line."""
    told = speaker.facts["narratives"]
    blocks: list[Block] = [parts.heading(speaker, "lessons")]
    if missing := [int(year) for year, filed in told.items() if not filed]:
        years = years_page.span(speaker, missing)
        blocks.append(parts.paragraph(speaker.say("lessons.none", years=years)))
    for year, filed in told.items():
        if filed:
            blocks += _year(speaker, int(year), filed)
    return Section("lessons", tuple(blocks))


def _year(speaker: Speaker, year: int, filed: dict) -> list[Block]:
    form = parts.source_title(speaker, filed["form"]["source_id"])
    blocks: list[Block] = [
        Heading(3, speaker.say("lessons.year", year=speaker.year(year)), f"h-lessons-{year}"),
        parts.paragraph(speaker.say("lessons.from", form=form), "note"),
        *_texts(speaker, filed["overall"]),
        *narrative.by_strategy(speaker, filed["strategies"], f"lessons-{year}"),
    ]
    for name, texts in filed["strategies"].items():
        words = _strategy(speaker, parts.short_id(name))
        blocks += [Heading(4, words, f"lessons-{year}-{name}"), *_texts(speaker, texts)]
    for name, texts in filed["indicators"].items():
        entry = parts.entry_of(speaker.facts, name)
        words = (*speaker.code(parts.short_id(name)), *speaker.text(" "),
                 *speaker.both(entry["label"]))  # fmt: skip
        blocks += [Heading(4, words, f"lessons-{year}-{name}"), *_texts(speaker, texts)]
    return blocks


def _strategy(speaker: Speaker, group_id: str) -> Line:
    """The titles of a strategy, or of two that share one table."""
    (group,) = [one for one in speaker.facts["groups"] if one["group_id"] == group_id]
    titles = [parts.title(speaker, "group", title) for title in group["titles"]]
    return parts.join(titles, speaker.text(" · "))


def _texts(speaker: Speaker, texts: dict[str, dict]) -> list[Paragraph]:
    """The fields that were filled in, a paragraph for each line the officer wrote."""
    found: list[Paragraph] = []
    for name in (field for field in narrative.FIELDS if field in texts):
        first, *rest = parts.filed_lines(texts[name]["text_th"])
        opening: Line = (*speaker.text(speaker.word(f"narrative.{name}"), "strong"),
                         *speaker.text(": "), *first)  # fmt: skip
        found += [parts.paragraph(line) for line in (opening, *rest)]
    return found
