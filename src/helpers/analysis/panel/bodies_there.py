"""The bodies of one kind in the tambons of any year: who is covered on a day, and since when."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from helpers.coverage import registered
from helpers.coverage.registered import Registry
from helpers.geography import gazetteer


@dataclass(frozen=True)
class BodiesThere:
    """The bodies of a kind; tambons are places in the codes of the reference geography.

    ``body`` and ``tambon`` hold one entry a body and tambon of it: the body's row in ``bodies``,
    and the tambon's place.
    """

    kind: str
    bodies: pd.DataFrame
    body: np.ndarray
    tambon: np.ndarray

    def covered(self, day: date, held: np.ndarray) -> np.ndarray:
        """Which tambons have a body at the end of a day; ``held`` says what held each area."""
        standing = np.zeros(len(self.bodies), dtype=bool)
        standing[registered.bodies_on(self.bodies, self.kind, day).index] = True
        found = np.zeros(len(held), dtype=bool)
        found[held[self.tambon[standing[self.body]]]] = True
        return found

    def first_days(self, held: np.ndarray) -> np.ndarray:
        """The first registration in each tambon, of bodies that have ended too; NaT for none."""
        days = self.bodies["registered_on"].to_numpy()[self.body]
        first = pd.Series(days).groupby(held[self.tambon]).min()
        return first.reindex(range(len(held))).to_numpy()

    def last_day(self, year: int, as_of: date) -> date:
        """The last day of a year that is known."""
        return registered.known_day(self.bodies, self.kind, year, as_of)


def of_kind(registry: Registry, kind: str, codes: pd.Index) -> BodiesThere:
    """The bodies of a kind of a registry, in the tambons of ``codes``."""
    bodies = registry.registrations[registry.registrations["kind"] == kind].reset_index(drop=True)
    listed = registry.body_tambons
    body = pd.Index(bodies["body_id"]).get_indexer(listed["body_id"])
    own = body >= 0
    tambon = codes.get_indexer(listed["tambon_code"][own])
    return BodiesThere(kind, bodies, body[own], tambon)


def held_in(year: int, codes: pd.Index) -> np.ndarray:
    """The place of the tambon that held each one's area in ``year``."""
    return codes.get_indexer(gazetteer.in_year(year).reindex(codes))
