"""What each published or counted number is, and the indicator of a plan it may stand beside."""

from dataclasses import dataclass
from pathlib import Path

from helpers.core import metadata, paths
from helpers.core.errors import InputError, examples
from helpers.core.schemas import RELATIONS

FILE = "actual_links.yml"


@dataclass(frozen=True)
class Link:
    """A number beside one indicator: what it is to it, and why in two languages.

    With a ``role`` it stands beside the years of that role alone.
    """

    indicator_key: str
    indicator_id: str
    relation: str
    reason_th: str
    reason_en: str
    role: str | None = None

    @property
    def years(self) -> range:
        """Fiscal years (BE) of the indicator's plan, read from the plan's name."""
        bounds = [int(year) for year in self.indicator_id.split("/")[0].split("-")]
        return range(bounds[0], bounds[-1] + 1)


@dataclass(frozen=True)
class Counted:
    """What a registry counts in an indicator's own unit: its kind and the name of the count."""

    kind: str
    what: str


@dataclass(frozen=True)
class Key:
    """A number: its name in two languages, its units as printed and its links.

    ``counted`` where no page prints it and a registry alone can count it.
    """

    label_th: str
    label_en: str
    units: tuple[str, ...]
    links: tuple[Link, ...]
    counted: Counted | None = None

    def link(self, year_be: int) -> Link | None:
        """The link into the plan that covers a fiscal year; None where there is none."""
        return next((link for link in self.links if year_be in link.years), None)


def load(folder: Path | None = None) -> dict[str, Key]:
    """Every known published number by its key.

    Raises ``InputError`` for an entry that is not complete, an unknown relation, a second link
    of a key into one plan and a second key of one indicator.
    """
    path = (folder or paths.METADATA) / FILE
    keys = {name: _key(name, entry, path) for name, entry in metadata.load_yaml(path).items()}
    links = [link for key in keys.values() for link in key.links]
    _refuse_doubles(
        [f"{x.indicator_key} in {x.years}" for x in links], "links a key and plan", path
    )
    said = [x.indicator_id for key in keys.values() if not key.counted for x in key.links]
    _refuse_doubles(said, "keys an indicator", path)
    counts = [x for key in keys.values() if key.counted for x in key.links]
    _refuse_doubles(
        [f"{x.indicator_id} {x.role or ''}".strip() for x in counts],
        "registry's counts an indicator and role",
        path,
    )
    return keys


def key_of(keys: dict[str, Key], indicator_id: str) -> str:
    """The published number an indicator asks for; the indicator's own id where there is none.

    What a registry alone counts is never what somebody files.
    """
    same = [
        link.indicator_key
        for key in keys.values()
        for link in key.links
        if link.indicator_id == indicator_id and link.relation == "same" and not key.counted
    ]
    return same[0] if same else indicator_id


def _key(name: str, entry: dict, path: Path) -> Key:
    try:
        links = tuple(Link(indicator_key=name, **link) for link in entry["links"])
        counted = Counted(**entry["counted"]) if "counted" in entry else None
        key = Key(entry["label"]["th"], entry["label"]["en"], tuple(entry["units"]), links, counted)
    except (KeyError, TypeError) as error:
        raise InputError(
            f"{name} is not complete or has an unknown field: {error}",
            file=paths.relative(path),
            expected="label (th, en), units, links (indicator_id, relation, reason_th, reason_en; "
            "role where of one role's years), counted (kind, what) where a registry counts it",
        ) from error
    unknown = [link.relation for link in links if link.relation not in RELATIONS]
    if unknown:
        raise InputError(
            f"{name} has an unknown relation",
            file=paths.relative(path),
            expected=RELATIONS,
            found=examples(unknown),
        )
    return key


def _refuse_doubles(names: list[str], what: str, path: Path) -> None:
    doubled = sorted({name for name in names if names.count(name) > 1})
    if doubled:
        raise InputError(
            f"several {what}",
            file=paths.relative(path),
            expected="at most one",
            found=examples(doubled),
        )


def check_indicators(keys: dict[str, Key], indicator_ids: set[str]) -> None:
    """Every link names an indicator the plans have; ``InputError`` otherwise."""
    unknown = [
        f"{link.indicator_key} -> {link.indicator_id}"
        for key in keys.values()
        for link in key.links
        if link.indicator_id not in indicator_ids
    ]
    if unknown:
        raise InputError(
            "links to indicators the plans do not have",
            found=examples(unknown),
            fix=paths.relative(paths.METADATA / FILE),
        )
