"""What is selected, which values each choice may take, and which choices follow from another."""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from functools import cached_property

from helpers.core import metadata, periods, settings
from helpers.core.errors import InputError, examples
from helpers.explore.built import Built
from helpers.geography import gazetteer
from helpers.geography.gazetteer.areas import region_of_province

EVERY = ""
COUNTRY = "TH"
TABLES = ("areas", "course", "tambons")


@dataclass(frozen=True)
class Selection:
    """One state of the controls; ``""`` means all of them.

    ``year`` is the one of map and ranking, within ``first_year`` to ``last_year``; ``tambon`` is
    the one last clicked on; ``table`` says which view the table below lists.
    """

    plan: str = "2555-2559"
    indicator: str = "2555-2559/1.4.1a"
    kind: str = "council"
    region: str = EVERY
    province: str = EVERY
    tambon: str = EVERY
    first_year: int = 2555
    last_year: int = 2559
    year: int = 2557
    denominator: str = EVERY
    lang: str = "th"
    table: str = "areas"

    @property
    def area(self) -> str:
        """The area looked at: the province, else the region, else the country."""
        return self.province or self.region or COUNTRY

    @property
    def years(self) -> range:
        """The fiscal years looked at."""
        return range(self.first_year, self.last_year + 1)


NAMES = tuple(field.name for field in fields(Selection))


class Choices:
    """What may be selected, by what the tables hold."""

    def __init__(self, built: Built) -> None:
        self.built = built
        self._provinces: dict[int, list[str]] = {}
        self._denominators: dict[tuple[str, bool], list[str]] = {}

    def allowed(self, name: str, selection: Selection) -> list:
        """Values ``name`` may take beside the rest of the selection, in the order shown."""
        return _ALLOWED[name](self, selection)

    @cached_property
    def years(self) -> list[int]:
        """Fiscal years of the plans."""
        return list(settings.load().years)

    @cached_property
    def plans(self) -> list[str]:
        """Parts of plans that set targets, and all of them together."""
        return [*sorted(self.built.targets["plan_id"].unique()), EVERY]

    def indicators(self, plan: str) -> list[str]:
        """Indicators with a target, in the order the plan prints them."""
        targets = self.built.targets
        chosen = targets if plan == EVERY else targets[targets["plan_id"] == plan]
        return chosen["indicator_id"].drop_duplicates().tolist()

    @cached_property
    def labels(self) -> dict[str, dict[str, str]]:
        """What each indicator is called, by language."""
        own = self.built.targets.drop_duplicates("indicator_id").set_index("indicator_id")
        return {i: {"th": row["label_th"], "en": row["label_en"]} for i, row in own.iterrows()}

    @cached_property
    def kinds(self) -> list[str]:
        """Kinds of bodies that are counted by area."""
        known = set(self.built.summary["kind"])
        return [kind for kind in metadata.load("registries.yml")["kinds"] if kind in known]

    @cached_property
    def regions(self) -> list[str]:
        """CODI's eleven."""
        return gazetteer.area_names("region")["code"].tolist()

    def provinces(self, region: str, year: int) -> list[str]:
        """Provinces of a year, of one region or of all."""
        if year not in self._provinces:
            self._provinces[year] = self.built.provinces(year)
        of_region = region_of_province()
        return [code for code in self._provinces[year] if region in (EVERY, of_region[code])]

    def denominators(self, kind: str, area_is_province: bool) -> list[str]:
        """What counts of a kind are divided by; in provinces by the tambons of the year alone."""
        asked = (kind, area_is_province)
        if asked not in self._denominators:
            self._denominators[asked] = self._divided_by(kind, area_is_province)
        return self._denominators[asked]

    def _divided_by(self, kind: str, area_is_province: bool) -> list[str]:
        rows = self.built.summary[self.built.summary["kind"] == kind]
        for levels in [["province", "amphoe"]] * area_is_province + [["region"]]:
            if known := set(rows.loc[rows["level"].isin(levels), "denominator"]):
                return sorted(known, key=_ORDER.index)
        return _ORDER[:1]

    def fullest_year(self, kind: str, years: list[int]) -> int:
        """Of some years the last one in which most regions are known."""
        summary = self.built.summary
        chosen = (summary["kind"] == kind) & (summary["level"] == "region")
        known = summary[chosen].drop_duplicates(["year_be", "code"])["year_be"].value_counts()
        return max(years, key=lambda year: (known.get(year, 0), year))

    @cached_property
    def has_registry(self) -> dict[str, bool]:
        """Of each kind, whether a registry counts it tambon by tambon."""
        counted = set(self.built.summary.query("source == 'registry'")["kind"])
        return {kind: kind in counted for kind in self.kinds}

    def settled(self, selection: Selection, changed: str = EVERY) -> Selection:
        """The selection with everything that follows from the choice ``changed`` put right.

        A plan brings its years and an indicator, an indicator its kind, a kind what it can be
        divided by, a region its provinces, a province its region.
        """
        for follow in _FOLLOWING:
            selection = follow(self, selection, changed)
        return selection

    def changed(self, selection: Selection, **choices: object) -> Selection:
        """The selection after choices are made; ``InputError`` for a name or value that is none."""
        if unknown := sorted(set(choices) - set(NAMES)):
            raise InputError("no such choice", expected=list(NAMES), found=unknown)
        for name, value in choices.items():
            allowed = self.allowed(name, selection)
            if allowed and value not in allowed:
                raise InputError(
                    f"{name} cannot be chosen", expected=examples(allowed), found=value
                )
            selection = self.settled(replace(selection, **{name: value}), name)
        return selection


_ORDER = ["tambons_of_year", "codi_units", "codes_today"]
_ALLOWED: dict[str, Callable[[Choices, Selection], list]] = {
    "plan": lambda choices, _: choices.plans,
    "indicator": lambda choices, now: choices.indicators(now.plan),
    "kind": lambda choices, _: choices.kinds,
    "region": lambda choices, _: [EVERY, *choices.regions],
    "province": lambda choices, now: [EVERY, *choices.provinces(now.region, now.year)],
    # A tambon is named by its code alone; one that is none selects nothing.
    "tambon": lambda *_: [],
    "first_year": lambda choices, _: choices.years,
    "last_year": lambda choices, _: choices.years,
    "year": lambda choices, now: [year for year in choices.years if year in now.years],
    "denominator": lambda choices, now: choices.denominators(now.kind, bool(now.province)),
    "lang": lambda choices, _: list(settings.load().languages),
    "table": lambda *_: list(TABLES),
}


def kind_of(indicator: str) -> str:
    """The kind of body whose published count stands beside an indicator, or nothing."""
    links = metadata.load("actual_links.yml")
    for kind, declared in metadata.load("registries.yml")["kinds"].items():
        of_key = links[declared["indicator_key"]]["links"]
        if any(link["indicator_id"] == indicator for link in of_key):
            return kind
    return EVERY


def _plan_of(choices: Choices, now: Selection, changed: str) -> Selection:
    if changed == "indicator" and now.plan not in (EVERY, now.indicator.split("/")[0]):
        return replace(now, plan=now.indicator.split("/")[0])
    return now


def _indicator(choices: Choices, now: Selection, changed: str) -> Selection:
    offered = choices.indicators(now.plan)
    of_kind = [indicator for indicator in offered if kind_of(indicator) == now.kind]
    others = changed == "kind" and of_kind and kind_of(now.indicator) != now.kind
    if now.indicator in offered and not others:
        return now
    return replace(now, indicator=[*of_kind, *offered][0])


def _years_of_plan(choices: Choices, now: Selection, changed: str) -> Selection:
    if changed != "plan":
        return now
    years = choices.years if now.plan == EVERY else list(periods.years_of(now.plan))
    year = choices.fullest_year(now.kind, years)
    return replace(now, first_year=years[0], last_year=years[-1], year=year)


def _years_in_order(choices: Choices, now: Selection, changed: str) -> Selection:
    first, last = now.first_year, now.last_year
    if first > last:
        first, last = (first, first) if changed == "first_year" else (last, last)
    return replace(now, first_year=first, last_year=last, year=min(max(now.year, first), last))


def _kind(choices: Choices, now: Selection, changed: str) -> Selection:
    kind = kind_of(now.indicator) if changed in ("plan", "indicator") else EVERY
    if kind in choices.kinds:
        return replace(now, kind=kind)
    return now if now.kind in choices.kinds else replace(now, kind=[*choices.kinds, now.kind][0])


def _area(choices: Choices, now: Selection, changed: str) -> Selection:
    if changed == "region" and now.region == EVERY:
        now = replace(now, province=EVERY)
    if changed == "tambon" and now.tambon:
        now = replace(now, province=now.tambon[:2])
    if changed in ("province", "tambon") and now.province:
        now = replace(now, region=region_of_province()[now.province])
    if now.province not in (EVERY, *choices.provinces(now.region, now.year)):
        now = replace(now, province=EVERY)
    return now if now.tambon[:2] == now.province else replace(now, tambon=EVERY)


def _denominator(choices: Choices, now: Selection, changed: str) -> Selection:
    offered = choices.denominators(now.kind, bool(now.province))
    return now if now.denominator in offered else replace(now, denominator=offered[0])


_FOLLOWING = (_plan_of, _indicator, _years_of_plan, _years_in_order, _kind, _area, _denominator)
