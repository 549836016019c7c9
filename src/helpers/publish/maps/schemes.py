"""The fixed classes of every kind of map: their order, colours, hatches and words.

Every tambon of a layer is in exactly one class.
"""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from helpers.core import metadata
from helpers.core.errors import InputError, examples
from helpers.core.metadata import LANGUAGES
from helpers.geography.layer import Layer
from helpers.publish.language import NumberFormat

FILE = "src/helpers/metadata/maps.yml"


@dataclass(frozen=True)
class Words:
    """Texts of one map.

    ``lines`` stand under it: source, as-of, notes. Title and lines are drawn as they are given;
    ``numerals`` (``arabic`` or ``thai``) is for the numbers a map writes itself. ``watermark``
    is drawn across the map and above its title. ``InputError`` for a language there are no words
    in and for a blank title.
    """

    title: str
    lines: tuple[str, ...] = ()
    lang: str = "th"
    numerals: str = "arabic"
    watermark: str | None = None

    def __post_init__(self) -> None:
        if self.lang not in LANGUAGES:
            raise InputError("a map has no such language", expected=LANGUAGES, found=self.lang)
        if not self.title.strip():
            raise InputError("a map without a title")

    @property
    def format(self) -> NumberFormat:
        """How this map writes numbers."""
        return NumberFormat(self.lang, self.numerals)

    def say(self, key: str, **slots: str) -> str:
        """The phrase ``key`` of ``maps.yml`` with its slots filled."""
        return self.both(metadata.load("maps.yml")["words"][key], **slots)

    def both(self, texts: dict[str, str], **slots: str) -> str:
        """A text given in both languages, in the map's numerals; slots come in as they are."""
        return self.format.numerals(texts[self.lang]).format(**slots)

    def about(self) -> str:
        """Everything the map says in one line, for search and for those who cannot see it."""
        return " · ".join(filter(None, (self.watermark, self.title, *self.lines)))


NO_DATA = "no_data"
BOTH = "both"


@dataclass(frozen=True)
class MapClass:
    """One class: its key in the data, fill, hatch (in ``ink``) and label in both languages."""

    key: str
    fill: str
    label: dict[str, str]
    hatch: str | None = None
    ink: str = "#1d2429"
    lowest: float | None = None
    year: int | None = None


@dataclass(frozen=True)
class Scheme:
    """The classes of one kind of map; the last one is what there is no data for."""

    name: str
    unit: str
    classes: tuple[MapClass, ...]
    kind: str | None = None

    @property
    def keys(self) -> list[str]:
        """Keys of the classes in order, ``no_data`` last."""
        return [one.key for one in self.classes]

    def label(self, one: MapClass, words: Words) -> str:
        """A class in the map's language."""
        slots = {}
        if self.kind is not None:
            slots["kind"] = kind_name(self.kind)[words.lang]
        if "{year}" in one.label[words.lang]:
            slots["year"] = words.format.year(one.year or int(one.key))
        return words.both(one.label, **slots)

    def counted(self, one: MapClass, count: int, words: Words) -> str:
        """A class with how many units are drawn in it."""
        label, number = self.label(one, words), words.format.number(count)
        phrase = self.unit if count == 1 else f"{self.unit}s"
        return words.say(phrase, label=label, count=number)


def named(name: str) -> Scheme:
    """The scheme ``name`` of ``maps.yml``; ``InputError`` for another name."""
    declared = metadata.load("maps.yml")
    if name not in declared["schemes"]:
        raise InputError(
            "no such classes of a map", expected=list(declared["schemes"]), found=name, fix=FILE
        )
    scheme = declared["schemes"][name]
    classes = [*scheme["classes"], declared["no_data"]]
    return Scheme(name, scheme["unit"], tuple(_class(given) for given in classes))


def of_kind(kind: str) -> Scheme:
    """Classes of a kind's coverage, or of council and fund together for ``both``."""
    if kind == BOTH:
        return named(BOTH)
    kind_name(kind)
    return replace(named("kind"), kind=kind)


def kind_name(kind: str) -> dict[str, str]:
    """What a kind of body is called on maps; ``InputError`` for an undeclared kind."""
    short, declared = metadata.load("maps.yml")["kinds"], metadata.load("registries.yml")["kinds"]
    if kind not in declared:
        raise InputError("no such kind of body", expected=list(declared), found=kind)
    return short.get(kind) or declared[kind]["label"]


def _class(given: dict) -> MapClass:
    named_fields = {"lowest" if field == "from" else field: v for field, v in given.items()}
    return MapClass(**named_fields)


@dataclass(frozen=True)
class Encoded:
    """A layer's tambons in the layer's order, each with the position of its class."""

    scheme: Scheme
    position: np.ndarray

    @property
    def counts(self) -> dict[str, int]:
        """How many tambons are drawn in each class; classes without any are there with 0."""
        found = np.bincount(self.position, minlength=len(self.scheme.classes))
        return dict(zip(self.scheme.keys, map(int, found), strict=True))

    def drawn(self) -> list[tuple[MapClass, np.ndarray]]:
        """Every class that has tambons, with the mask of them."""
        pairs = [(one, self.position == place) for place, one in enumerate(self.scheme.classes)]
        return [(one, mask) for one, mask in pairs if mask.any()]

    def part(self, inside: np.ndarray) -> "Encoded":
        """The tambons of the mask ``inside`` alone."""
        return replace(self, position=self.position[inside])


def encode(layer: Layer, classes: pd.Series, scheme: Scheme) -> Encoded:
    """Class of every tambon of ``layer``; what ``classes`` does not name has no data.

    Raises ``InputError`` for an empty layer or series, a code given twice, a code the layer does
    not have and a key the scheme does not have.
    """
    codes = layer.frame.tambon_code
    _usable(classes, codes)
    unknown = sorted({str(key) for key in classes.dropna().unique()} - set(scheme.keys))
    if unknown:
        raise InputError(
            f"classes the map {scheme.name!r} does not have: {examples(unknown)}",
            expected=scheme.keys,
            fix=FILE,
        )
    keys = classes.astype("str").where(classes.notna(), NO_DATA).reindex(codes, fill_value=NO_DATA)
    return Encoded(scheme, pd.Index(scheme.keys).get_indexer(keys))


def _usable(classes: pd.Series, codes: pd.Series) -> None:
    if not len(codes) or not len(classes):
        raise InputError("an empty selection cannot be drawn", found=f"{len(codes)} areas, "
                         f"{len(classes)} classes")  # fmt: skip
    doubled = classes.index[classes.index.duplicated()].unique()
    if len(doubled):
        raise InputError(f"tambons given more than one class: {examples(doubled)}")
    foreign = classes.index.difference(codes)
    if len(foreign):
        raise InputError(
            f"codes of tambons the layer does not have: {examples(foreign)}",
            expected="codes of the reference geography that lie in the layer (`maps.within`)",
        )


def within(layer: Layer, classes: pd.Series) -> tuple[pd.Series, int]:
    """The part of ``classes`` a layer of a few provinces can show, and how many it cannot."""
    codes = pd.Index(layer.frame.tambon_code)
    if classes.index.equals(codes):
        return classes, 0
    inside = codes.get_indexer(classes.index) >= 0
    return classes[inside], int((~inside).sum())


def classes_of(covered: pd.Series) -> pd.Series:
    """Class keys of true, false and missing coverage."""
    known = covered.astype("boolean")
    return known.map({True: "covered", False: "not_covered"}, na_action="ignore").astype("str")


def combined(council: pd.Series, fund: pd.Series) -> pd.Series:
    """Class keys of council and fund together; missing where either is missing."""
    return _crossed(council, fund, ("both", "council_only", "fund_only", "neither"))


def changed(before: pd.Series, after: pd.Series) -> pd.Series:
    """Class keys of what became of coverage since the year before; missing where unknown."""
    return _crossed(before, after, ("kept", "lost", "gained", "neither"))


def _crossed(first: pd.Series, second: pd.Series, keys: tuple[str, ...]) -> pd.Series:
    """``keys`` are for yes and yes, yes and no, no and yes, no and no."""
    for given in (first, second):
        wrong = sorted(set(given.dropna().unique()) - {"covered", "not_covered"})
        if wrong:
            raise InputError(
                f"not classes of coverage: {examples(wrong)}", expected=["covered", "not_covered"]
            )
    pairs = [("covered", "covered"), ("covered", "not_covered")]
    pairs += [("not_covered", "covered"), ("not_covered", "not_covered")]
    first, second = first.align(second)
    one, other = (given.to_numpy(dtype=object) for given in (first, second))
    met = [(one == mine) & (other == theirs) for mine, theirs in pairs]
    return pd.Series(np.select(met, keys, default=None), index=first.index, dtype="str")
