"""What a map to explore is made of: shapes, one byte an area and year, classes, words.

The same content goes to a notebook (``helpers.explore.map_widget``) and into a page of its own
(``classic_script``); both draw it with ``coverage_map.js``.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.core import metadata, settings
from helpers.core.metadata import LANGUAGES
from helpers.geography import gazetteer
from helpers.geography.layer import Layer
from helpers.publish.language import NumberFormat
from helpers.publish.maps import quantised, schemes
from helpers.publish.maps.quantised import Quantised
from helpers.publish.maps.schemes import MapClass, Scheme

Both = dict[str, str]
# The lines of a hatch in a tile of 32 by 32: they go on over the edges of the tile.
_RISING = "".join(f"M{sum_ + 4} -4L-4 {sum_ + 4}" for sum_ in range(0, 65, 16))
_FALLING = "".join(f"M-4 {off - 4}L36 {off + 36}" for off in range(-32, 33, 16))
_DOTS = "".join(f"M{x} {y}h4" for y in (4, 20) for x in (2, 18))
_DOTS += "".join(f"M{x} {y}h4" for y in (12, 28) for x in (10, 26))
HATCHES = {"x": _RISING + _FALLING, "/": _RISING, ".": _DOTS}


@dataclass(frozen=True)
class MapData:
    """One map for several years.

    ``states`` has a row a year and a column an area: the place of its class in ``classes``, the
    last of which is what there is no data for. ``said`` has, where a class does not say all, the
    words of each year and area in the same order. ``title`` holds ``{year}``, ``note`` says whose
    numbers and whose geometry they are; ``mark`` is empty, or makes invented data known.
    """

    unit: str
    shapes: Quantised
    codes: list[str]
    regions: list[str]
    names: dict[str, list[str]]
    years: list[int]
    states: np.ndarray
    classes: tuple[dict, ...]
    title: Both
    note: Both
    mark: Both
    said: dict[str, list[str]]

    def about(self) -> dict[str, object]:
        """What changes with the data that is shown, as ``setStates`` of the script takes it."""
        return {
            "years": self.years,
            "states": self.states.tobytes(),
            "classes": list(self.classes),
            "title": self.title,
            "note": self.note,
            "said": self.said,
            "mark": self.mark,
        }

    def ground(self) -> dict[str, object]:
        """What stays the same while it is shown: shapes, codes, names, the words around."""
        return {
            "shapes": self.shapes.packed(),
            "codes": self.codes,
            "regions": self.regions,
            "names": self.names,
            "words": {lang: _words(self, lang) for lang in LANGUAGES},
        }

    def table(self, year: int, lang: str) -> pd.DataFrame:
        """The twin of the picture, one row an area: ``code``, ``name``, ``state`` in words."""
        last = len(self.classes) - 1
        row = (
            self.states[self.years.index(year)] if year in self.years else [last] * len(self.codes)
        )
        words = [self.classes[place]["label"][lang] for place in row]
        if year in self.years and self.said:
            start = self.years.index(year) * len(self.codes)
            known = self.said[lang][start : start + len(self.codes)]
            words = [one or word for one, word in zip(known, words, strict=True)]
        return pd.DataFrame({"code": self.codes, "name": self.names[lang], "state": words})

    def in_words(self, year: int, lang: str) -> str:
        """What the picture shows, for those who cannot see it."""
        lines = [
            one["counted"][lang][count != 1].format(count=_format(lang).number(count))
            for one, count in zip(self.classes, self.counts(year), strict=True)
        ]
        title = self.title[lang].format(year=_format(lang).year(year))
        return " · ".join(filter(None, (self.mark.get(lang), title, *lines)))

    def counts(self, year: int) -> list[int]:
        """How many areas are in each class of a year; without data, all in the last."""
        if year not in self.years:
            return [0] * (len(self.classes) - 1) + [len(self.codes)]
        row = self.states[self.years.index(year)]
        return np.bincount(row, minlength=len(self.classes)).tolist()


def of_tambons(
    layer: Layer, courses: Mapping[int, pd.Series], kind: str, is_demo: bool = False
) -> MapData:
    """Tambons of a layer in the classes of ``kind``'s map, in every year of ``courses``.

    ``courses`` holds classes by tambon code, as ``maps.kind`` and ``maps.both`` take them; a tambon
    without one has no data.
    """
    scheme = schemes.of_kind(kind)
    codes = layer.frame["tambon_code"].tolist()
    known = gazetteer.reference().set_index("tambon_code").reindex(codes)
    return MapData(
        unit=scheme.unit,
        shapes=quantised.tambons(layer),
        codes=codes,
        regions=layer.frame["region_code"].tolist(),
        names={lang: _places(known, lang) for lang in LANGUAGES},
        years=sorted(courses),
        states=_states(layer, scheme, courses),
        classes=tuple(_class(one, scheme.unit, _labels(scheme, one)) for one in scheme.classes),
        title=_title(kind),
        note=_note(layer, "demo" if is_demo else "registry"),
        mark=_mark(is_demo),
        said={},
    )


def _states(layer: Layer, scheme: Scheme, courses: Mapping[int, pd.Series]) -> np.ndarray:
    rows = [_positions(layer, scheme, courses[year]) for year in sorted(courses)]
    return np.array(rows, dtype="u1").reshape(len(courses), len(layer.frame))


def _positions(layer: Layer, scheme: Scheme, classes: pd.Series) -> np.ndarray:
    inside, _ = schemes.within(layer, classes)
    if not len(inside):
        return np.full(len(layer.frame), len(scheme.classes) - 1)
    return schemes.encode(layer, inside, scheme).position


def _places(known: pd.DataFrame, lang: str) -> list[str]:
    """The name of each tambon with those of its amphoe and province."""
    words = metadata.load("maps.yml")["canvas"]
    capital = (known["province_code"] == metadata.load("maps.yml")["inset"]["province"]).to_numpy()
    columns = [f"name_{lang}", f"amphoe_{lang}", f"province_{lang}"]
    parts = (known[column].to_numpy(dtype=object) for column in columns)
    return [
        words["place_capital" if is_capital else "place"][lang].format(
            tambon=tambon, amphoe=amphoe, province=province
        )
        for is_capital, tambon, amphoe, province in zip(capital, *parts, strict=True)
    ]


def _labels(scheme: Scheme, one: MapClass) -> Both:
    name = schemes.kind_name(scheme.kind) if scheme.kind else dict.fromkeys(LANGUAGES, "")
    return {lang: one.label[lang].format(kind=name[lang]) for lang in LANGUAGES}


def _class(one: MapClass, unit: str, label: Both, hatch: str | None = None) -> dict:
    """A class as the script takes it; ``counted`` is its line in the legend, of one and of more."""
    drawn = (hatch or one.hatch or "")[:1]
    words = metadata.load("maps.yml")["words"]
    return {
        "key": one.key,
        "fill": one.fill,
        "ink": one.ink,
        "hatch": HATCHES.get(drawn, ""),
        "label": label,
        "counted": {
            lang: [words[key][lang].replace("{label}", label[lang]) for key in (unit, f"{unit}s")]
            for lang in LANGUAGES
        },
    }


def _title(kind: str) -> Both:
    words = metadata.load("labels.yml")["coverage"]
    if kind == schemes.BOTH:
        return words["map_both"]
    declared = metadata.load("registries.yml")["kinds"][kind]["label"]
    return {lang: words["map_kind"][lang].replace("{kind}", declared[lang]) for lang in LANGUAGES}


def _mark(is_demo: bool) -> Both:
    return metadata.load("labels.yml")["demo"]["watermark"] if is_demo else {}


def _note(layer: Layer, source: str) -> Both:
    """Whose numbers, which part of the country, whose geometry: the lines below a static map."""
    return {lang: " · ".join(_lines(layer, source, lang)) for lang in LANGUAGES}


def _lines(layer: Layer, source: str, lang: str) -> list[str]:
    declared, held, numbers = metadata.load("maps.yml"), len(layer.frame), _format(lang)
    lines, everyone = [declared["canvas"]["sources"][source][lang]], len(gazetteer.reference())
    if 0 < held < everyone:
        counts = {"held": numbers.number(held), "all": numbers.number(everyone)}
        lines.append(declared["words"]["part"][lang].format(**counts))
    return [*lines, declared["words"][layer.name][lang].format(source=layer.source[lang])]


def of_regions(layer: Layer, summary: pd.DataFrame) -> MapData:
    """Regions of a layer by the share of them that is covered, in every year of ``summary``.

    ``summary`` has rows of ``coverage_summary`` of one kind and denominator; its rows of other
    levels are left out. A region without a row has no data, and a year without any is not there.
    """
    codes, drawn = quantised.regions(layer)
    rows = summary[(summary["level"] == "region") & summary["code"].isin(codes)]
    known = gazetteer.area_names("region").set_index("code").reindex(codes)
    found = {(row.year_be, row.code): row for row in rows.itertuples()}
    years = sorted({int(year) for year, _ in found})
    shown = [[_region(found.get((year, code))) for code in codes] for year in years]
    classes = _used(shown)
    is_demo = bool(rows["is_demo"].any())
    return MapData(
        unit="region",
        shapes=drawn,
        codes=codes,
        regions=codes,
        names={lang: known[f"name_{lang}"].tolist() for lang in LANGUAGES},
        years=years,
        states=_places_of(shown, classes, len(codes)),
        classes=tuple(_shaded(*key) for key in classes),
        title=metadata.load("labels.yml")["coverage"]["map_regional"],
        note=_note(layer, "demo" if is_demo else "published"),
        mark=_mark(is_demo),
        said={
            lang: [_told(found.get((year, code)), lang) for year in years for code in codes]
            for lang in LANGUAGES
        },
    )


# Class of a share and how sure it is.
_NOTHING = (schemes.NO_DATA, schemes.NO_DATA)
Shade = tuple[str, str]


def _region(row: object | None) -> Shade:
    """The shade of a region: of an interval that of its lower end, as on the static map."""
    if row is None or pd.isna(row.share_low):
        return _NOTHING
    scheme = schemes.named("regions")
    reached = [one.key for one in scheme.classes[:-1] if row.share_low >= one.lowest]
    return reached[-1], row.status


def _used(shown: list[list[Shade]]) -> list[Shade]:
    """The shades that occur in any year, in the order of the scheme, no data last."""
    keys, statuses = schemes.named("regions").keys, list(metadata.load("maps.yml")["statuses"])
    found = {shade for row in shown for shade in row} - {_NOTHING}
    return [*sorted(found, key=lambda s: (keys.index(s[0]), statuses.index(s[1]))), _NOTHING]


def _places_of(shown: list[list[Shade]], classes: list[Shade], count: int) -> np.ndarray:
    found = [[classes.index(shade) for shade in row] for row in shown]
    return np.array(found, dtype="u1").reshape(len(shown), count)


def _shaded(key: str, status: str) -> dict:
    one = next(one for one in schemes.named("regions").classes if one.key == key)
    about = metadata.load("maps.yml")["statuses"][status]
    if not about["hatch"]:
        return _class(one, "region", one.label)
    label = {lang: f"{one.label[lang]} · {about['label'][lang]}" for lang in LANGUAGES}
    return _class(one, "region", label, about["hatch"]) | {"key": f"{key}-{status}"}


def _told(row: object | None, lang: str) -> str:
    """The share of a region with its parts, as the static map writes them beside its name."""
    if row is None or pd.isna(row.share_low):
        return ""
    words, numbers = metadata.load("maps.yml"), _format(lang)
    share = numbers.value({"low": row.share_low, "high": row.share_high}, "ratio")
    bodies = row.n_bodies_low, row.n_bodies_high
    above = numbers.value(dict(zip(("low", "high"), map(float, bodies), strict=True)))
    told = words["words"]["share"][lang].format(share=share)
    note = words["statuses"][row.status]["note"][lang]
    return " · ".join(filter(None, (f"{told} ({above}/{numbers.number(row.n_units)})", note)))


def _format(lang: str) -> NumberFormat:
    cuts = tuple(100 * one.lowest for one in schemes.named("regions").classes if one.lowest)
    return NumberFormat(lang, settings.load().digits, cuts)


def _words(of: MapData, lang: str) -> dict[str, object]:
    """What the script says besides names and classes."""
    words, numbers = metadata.load("maps.yml")["canvas"], _format(lang)
    return {
        **{key: words[key][lang] for key in ("buttons", "none", "empty", "lack", "help")},
        "years": {str(year): numbers.year(year) for year in _all_years(of)},
        "locale": "en-u-nu-thai" if numbers.numerals("0") != "0" else "en",
    }


def _all_years(of: MapData) -> list[int]:
    return sorted({*settings.load().years, *of.years})
