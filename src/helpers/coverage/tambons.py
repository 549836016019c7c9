"""Table ``coverage``: each tambon of a fiscal year, with or without each kind of body."""

from datetime import date

import pandas as pd

from helpers import gazetteer, tables
from helpers.coverage.known import Registry, bodies_on, known_day
from helpers.schemas import TABLES


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
            "first_registered_on": _first(registry, kind, year, day).reindex(tambons).to_numpy(),
            "is_demo": registry.is_demo,
        }
    )


def _first(registry: Registry, kind: str, year: int, day: date) -> pd.Series:
    """First registration in each tambon up to a day, of bodies that have ended too."""
    registrations = registry.registrations
    ever = (registrations["kind"] == kind) & (registrations["registered_on"] <= pd.Timestamp(day))
    places = places_of(registry, registrations[ever], year)
    return places.groupby("tambon_code")["registered_on"].min()
