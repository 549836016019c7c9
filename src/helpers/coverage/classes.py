"""Coverage as map classes: one class for each tambon of the reference geography."""

from datetime import date

import pandas as pd

from helpers import gazetteer, settings, thai
from helpers.coverage.known import Registry
from helpers.coverage.tambons import covered_on


def covered(coverage: pd.DataFrame, kind: str, year: int) -> pd.Series:
    """``covered`` or ``not_covered`` by tambon code; missing where the kind is not known.

    A tambon that was split off after ``year`` shows what held its area then.
    """
    return _named(coverage.loc[coverage["kind"] == kind].set_index("tambon_code")["covered"], year)


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
    return {year: _named(covered_on(registry, kind, year, d), year) for year, d in days.items()}


def _named(known: pd.Series, year: int) -> pd.Series:
    """Class keys of what is known by tambon of the year, for every tambon of the reference."""
    found = _held(known, year).map({True: "covered", False: "not_covered"}, na_action="ignore")
    return found.astype("str")


def _held(by_tambon: pd.Series, year: int) -> pd.Series:
    held = gazetteer.in_year(year)
    return pd.Series(by_tambon.reindex(held).to_numpy(), index=held.index)
