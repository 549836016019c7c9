"""What each tambon of a province lacks, what stands around it, and the example nearest to it."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pandas as pd

from helpers.analysis.where_next import naming
from helpers.analysis.where_next.adjacency import Neighbours
from helpers.core import thai

DONE = "done"
NEAR, ALONE = "near", "alone"
SAME_AMPHOE_NEXT, SAME_AMPHOE, NEXT = "same_amphoe_next", "same_amphoe", "next"
# The order in which an example is looked for: the most alike first.
PLACES = (SAME_AMPHOE_NEXT, SAME_AMPHOE, NEXT)
EXAMPLE = ("example_code", "example_place", "example_kind", "example_since", "example_kind_too",
           "example_since_too", "example_th", "example_en")  # fmt: skip


@dataclass(frozen=True)
class Around:
    """What lies around a tambon, its kinds told apart."""

    frame: pd.DataFrame
    kinds: tuple[str, ...]
    neighbours: Neighbours
    year: int
    recent_years: int

    def row(self, code: str) -> dict:
        """What one tambon lacks and what stands around it."""
        missing = self.missing(code)
        touching = sorted(self.neighbours.get(code, frozenset()) & self._codes)
        amphoe = [one for one in self._amphoes[self.frame.at[code, "amphoe_code"]] if one != code]
        with_it = [one for one in touching if self._has_any(one, missing)]
        in_amphoe = [one for one in amphoe if self._has_any(one, missing)]
        near = sorted({*with_it, *in_amphoe})
        return {
            "tambon_code": code,
            "group": self.group(missing, bool(with_it)),
            "missing": missing,
            "standing": len(self.kinds) - len(missing),
            "neighbours": len(touching),
            "neighbours_with": len(with_it),
            "amphoe_others": len(amphoe),
            "amphoe_with": len(in_amphoe),
            "recent": sum(self._is_recent(one, missing) for one in near),
            "recent_years": self.recent_years,
            **self._example(code, missing, set(with_it), set(in_amphoe)),
        }

    def missing(self, code: str) -> tuple[str, ...]:
        """The kinds a tambon has none of."""
        return tuple(kind for kind in self.kinds if not self.frame.at[code, f"has_{kind}"])

    def group(self, missing: tuple[str, ...], with_neighbours: bool) -> str:
        """``done``, ``only_<kind>``, ``near`` (nothing, covered neighbours) or ``alone``."""
        if not missing:
            return DONE
        standing = [kind for kind in self.kinds if kind not in missing]
        if standing:
            return f"only_{standing[0]}"
        return NEAR if with_neighbours else ALONE

    @cached_property
    def _codes(self) -> set[str]:
        return set(self.frame.index)

    @cached_property
    def _amphoes(self) -> dict[str, list[str]]:
        """The tambons of each amphoe, in the order of their codes."""
        grouped = self.frame.groupby("amphoe_code").groups
        return {amphoe: sorted(codes) for amphoe, codes in grouped.items()}

    def _has_any(self, code: str, kinds: tuple[str, ...]) -> bool:
        return any(self.frame.at[code, f"has_{kind}"] for kind in kinds)

    def _is_recent(self, code: str, kinds: tuple[str, ...]) -> bool:
        """Whether one of ``kinds`` came within the last years, this one included."""
        days = [day for kind in kinds if (day := self._since(code, kind)) is not None]
        first = self.year - self.recent_years + 1
        return any(thai.fiscal_year(day) >= first for day in days)

    def _since(self, code: str, kind: str) -> date | None:
        day = self.frame.at[code, f"since_{kind}"]
        return None if pd.isna(day) else day.date()

    def _example(
        self, code: str, missing: tuple[str, ...], touching: set[str], amphoe: set[str]
    ) -> dict:
        """The example to visit: most alike in place, with most of what is lacked, longest there.

        Where it has both of what is lacked, the second is told too.
        """
        found = [
            (place, sum(self.frame.at[one, f"has_{kind}"] for kind in missing), one)
            for one in sorted(touching | amphoe)
            for place in [_place(one in touching, one in amphoe)]
        ]
        if not found:
            return dict.fromkeys(EXAMPLE)
        best = min(found, key=lambda one: self._order(one, missing))
        standing = [kind for kind in missing if self.frame.at[best[2], f"has_{kind}"]]
        since = [(kind, self._since(best[2], kind)) for kind in standing]
        first, second = since[0], since[1] if len(since) > 1 else (None, None)
        told = naming.place(self.frame, best[2], self.frame.at[code, "province_code"])
        values = (best[2], best[0], *first, *second, told["th"], told["en"])
        return dict(zip(EXAMPLE, values, strict=True))

    def _order(self, one: tuple[str, int, str], missing: tuple[str, ...]) -> tuple:
        place, count, code = one
        days = [day for kind in missing if (day := self._since(code, kind)) is not None]
        return PLACES.index(place), -count, min(days, default=date.max), code


def _place(touches: bool, in_amphoe: bool) -> str:
    if in_amphoe:
        return SAME_AMPHOE_NEXT if touches else SAME_AMPHOE
    return NEXT


def of_province(around: Around, province: str) -> pd.DataFrame:
    """One row a tambon of the province, sorted by its code, with names and what is around it."""
    own = around.frame[around.frame["province_code"] == province].sort_index()
    rows = pd.DataFrame([around.row(code) for code in own.index]).set_index("tambon_code")
    named = own[["code_that_year", "name_th", "name_en", "amphoe_code", "amphoe_th", "amphoe_en"]]
    return named.join(rows)
