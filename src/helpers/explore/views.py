"""What each view asks for and says, by what is selected."""

from dataclasses import dataclass

import pandas as pd

from helpers.explore import distribution, ranking, trend
from helpers.explore.built import Built
from helpers.explore.code_line import Call
from helpers.explore.selection import Choices, Selection
from helpers.explore.wording import Wording

NAMES = ("course", "map", "ranking", "distribution", "table")
_BELOW = {"country": "region", "region": "province", "province": "amphoe"}


@dataclass(frozen=True)
class Asked:
    """The calls behind every view for one selection of one set of tables."""

    choices: Choices
    now: Selection

    @property
    def built(self) -> Built:
        """The tables."""
        return self.choices.built

    @property
    def by_tambon(self) -> bool:
        """Whether a registry counts the kind selected."""
        return self.choices.has_registry.get(self.now.kind, False)

    @property
    def area(self) -> tuple[str, str]:
        """The level and the code of the area looked at."""
        now = self.now
        level = "province" if now.province else "region" if now.region else "country"
        return level, now.area

    def call(self, view: str) -> Call:
        """The call that gives a view's frame."""
        if view == "table":
            return self._table()
        calls = {"course": self._course, "map": self._map, "ranking": self._ranking,
                 "distribution": self._distribution}  # fmt: skip
        return calls[view]()

    def _course(self) -> Call:
        years = self.now.years
        return Call.of("follow_indicator", indicator_id=self.now.indicator, years=years,
                       area=self.now.area, dataset=self.built.dataset.name)  # fmt: skip

    def _ranking(self, years: range | None = None) -> Call:
        level, within = self.area
        if not self.by_tambon and level == "region":
            # What was published ends with the regions: all of them stay in sight.
            level, within = "country", "TH"
        return self._areas(years or self.now.year, _BELOW[level], within)

    def _distribution(self) -> Call:
        level, within = self.area
        if level == "country" and self.by_tambon:
            return self._areas(self.now.years, "province", within)
        return self._ranking(self.now.years)

    def _areas(self, years: range | int, level: str, within: str) -> Call:
        # Provinces and amphoe have one denominator; regions the one selected.
        over = self.now.denominator if level == "region" else None
        usual = {True: "tambons_of_year", False: "codi_units"}[self.by_tambon]
        return Call.of("rank_areas", kind=self.now.kind, years=years, level=level, within=within,
                       denominator=None if over == usual else over,
                       dataset=self.built.dataset.name)  # fmt: skip

    def _tambons(self) -> Call:
        return Call.of("list_tambons", kind=self.now.kind, years=self.now.year,
                       within=self.now.area, dataset=self.built.dataset.name)  # fmt: skip

    def _map(self) -> Call:
        return self._tambons() if self.by_tambon else self._areas(self.now.year, "region", "TH")

    def _table(self) -> Call:
        listed = {"areas": lambda: self._ranking(self.now.years), "course": self._course,
                  "tambons": self._tambons}  # fmt: skip
        return listed[self.now.table]()

    def title(self, view: str, words: Wording) -> str:
        """The heading of a view."""
        now = self.now
        slots = {"kind": words.kind(now.kind), "year": words.format.year(now.year)}
        if view == "map":
            return words("titles.map" if self.by_tambon else "titles.map_regions", **slots)
        if view == "table":
            return words("titles.table", what=words(f"tables.{now.table}"))
        if view == "course":
            indicator = (
                f"{now.indicator.split('/')[1]} {self.choices.labels[now.indicator][words.lang]}"
            )
            return words("titles.course", indicator=indicator, area=words.area(now.area))
        given = dict(self.call(view).given)
        level = words(f"levels.{given.get('level', 'region')}")
        where = words.area(given.get("within", "TH"))
        if view == "distribution":
            slots.pop("year")
        return words(f"titles.{view}", level=level, area=where, **slots)

    def chart(self, view: str, frame: pd.DataFrame, words: Wording) -> dict:
        """The chart of a view's frame, as Vega-Lite has it."""
        title, now = self.title(view, words), self.now
        if view == "ranking":
            return ranking.chart(frame, words, title=title, selected=now.area)
        if view == "distribution":
            return distribution.chart(frame, words, title=title, selected=now.area, years=now.years)
        targets = self.built.targets
        about = targets[targets["indicator_id"] == now.indicator].iloc[0]
        return trend.chart(frame, words, title=title, measure=about["measure_type"],
                           unit=words.unit(about["unit_th"]), years=now.years)  # fmt: skip
