"""Coverage as map classes: one class for each tambon of the reference geography."""

from collections.abc import Iterable
from datetime import date

import numpy as np
import pandas as pd

from helpers import gazetteer, settings, thai
from helpers.coverage.known import Registry, bodies_on, known_day


def covered(coverage: pd.DataFrame, kind: str, year: int) -> pd.Series:
    """``covered`` or ``not_covered`` by tambon code; missing where the kind is not known.

    A tambon that was split off after ``year`` shows what held its area then.
    """
    known = coverage.loc[coverage["kind"] == kind].set_index("tambon_code")["covered"]
    found = _held(known, year).map({True: "covered", False: "not_covered"}, na_action="ignore")
    return found.astype("str")


def first_years(coverage: pd.DataFrame, kind: str, year: int) -> pd.Series:
    """Fiscal year (BE, as text) of the first registration in a covered tambon, else ``not_yet``.

    A first year before the reported ones is ``before``.
    """
    first = min(settings.load().years)
    rows = coverage.loc[coverage["kind"] == kind].set_index("tambon_code")
    days = rows["first_registered_on"]
    fiscal = {day: thai.fiscal_year(day.date()) for day in days.dropna().unique()}
    words = {day: str(known) if known >= first else "before" for day, known in fiscal.items()}
    found = days.map(words).where(rows["covered"].astype(bool), "not_yet")
    return _held(found, year).astype("str")


def course(registry: Registry, kind: str, days: dict[int, date]) -> dict[int, pd.Series]:
    """``covered`` of each fiscal year on its day; a year the registry does not know is missing."""
    return {year: _covered_on(registry, kind, year, day) for year, day in days.items()}


def _covered_on(registry: Registry, kind: str, year: int, as_of: date) -> pd.Series:
    """``covered`` on a day, straight from the bodies: a map of many years asks for nothing else."""
    held = gazetteer.in_year(year)
    day = known_day(registry.registrations, kind, year, as_of)
    if day is None:
        return pd.Series(pd.NA, index=held.index, dtype="str")
    bodies = bodies_on(registry.registrations, kind, day)["body_id"]
    listed = registry.body_tambons.set_index("body_id")["tambon_code"]
    there = held[listed[_among(listed.index, bodies)].unique()]
    words = np.where(_among(held, there), "covered", "not_covered")
    return pd.Series(words, index=held.index, dtype="str")


def _among(values: Iterable[str], chosen: Iterable[str]) -> np.ndarray:
    """Which of ``values`` are ``chosen``; pandas looks texts up by their objects far faster."""
    looked_up = pd.Index(np.asarray(values, dtype=object), dtype=object)
    return looked_up.isin(np.asarray(chosen, dtype=object))


def _held(by_tambon: pd.Series, year: int) -> pd.Series:
    held = gazetteer.in_year(year)
    return pd.Series(by_tambon.reindex(held).to_numpy(), index=held.index)
