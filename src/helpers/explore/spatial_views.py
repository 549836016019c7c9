"""The views of notebook 62: what lies together, and why coverage changed.

A view never raises for what the data lack: it says in a sentence what is missing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps

import numpy as np
import pandas as pd

from helpers.analysis.change import decompose_change, decompose_published
from helpers.analysis.spatial import join_counts, local_join_counts, neighbours
from helpers.core import datasets, metadata, notices, settings, tables, thai
from helpers.core.errors import InputError
from helpers.core.notices import Notice
from helpers.coverage.registered import known_day, load
from helpers.explore.pattern_page import Shown
from helpers.geography import gazetteer, geometry
from helpers.publish import maps
from helpers.publish.language import NumberFormat
from helpers.publish.maps import schemes

_DOTS_PER_INCH = 110
_DECIMALS = {"moran": 3, "points": 2}
# Of whole areas, of which there are twelve: enough to see a third decimal of p.
_PERMUTATIONS = 999


def _or_a_sentence(view: Callable[["Question"], Shown]) -> Callable[["Question"], Shown]:
    """``view``, or why it cannot be shown."""

    @wraps(view)
    def shown(asked: "Question") -> Shown:
        try:
            return view(asked)
        except InputError as error:
            return Shown(asked.words("nothing"), (_told(error, asked.lang),), mark=asked.mark)

    return shown


def _told(error: InputError, lang: str) -> str:
    told = error.problem.texts[lang] if isinstance(error.problem, Notice) else str(error.problem)
    found = f" ({error.found})" if error.found is not None else ""
    return f"{told}{found}"


@dataclass(frozen=True)
class Question:
    """What the reader asked for; tables are read and tested once, when a view needs them."""

    year: int
    dataset: str = "real"
    kind: str = "council"
    steps: int = 2
    lang: str = "th"

    @cached_property
    def covered(self) -> pd.DataFrame:
        """The year's rows of ``coverage`` of the kind; ``InputError`` where there are none."""
        place = datasets.named(self.dataset).table("coverage")
        rows = tables.read("coverage", place) if place.exists() else None
        if rows is not None:
            rows = rows[(rows["year_be"] == self.year) & (rows["kind"] == self.kind)]
        if rows is None or rows.empty:
            raise InputError(self._notice("no_registry", year=self.year))
        return rows

    @cached_property
    def pairs(self) -> pd.DataFrame:
        """The neighbours of the year."""
        return neighbours(self.year, steps=self.steps)

    @cached_property
    def tested(self) -> pd.DataFrame:
        """Each tambon's local join count."""
        return local_join_counts(self.covered, self.pairs, permutations=_PERMUTATIONS)

    @property
    def mark(self) -> str | None:
        """What a view of invented bodies is marked by."""
        return self.words("demo") if datasets.named(self.dataset).is_demo else None

    @property
    def watermark(self) -> str | None:
        """What is written across a map of invented bodies."""
        words = metadata.load("labels.yml")["demo"]["watermark"]
        return words[self.lang] if datasets.named(self.dataset).is_demo else None

    @property
    def slots(self) -> dict[str, object]:
        """The kind and the year as they are written."""
        return {
            "kind": schemes.kind_name(self.kind)[self.lang],
            "year": self.number.year(self.year),
        }

    @property
    def number(self) -> NumberFormat:
        """How numbers are written."""
        return NumberFormat(self.lang, settings.load().digits)

    def words(self, key: str, **slots: object) -> str:
        """The sentence ``key`` of a view."""
        return self._notice(key, **slots).texts[self.lang]

    def column(self, name: str) -> str:
        """The heading of a column."""
        return metadata.load("spatial.yml")["columns"].get(name, {}).get(self.lang, name)

    @property
    def around(self) -> str:
        """Whose neighbours these are, and how many tambons have none."""
        return self.pairs.attrs["says"][self.lang]

    def _notice(self, key: str, **slots: object) -> Notice:
        return notices.filled(metadata.load("spatial.yml")["views"][key], **slots)

    def code(self, call: str) -> tuple[str, str]:
        """The one line a view is reproduced by."""
        return self.words("line"), call.format(**vars(self))


_COVERED = 'helpers.load("coverage", years={year}, dataset="{dataset}").query("kind == \'{kind}\'")'
_PAIRS = "helpers.neighbours({year}, steps={steps})"
_REGIONS = 'helpers.load("tambons", years={year}).set_index("tambon_code")["region_code"]'
_LOCAL = f"helpers.local_join_counts({_COVERED}, {_PAIRS}, permutations={_PERMUTATIONS})"
_KINDS_OF_JOIN = ("bb", "bw", "ww")
_JOINS = [
    *("area", "n", "n_covered"),
    *(f"{before}{name}" for name in _KINDS_OF_JOIN for before in ("", "expected_", "p_")),
    *("moran", "p_moran"),
]


@_or_a_sentence
def joins(asked: Question) -> Shown:
    """Join counts of the country and of each region, with Moran's I beside them."""
    whole = join_counts(asked.covered, asked.pairs, permutations=_PERMUTATIONS)
    regions = gazetteer.of_year(asked.year).set_index("tambon_code")["region_code"]
    parts = join_counts(asked.covered, asked.pairs, areas=regions, permutations=_PERMUTATIONS)
    about = {"permutations": f"{whole.attrs['permutations']:,}", "seed": whole.attrs["seed"]}
    table = pd.concat([whole, parts], ignore_index=True)
    return Shown(
        asked.words("joins", **asked.slots),
        (asked.words("joins_note", **about), asked.around),
        _joins_table(asked, table),
        mark=asked.mark,
        line=asked.code(f"{_joined()}\n{_joined(', areas=' + _REGIONS)}"),
    )


def _joined(areas: str = "") -> str:
    return f"helpers.join_counts({_COVERED}, {_PAIRS}{areas}, permutations={_PERMUTATIONS})"


def _joins_table(asked: Question, table: pd.DataFrame) -> pd.DataFrame:
    names = gazetteer.area_names("region").set_index("code")[f"name_{asked.lang}"]
    areas = table["area"].map(names).where(table["area"] != "all", asked.words("country"))
    notes = table["note"].map(
        {key: words[asked.lang] for key, words in metadata.load("spatial.yml")["notes"].items()}
    )
    shown = {"area": areas.where(notes.isna(), areas + " (" + notes.fillna("") + ")")}
    for name in _JOINS[1:]:
        decimals = 3 if name in _DECIMALS or name.startswith("p_") else 0
        shown[name] = [_written(asked, value, decimals) for value in table[name]]
    return pd.DataFrame(shown)[_JOINS].rename(columns=asked.column)


def _written(asked: Question, value: object, decimals: int) -> str:
    if pd.isna(value):
        return "–"
    # The smallest p-value of 9,999 permutations would read 0.
    least = 10**-decimals / 2
    more = 4 if decimals and 0 < abs(value) < least else decimals
    return asked.number.numerals(f"{value:,.{more}f}".replace("-", "−"))


@_or_a_sentence
def clusters(asked: Question) -> Shown:
    """How many tambons lie in a cluster, before and after the false ones are kept down."""
    tested = asked.tested
    counted = tested["class"].value_counts()
    scheme = schemes.named("clusters")
    write = asked.number.number
    rows = [
        (one.label[asked.lang], write(int(counted.get(one.key, 0)))) for one in scheme.classes[:-1]
    ]
    table = pd.DataFrame(rows, columns=[asked.column("class"), asked.column("count")])
    return Shown(
        asked.words("local", **asked.slots),
        (*_of_the_test(asked), asked.around),
        table,
        mark=asked.mark,
        line=asked.code(_LOCAL),
    )


def _of_the_test(asked: Question) -> tuple[str, str]:
    tested, about = asked.tested, asked.tested.attrs
    told = tested[tested["class"] != "island"]
    write, alpha = asked.number.number, about["alpha"]
    note = asked.words(
        "local_note",
        tested=write(len(told)),
        permutations=write(about["permutations"]),
        seed=about["seed"],
        alpha=alpha,
        apart=f"{(told['p_sim'] - told['p_exact']).abs().max():.3f}",
        plain=write(int((told["p_exact"] <= alpha).sum())),
        chance=write(round(alpha * len(told))),
        found=write(int((told["class"] != "not_significant").sum())),
    )
    least = {name: _small(value) for name, value in about["least_p"].items()}
    return note, asked.words("local_power", **least)


def _small(value: float) -> str:
    """A small number with two figures that count, and no power of ten."""
    return np.format_float_positional(value, precision=2, fractional=False)


@_or_a_sentence
def cluster_map(asked: Question) -> Shown:
    """The clusters on the geometry their neighbours are of."""
    tested, about = asked.tested, asked.tested.attrs
    day = thai.format_date(asked.covered["as_of"].iloc[0].date(), asked.lang)
    source = asked.words("map_source", alpha=about["alpha"], day=day)
    title = asked.words("map", **asked.slots)
    words = maps.Words(title, (source,), asked.lang, settings.load().digits, asked.watermark)
    layer = next(one for one in geometry.load() if one.name == about["layer"])
    classes = tested.set_index("tambon_code")["class"]
    held = gazetteer.in_year(asked.year)
    classes = pd.Series(classes.reindex(held).to_numpy(), index=held.index)
    figure = maps.clusters(layer, maps.within(layer, classes)[0], words)
    picture = maps.png(figure, _DOTS_PER_INCH)
    line = asked.code(_LOCAL)
    return Shown(title, (asked.around,), picture=picture, mark=asked.mark, line=line)


@_or_a_sentence
def change(asked: Question) -> Shown:
    """Why the coverage of each region changed since the year before."""
    registry = load(datasets.named(asked.dataset))
    end = thai.fiscal_year_end(asked.year)
    if asked.kind not in registry.kinds or not known_day(
        registry.registrations, asked.kind, asked.year, end
    ):
        return _published(asked)
    frames = [
        decompose_change(
            registry.registrations, registry.body_tambons, asked.year - 1, asked.year,
            kind=asked.kind, level=level,
        )
        for level in ("country", "region")
    ]  # fmt: skip
    return Shown(
        asked.words("change", **_years(asked)),
        (asked.words("change_note"),),
        _parts_table(asked, pd.concat(frames), ["n_tambons", "points"]),
        mark=asked.mark,
        line=asked.code(
            'helpers.decompose_change(*(helpers.load(name, dataset="{dataset}") for name in '
            '("registrations", "body_tambons")), {year} - 1, {year}, kind="{kind}", level="region")'
        ),
    )


def _published(asked: Question) -> Shown:
    actuals = tables.read("actuals")
    frame = decompose_published(actuals, asked.year - 1, asked.year, kind=asked.kind)
    names = gazetteer.area_names("region").set_index("code")[f"name_{asked.lang}"]
    left_out = ", ".join(names[frame.attrs["left_out"]]) or asked.words("none")
    return Shown(
        asked.words("change", **_years(asked)),
        (asked.words("change_published", left_out=left_out),),
        _parts_table(asked, frame.assign(n_tambons=frame["n_low"]), ["n_tambons"]),
        line=asked.code(
            'helpers.decompose_published(helpers.load("actuals"), {year} - 1, {year}, '
            'kind="{kind}")'
        ),
    )


def _years(asked: Question) -> dict[str, object]:
    first = asked.number.year(asked.year - 1)
    return {"kind": asked.slots["kind"], "first": first, "last": asked.slots["year"]}


def _parts_table(asked: Question, frame: pd.DataFrame, values: list[str]) -> pd.DataFrame:
    """One row an area, a column a part, their sum last; further ``values`` in brackets."""
    names = pd.concat([gazetteer.area_names(level) for level in ("country", "region")])
    names = names.set_index("code")[f"name_{asked.lang}"]
    parts = list(dict.fromkeys(frame["part"]))
    shown = {"area": [names[code] for code in dict.fromkeys(frame["code"])]}
    wide = [_with_sum(frame, value, parts) for value in values]
    for part in [*parts, "change"]:
        columns = [
            [_written(asked, v, _DECIMALS.get(value, 0)) for v in table[part]]
            for value, table in zip(values, wide, strict=True)
        ]
        shown[part] = [
            one + "".join(f" ({v})" for v in more) for one, *more in zip(*columns, strict=True)
        ]
    return pd.DataFrame(shown).rename(columns=asked.column)


def _with_sum(frame: pd.DataFrame, value: str, parts: list[str]) -> pd.DataFrame:
    wide = frame.pivot(index="code", columns="part", values=value)
    wide = wide.loc[list(dict.fromkeys(frame["code"])), parts]
    return wide.assign(change=wide.sum(axis=1))
