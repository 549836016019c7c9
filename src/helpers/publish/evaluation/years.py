"""Every indicator over the years of its plan side by side, and goals by strategy and stage."""

from helpers.facts.evaluation import ALL, WHOLE
from helpers.publish.annual import parts, sensitivity
from helpers.publish.document import Block, Line, Paragraph, Row, Section, Table
from helpers.publish.language import Fact, Speaker


def section(speaker: Speaker) -> Section:
    """One row an indicator: its years, and what was reached of the whole plan."""
    years = speaker.facts["years"]
    rows = [line for group in speaker.facts["groups"] for line in _group(speaker, group, years)]
    plan = speaker.text(speaker.facts["plan"]["plan_id"], "quote")
    shown = table(speaker, speaker.say("years.caption", plan=plan), years, rows)
    notes = key(speaker, speaker.facts["indicators"])
    return Section("years", (parts.heading(speaker, "years"), *notes, shown))


def key(speaker: Speaker, entries: list[dict]) -> list[Paragraph]:
    """How the cells of a table are read, and the stripes of lights in them."""
    cells = [about for entry in entries for about in entry["years"].values()]
    return [
        parts.paragraph(speaker.say("years.key"), "note"),
        *sensitivity.legend(speaker, cells),
    ]


def span(speaker: Speaker, years: list[int]) -> Line:
    """Some years; those in a row by the first and the last of them."""
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and runs[-1][-1] == year - 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    told = [
        parts.join([speaker.year(year) for year in dict.fromkeys([run[0], run[-1]])],
                   speaker.text("–"))
        for run in runs
    ]  # fmt: skip
    return parts.join(told, speaker.text(", "))


def table(speaker: Speaker, caption: Line, years: list[int], rows: list[Row]) -> Table:
    """Indicators by year: rows are those of ``row``, with headings between them."""
    head = (
        speaker.say("indicators.id"),
        speaker.say("indicators.label"),
        *(speaker.year(year) for year in years),
        speaker.say("years.whole"),
    )
    each = 60 // (len(years) + 1)
    widths = (8, 92 - each * (len(years) + 1), *(each for _ in years), each)
    made = Table(caption, head, tuple(rows), "ll" + "l" * (len(years) + 1), widths)
    # A year stays even where nothing is asked in it.
    return parts.without_empty_columns(made, stay=2 + len(years))


def _group(speaker: Speaker, group: dict, years: list[int]) -> list[Row]:
    titles = [parts.title(speaker, "group", title) for title in group["titles"]]
    entries = [parts.entry_of(speaker.facts, name) for name in group["indicator_ids"]]
    if not entries:
        empty = speaker.text(speaker.word("indicators.no_indicator"), "muted")
        return [parts.group_row(parts.join(titles)), Row((empty,), kind="wide")]
    rows = [row(speaker, entry, years) for entry in entries]
    return [parts.group_row(parts.join(titles)), *rows]


def row(speaker: Speaker, entry: dict, years: list[int]) -> Row:
    """An indicator: what it counts, each year's cell, the whole plan."""
    label, unit = speaker.both(entry["label"]), speaker.unit(entry["unit_th"])
    cells = [cell(speaker, entry["years"].get(str(year))) for year in years]
    name = speaker.code(parts.short_id(entry["indicator_id"]))
    told = (*label, *speaker.text(" ("), *speaker.text(unit, "quote"), *speaker.text(")"))
    if entry["programme"]:
        programme = speaker.say("indicators.programme", text=speaker.both(entry["programme"]))
        told = parts.join([told, programme])
    anchor = f"indicator-{entry['indicator_id']}"
    return Row((name, told, *cells, _whole(speaker, entry)), anchor=anchor)


def cell(speaker: Speaker, about: dict | None) -> Line:
    """Target, result and light of a year, one under the other."""
    if about is None:
        return parts.NONE
    facts = about["facts"]
    key = "years.hold" if about["hold"] else "years.target"
    lines = [speaker.say(key, value=Fact(facts["target"]))]
    if about["role"]:
        lines.append(speaker.say(f"indicators.role_{about['role']}"))
    if "actual" in facts:
        lines += [_result(speaker, about), *_ratios(speaker, about)]
    return parts.join([*lines, *marks_of(speaker, about), _lights(speaker, about)])


def _result(speaker: Speaker, about: dict) -> Line:
    """The result; what counts something else stands in its own unit and is not called one."""
    value = Fact(about["facts"]["actual"])
    if about["relation"] == "same":
        return speaker.say("years.result", value=value)
    reading = speaker.facts["readings"][about["reading_id"]]
    unit = speaker.text(speaker.unit(reading["unit_th"]), "quote")
    return speaker.say("years.beside", value=value, unit=unit)


def _ratios(speaker: Speaker, about: dict) -> list[Line]:
    """The result as a share of the target, where the two are of one kind."""
    facts = about["facts"]
    shown = [name for name in ("level", "path") if name in facts]
    shown = shown or [name for name in ("achievement", "gap") if name in facts]
    return [
        # Of all but the path both parts stand in the cell.
        speaker.say(f"indicators.{name}", value=Fact(facts[name], with_parts=name == "path"))
        for name in shown
    ]


def marks_of(speaker: Speaker, about: dict) -> list[Line]:
    """What makes the result of a year less sure: it is interim, or its day is not known."""
    return [speaker.say(f"indicators.{name}") for name in ("interim", "flagged") if about[name]]


def _lights(speaker: Speaker, about: dict) -> Line:
    light = parts.lights(speaker, about)
    path = parts.lights(speaker, about, path=True)
    return parts.join([light, (*speaker.say("indicators.light_path"), *speaker.text(" "), *path)
                       if path else parts.NONE])  # fmt: skip


def _whole(speaker: Speaker, entry: dict) -> Line:
    """The printed total, and the plan to date by the last year that has one."""
    row = next(
        r for r in speaker.facts["plan_targets"] if r["indicator_id"] == entry["indicator_id"]
    )
    lines = []
    if row["total"]:
        lines.append(speaker.say("years.total", value=Fact(row["total"])))
    if entry["to_date"]:
        year, fact = speaker.year(entry["to_date"]["year"]), Fact(entry["to_date"]["fact"])
        lines.append(speaker.say("years.to_date", value=fact, year=year))
    return parts.join(lines) or (parts.Text("–", "muted"),)


def stages(speaker: Speaker) -> Section:
    """How many goals of each strategy or programme stand at each stage."""
    shown = (*speaker.labels["stages"],)
    all_of_it = [about for about in (speaker.facts["all_stages"],) if about]
    told = [*speaker.facts["stages"], *all_of_it]
    rows = [_stage_row(speaker, about, shown) for about in told]
    blocks: list[Block] = [parts.heading(speaker, "stages_by_strategy")]
    if rows:
        head = ["stages_by_strategy.place", *(f"stages.{name}" for name in shown)]
        widths = (40, *(12 for _ in shown), 12)
        caption = speaker.say("stages_by_strategy.caption")
        head.append("stages_by_strategy.all")
        align = "l" + "r" * (len(shown) + 1)
        blocks.append(parts.table(speaker, caption, head, rows, align, widths))
    else:
        blocks.append(parts.paragraph(speaker.say("stages_by_strategy.none")))
    return Section("stages", tuple(blocks))


def _stage_row(speaker: Speaker, about: dict, shown: tuple[str, ...]) -> Row:
    counts = [speaker.optional(about["stages"].get(name, "")) for name in shown]
    return Row((_place(speaker, about), *counts, (speaker.number(about["total"]),)))


def _place(speaker: Speaker, about: dict) -> Line:
    """A strategy by its number and words, what stands under none, or all."""
    place = about["place"]
    titles = [
        parts.title(speaker, "group", title)
        for group in speaker.facts["groups"]
        for title in group["titles"]
        if title["id"] in place.split(",")
    ]
    if titles:
        return parts.join(titles)
    if place == WHOLE:
        plans = speaker.text(", ".join(about["plans"]), "quote")
        return speaker.say("stages_by_strategy.whole", plans=plans)
    if place == ALL:
        return speaker.say("stages_by_strategy.every")
    return speaker.code(place)
