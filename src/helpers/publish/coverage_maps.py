"""The maps of one year's coverage in one language, as files and as figures inside a page."""

import base64
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, partial
from pathlib import Path

import pandas as pd

from helpers import coverage
from helpers.core import launch, metadata, paths, settings, thai
from helpers.core.datasets import Dataset
from helpers.coverage import tambons
from helpers.facts.book import ends
from helpers.geography import gazetteer
from helpers.geography.layer import Layer
from helpers.publish import in_words, maps
from helpers.publish.document import Figure, Line, plain
from helpers.publish.language import Speaker
from helpers.publish.maps.page import MapFigure


@dataclass(frozen=True)
class Picture:
    """A map with the name of its file, its caption and what it shows in words."""

    name: str
    figure: MapFigure
    caption: Line
    alt: str


class CountedYear:
    """The coverage of one year as map classes; each is made once, whatever it is drawn on."""

    def __init__(self, year: int, as_of: date, dataset: Dataset) -> None:
        self.year, self.as_of, self.dataset = year, as_of, dataset
        self.table = coverage.read_part(year, as_of, dataset)["coverage"]
        self._registry = coverage.registered.load(dataset)
        self._mapped: dict[str, Mapped] = {}

    @cached_property
    def covered(self) -> dict[str, pd.Series]:
        """Covered or not, by kind."""
        kinds = self.table["kind"].unique()
        return {kind: tambons.covered(self.table, kind, self.year) for kind in kinds}

    def on(self, layer: Layer) -> "Mapped":
        """The classes of the tambons ``layer`` has; the same object for the same layer."""
        return self._mapped.setdefault(layer.fingerprint, Mapped(self, layer))

    @cached_property
    def first_years(self) -> dict[str, pd.Series]:
        """The fiscal year of the first registration, by kind."""
        return {kind: tambons.first_years(self.table, kind, self.year) for kind in self.covered}

    @cached_property
    def courses(self) -> dict[str, dict[int, pd.Series]]:
        """Covered or not at the end of each reported year, and on this one's day, by kind."""
        earlier = (year for year in settings.load().years if year < self.year)
        days = {**{y: thai.fiscal_year_end(y) for y in earlier}, self.year: self.as_of}
        return {kind: tambons.course(self._registry, kind, days) for kind in self.covered}


class Mapped:
    """The classes of one year on one layer, by kind; each is made once for every language.

    A layer of a few provinces says itself that it has no others (``layer.told``).
    """

    def __init__(self, counted: CountedYear, layer: Layer) -> None:
        self._counted, self._layer = counted, layer

    @cached_property
    def covered(self) -> dict[str, pd.Series]:
        """Covered or not."""
        return {kind: self._within(found) for kind, found in self._counted.covered.items()}

    @cached_property
    def first_years(self) -> dict[str, pd.Series]:
        """The fiscal year of the first registration."""
        return {kind: self._within(found) for kind, found in self._counted.first_years.items()}

    @cached_property
    def courses(self) -> dict[str, dict[int, pd.Series]]:
        """Covered or not, by kind and year."""
        return {
            kind: {year: self._within(found) for year, found in course.items()}
            for kind, course in self._counted.courses.items()
        }

    @cached_property
    def together(self) -> dict[str, dict[int, pd.Series]]:
        """Courses of two kinds as one of both, its name empty; a kind alone keeps its own."""
        pair, courses = metadata.load("report.yml")["overlap"], self.courses
        if not set(pair) <= set(courses):
            return courses
        first, second = (courses[kind] for kind in pair)
        together = {year: maps.combined(first[year], second[year]) for year in first}
        return {"": together, **{kind: c for kind, c in courses.items() if kind not in pair}}

    def _within(self, classed: pd.Series) -> pd.Series:
        return maps.within(self._layer, classed)[0]


@dataclass(frozen=True)
class Shown:
    """What is mapped, and the facts about it in one language."""

    speaker: Speaker
    counted: CountedYear

    @property
    def is_demo(self) -> bool:
        """Whether the bodies are invented ones."""
        return self.counted.dataset.is_demo

    @property
    def kinds(self) -> dict[str, dict]:
        """The facts of the kinds with a registry of the year."""
        return self.speaker.facts["coverage"]["kinds"]


def every_picture(what: Shown, layer: Layer, main_only: bool = False) -> Iterator[Picture]:
    """Every map the year has data for, on one layer; of the demonstration no published one.

    The main ones are of the year alone: regions, each kind, both kinds. A region of which a layer
    has a few provinces alone would show its share on a part of it, so there is no such map then.
    """
    if not what.is_demo and _has_every_province(layer):
        yield regional(what, layer)
    yield from of_the_year(what, layer)
    if not main_only:
        yield from in_time(what, layer)


def regional(what: Shown, layer: Layer) -> Picture:
    """Coverage of CODI's regions as it was published, whatever a registry says."""
    speaker = what.speaker
    rows = [
        {"code": region["code"], "status": region["status"], "share": _share(speaker, region)}
        for region in speaker.facts["coverage"]["published"]
    ]
    values = pd.DataFrame(rows).set_index("code")
    title = _title(what, "regional", "")
    words = _words(what, title, speaker.facts["as_of"], "coverage.map_published")
    figure = maps.regions(layer, values, words)
    shares = [(r["name"], r["status"], r["share"]) for r in speaker.facts["coverage"]["published"]]
    told = in_words.regions(speaker, speaker.text(figure.words.about()), shares)
    return Picture(f"regional-{layer.name}", figure, title, told)


def of_the_year(what: Shown, layer: Layer) -> Iterator[Picture]:
    """Tambons with each kind of body, and with two kinds together."""
    covered = what.counted.on(layer).covered
    for kind, classed in covered.items():
        yield _picture(what, "kind", layer, kind, partial(maps.kind, layer, classed, kind))
    pair = metadata.load("report.yml")["overlap"]
    if set(pair) <= set(covered):
        yield _picture(what, "both", layer, "", partial(maps.both, layer, *map(covered.get, pair)))


def in_time(what: Shown, layer: Layer) -> Iterator[Picture]:
    """First years and changes of each kind, the years side by side, provinces enlarged."""
    mapped = what.counted.on(layer)
    for kind, course in mapped.courses.items():
        years = mapped.first_years[kind]
        yield _picture(what, "first_year", layer, kind, partial(maps.first_year, layer, years))
        if len(course) > 1:
            ends = (course[year] for year in sorted(course)[-2:])
            yield _picture(what, "change", layer, kind, partial(maps.change, layer, *ends))
    for kind, course in mapped.together.items():
        yield from _course_and_provinces(what, layer, kind, course)


def _course_and_provinces(
    what: Shown, layer: Layer, kind: str, course: dict[int, pd.Series]
) -> Iterator[Picture]:
    """The years up to this one side by side, and provinces too small on the country's map."""
    scheme = {"kind": kind} if kind else {}
    if len(course) > 1:
        draw = partial(maps.years, layer, course, **scheme)
        yield _picture(what, "years", layer, kind, draw)
    for code in metadata.load("report.yml")["province_maps"]:
        if (layer.frame["province_code"] == code).any():
            draw = partial(maps.province, layer, code, course[what.counted.year], **scheme)
            yield _picture(what, "province", layer, kind, draw, code)


def _has_every_province(layer: Layer) -> bool:
    provinces = gazetteer.reference()["province_code"]
    return bool(provinces.isin(layer.frame["province_code"]).all())


def _share(speaker: Speaker, region: dict) -> float | None:
    """The share a region is coloured by: of an interval the lower end."""
    fact_id = region["share"]
    return None if fact_id is None else ends(speaker.facts["facts"][fact_id]["value"])[0]


def _picture(
    what: Shown,
    key: str,
    layer: Layer,
    kind: str,
    draw: Callable[..., MapFigure],
    code: str = "",
) -> Picture:
    """One map of a registry: its words, its drawing, and the name of its file."""
    days = [about["day"] for name, about in what.kinds.items() if kind in ("", name)]
    title = _title(what, key, kind)
    source = "coverage.map_demo" if what.is_demo else "coverage.map_registry"
    words = _words(what, title, max(days), source)
    figure = draw(words=words)
    name = "-".join(part for part in (key, kind, code, layer.name) if part)
    return Picture(name, figure, title, figure.words.about())


def _title(what: Shown, key: str, kind: str) -> Line:
    """What a map shows, of which kind (none: council and fund together), in which year."""
    speaker = what.speaker
    if kind:
        label = speaker.both(speaker.facts["coverage"]["declared"][kind])
    else:
        label = speaker.say("coverage.both_kinds")
    slots = {} if key in ("both", "regional") else {"kind": label}
    return speaker.say(f"coverage.map_{key}", year=speaker.year(what.counted.year), **slots)


def _words(what: Shown, title: Line, day: str, source: str) -> maps.Words:
    """What stands under one map: whose numbers, as of when; whose geometry it says itself."""
    speaker = what.speaker
    line = speaker.say(source, day=speaker.day(day))
    return maps.Words(
        title=plain(title),
        lines=(plain(line),),
        lang=speaker.lang,
        numerals=speaker.facts["settings"]["digits"],
        watermark=speaker.word("demo.watermark") if what.is_demo else None,
    )


# What maps say of a year's facts, beside the shares of regions.
_SAID = ("is_demo", "year_be", "as_of", "round", "settings", "coverage")


def read_by_maps(content: dict, *_: object) -> dict:
    """The facts of a year that its maps say; of the demonstration, whose page says more, all.

    A change of any other fact leaves the maps as they are.
    """
    if content.get("is_demo"):
        return content
    shares = [region["share"] for region in content["coverage"]["published"] if region["share"]]
    said = {name: content[name] for name in _SAID if name in content}
    return {**said, "facts": {name: content["facts"][name] for name in shares}}


# Legible on A4 without making a page of many maps too heavy to send.
DOTS_PER_INCH = 110
# What a map is called among the figures of a page, before its own name.
_KEY = "map-"


def folder(year: int, as_of: date, dataset: Dataset) -> Path:
    """Where the maps of a year and day lie as files."""
    report = paths.report_folder(year, as_of).relative_to(paths.reports())
    return dataset.reports(report, "maps")


def remove_others(folder: Path, figures: Mapping[str, Iterable[Figure]]) -> list[str]:
    """Remove maps an earlier run drew and this one did not; the names of the files that stay.

    ``figures`` by language are those of ``drawn``. A registry that was taken away leaves no map.
    """
    names = {
        f"{figure.name.removeprefix(_KEY)}.{lang}" for lang, of in figures.items() for figure in of
    }
    for file in folder.glob("*"):
        if file.stem not in names:
            file.unlink()
    return sorted(file.name for file in folder.iterdir())


def drawn(what: Shown, layers: Iterable[Layer]) -> Iterator[Figure]:
    """The maps as figures of a page that carries them.

    A page has every map on the first layer and beside it the main ones on the next.
    """
    for place, layer in enumerate(layers):
        for picture in every_picture(what, layer, main_only=place > 0):
            png = cache(partial(maps.png, picture.figure))
            yield _figure(picture, partial(_drawn_inside, png), png)


def kept(
    shown: Mapping[str, Shown], layers: Iterable[Layer], folder: Path
) -> dict[str, list[Figure]]:
    """Every map on each layer as PNG and SVG files in ``folder``, and as figures, by language.

    ``shown`` is the same coverage by the language it is told in; a map is drawn once for all of
    them. The figures are for pages beside ``folder``, which show its files.
    """
    figures: dict[str, list[Figure]] = {lang: [] for lang in shown}
    for layer in layers:
        told = (every_picture(what, layer) for what in shown.values())
        for pictures in zip(*told, strict=True):
            files = _save(dict(zip(shown, pictures, strict=True)), folder)
            for lang, picture in zip(shown, pictures, strict=True):
                png = partial(maps.png, picture.figure)
                figures[lang].append(_figure(picture, partial(_beside, files[lang]), png))
    return figures


def _save(pictures: Mapping[str, Picture], folder: Path) -> dict[str, Path]:
    """Write one map in every language; the PNG of each."""
    names = {lang: f"{picture.name}.{lang}" for lang, picture in pictures.items()}
    figures = {names[lang]: picture.figure for lang, picture in pictures.items()}
    files = maps.save_versions(figures, folder)
    return {lang: files[name][0] for lang, name in names.items()}


def _figure(picture: Picture, image: Callable[[], str], png: Callable[[int], bytes]) -> Figure:
    return Figure(f"{_KEY}{picture.name}", image, picture.caption, picture.alt, png)


def _beside(png: Path) -> str:
    """An ``<img>`` that shows a file of the folder beside the page, which is stored once.

    A notebook run by hand is shown elsewhere than its page would lie, so it carries the picture.
    """
    if not launch.is_running():
        return _inside(png.read_bytes())
    return f'<img alt="" src="{png.parent.name}/{png.name}">'


def _drawn_inside(png: Callable[[int], bytes]) -> str:
    return _inside(png(DOTS_PER_INCH))


def _inside(png: bytes) -> str:
    """An ``<img>`` that carries the picture; its words stand on the figure that holds it."""
    data = base64.b64encode(png).decode("ascii")
    return f'<img alt="" src="data:image/png;base64,{data}">'
