"""What a registry knows on a day: bodies that existed, and how far its export reaches."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from helpers.core import tables, thai
from helpers.core.datasets import Dataset


@dataclass(frozen=True)
class Registry:
    """The cleaned registries of one set: bodies, and the tambons each of them covers."""

    registrations: pd.DataFrame
    body_tambons: pd.DataFrame
    is_demo: bool = False

    @property
    def kinds(self) -> list[str]:
        """The kinds of body there are any of."""
        return sorted(self.registrations["kind"].unique())


def load(dataset: Dataset) -> Registry:
    """The cleaned registries of a set; ``InputError`` while they are not made yet."""
    found = {
        name: tables.read(name, dataset.table(name)) for name in ("registrations", "body_tambons")
    }
    return Registry(**found, is_demo=dataset.is_demo)


def load_if_made(dataset: Dataset) -> Registry | None:
    """The cleaned registries of a set, or nothing before notebook 20 has ever cleaned them."""
    made = all(dataset.table(name).exists() for name in ("registrations", "body_tambons"))
    return load(dataset) if made else None


def exported_on(registrations: pd.DataFrame, kind: str) -> date:
    """The last day the exports of a kind know of."""
    return registrations.loc[registrations["kind"] == kind, "exported_on"].max().date()


def reach(registry: Registry, kind: str) -> pd.Series:
    """The last day the exports know of, by province of the reference geography.

    Exports may be of parts of the country and of different days: what the newest says of one
    province says nothing of another.
    """
    bodies = registry.registrations
    days = bodies.loc[bodies["kind"] == kind].set_index("body_id")["exported_on"]
    listed = registry.body_tambons
    listed = listed[listed["body_id"].isin(days.index)]
    return listed["body_id"].map(days).groupby(listed["tambon_code"].str[:2]).max()


def behind(registry: Registry, kind: str, day: date, most_days: int) -> pd.Series:
    """``reach`` of the provinces whose exports are more than ``most_days`` older than ``day``."""
    known = reach(registry, kind)
    return known[(pd.Timestamp(day) - known).dt.days > most_days]


def known_day(registrations: pd.DataFrame, kind: str, year: int, as_of: date) -> date | None:
    """The day a kind is counted on for ``as_of``: never after the export.

    None when the export is of an earlier fiscal year: then nothing is known of ``year``.
    """
    exported = exported_on(registrations, kind)
    if thai.fiscal_year(exported) < year:
        return None
    return min(as_of, exported)


def bodies_on(registrations: pd.DataFrame, kind: str, day: date) -> pd.DataFrame:
    """One row a body of a kind that existed at the end of ``day``.

    A body registered on the day exists; one that ended on the day does not any more.
    """
    moment = pd.Timestamp(day)
    ended = registrations["ended_on"]
    chosen = (registrations["kind"] == kind) & (registrations["registered_on"] <= moment)
    return registrations[chosen & (ended.isna() | (ended > moment))]
