"""What each view shows, as a frame; the views and whoever writes Python call the same functions."""

from collections.abc import Iterable

import pandas as pd

from helpers.core import asked, datasets, metadata, thai
from helpers.core.errors import InputError
from helpers.core.notices import Notice
from helpers.explore.built import LEVELS, Built, missing
from helpers.explore.course import COLUMNS, of_area, of_country
from helpers.geography import gazetteer

# A registry's count leads where there is one, as in the reports.
_DENOMINATORS = {"registry": "tambons_of_year", "published": "codi_units"}


def follow_indicator(
    indicator_id: str,
    years: int | Iterable[int] | None = None,
    *,
    area: str = "TH",
    dataset: str = "real",
    built: Built | None = None,
) -> pd.DataFrame:
    """Targets and results of an indicator: one row a target, baseline, result, reading or gap.

    ``what`` says which: ``target`` and ``baseline`` are the plan's; ``result`` is the reading
    that serves a year in the reports, ``reading`` every other one (earlier days and vintages);
    ``registry`` is a registry's count; ``no_data`` a year with a target and no result, its value
    missing, never 0. ``low`` and ``high`` are the ends of what is known, in the unit of the
    indicator; ``relation`` other than ``same`` counts something near and gives no ratio.
    ``position`` is the place on an axis of fiscal years (BE), each of which ends at its number.

    ``area`` is ``TH``, a region of CODI or a province, by code or name; ``years`` are fiscal (BE),
    by default those of the plan. Areas below the country have no target: none was set.

    Raises ``InputError`` for an unknown indicator or area and where nothing is known.

    >>> course = follow_indicator("2555-2559/1.4.1a", 2557)
    >>> course.loc[course["what"] == "result", ["low", "high"]].values.tolist()
    [[4331.0, 4331.0]]
    """
    built = _built(dataset, built)
    known = built.targets["indicator_id"].unique()
    if indicator_id not in known:
        expected = asked.like(indicator_id, known)
        raise InputError("no such indicator", expected=expected, found=indicator_id)
    rows = built.targets[built.targets["indicator_id"] == indicator_id]
    chosen = _years(years) if years is not None else sorted(rows["year_be"].unique())
    _, area = gazetteer.area(area)
    found = (of_country if area == "TH" else of_area)(built, rows, chosen, area)
    if not len(found):
        raise missing("course_of_area" if area != "TH" else "course")
    return pd.DataFrame(found, columns=COLUMNS).astype(_TYPES).assign(is_demo=built.is_demo)


_TYPES = {"year_be": "Int64", "low": "Float64", "high": "Float64", "hold": "boolean"}


def rank_areas(
    kind: str,
    years: int | Iterable[int],
    *,
    level: str = "region",
    within: str = "TH",
    denominator: str | None = None,
    dataset: str = "real",
    built: Built | None = None,
) -> pd.DataFrame:
    """Coverage of the areas of a level, best first: one row an area and year.

    ``kind`` is ``council``, ``welfare_fund`` or another of ``registries.yml``; ``level`` is
    ``region``, ``province`` or ``amphoe``, ``within`` the area they lie in, by code or name
    (amphoe by code). ``share`` is
    what is covered over ``n_units``, between ``share_low`` and ``share_high``; of a registry it
    counts tambons, of a published count bodies (``source``). An area nothing is known of keeps
    its row, with ``status`` ``no_data`` and no rank. ``denominator`` is by default
    ``tambons_of_year`` for a registry, ``codi_units`` for what was published.

    Raises ``InputError`` for a year without any reading, a level that no table counts (without a
    registry only regions are) and areas that are none.

    >>> rank_areas("council", 2557)[["rank", "code", "n_bodies"]].head(2).values.tolist()
    [[1, 'NEU', 504], [2, 'STL', 401]]
    """
    built = _built(dataset, built)
    chosen = _years(years)
    if level not in LEVELS:
        raise InputError("no such level", expected=list(LEVELS), found=level)
    above, within = gazetteer.area(within)
    rows = built.counts(kind, level)
    if rows.empty:
        raise _no_level(built, kind, level)
    rows = rows[rows["year_be"].isin(chosen)]
    if rows.empty:
        raise _no_year(built, kind, chosen)
    areas = built.areas(level)
    areas = areas[areas["year_be"].isin(rows["year_be"].unique())]
    if within != "TH":
        areas = areas[areas[f"{above}_code"] == within]
    if areas.empty:
        raise missing("selection")
    return _ranked(areas, _leading(rows, denominator), kind, built.is_demo)


def list_tambons(
    kind: str,
    years: int | Iterable[int],
    *,
    within: str = "TH",
    dataset: str = "real",
    built: Built | None = None,
) -> pd.DataFrame:
    """Every tambon of an area, with or without a body: one row a tambon and year.

    ``covered`` is whether it has at least one body of ``kind`` on 30 September of the fiscal year
    (BE), ``n_bodies`` how many, ``first_registered_on`` since when (CE). Codes are those of the
    reference geography. ``within`` is an area by code or name (amphoe by code).

    Raises ``InputError`` without a registry of the kind, or without one that reaches the year.

    >>> frame = list_tambons("council", 2557, within="38", dataset="demo")
    >>> bool(frame["is_demo"].all()), len(frame)
    (True, 53)
    """
    built = _built(dataset, built)
    chosen = _years(years)
    level, within = gazetteer.area(within)
    rows = built.coverage[built.coverage["kind"] == kind]
    if rows.empty:
        raise _no_level(built, kind, "tambon")
    rows = rows[rows["year_be"].isin(chosen)]
    if rows.empty:
        raise _no_year(built, kind, chosen)
    places = built.tambons
    places = places[
        places["year_be"].isin(chosen)
        & (True if level == "country" else places[f"{level}_code"] == within)
    ]
    found = places.merge(rows, on=["year_be", "tambon_code"])
    if found.empty:
        raise missing("selection")
    return found[_TAMBON_COLUMNS].sort_values(["year_be", "tambon_code"], ignore_index=True)


_TAMBON_COLUMNS = [
    "year_be", "tambon_code", "name_th", "name_en", "amphoe_code", "province_code", "region_code",
    "kind", "covered", "n_bodies", "first_registered_on", "is_demo",
]  # fmt: skip


def _leading(rows: pd.DataFrame, denominator: str | None) -> pd.DataFrame:
    """Of each year the rows of the source that leads, over one denominator."""
    counted = rows.loc[rows["source"] == "registry", "year_be"].unique()
    lead = rows["year_be"].isin(counted).map({True: "registry", False: "published"})
    wanted = denominator or lead.map(_DENOMINATORS)
    chosen = rows[(rows["source"] == lead) & (rows["denominator"] == wanted)]
    if chosen.empty:
        raise missing("denominator", known=", ".join(sorted(rows["denominator"].unique())))
    return chosen


def _ranked(areas: pd.DataFrame, rows: pd.DataFrame, kind: str, is_demo: bool) -> pd.DataFrame:
    """Every area of every year, those nothing is known of last and without a rank."""
    of_year = rows.drop_duplicates("year_be").set_index("year_be")
    own = rows.drop(columns=["level", "kind", "source", "denominator", "is_demo"])
    frame = areas[["year_be", "level", "code", "name_th", "name_en"]].merge(
        own, on=["year_be", "code"], how="left"
    )
    frame = frame.assign(
        kind=kind, is_demo=is_demo, status=frame["status"].fillna("no_data"),
        source=frame["year_be"].map(of_year["source"]),
        denominator=frame["year_be"].map(of_year["denominator"]),
        middle=(frame["share_low"] + frame["share_high"]) / 2,
    )  # fmt: skip
    frame["rank"] = frame.groupby("year_be")["middle"].rank(ascending=False, method="min")
    frame = frame.astype({"rank": "Int64"}).sort_values(["year_be", "rank", "code"])
    return frame[_AREA_COLUMNS].reset_index(drop=True)


_AREA_COLUMNS = [
    "year_be", "rank", "level", "code", "name_th", "name_en", "kind", "denominator", "n_units",
    "n_covered", "n_bodies", "n_bodies_low", "n_bodies_high", "share", "share_low", "share_high",
    "as_of", "source", "status", "reading_id", "is_demo",
]  # fmt: skip


def _no_level(built: Built, kind: str, level: str) -> InputError:
    known = metadata.load("registries.yml")["kinds"]
    if kind not in known:
        return InputError("no such kind of body", expected=list(known), found=kind)
    return missing("level_region" if level == "region" else "registry", **_kind_slots(kind))


def _no_year(built: Built, kind: str, years: list[int]) -> InputError:
    named = _named(years)
    if built.is_demo:
        return missing("demo_year", years=named)
    return missing("year", years=named, **_kind_slots(kind))


def _kind_slots(kind: str) -> dict[str, object]:
    return {"kind": Notice(metadata.load("maps.yml")["kinds"][kind])}


def _named(years: list[int]) -> str:
    return str(years[0]) if len(years) == 1 else f"{years[0]}-{years[-1]}"


def _built(dataset: str, built: Built | None) -> Built:
    if built is None:
        return Built(dataset)
    if built.dataset is not datasets.named(dataset):
        raise InputError(
            "these tables are of another set", expected=dataset, found=built.dataset.name
        )
    return built


def _years(years: int | Iterable[int]) -> list[int]:
    chosen = asked.years(years)
    if not chosen:
        raise missing("selection")
    for year in chosen:
        thai.fiscal_year_end(year)
    return chosen
