"""The parts of a change in coverage: covered tambons and percentage points, exactly added up.

With K covered of N tambons, a part that changes K by k and N by n contributes

    k (1/N1 + 1/N2) / 2  -  n (K1 + K2) / (2 N1 N2)

to the change of the share. It is the standard decomposition of a product of two factors (here K
and 1/N), each weighted by the mean of the other: E. M. Kitagawa, "Components of a difference
between two rates", Journal of the American Statistical Association 50 (1955), 1168-1194; P. Das
Gupta, Standardization and Decomposition of Rates, US Bureau of the Census P23-186 (1993). It is
linear in k and n, so parts of K and N add up to K2/N2 - K1/N1 whatever they are.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from helpers.analysis.change import geography, steps
from helpers.analysis.change.exports import Export
from helpers.analysis.change.geography import Geography
from helpers.analysis.refusals_said import refusal
from helpers.core import asked, settings, thai
from helpers.core.errors import InputError
from helpers.core.schemas import AREA_LEVELS
from helpers.coverage import denominators, registered
from helpers.coverage.registered import Registry
from helpers.geography import gazetteer

Frames = tuple[pd.DataFrame, pd.DataFrame]
OF_YEAR = "tambons_of_year"


@dataclass(frozen=True)
class Compared:
    """Two days of one kind: the exports and areas either is counted in, ``rows`` by tambon."""

    exports: tuple[Export, Export]
    days: tuple[date, date]
    geographies: tuple[Geography, Geography]
    level: str

    @property
    def is_demo(self) -> bool:
        """Whether the bodies are invented."""
        return any(export.registry.is_demo for export in self.exports)

    def rows(self) -> pd.DataFrame:
        """One row a tambon and part, of all areas of the level."""
        before, after = self.geographies
        earlier, later = self.exports
        first = self.days[0]
        standing = (earlier.standing(first, before), earlier.standing(first, after))
        found = [
            steps.of_areas(standing, before, after, self.level),
            steps.of_days(later, self.days, after, self.level),
        ]
        if later is not earlier:
            found.append(steps.of_exports(earlier, later, first, after, self.level))
        rows = pd.concat(found, ignore_index=True)
        order = rows["part"].map(steps.PARTS.index)
        kept = rows.assign(order=order).sort_values(["code", "order", "tambon_code"])
        return kept.drop(columns="order").reset_index(drop=True)

    def covered(self, side: int) -> pd.Series:
        """Covered tambons of each area that has any, on the first (0) or last (1) day."""
        areas = self.geographies[side].areas[self.level]
        there = self.exports[side].standing(self.days[side], self.geographies[side])
        return areas[areas.index.isin(there.index)].value_counts()

    def units(self, side: int, denominator: str) -> pd.Series:
        """Tambons of each area by a denominator."""
        if denominator == OF_YEAR:
            return self.geographies[side].areas[self.level].value_counts()
        return denominators.units(thai.fiscal_year(self.days[side]), denominator, self.level)


def decompose_change(
    registrations: pd.DataFrame,
    body_tambons: pd.DataFrame,
    first: int | str | date,
    last: int | str | date,
    *,
    kind: str = "council",
    level: str = "country",
    areas: str | Iterable[str] | None = None,
    later: Frames | None = None,
    denominator: str | tuple[str, str] = OF_YEAR,
) -> pd.DataFrame:
    """The change in coverage between two days, taken apart: one row an area and part.

    ``first`` and ``last`` are fiscal years (BE; their ends are meant) or days (CE, ISO text too).
    ``areas`` are codes or names (of amphoe codes). ``later`` are the two tables of a later export,
    in which ``last`` is counted: then a revision can be told. ``denominator`` may be a pair, one
    for either day; ``codes_today`` is for country and region.

    A row: ``level`` and ``code`` of the area, ``kind``, the days, ``part`` (newly_covered, exits,
    reclassification, boundary, revision; every part, also where it is 0), ``n_tambons`` and
    ``n_units`` (what it adds to the covered tambons and to the tambons), ``points`` (percentage
    points of the share, and exactly ``points_numerator / points_denominator``), and of the whole
    area covered tambons and tambons on either day. The parts of an area add up exactly to its
    change. An area that was not there on one of the days has no share then: ``points`` is missing.
    ``attrs``: ``is_demo``, ``denominators``, and ``behind``, the provinces whose export is too old
    for the last day (``interim_after_days`` of config.yml): what is new there is not known yet.

    Raises ``InputError`` for the same day twice (of one export), a first day after the last, a
    year without data, an unknown area, kind or denominator, a registry of a single year.

    >>> import helpers
    >>> registrations = helpers.load("registrations", dataset="demo")
    >>> body_tambons = helpers.load("body_tambons", dataset="demo")
    >>> parts = decompose_change(
    ...     registrations, body_tambons, 2553, 2554, level="province", areas=["38", "43"])
    >>> parts[parts["part"] == "reclassification"][["code", "n_tambons", "n_units"]].values.tolist()
    [['38', 23, 53], ['43', -23, -53]]
    >>> parts.attrs["is_demo"]
    True
    """
    compared = _compared(registrations, body_tambons, first, last, kind, level, later)
    of = _denominators(denominator, level)
    frame = _of_areas(compared, compared.rows(), of, _chosen(compared, areas))
    frame.attrs = _attributes(compared, of)
    return frame


def list_changed_tambons(
    registrations: pd.DataFrame,
    body_tambons: pd.DataFrame,
    first: int | str | date,
    last: int | str | date,
    *,
    kind: str = "council",
    level: str = "country",
    areas: str | Iterable[str] | None = None,
    later: Frames | None = None,
) -> pd.DataFrame:
    """The tambons behind each part of ``decompose_change``: one row a tambon, area and part.

    ``cause`` says why: first_body, covered_again; body_ended; moved_in, moved_out,
    body_reassigned; split_off, given_up; row_added, row_removed, days_changed. ``n_tambons`` and
    ``n_units`` (over the tambons of the year) are what the tambon adds to its area, ``bodies`` the
    ids behind it. Names are those of the reference geography.

    Raises ``InputError`` as ``decompose_change`` does.

    >>> import helpers
    >>> registrations = helpers.load("registrations", dataset="demo")
    >>> body_tambons = helpers.load("body_tambons", dataset="demo")
    >>> moved = list_changed_tambons(registrations, body_tambons, 2557, 2558, level="amphoe")
    >>> moved = moved[moved["part"] == "reclassification"]
    >>> moved[["code", "tambon_code", "cause"]].values.tolist()
    [['5303', '530407', 'moved_out'], ['5304', '530407', 'moved_in']]
    """
    compared = _compared(registrations, body_tambons, first, last, kind, level, later)
    rows = compared.rows()
    rows = rows[rows["code"].isin(_chosen(compared, areas))].reset_index(drop=True)
    names = gazetteer.reference().set_index("tambon_code")
    for column in ("name_th", "name_en"):
        rows.insert(rows.columns.get_loc("part"), column, rows["tambon_code"].map(names[column]))
    rows.insert(0, "level", level)
    rows.attrs = _attributes(compared, (OF_YEAR, OF_YEAR))
    return rows


def _compared(
    registrations: pd.DataFrame,
    body_tambons: pd.DataFrame,
    first: int | str | date,
    last: int | str | date,
    kind: str,
    level: str,
    later: Frames | None,
) -> Compared:
    if level not in AREA_LEVELS:
        raise InputError("no such level of areas", expected=list(AREA_LEVELS), found=level)
    earlier = Export(_registry(registrations, body_tambons), kind)
    exports = (earlier, earlier if later is None else Export(_registry(*later), kind))
    days = exports[0].day(first), exports[1].day(last)
    if days[0] > days[1] or (days[0] == days[1] and later is None):
        problem = refusal("change", "same_day" if days[0] == days[1] else "first_after_last")
        raise InputError(problem, found=f"{days[0].isoformat()} and {days[1].isoformat()}")
    if later is not None:
        exports[1].day(days[0])
    years = [thai.fiscal_year(day) for day in days]
    return Compared(exports, days, tuple(geography.of_year(year) for year in years), level)


def _registry(registrations: pd.DataFrame, body_tambons: pd.DataFrame) -> Registry:
    return Registry(registrations, body_tambons, bool(registrations["is_demo"].any()))


def _denominators(given: str | tuple[str, str], level: str) -> tuple[str, str]:
    of = (given, given) if isinstance(given, str) else tuple(given)
    known = [OF_YEAR, *(["codes_today"] if level in denominators.OF_TODAY else [])]
    if len(of) != 2 or (strange := [name for name in of if name not in known]):
        found = strange if len(of) == 2 else given
        raise InputError(f"no such denominator at the level {level}", expected=known, found=found)
    return of


def _chosen(compared: Compared, areas: str | Iterable[str] | None) -> list[str]:
    """The areas asked for; without any asked for all there were on either day."""
    known = {code for side in compared.geographies for code in side.areas[compared.level]}
    if areas is None:
        return sorted(known)
    wanted = [gazetteer.code_at(compared.level, one) for one in asked.names(areas)]
    if not wanted:
        raise InputError("no area is asked for", expected=f"codes of a {compared.level}")
    if strange := [code for code in wanted if code not in known]:
        problem = refusal("change", "unknown_area", level=compared.level)
        raise InputError(problem, expected=asked.like(strange[0], sorted(known)), found=strange)
    return wanted


def _of_areas(
    compared: Compared, rows: pd.DataFrame, of: tuple[str, str], codes: list[str]
) -> pd.DataFrame:
    """The five parts of every area."""
    ends = {
        f"n_{what}_{when}": counted.reindex(codes, fill_value=0)
        for side, when in enumerate(("first", "last"))
        for what, counted in (
            ("covered", compared.covered(side)),
            ("units", compared.units(side, of[side])),
        )
    }
    sizes = pd.DataFrame(ends, index=pd.Index(codes, name="code"))[_ENDS]
    every = pd.MultiIndex.from_product([codes, steps.PARTS], names=["code", "part"])
    own = rows.groupby(["code", "part"])[["n_tambons", "n_units"]].sum()
    own = own.reindex(every, fill_value=0).astype("int64").reset_index()
    own = own.join(sizes, on="code")
    if of != (OF_YEAR, OF_YEAR):
        # Another denominator counts other things than the tambons behind the rows.
        boundary = own["part"] == steps.BOUNDARY
        own["n_units"] = (own["n_units_last"] - own["n_units_first"]).where(boundary, 0)
    own = own.assign(
        level=compared.level,
        kind=compared.exports[0].kind,
        first_day=pd.Timestamp(compared.days[0]),
        last_day=pd.Timestamp(compared.days[1]),
        **_points(own),
    )
    return own[_COLUMNS]


_ENDS = ["n_covered_first", "n_covered_last", "n_units_first", "n_units_last"]
_POINTS = ["points", "points_numerator", "points_denominator"]
_AREA = ["level", "code", "kind", "first_day", "last_day"]
_COLUMNS = [*_AREA, "part", "n_tambons", "n_units", *_POINTS, *_ENDS]


def _points(own: pd.DataFrame) -> dict[str, pd.Series]:
    """What each part contributes to the share, as whole numbers over one denominator."""
    covered = own["n_covered_first"] + own["n_covered_last"]
    units = own["n_units_first"] + own["n_units_last"]
    below = 2 * own["n_units_first"] * own["n_units_last"]
    above = 100 * (own["n_tambons"] * units - own["n_units"] * covered)
    # An area that was not there on one of the days has no share to change.
    exact = [column.astype("Int64").mask(below == 0) for column in (above, below)]
    return dict(zip(_POINTS, (exact[0] / exact[1], *exact), strict=True))


def _attributes(compared: Compared, of: tuple[str, str]) -> dict[str, object]:
    last = compared.exports[1]
    most = settings.load().interim_after_days
    behind = registered.behind(last.registry, last.kind, compared.days[1], most)
    return {"is_demo": compared.is_demo, "denominators": list(of), "behind": sorted(behind.index)}
