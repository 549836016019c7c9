"""Coverage of tambons: what registries say, beside what was published, and the maps of it."""

from collections.abc import Iterable
from datetime import date

from helpers.core.datasets import REAL
from helpers.geography import geometry
from helpers.geography.layer import Layer
from helpers.publish import coverage_maps
from helpers.publish.annual import parts
from helpers.publish.document import Block, Line, Row, Section, Table
from helpers.publish.language import Fact, Speaker

_DENOMINATORS = ("tambons_of_year", "codi_units", "codes_today")


def section(speaker: Speaker) -> Section:
    """Coverage of the year by tambon where there is a registry, by region as published."""
    layers = geometry.load()
    day = date.fromisoformat(speaker.facts["as_of"])
    counted = coverage_maps.CountedYear(speaker.facts["year_be"], day, REAL)
    shown = coverage_maps.Shown(speaker, counted)
    blocks = (
        parts.heading(speaker, "coverage"),
        *missing(speaker),
        *in_words(speaker),
        *coverage_maps.drawn(shown, layers),
        *about_layers(speaker, layers),
    )
    return Section("coverage", blocks)


def in_words(speaker: Speaker) -> Iterable[Block]:
    """What the registries say of the year, in sentences and tables."""
    for kind, about in speaker.facts["coverage"]["kinds"].items():
        yield from _kind(speaker, kind, about)
    yield from _overlap(speaker)


def missing(speaker: Speaker) -> Iterable[Block]:
    """In words, what no registry was supplied of, one without a usable line, one too old."""
    known = speaker.facts["coverage"]
    if len(known["missing"]) == len(known["declared"]):
        yield parts.paragraph(speaker.say("coverage.no_registry"), "warning")
    elif known["missing"]:
        names = _labels(speaker, known["missing"])
        yield parts.paragraph(speaker.say("coverage.kind_missing", kinds=names), "warning")
    for kind, rejected in known["unusable"].items():
        line = speaker.say(
            "coverage.kind_unusable", kind=_labels(speaker, [kind]), rejected=Fact(rejected)
        )
        yield parts.paragraph(line, "warning")
    if known["stale"]:
        names = _labels(speaker, known["stale"])
        yield parts.paragraph(speaker.say("coverage.kind_stale", kinds=names), "warning")


def _labels(speaker: Speaker, kinds: list[str]) -> Line:
    labels = speaker.facts["coverage"]["declared"]
    return parts.join([speaker.both(labels[kind]) for kind in kinds], speaker.text(", "))


def _kind(speaker: Speaker, kind: str, about: dict) -> Iterable[Block]:
    """One registry: the country over each denominator, the regions, the published counts."""
    label = speaker.both(speaker.facts["coverage"]["declared"][kind])
    country = about["country"]
    first = country["tambons_of_year"]["facts"]
    yield parts.paragraph(
        speaker.say(
            "coverage.country",
            kind=label,
            day=speaker.day(about["day"]),
            exported=speaker.day(about["exported_on"]),
            bodies=Fact(first["n_bodies"]),
            covered=Fact(first["n_covered"]),
        )
    )
    if about["status"] == "interim":
        yield parts.paragraph(speaker.say("coverage.interim"), "warning")
    yield parts.paragraph(_lines(speaker, about))
    if "hidden" in about:
        line = speaker.say("coverage.hidden", hidden=Fact(about["hidden"]))
        yield parts.paragraph(line, "warning")
    yield _denominators(speaker, label, country)
    if about["change"]:
        change = {name: Fact(fact_id) for name, fact_id in about["change"].items()}
        yield parts.paragraph(speaker.say("coverage.change", **change))
    yield _regions(speaker, label, about["regions"])
    if about["differences"]:
        yield _differences(speaker, label, about["differences"])
        yield parts.paragraph(speaker.say("coverage.difference_note"), "note")


def _lines(speaker: Speaker, about: dict) -> Line:
    counts = {name: Fact(fact_id) for name, fact_id in about["lines"].items()}
    files = parts.words(speaker, about["files"])
    return speaker.say("coverage.lines", files=files, **counts)


def _denominators(speaker: Speaker, label: Line, country: dict) -> Table:
    """The same tambons over each number they may be divided by."""
    rows = [
        _row(speaker, speaker.say(f"coverage.{name}"), country[name]["facts"])
        for name in _DENOMINATORS
        if name in country
    ]
    people = country["tambons_of_year"]["facts"]
    if "population" in people:
        rows.append(
            Row(
                (
                    speaker.say("coverage.population"),
                    (speaker.number(people["population_covered"]),),
                    (speaker.number(people["population"]),),
                    (speaker.number(people["share_of_population"]),),
                )
            )
        )
    head = ["denominator", "covered", "units", "share"]
    caption = speaker.say("coverage.denominators", kind=label)
    return _table(speaker, caption, head, rows, "lrrr", (52, 16, 16, 16))


def _row(speaker: Speaker, name: Line, ids: dict[str, str]) -> Row:
    numbers = [(speaker.number(ids[what]),) for what in ("n_covered", "n_units", "share")]
    return Row((name, *numbers))


def _regions(speaker: Speaker, label: Line, regions: list[dict]) -> Table:
    rows = [
        Row(
            (
                speaker.both(region["name"]),
                *(
                    (speaker.number(region["facts"][what]),)
                    for what in ("n_bodies", "n_covered", "n_units", "share")
                ),
            )
        )
        for region in regions
    ]
    head = ["region", "bodies", "covered", "units", "share"]
    caption = speaker.say("coverage.regions", kind=label)
    return _table(speaker, caption, head, rows, "lrrrr", (36, 16, 16, 16, 16))


def _differences(speaker: Speaker, label: Line, differences: list[dict]) -> Table:
    """Registry minus published, area by area, on the day of the published count."""
    rows = [
        Row(
            (
                speaker.both(area["name"]) if area["name"] else speaker.say("sources.country"),
                _day_of(speaker, area["day"]),
                *(
                    (speaker.number(area["facts"][what]),)
                    for what in ("registry", "published", "difference", "difference_share")
                ),
            )
        )
        for area in differences
    ]
    head = ["region", "day", "registry", "published", "difference", "difference_share"]
    caption = speaker.say("coverage.differences", kind=label)
    return _table(speaker, caption, head, rows, "llrrrr", (30, 16, 13, 15, 13, 13))


def _day_of(speaker: Speaker, day: str | None) -> Line:
    """The day both counts are of; a published one known by its year was counted at both ends."""
    if day is None:
        return speaker.text(speaker.word("status.flagged"), "muted")
    return speaker.day(day, short=True)


def _overlap(speaker: Speaker) -> Iterable[Block]:
    overlap = speaker.facts["coverage"]["overlap"]
    if overlap is None:
        return
    slots = {name: Fact(fact_id) for name, fact_id in overlap.items()}
    yield parts.paragraph(speaker.say("coverage.overlap", **slots))


def _table(speaker, caption, head, rows, align, widths) -> Table:
    return parts.table(speaker, caption, [f"coverage.{key}" for key in head], rows, align, widths)


def about_layers(speaker: Speaker, layers: tuple[Layer, ...]) -> Iterable[Block]:
    """Whose geometry the maps are drawn on, and what was detected and mended in it."""
    for layer in layers:
        told = [speaker.both(words) for words in layer.told]
        lead = speaker.say(f"coverage.layer_{layer.name}")
        lines = parts.join([lead, *told], speaker.text(" "))
        yield parts.paragraph(lines, "note")
