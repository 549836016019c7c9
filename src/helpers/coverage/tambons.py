"""Table ``coverage``: each tambon of a fiscal year, with or without each kind of body.

The same as classes of a map, and councils and welfare funds in one tambon.
"""

from collections.abc import Iterable
from datetime import date

import numpy as np
import pandas as pd

from helpers.core import settings, tables, thai
from helpers.core.schemas import TABLES
from helpers.coverage.registered import Registry, bodies_on, known_day
from helpers.geography import gazetteer


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


def overlap(coverage: pd.DataFrame, first: str, second: str) -> pd.Series:
    """The class of each tambon of one year, by its code.

    ``both``, ``only_<first>``, ``only_<second>`` or ``neither``; empty where a kind is not known at
    all, because an unknown is not a no.
    """
    covered = coverage.pivot(index="tambon_code", columns="kind", values="covered")
    if not {first, second} <= set(covered.columns):
        return pd.Series(dtype="str", name="overlap")
    has_first, has_second = covered[first].astype(bool), covered[second].astype(bool)
    classes = pd.Series("neither", index=covered.index, dtype="str", name="overlap")
    classes[has_first & has_second] = "both"
    classes[has_first & ~has_second] = f"only_{first}"
    classes[~has_first & has_second] = f"only_{second}"
    return classes


def of_year(registry: Registry, year: int, as_of: date) -> pd.DataFrame:
    """One row a tambon of the fiscal year and a kind of body, counted on ``as_of``.

    ``n_bodies`` counts bodies that cover the tambon, ``first_registered_on`` is the first
    registration there up to the day, also of a body that has ended since. A kind whose export is
    of an earlier fiscal year has no row: nothing is known, which is not the same as none.
    """
    frames = [_of_kind(registry, kind, year, as_of) for kind in registry.kinds]
    empty = pd.DataFrame(columns=list(TABLES["coverage"].columns))
    found = [frame for frame in frames if frame is not None]
    return tables.check(pd.concat(found, ignore_index=True) if found else empty, "coverage")


def places_of(registry: Registry, bodies: pd.DataFrame, year: int) -> pd.DataFrame:
    """One row a body and a tambon of the year that it covers, with the areas around it.

    A tambon that was split off later counts as the one it was part of.
    """
    held = gazetteer.in_year(year)
    covered = registry.body_tambons.merge(
        bodies[["body_id", "registered_on"]], on="body_id", validate="many_to_one"
    )
    covered = covered.assign(tambon_code=covered["tambon_code"].map(held))
    areas = gazetteer.of_year(year)[["tambon_code", "amphoe_code", "province_code", "region_code"]]
    pairs = covered.drop_duplicates(["body_id", "tambon_code"])
    return pairs.merge(areas, on="tambon_code", how="left", validate="many_to_one")


def _of_kind(registry: Registry, kind: str, year: int, as_of: date) -> pd.DataFrame | None:
    day = known_day(registry.registrations, kind, year, as_of)
    if day is None:
        return None
    standing = places_of(registry, bodies_on(registry.registrations, kind, day), year)
    counts = standing.groupby("tambon_code").size()
    tambons = gazetteer.of_year(year)["tambon_code"]
    n_bodies = counts.reindex(tambons, fill_value=0).to_numpy()
    return pd.DataFrame(
        {
            "year_be": year,
            "as_of": pd.Timestamp(day),
            "tambon_code": tambons.to_numpy(),
            "kind": kind,
            "covered": n_bodies > 0,
            "n_bodies": n_bodies,
            "first_registered_on": first_registrations(registry, kind, year, day)
            .reindex(tambons)
            .to_numpy(),
            "is_demo": registry.is_demo,
        }
    )


def first_registrations(registry: Registry, kind: str, year: int, day: date) -> pd.Series:
    """First registration in each tambon up to a day, of bodies that have ended too."""
    registrations = registry.registrations
    ever = (registrations["kind"] == kind) & (registrations["registered_on"] <= pd.Timestamp(day))
    places = places_of(registry, registrations[ever], year)
    return places.groupby("tambon_code")["registered_on"].min()
