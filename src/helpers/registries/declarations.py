"""What ``metadata/registries.yml`` declares: kinds of registry, headings, personal data."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any

import fastjsonschema

from helpers.core import metadata, paths, thai
from helpers.core.errors import InputError

FILE = "src/helpers/metadata/registries.yml"
# A line says where its body is by one of these; a kind declares one at least.
AREA_COLUMNS = ("tambon", "area", "tambon_code")
MEASURE = "measure"

_BRACKETS = re.compile(r"[(\[{（][^)\]}）]*[)\]}）]")
_NOT_IN_KEY = re.compile(r"[^0-9a-zก-๏]+")


@lru_cache(4096)
def heading_key(text: str, brackets: bool = True) -> str:
    """What two spellings of one heading have in common: letters and digits alone.

    With ``brackets`` false what stands in brackets (most often a unit) is left out too.
    """
    plain = thai.arabic_digits(thai.normalise(text)).casefold()
    return _NOT_IN_KEY.sub("", plain if brackets else _BRACKETS.sub(" ", plain))


@dataclass(frozen=True)
class Column:
    """One column or measure of a kind; ``type`` is text, day, code, identifier or measure."""

    name: str
    type: str
    headings: tuple[str, ...]
    required: bool = False
    unit: str | None = None


@dataclass(frozen=True)
class Habits:
    """How exports are written where they do not say it themselves.

    ``fill_down``: columns whose blank cells mean the filled one above; ``day_order``: whether the
    day or the month comes first (``dates.DAY_FIRST``, ``MONTH_FIRST``), none where the file tells.
    """

    fill_down: tuple[str, ...] = ()
    day_order: str | None = None


@dataclass(frozen=True)
class Kind:
    """One issue database: how its files are told, what is read, from which day it can exist."""

    name: str
    label: Mapping[str, str]
    unit: str
    files: tuple[str, ...]
    own_words: tuple[str, ...]
    indicator_key: str | None
    not_before: date | None
    before: str | None
    before_reason: Mapping[str, str] | None
    columns: Mapping[str, Column]
    measures: Mapping[str, Column]
    habits: Habits = Habits()
    # Habits of single files, by the patterns of their names; they go before those of the kind.
    single_files: tuple[tuple[tuple[str, ...], Habits], ...] = ()

    def habits_of(self, source_file: str) -> Habits:
        """The habits of one file (``folder/name.xlsx#sheet``)."""
        stem = Path(source_file.partition("#")[0]).stem
        return next((h for names, h in self.single_files if _fits(stem, names)), self.habits)

    def heading(self, name: str) -> str:
        """The heading a column is told by; its name where it has none."""
        return self.columns[name].headings[0] if name in self.columns else name

    @property
    def fields(self) -> dict[str, Column]:
        """Columns, then measures, in the order they are declared."""
        return {**self.columns, **self.measures}

    @property
    def words(self) -> tuple[str, ...]:
        """What the name of a body of this kind says: its label, and the words declared for it."""
        return (*self.label.values(), *self.own_words)

    @cached_property
    def by_key(self) -> dict[str, str]:
        """Key of every declared heading (``heading_key``) to the name of its column."""
        return {
            heading_key(heading): column.name
            for column in self.fields.values()
            for heading in column.headings
        }

    def named_by(self, text: str) -> bool:
        """Is ``text`` (a file's or a sheet's name) one that tells this kind?"""
        plain = thai.normalise(text).casefold()
        labels = {self.name, *self.label.values()}
        if plain in {thai.normalise(label).casefold() for label in labels}:
            return True
        return _fits(text, self.files)


def _fits(text: str, patterns: Iterable[str]) -> bool:
    """Does ``text`` fit one of the patterns, in any letter case?"""
    plain = thai.normalise(text).casefold()
    return any(fnmatchcase(plain, thai.normalise(p).casefold()) for p in patterns)


@dataclass(frozen=True)
class Content:
    """One pattern of personal data inside a cell and the types of column it is looked for in."""

    name: str
    pattern: re.Pattern[str]
    types: tuple[str, ...]


@dataclass(frozen=True)
class Personal:
    """What a person can be known by: keys of headings, and patterns inside cells."""

    headings: tuple[str, ...]
    contents: tuple[Content, ...]


@dataclass(frozen=True)
class Doubtful:
    """Names of sheets whose lines may be no bodies that stand, and what they say.

    ``names`` are patterns of sheets, files and folders, ``titles`` of the lines above a table.
    """

    label: Mapping[str, str]
    names: tuple[str, ...]
    titles: tuple[str, ...]


@dataclass(frozen=True)
class Declared:
    """Everything ``registries.yml`` says, checked."""

    kinds: Mapping[str, Kind]
    statuses: Mapping[str, tuple[str, ...]]
    corrections: Mapping[str, Column]
    footers: str
    export_day_texts: tuple[re.Pattern[str], ...]
    skipped_sheets: tuple[str, ...]
    taken_sheets: tuple[str, ...]
    doubtful_sheets: tuple[Doubtful, ...]
    personal: Personal
    file: str


def load(path: Path | None = None) -> Declared:
    """The declared registries, of the package or of the file ``path``.

    Raises ``InputError`` for a file of another shape, a heading declared for two columns of one
    kind, a kind without a column of areas, and a pattern that is none.
    """
    return _of_package() if path is None else _made(metadata.load_yaml(path), path)


@cache
def _of_package() -> Declared:
    return _made(metadata.load("registries.yml"), paths.METADATA / "registries.yml")


def _made(given: Any, path: Path) -> Declared:
    file = paths.relative(path)
    _check_shape(given, file)
    kinds = {name: _kind(name, spec, file) for name, spec in given["kinds"].items()}
    corrections = given["corrections"]
    return Declared(
        kinds=kinds,
        statuses={name: tuple(words) for name, words in given["statuses"].items()},
        corrections={name: _column(name, spec) for name, spec in corrections.items()},
        footers=_any_of(given["footers"], file),
        export_day_texts=tuple(_pattern(text, file) for text in given["export_day_texts"]),
        skipped_sheets=tuple(given["skipped_sheets"]),
        taken_sheets=tuple(given["taken_sheets"]),
        doubtful_sheets=tuple(map(_doubtful, given["doubtful_sheets"])),
        personal=_personal(given["personal"], file),
        file=file,
    )


def _check_shape(given: Any, file: str) -> None:
    try:
        metadata.validator("registries.schema.yml")(given)
    except fastjsonschema.JsonSchemaValueException as error:
        place = ".".join(str(part) for part in error.path[1:]) or "the file"
        rule = error.message.removeprefix(error.name).strip()
        raise InputError(f"{place} is not allowed", file=file, expected=rule) from error


def _kind(name: str, spec: dict, file: str) -> Kind:
    measures = spec.get("measures", {})
    kind = Kind(
        name=name,
        label=spec["label"],
        unit=spec["unit"],
        files=tuple(spec["files"]),
        own_words=tuple(spec.get("own_words", ())),
        indicator_key=spec.get("indicator_key"),
        not_before=_day(name, spec.get("not_before"), file),
        before=spec.get("before"),
        before_reason=spec.get("before_reason"),
        columns={column: _column(column, s) for column, s in spec["columns"].items()},
        measures={m: _column(m, {**s, "type": MEASURE}) for m, s in measures.items()},
        habits=_habits(spec),
        single_files=tuple(
            (tuple(one["files"]), _habits({**spec, **one})) for one in spec.get("single_files", ())
        ),
    )
    _check_kind(kind, file)
    return kind


def _habits(spec: dict) -> Habits:
    return Habits(tuple(spec.get("fill_down", ())), spec.get("day_order"))


def _day(kind: str, given: Any, file: str) -> date | None:
    if given is None or type(given) is date:
        return given
    raise InputError(
        f"kinds.{kind}.not_before is not a day", file=file, expected="YYYY-MM-DD", found=repr(given)
    )


def _column(name: str, spec: dict) -> Column:
    headings = tuple(spec["headings"])
    unit = spec.get("unit")
    return Column(name, spec.get("type", "text"), headings, spec.get("required", False), unit)


def _check_kind(kind: Kind, file: str) -> None:
    _check_filled(kind, file)
    if not set(AREA_COLUMNS) & set(kind.columns):
        problem = f"kinds.{kind.name} declares no column that says where a body is"
        raise InputError(problem, file=file, expected=" or ".join(AREA_COLUMNS))
    both = sorted(set(kind.columns) & set(kind.measures))
    if both:
        problem = f"kinds.{kind.name}: {both} are columns and measures"
        raise InputError(problem, file=file, expected="each name once")
    for column in kind.fields.values():
        for heading in column.headings:
            owner = kind.by_key[heading_key(heading)]
            if owner != column.name:
                problem = f"kinds.{kind.name}: the heading {heading!r} stands for two columns"
                found = f"{column.name} and {owner}"
                raise InputError(problem, file=file, expected="one column a heading", found=found)


def _check_filled(kind: Kind, file: str) -> None:
    told = {c for h in (kind.habits, *(h for _, h in kind.single_files)) for c in h.fill_down}
    missing = sorted(told - set(kind.columns))
    if missing:
        problem = f"kinds.{kind.name}: fill_down names columns the kind does not declare"
        expected = "some of " + ", ".join(kind.columns)
        raise InputError(problem, file=file, expected=expected, found=", ".join(missing))


def _personal(spec: dict, file: str) -> Personal:
    contents = tuple(
        Content(name, _pattern(content["pattern"], file), tuple(content["types"]))
        for name, content in spec["contents"].items()
    )
    return Personal(tuple(heading_key(heading) for heading in spec["headings"]), contents)


def _doubtful(spec: dict) -> Doubtful:
    label = {lang: spec[lang] for lang in metadata.LANGUAGES}
    return Doubtful(label, tuple(spec["names"]), tuple(spec.get("titles", ())))


def _any_of(patterns: list[str], file: str) -> str:
    """One pattern that fits wherever one of ``patterns`` does."""
    for pattern in patterns:
        _pattern(pattern, file)
    return "|".join(f"(?:{pattern})" for pattern in patterns)


def _pattern(text: str, file: str) -> re.Pattern[str]:
    try:
        return re.compile(text)
    except re.error as error:
        problem = f"not a regular expression: {error}"
        raise InputError(problem, file=file, found=repr(text)) from error
