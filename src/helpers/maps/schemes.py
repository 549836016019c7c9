"""The fixed classes of every kind of map, in order, with their colours, hatches and words."""

from dataclasses import dataclass, replace

from helpers import knowledge
from helpers.errors import InputError
from helpers.maps.words import FILE, Words

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
    declared = knowledge.load("maps.yml")
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
    short, declared = knowledge.load("maps.yml")["kinds"], knowledge.load("registries.yml")["kinds"]
    if kind not in declared:
        raise InputError("no such kind of body", expected=list(declared), found=kind)
    return short.get(kind) or declared[kind]["label"]


def _class(given: dict) -> MapClass:
    named_fields = {"lowest" if field == "from" else field: v for field, v in given.items()}
    return MapClass(**named_fields)
