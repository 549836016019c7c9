"""The built tables an explorer reads, each read once and only when a view asks for it."""

from functools import cached_property

import pandas as pd

from helpers.core import datasets, metadata, notices, settings, tables
from helpers.core.errors import InputError
from helpers.geography import gazetteer

LEVELS = ("region", "province", "amphoe")


def missing(key: str, **slots: object) -> InputError:
    """An error that says what is missing, a sentence of ``labels.yml`` in each language."""
    return InputError(
        notices.filled(metadata.load("labels.yml")["explore"]["missing"][key], **slots)
    )


class Built:
    """Tables of one set of registries; plans and results are the same in both sets.

    Nothing is kept outside this object: a new one reads what is built by then.
    """

    def __init__(self, dataset: str = "real") -> None:
        self.dataset = datasets.named(dataset)
        self._areas: dict[str, pd.DataFrame] = {}
        self._counts: dict[tuple[str, str], pd.DataFrame] = {}

    @property
    def is_demo(self) -> bool:
        """Whether bodies are invented."""
        return self.dataset.is_demo

    @cached_property
    def targets(self) -> pd.DataFrame:
        """``plan_targets``."""
        return self._read("plan_targets", datasets.REAL)

    @cached_property
    def actuals(self) -> pd.DataFrame:
        """``actuals``."""
        return self._read("actuals", datasets.REAL)

    @cached_property
    def assessment(self) -> pd.DataFrame:
        """``assessment``."""
        return self._read("assessment", datasets.REAL)

    @cached_property
    def tambons(self) -> pd.DataFrame:
        """``tambons``."""
        return self._read("tambons", datasets.REAL)

    @cached_property
    def summary(self) -> pd.DataFrame:
        """``coverage_summary`` of the set."""
        return self._read("coverage_summary", self.dataset)

    @cached_property
    def coverage(self) -> pd.DataFrame:
        """``coverage`` of the set: no row where no registry was supplied."""
        return self._read("coverage", self.dataset)

    def areas(self, level: str) -> pd.DataFrame:
        """One row an area of a level and year: year_be, level, code, names, codes above it."""
        if level not in self._areas:
            self._areas[level] = self._of_level(level)
        return self._areas[level]

    def counts(self, kind: str, level: str) -> pd.DataFrame:
        """The rows of ``summary`` of one kind and level, which every view starts from."""
        if (kind, level) not in self._counts:
            rows = self.summary
            self._counts[kind, level] = rows[(rows["kind"] == kind) & (rows["level"] == level)]
        return self._counts[kind, level]

    def provinces(self, year: int) -> list[str]:
        """Codes of the provinces of a year, sorted."""
        areas = self.areas("province")
        return sorted(areas.loc[areas["year_be"] == year, "code"])

    def _of_level(self, level: str) -> pd.DataFrame:
        above = [f"{one}_code" for one in LEVELS[: LEVELS.index(level) + 1]]
        found = self.tambons[["year_be", *above]].drop_duplicates()
        named = gazetteer.area_names(level)
        found = found.assign(level=level, code=found[f"{level}_code"])
        return found.merge(named, on="code", how="left").reset_index(drop=True)

    def _read(self, name: str, dataset: datasets.Dataset) -> pd.DataFrame:
        file = dataset.table(name)
        if not file.exists():
            years = settings.load().years
            if dataset.is_demo:
                raise missing("demo", years=f"{years[0]}-{years[-1]}")
            raise missing("tables", table=name)
        return tables.read(name, file)
