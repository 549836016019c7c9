"""How firm lights and ranks are: what other assumptions would turn, and what they would not."""

from helpers.assessment.ratios import COLOURED
from helpers.publish.annual import parts
from helpers.publish.document import Block, Bullets, Line, Paragraph, Row, Section, Table
from helpers.publish.language import Fact, Speaker


def section(speaker: Speaker) -> Section:
    """How many judged lights turn and under what, what is not known, and the ranks of areas."""
    blocks = [
        parts.heading(speaker, "sensitivity"),
        parts.paragraph(_count(speaker)),
        *legend(speaker, speaker.facts["indicators"]),
        *_turning(speaker),
        *_instead(speaker),
        *_could_be(speaker),
        parts.paragraph(speaker.say("sensitivity.denominators")),
        *_ranks(speaker),
    ]
    return Section("sensitivity", tuple(blocks))


def legend(speaker: Speaker, entries: list[dict]) -> list[Paragraph]:
    """What the stripes of a light mean, where one of the entries has such a light."""
    if not any(entry["turns"] for entry in entries):
        return []
    return [parts.paragraph(speaker.say("sensitivity.legend"), "note")]


def _count(speaker: Speaker) -> Line:
    about, judged = speaker.facts["sensitivity"], Fact("summary:judged")
    if not speaker.facts["facts"]["summary:judged"]["value"]:
        return speaker.say("sensitivity.none_judged", judged=judged, due=Fact("summary:due"))
    some = speaker.facts["facts"][about["turning"]]["value"]
    counts = {name: Fact(about[name]) for name in ("tried", "turning")}
    return speaker.say(f"sensitivity.{'some' if some else 'none'}", judged=judged, **counts)


def _turning(speaker: Speaker) -> list[Block]:
    """The judged lights that turn, each with the assumptions that do it, and those that stay."""
    told = speaker.facts["sensitivity"]["lights"]
    rows = [row for one in told if one["under"] for row in _rows(speaker, one)]
    firm = [_bearing(speaker, one) for one in told if not one["under"]]
    blocks: list[Block] = []
    if rows:
        caption, head = (
            speaker.say("sensitivity.table"),
            ["sensitivity.under", "sensitivity.would_be"],
        )
        blocks.append(parts.table(speaker, caption, head, rows, "ll", (72, 28)))
    return [*blocks, Bullets(tuple(firm))] if firm else blocks


def _rows(speaker: Speaker, one: dict) -> list[Row]:
    """A light with how many assumptions turn it, and a row for each of them."""
    rows = [
        Row((_assumption(speaker, under), _varied(speaker, under["light"])))
        for under in one["under"]
    ]
    return [parts.group_row(_bearing(speaker, one)), *rows]


def _bearing(speaker: Speaker, one: dict) -> Line:
    """How many of the assumptions that bear on a light turn it, or that none of them does."""
    key = f"sensitivity.{'turns' if one['under'] else 'stays'}{'_path' if one['path'] else ''}"
    names = ("turning", "bearing") if one["under"] else ("bearing",)
    counts = {name: Fact(one["facts"][name]) for name in names}
    return speaker.say(key, id=_id(speaker, one), light=_reported(speaker, one), **counts)


def _id(speaker: Speaker, one: dict) -> Line:
    return speaker.code(parts.short_id(one["indicator_id"]))


def _reported(speaker: Speaker, one: dict) -> Line:
    """A light as the report shows it."""
    entry = parts.entry_of(speaker.facts, one["indicator_id"])
    return parts.lights(speaker, entry, path=one["path"])


def _varied(speaker: Speaker, light: dict) -> Line:
    shown = [(speaker.light(name),) for name in dict.fromkeys(light.values())]
    return parts.join(shown, speaker.text(" – "))


def _assumption(speaker: Speaker, under: dict) -> Line:
    """What an assumption is called, the value it rests on where that is another one, and why."""
    label = _label(speaker, under["variant"])
    if under["value"] is not None:
        ref = parts.reading_ref(speaker, under["reading_id"])
        value = Fact(under["value"])
        label = speaker.say("sensitivity.value", label=label, value=value, ref=ref)
    why = speaker.facts["sensitivity"]["variants"][under["variant"]]["why"]
    return parts.join([label, speaker.both(why)])


def _label(speaker: Speaker, variant: str) -> Line:
    return speaker.both(speaker.facts["sensitivity"]["variants"][variant]["label"])


def _instead(speaker: Speaker) -> list[Block]:
    """Lights that another assumption would give where none was judged."""
    lines = [
        speaker.say(
            "sensitivity.instead",
            id=_id(speaker, one),
            light=parts.lights(speaker, parts.entry_of(speaker.facts, one["indicator_id"])),
            label=_label(speaker, one["variant"]),
            varied=_varied(speaker, one["light"]),
        )
        for one in speaker.facts["sensitivity"]["instead"]
    ]
    return [Bullets(tuple(lines))] if lines else []


def _could_be(speaker: Speaker) -> list[Block]:
    """How many indicators there may be at each light, once every result is known."""
    about = speaker.facts["sensitivity"]
    if not speaker.facts["facts"][about["unknown"]]["value"]:
        return []
    told = [
        speaker.say(
            "sensitivity.one_light",
            light=speaker.light(name),
            count=Fact(about["could_be"][name]),
        )
        for name in COLOURED
    ]
    lights = parts.join(told, speaker.text(" · "))
    line = speaker.say("sensitivity.could_be", unknown=Fact(about["unknown"]), lights=lights)
    return [parts.paragraph(line)]


def _ranks(speaker: Speaker) -> list[Block]:
    """The regions by rank, where each of them has one, and how many provinces have a sure one."""
    about = speaker.facts["sensitivity"]["ranks"]
    blocks: list[Block] = [parts.subheading(speaker, "sensitivity.ranks_heading")]
    if about["regions"]:
        key = speaker.say("sensitivity.ranks_key", least=Fact(about["least"]))
        blocks += [parts.paragraph(key, "note"), _regions(speaker, about["regions"])]
    else:
        blocks.append(parts.paragraph(speaker.say("sensitivity.no_ranks")))
    lines = [_provinces(speaker, kind, told) for kind, told in about["provinces"].items()]
    return [*blocks, Bullets(tuple(lines))] if lines else blocks


def _regions(speaker: Speaker, regions: list[dict]) -> Table:
    rows = [
        Row(
            (
                parts.place(speaker, region["code"]),
                speaker.inline(Fact(region["share"])) + speaker.parts_of(Fact(region["share"])),
                speaker.inline(Fact(region["rank"])),
                speaker.inline(Fact(region["range"])),
                parts.join(
                    [parts.place(speaker, code) for code in region["close_to"]], speaker.text(", ")
                ),
            )
        )
        for region in regions
    ]
    head = [f"sensitivity.{name}" for name in ("region", "share", "rank", "range", "close_to")]
    caption = speaker.say("sensitivity.ranks")
    table = parts.table(speaker, caption, head, rows, "lrrrl", (26, 20, 10, 16, 28))
    return parts.without_empty_columns(table)


def _provinces(speaker: Speaker, kind: str, told: dict[str, str]) -> Line:
    label = speaker.both(speaker.facts["coverage"]["declared"][kind])
    counts = {name: Fact(fact_id) for name, fact_id in told.items()}
    return speaker.say("sensitivity.provinces", kind=label, **counts)
