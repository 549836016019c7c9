"""How far there is to go, the province's place among all, and kinds laid over each other."""

from helpers.core import metadata
from helpers.publish.annual import parts
from helpers.publish.document import Block, Bullets, Line, Row, Section
from helpers.publish.language import Fact, Speaker
from helpers.publish.where_next import listing, opening

# The last step of coverage, in per cent.
_ALL = 100


def section(speaker: Speaker) -> Section:
    """Coverage and the next step of it, pace, the share of the country's target, the place."""
    lines = [line for one in speaker.facts["steps"] for line in _step(speaker, one)]
    blocks: list[Block] = [
        parts.subheading(speaker, "where_next.ahead", 2),
        Bullets(tuple(lines)),
        parts.subheading(speaker, "where_next.target"),
        *_share(speaker),
        parts.subheading(speaker, "where_next.place"),
        _among(speaker),
        parts.paragraph(speaker.say("where_next.place_read"), "note"),
    ]
    return Section("where_ahead", tuple(blocks))


def _step(speaker: Speaker, one: dict) -> list[Line]:
    facts = {name: Fact(fact_id) for name, fact_id in one["facts"].items()}
    unit = {"unit": opening.unit(speaker)}
    told = [
        speaker.say(
            "where_next.covered", covered=facts["covered"], all=facts["tambons"],
            coverage=facts["coverage"], kind=measure(speaker, one["kind"]), **unit,
        )
    ]  # fmt: skip
    if "to_step" in facts:
        told.append(_to_step(speaker, facts, unit))
    else:
        kind = opening.kind(speaker, one["kind"])
        told.append(speaker.say("where_next.all_covered", kind=kind, **unit))
    return [parts.join([*told, *_pace(speaker, facts, unit)], speaker.text(" "))]


def _to_step(speaker: Speaker, facts: dict[str, Fact], unit: dict[str, Line]) -> Line:
    """How many more tambons reach the next class of the maps; its last one is all of them."""
    if speaker.facts["facts"][facts["step"].fact_id]["value"] == _ALL:
        return speaker.say("where_next.to_all", to_step=facts["to_step"], **unit)
    return speaker.say("where_next.to_step", to_step=facts["to_step"], step=facts["step"], **unit)


def _pace(speaker: Speaker, facts: dict[str, Fact], unit: dict[str, Line]) -> list[Line]:
    """The yearly change observed, or that there are too few years to say it."""
    if "a_year" not in facts:
        return [speaker.say("where_next.no_pace", readings=facts["readings"])]
    return [
        speaker.say(
            "where_next.pace", a_year=facts["a_year"], readings=facts["readings"],
            last_year=facts["last_year"], **unit,
        )
    ]  # fmt: skip


def _share(speaker: Speaker) -> list[Block]:
    """The way to the country's next target, and what of it is the province's by arithmetic."""
    one = speaker.facts["share"]
    blocks: list[Block] = []
    if one is None:
        key = "no_share" if "council" in speaker.facts["kinds"] else "no_council_registry"
        blocks.append(parts.paragraph(speaker.say(f"where_next.{key}")))
    else:
        facts = {name: Fact(fact_id) for name, fact_id in one["facts"].items()}
        year, unit = speaker.year(one["year"]), opening.unit(speaker)
        gap = speaker.say(
            "where_next.gap", target=facts["target"], bodies=facts["bodies"], gap=facts["gap"],
            year=year,
        )  # fmt: skip
        key, a_year = "share_in_one_year", {}
        if one["years"] > 1:
            key, a_year = "share", {"a_year": facts["a_year"]}
        share = speaker.say(
            f"where_next.{key}", share=facts["share"], unit=unit, year=year, **a_year,
            without=facts["without"], without_all=facts["without_all"],
        )  # fmt: skip
        blocks.append(parts.paragraph(gap))
        blocks.append(parts.paragraph(parts.join([share, *_beside(speaker)], speaker.text(" "))))
        blocks.append(parts.paragraph(speaker.say("where_next.share_is"), "note"))
    blocks.append(parts.paragraph(speaker.say("where_next.no_fund_target"), "note"))
    return blocks


def _beside(speaker: Speaker) -> list[Line]:
    """The pace councils have had, to set beside the share; nothing where it is not known."""
    paces = [one["facts"].get("a_year") for one in speaker.facts["steps"]
             if one["kind"] == "council"]  # fmt: skip
    return [
        speaker.say("where_next.share_beside", a_year=Fact(pace), unit=opening.unit(speaker))
        for pace in paces
        if pace
    ]


def _among(speaker: Speaker):
    rows = []
    for one in speaker.facts["among"]:
        facts = one["facts"]
        covered = speaker.say(
            "where_next.of", part=Fact(facts["n_covered"]), all=Fact(facts["n_units"])
        )
        cells = (
            measure(speaker, one["measure"]),
            covered,
            (speaker.number(facts["share"]),),
            listing.rank(speaker, facts, "tied_provinces"),
            listing.span(speaker, facts),
            (speaker.number(facts["provinces"]),),
        )
        rows.append(Row(cells))
    head = [f"where_next.columns.{name}" for name in
            ("measure", "covered", "share", "rank", "range", "provinces")]  # fmt: skip
    caption = speaker.say("where_next.place_caption", unit=opening.unit(speaker))
    return parts.table(speaker, caption, head, rows, "lrrrrr", (34, 14, 14, 14, 12, 12))


def measure(speaker: Speaker, name: str) -> Line:
    """A kind, or both together."""
    return speaker.say(f"where_next.names.{name}")


def overlap(speaker: Speaker) -> Section:
    """Tambons that have both of every two kinds; kinds without a registry are named."""
    about = speaker.facts["overlap"]
    labels = metadata.load("registries.yml")["kinds"]
    names = {kind: speaker.both(labels[kind]["label"], "plain") for kind in labels}
    rows = [
        Row((names[one], *((speaker.number(about["cells"][one][other]),)
                           for other in about["kinds"])))
        for one in about["kinds"]
    ]  # fmt: skip
    caption = speaker.say("where_next.overlap_caption", unit=opening.unit(speaker))
    head = (speaker.say("where_next.columns.kind"), *(names[kind] for kind in about["kinds"]))
    each = 60 // len(about["kinds"])
    widths = (100 - each * len(about["kinds"]), *(each for _ in about["kinds"]))
    table = parts.Table(caption, head, tuple(rows), "l" + "r" * len(about["kinds"]), widths)
    none = speaker.say(
        "where_next.overlap_none", none=Fact(about["none"]), unit=opening.unit(speaker)
    )
    blocks: list[Block] = [
        parts.subheading(speaker, "where_next.overlap", 2),
        table,
        parts.paragraph(none),
    ]
    if unknown := speaker.facts["unknown"]:
        told = parts.join([names[kind] for kind in unknown], speaker.text(", "))
        line = speaker.say("where_next.overlap_unknown", kinds=told)
        blocks.append(parts.paragraph(line, "note"))
    return Section("where_overlap", tuple(blocks))
