"""What an export says of a day: which bodies stood, in which tambons; and what it cannot say."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from helpers.analysis.change.geography import Geography
from helpers.analysis.refusals_said import refusal
from helpers.core import asked, thai
from helpers.core.errors import InputError, examples
from helpers.coverage.registered import Registry, bodies_on, known_day


@dataclass(frozen=True)
class Export:
    """One kind of body in one export of a registry."""

    registry: Registry
    kind: str

    def __post_init__(self) -> None:
        known = self.registry.kinds
        if self.kind not in known:
            if not known:
                problem = "no registry was supplied: the tables have no body"
                raise InputError(problem, fix="data/raw/registries")
            problem = "the registry has no body of this kind"
            raise InputError(problem, expected=known, found=self.kind)
        bodies = self.registry.registrations["body_id"]
        listed = self.registry.body_tambons["body_id"]
        if strange := sorted(set(listed) - set(bodies)):
            problem = f"tambons of bodies that are not registered: {examples(strange)}"
            raise InputError(problem, expected="registrations and body_tambons of one export")

    @property
    def bodies(self) -> pd.DataFrame:
        """One row a body of the kind, whenever it stood."""
        rows = self.registry.registrations
        return rows[rows["kind"] == self.kind]

    def day(self, when: int | str | date) -> date:
        """The day that is counted for a fiscal year (its end) or a day, never after the export.

        Raises ``InputError`` for one the export knows nothing of.
        """
        as_of = _as_day(when)
        day = known_day(self.registry.registrations, self.kind, thai.fiscal_year(as_of), as_of)
        if day is None:
            problem = refusal("change", "after_export")
            raise InputError(problem, expected=f"up to {self._last}", found=when)
        first = self.bodies["registered_on"].min().date()
        if day < first:
            only = self.bodies["fiscal_year_be"].nunique() == 1
            problem = refusal("change", "single_year" if only else "before_first")
            raise InputError(problem, expected=f"from {first.isoformat()}", found=when)
        return day

    def standing(self, day: date, geography: Geography) -> pd.Series:
        """The bodies standing on a day in each tambon: ``body_id`` by ``tambon_code``."""
        there = bodies_on(self.registry.registrations, self.kind, day)["body_id"]
        return self.places(there, geography)

    def places(self, bodies: pd.Series, geography: Geography) -> pd.Series:
        """The tambons of some bodies: ``body_id`` by ``tambon_code``, each pair once."""
        listed = self.registry.body_tambons
        listed = listed[listed["body_id"].isin(bodies)]
        held = listed["tambon_code"].map(geography.held)
        if held.isna().any():
            strange = listed.loc[held.isna(), "tambon_code"]
            raise InputError(f"codes of no tambon: {examples(strange.unique())}")
        pairs = listed.assign(tambon_code=held).drop_duplicates(["tambon_code", "body_id"])
        return pairs.sort_values(["tambon_code", "body_id"]).set_index("tambon_code")["body_id"]

    @property
    def _last(self) -> str:
        return self.bodies["exported_on"].max().date().isoformat()


def _as_day(when: int | str | date) -> date:
    is_day = isinstance(when, str | date)
    return asked.day(when) if is_day else thai.fiscal_year_end(asked.year(when))
