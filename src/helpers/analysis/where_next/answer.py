"""Everything the question is answered with, for one province, year and day; computed once."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pandas as pd

from helpers import coverage
from helpers.analysis.where_next import (
    adjacency,
    ahead,
    among,
    groups,
    overlap,
    places,
    priority,
    sentences,
)
from helpers.core import datasets, metadata, settings, tables, thai
from helpers.core.datasets import Dataset
from helpers.coverage import denominators
from helpers.geography.layer import Layer


@dataclass(frozen=True)
class Answer:
    """The built tables of a year and day seen from one province."""

    province: str
    year: int
    as_of: date
    dataset: Dataset
    counted: dict[str, pd.DataFrame]
    frame: pd.DataFrame
    known: tuple[str, ...]
    layer: Layer

    @property
    def kinds(self) -> tuple[str, ...]:
        """Councils and funds, or the one of them there is a registry of."""
        return tuple(kind for kind in places.pair() if kind in self.known)

    @property
    def unknown(self) -> list[str]:
        """Declared kinds of which no registry reaches the year."""
        return [kind for kind in metadata.load("registries.yml")["kinds"] if kind not in self.known]

    @property
    def own(self) -> pd.DataFrame:
        """The province's tambons."""
        return self.frame[self.frame["province_code"] == self.province]

    @property
    def counted_on(self) -> date:
        """The last day anything is known of: never after the exports."""
        rows = self.counted["coverage"]
        return rows.loc[rows["kind"].isin(self.kinds), "as_of"].min().date()

    @cached_property
    def tambons(self) -> pd.DataFrame:
        """One row a tambon of the province, covered ones too, with its group."""
        chosen = settings.load().where_next
        touching = adjacency.of_year(self.layer, self.year)
        around = groups.Around(self.frame, self.kinds, touching, self.year, chosen["recent_years"])
        return groups.of_province(around, self.province)

    @cached_property
    def order(self) -> pd.DataFrame:
        """One row a tambon that lacks something, the first to go to first, with its reasons."""
        rows = self.tambons[self.tambons["group"] != groups.DONE]
        today = ahead.codes_today(self.frame, "amphoe_code")
        weights = settings.load().where_next["weights"]
        ranked = priority.ranked(rows, len(self.kinds), weights, today)
        return sentences.added(ranked, self.kinds)

    @cached_property
    def steps(self) -> list[ahead.Step]:
        """Where each kind stands and how fast it has grown."""
        registry = coverage.registered.load(self.dataset)
        return [self._step(registry, kind) for kind in self.kinds]

    def _step(self, registry: coverage.registered.Registry, kind: str) -> ahead.Step:
        course = ahead.course(registry, kind, self.own.index, self.year, self.as_of)
        return ahead.step(self.frame, self.province, kind, course)

    @cached_property
    def share(self) -> ahead.Share | None:
        """The arithmetic share of the way to the next target of councils."""
        if "council" not in self.kinds:
            return None
        summary = self.counted["coverage_summary"]
        country = summary[
            (summary["code"] == denominators.COUNTRY)
            & (summary["kind"] == "council")
            & (summary["denominator"] == "tambons_of_year")
            & (summary["source"] == "registry")
        ]
        bodies = int(country["n_bodies"].iloc[0])
        targets = tables.read("plan_targets")
        return ahead.share(self.frame, self.province, bodies, targets, self.year, self.as_of)

    @cached_property
    def provinces(self) -> pd.DataFrame:
        """The place of every province by each measure."""
        return among.provinces(self.frame, self.kinds)

    @cached_property
    def overlaps(self) -> pd.DataFrame:
        """Tambons of the province that have both of every two kinds."""
        return overlap.matrix(self.own, list(self.known))


def ask(province: str, year: int, as_of: date | None = None, dataset: str = "real") -> Answer:
    """What the built tables answer for a province, by code or name.

    Raises ``InputError`` for a province that does not exist (that year), for a year whose tables
    are not built, and where no registry of councils or funds reaches the year.
    """
    chosen, day = datasets.named(dataset), as_of or thai.fiscal_year_end(year)
    code = places.province_of(province, year)
    counted = places.counted(year, day, chosen)
    rows = counted["coverage"]
    frame = places.of_coverage(rows, year)
    own = frame.index[frame["province_code"] == code]
    known = tuple(
        kind for kind in metadata.load("registries.yml")["kinds"] if kind in set(rows["kind"])
    )
    return Answer(code, year, day, chosen, counted, frame, known, adjacency.layer_of(own))
