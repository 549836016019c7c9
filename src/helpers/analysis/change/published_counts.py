"""What is known of a change where counts were published and no registry is there."""

from collections.abc import Iterable

import pandas as pd

from helpers.actuals import readings
from helpers.actuals.readings import Serving
from helpers.analysis.refusals_said import refusal
from helpers.core import asked, metadata, settings, thai
from helpers.core.errors import InputError
from helpers.core.schemas import AREA_LEVELS
from helpers.coverage import published
from helpers.geography import gazetteer

NEW_READINGS, REVISION = PARTS = ("new_readings", "revision")


def decompose_published(
    actuals: pd.DataFrame,
    first: int,
    last: int,
    *,
    kind: str = "council",
    level: str = "region",
    areas: str | Iterable[str] | None = None,
) -> pd.DataFrame:
    """The change of a published count between two fiscal years: one row an area and part.

    ``actuals`` is the table of that name. Two parts can be told: ``revision``, by how much the
    first year's count was changed afterwards (its latest reading less its earliest), and
    ``new_readings``, the last year's count less that latest one; together the last count less the
    first one as it was first published. Which bodies or tambons are behind either, and whether
    any ended or moved, nobody published. ``n_low`` and ``n_high`` are bodies; they differ where a
    count is known by its ends only, and only equal ones add up. ``flagged`` says that a count's
    day is not known. ``attrs["left_out"]`` names areas without a count in one of the years.

    Raises ``InputError`` for the same year twice, an unknown kind, level or area, and where no
    area has a count in both years.

    >>> import helpers
    >>> parts = decompose_published(helpers.load("actuals"), 2556, 2557, areas="BMR")
    >>> parts[["part", "n_low", "first_published", "first_latest", "last"]].values.tolist()
    [['new_readings', 1.0, 158.0, 157.0, 158.0], ['revision', -1.0, 158.0, 157.0, 158.0]]
    """
    first, last = asked.year(first), asked.year(last)
    if first >= last:
        problem = refusal("change", "same_day" if first == last else "first_after_last")
        raise InputError(problem, found=f"{first} and {last}")
    said, key = published.not_registry(actuals), _key(kind)
    chosen = _chosen(said, key, level, areas)
    served = {code: [_serving(said, key, code, year) for year in (first, last)] for code in chosen}
    known = {code: both for code, both in served.items() if all(s.headline for s in both)}
    left_out = [code for code in chosen if code not in known]
    if not known or (areas is not None and left_out):
        problem = refusal("change", "not_published")
        raise InputError(problem, found=f"{', '.join(left_out)} in {first} or {last}")
    frames = [_of_area(level, code, kind, *both) for code, both in known.items()]
    frame = pd.concat(frames, ignore_index=True)
    frame.attrs = {"is_demo": False, "left_out": left_out}
    return frame


def _key(kind: str) -> str:
    declared = metadata.load("registries.yml")["kinds"]
    counted = [name for name, about in declared.items() if "indicator_key" in about]
    if kind not in counted:
        raise InputError("no published count of this kind", expected=counted, found=kind)
    return declared[kind]["indicator_key"]


def _chosen(
    said: pd.DataFrame, key: str, level: str, areas: str | Iterable[str] | None
) -> list[str]:
    """The areas asked for; without any asked for those of the level with any reading."""
    if level not in AREA_LEVELS:
        raise InputError("no such level of areas", expected=list(AREA_LEVELS), found=level)
    if areas is None:
        rows = said[(said["indicator_key"] == key) & (said["geography_level"] == level)]
        return sorted(rows["geography_code"].unique())
    wanted = [gazetteer.code_at(level, one) for one in asked.names(areas)]
    names = set(gazetteer.area_names(level)["code"])
    if strange := [code for code in wanted if code not in names]:
        raise InputError(
            f"no {level} with this code",
            expected=asked.like(strange[0], sorted(names)),
            found=strange,
        )
    return wanted


def _serving(said: pd.DataFrame, key: str, code: str, year: int) -> Serving:
    end = thai.fiscal_year_end(year)
    return readings.serving(said, key, code, year, end, settings.load())


def _of_area(level: str, code: str, kind: str, first: Serving, last: Serving) -> pd.DataFrame:
    earliest = first.vintages[0] if first.vintages else first.headline
    ends = [_difference(last.headline, first.headline), _difference(first.headline, earliest)]
    return pd.DataFrame(
        {
            "level": level,
            "code": code,
            "kind": kind,
            "part": list(PARTS),
            "n_low": [low for low, _ in ends],
            "n_high": [high for _, high in ends],
            "first_published": earliest["value"],
            "first_published_on": earliest["read_on"],
            "first_latest": first.headline["value"],
            "first_latest_on": first.headline["read_on"],
            "last": last.headline["value"],
            "last_on": last.headline["read_on"],
            "flagged": first.flagged or last.flagged,
        }
    )


def _difference(after: dict, before: dict) -> tuple[float, float]:
    """The least and the most that one count can be above another."""
    if after is before:
        return 0.0, 0.0
    return (
        after["value_low"] - before["value_high"],
        after["value_high"] - before["value_low"],
    )
