"""The maps of one fiscal year's coverage, titled and captioned in one language."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pandas as pd

from helpers import coverage, knowledge, maps, thai
from helpers.coverage import classes
from helpers.datasets import Dataset
from helpers.facts.book import ends
from helpers.layers import Layer
from helpers.publish.document import Line, plain
from helpers.publish.speaker import Speaker


@dataclass(frozen=True)
class Picture:
    """A map with the name of its file, its caption and what it shows in words."""

    name: str
    figure: object
    caption: Line
    alt: str


@dataclass(frozen=True)
class Shown:
    """What is mapped: the facts in words, and the coverage of tambons behind them."""

    speaker: Speaker
    dataset: Dataset
    registry: coverage.known.Registry
    counted: pd.DataFrame

    @property
    def year(self) -> int:
        """The fiscal year mapped."""
        return self.speaker.facts["year_be"]

    @property
    def kinds(self) -> dict[str, dict]:
        """The kinds with a registry of the year, with their facts."""
        return self.speaker.facts["coverage"]["kinds"]


def shown(speaker: Speaker, dataset: Dataset) -> Shown:
    """The coverage behind the facts ``speaker`` speaks; ``InputError`` while it is not made."""
    year, as_of = speaker.facts["year_be"], date.fromisoformat(speaker.facts["as_of"])
    counted = coverage.read_part(year, as_of, dataset)["coverage"]
    return Shown(speaker, dataset, coverage.known.load(dataset), counted)


def pictures(what: Shown, layer: Layer) -> Iterator[Picture]:
    """Every map the year has data for, on one layer; of the demonstration no published one."""
    if not what.dataset.is_demo:
        yield regional(what, layer)
    yield from of_tambons(what, layer)


def regional(what: Shown, layer: Layer) -> Picture:
    """Coverage of CODI's regions as the headline readings have it."""
    speaker = what.speaker
    rows = [
        {"code": region["code"], "status": region["status"], "share": _share(speaker, region)}
        for region in speaker.facts["councils"]["regions"]
    ]
    values = pd.DataFrame(rows).set_index("code")
    words = _words(what, "regional", layer, speaker.facts["as_of"], "coverage.from_published")
    return _picture(what, "regional", layer, maps.regions(layer, values, words))


def of_tambons(what: Shown, layer: Layer) -> Iterator[Picture]:
    """Maps that need a registry: each kind, its first year, its change, its course, and both."""
    covered = {
        kind: _within(layer, classes.covered(what.counted, kind, what.year)) for kind in what.kinds
    }
    for kind, classed in covered.items():
        yield _of_kind(what, layer, kind, classed)
    pair = knowledge.load("report.yml")["overlap"]
    if set(pair) <= set(covered):
        yield _both(what, layer, *(covered[kind] for kind in pair))
    for kind in covered:
        yield _first_year(what, layer, kind)
        yield from _in_time(what, layer, kind)
    for kind, classed in covered.items():
        yield from _provinces(what, layer, kind, classed)


def _of_kind(what: Shown, layer: Layer, kind: str, classed: pd.Series) -> Picture:
    words = _kind_words(what, "kind", layer, kind)
    return _picture(what, "kind", layer, maps.kind(layer, classed, kind, words), kind)


def _both(what: Shown, layer: Layer, council: pd.Series, fund: pd.Series) -> Picture:
    day = max(about["day"] for about in what.kinds.values())
    words = _words(what, "both", layer, day, "coverage.from_registry")
    return _picture(what, "both", layer, maps.both(layer, council, fund, words))


def _first_year(what: Shown, layer: Layer, kind: str) -> Picture:
    years = _within(layer, classes.first_years(what.counted, kind, what.year))
    figure = maps.first_year(layer, years, _kind_words(what, "first_year", layer, kind))
    return _picture(what, "first_year", layer, figure, kind)


def _in_time(what: Shown, layer: Layer, kind: str) -> Iterator[Picture]:
    """What changed since the year before, and the years up to this one side by side."""
    course = _course(what, layer, kind)
    if len(course) < 2:
        return
    before, after = (course[year] for year in sorted(course)[-2:])
    figure = maps.change(layer, before, after, _kind_words(what, "change", layer, kind))
    yield _picture(what, "change", layer, figure, kind)
    figure = maps.years(layer, course, _kind_words(what, "years", layer, kind))
    yield _picture(what, "years", layer, figure, kind)


def _course(what: Shown, layer: Layer, kind: str) -> dict[int, pd.Series]:
    """Coverage at the end of each reported year before this one, and on this one's day."""
    days = {
        year: thai.fiscal_year_end(year)
        for year in what.speaker.facts["settings"]["years"]
        if year < what.year
    }
    days[what.year] = date.fromisoformat(what.speaker.facts["as_of"])
    course = classes.course(what.registry, kind, days)
    return {year: _within(layer, classed) for year, classed in course.items()}


def _provinces(what: Shown, layer: Layer, kind: str, classed: pd.Series) -> Iterator[Picture]:
    """The provinces that are too small on the map of the country."""
    for code in knowledge.load("report.yml")["province_maps"]:
        if (layer.frame["province_code"] == code).any():
            words = _kind_words(what, "province", layer, kind)
            figure = maps.province(layer, code, classed, kind, words)
            yield _picture(what, "province", layer, figure, kind, code)


def _within(layer: Layer, classed: pd.Series) -> pd.Series:
    """The tambons a layer has; one of a few provinces says so itself (``layer.told``)."""
    return maps.within(layer, classed)[0]


def _share(speaker: Speaker, region: dict) -> float | None:
    """The share a region is coloured by: of an interval the lower end."""
    coverage_id = region["facts"].get("coverage")
    return None if coverage_id is None else ends(speaker.facts["facts"][coverage_id]["value"])[0]


def _kind_words(what: Shown, key: str, layer: Layer, kind: str) -> maps.Words:
    label = what.speaker.facts["coverage"]["declared"][kind][what.speaker.lang]
    day = what.kinds[kind]["day"]
    return _words(what, key, layer, day, "coverage.from_registry", kind=label)


def _words(what: Shown, key: str, layer: Layer, day: str, source: str, **slots: str) -> maps.Words:
    """Title and lines of one map: whose numbers, as of when, whose geometry."""
    speaker = what.speaker
    title = speaker.say(f"coverage.map_{key}", year=speaker.year(what.year), **slots)
    lines = (
        speaker.say("coverage.map_source", source=speaker.word(source), day=speaker.day(day)),
        speaker.say("coverage.map_layer", source=speaker.both(layer.source)),
    )
    return maps.Words(
        title=plain(title),
        lines=tuple(plain(line) for line in lines),
        lang=speaker.lang,
        numerals=speaker.facts["settings"]["digits"],
        watermark=speaker.word("demo.watermark") if what.dataset.is_demo else None,
    )


def _picture(
    what: Shown, key: str, layer: Layer, figure: object, kind: str = "", code: str = ""
) -> Picture:
    label = what.speaker.facts["coverage"]["declared"][kind][what.speaker.lang] if kind else ""
    slots = {"kind": label} if kind else {}
    year = what.speaker.year(what.year)
    caption = what.speaker.say(f"coverage.map_{key}", year=year, **slots)
    name = "-".join(part for part in (key, kind, code, layer.name) if part)
    return Picture(name, figure, caption, figure.words.about())
