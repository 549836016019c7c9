"""Rows of an indicator's course: targets, results, readings of other days, gaps."""

from datetime import date

import pandas as pd

from helpers.core import metadata, thai
from helpers.explore.built import Built
from helpers.geography import gazetteer

COLUMNS = [
    "year_be", "position", "what", "low", "high", "plan_id", "indicator_id", "role", "hold",
    "relation", "status", "as_of_from", "as_of_to", "read_on", "reading_id", "source_id",
]  # fmt: skip


def of_country(built: Built, targets: pd.DataFrame, years: list[int], area: str) -> list[dict]:
    """The plan's targets and everything known of the country."""
    assessed = _assessed(built, targets, years)
    key = _key_of(targets["indicator_id"].iloc[0])
    readings = _readings(built, key, "country", years)
    serving = {row["reading_id"] for row in assessed}
    others = [_reading(row, "reading") for row in readings if row["reading_id"] not in serving]
    counted = _counted(built, key, area, years, "registry") if built.is_demo else []
    return [
        *_targets(targets, years),
        *assessed,
        *others,
        *counted,
        *_gaps(targets, years, assessed),
    ]


def of_area(built: Built, targets: pd.DataFrame, years: list[int], area: str) -> list[dict]:
    """What is known of one area; no plan sets a target for it."""
    key = _key_of(targets["indicator_id"].iloc[0])
    counted = _counted(built, key, area, years, None)
    serving = {row["reading_id"] for row in counted if row["reading_id"]}
    readings = [] if built.is_demo else _readings(built, key, area, years)
    others = [_reading(row, "reading") for row in readings if row["reading_id"] not in serving]
    return [*counted, *others]


def position(day: date) -> float:
    """A day on an axis of fiscal years (BE), each of which ends at its own number."""
    year = thai.fiscal_year(day)
    start, end = thai.fiscal_year_start(year), thai.fiscal_year_end(year)
    return year - (end - day).days / ((end - start).days + 1)


def _key_of(indicator: str) -> tuple[str, str] | None:
    """The published number that stands beside an indicator, with its relation."""
    for key, declared in metadata.load("actual_links.yml").items():
        for link in declared.get("links", []):
            if link["indicator_id"] == indicator and not declared.get("counted"):
                return key, link["relation"]
    return None


def _row(year: int, what: str, low: object, high: object, **more: object) -> dict:
    empty = dict.fromkeys(COLUMNS)
    return {**empty, "year_be": year, "position": float(year), "what": what, "low": low,
            "high": high, "hold": False, **more}  # fmt: skip


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _targets(targets: pd.DataFrame, years: list[int]) -> list[dict]:
    rows = []
    first = targets.iloc[0]
    own = {"plan_id": first["plan_id"], "indicator_id": first["indicator_id"]}
    if pd.notna(first["baseline"]) and int(first["baseline_year_be"]) >= years[0] - 1:
        year = int(first["baseline_year_be"])
        rows.append(_row(year, "baseline", first["baseline"], first["baseline"], **own))
    for row in targets[targets["year_be"].isin(years)].to_dict("records"):
        more = {**own, "hold": bool(row["hold"]), "role": _text(row["role"])}
        rows.append(_row(int(row["year_be"]), "target", row["target"], row["target"], **more))
    return rows


def _assessed(built: Built, targets: pd.DataFrame, years: list[int]) -> list[dict]:
    """The readings that serve a year, as the year's report has them."""
    indicator, plan = targets[["indicator_id", "plan_id"]].iloc[0]
    table = built.assessment
    chosen = table[(table["indicator_id"] == indicator) & table["actual_low"].notna()]
    ends = {year: pd.Timestamp(thai.fiscal_year_end(year)) for year in years}
    chosen = chosen[chosen["as_of"] == chosen["year_be"].map(ends)]
    readings = built.actuals.set_index("reading_id")
    rows = []
    for row in chosen.to_dict("records"):
        status = "interim" if row["interim"] else "flagged" if row["flagged"] else "dated"
        told = _reading(
            {**readings.loc[row["reading_id"]], "reading_id": row["reading_id"]}, "result"
        )
        rows.append({**told, "year_be": int(row["year_be"]), "low": row["actual_low"],
                     "high": row["actual_high"], "plan_id": plan, "indicator_id": indicator,
                     "relation": row["relation"], "status": status})  # fmt: skip
    return rows


def _readings(built: Built, key: tuple | None, area: str, years: list[int]) -> list[dict]:
    """Every reading of the number in the years, whichever plan's they are."""
    if key is None:
        return []
    table = built.actuals
    of_area = (
        table["geography_level"] == "country"
        if area == "country"
        else table["geography_code"] == area
    )
    chosen = table[(table["indicator_key"] == key[0]) & of_area & table["year_be"].isin(years)]
    return chosen.sort_values(["as_of_from", "reading_id"]).to_dict("records")


def _reading(row: dict, what: str) -> dict:
    first, last = row["as_of_from"], row["as_of_to"]
    middle = (position(first.date()) + position(last.date())) / 2
    value = row["value"] if pd.notna(row["value"]) else None
    low, high = (row[end] if pd.notna(row[end]) else value for end in ("value_low", "value_high"))
    status = "dated" if pd.notna(row["as_of"]) else "flagged"
    return _row(int(row["year_be"]), what, low, high, position=middle,
                relation=_text(row["relation"]),
                status=status, as_of_from=first, as_of_to=last, read_on=row["read_on"],
                reading_id=row["reading_id"], source_id=row["source_id"])  # fmt: skip


def _counted(
    built: Built, key: tuple | None, area: str, years: list[int], source: str | None
) -> list[dict]:
    """Counts of bodies by area and year, of a registry or as published."""
    kinds = metadata.load("registries.yml")["kinds"]
    kind = next((k for k, about in kinds.items() if key and about["indicator_key"] == key[0]), None)
    table = built.counts(kind, gazetteer.area(area)[0])
    chosen = table[(table["code"] == area) & table["year_be"].isin(years)]
    chosen = chosen[chosen["n_bodies_low"].notna()]
    if source:
        chosen = chosen[chosen["source"] == source]
    # Every denominator has a row of its own; what is counted is the same.
    chosen = chosen.drop_duplicates(["year_be", "source"]).sort_values("year_be")
    rows = []
    for row in chosen.to_dict("records"):
        is_registry = row["source"] == "registry"
        told = _row(int(row["year_be"]), "registry" if is_registry else "result",
                    row["n_bodies_low"], row["n_bodies_high"], relation=key[1],
                    status=row["status"], as_of_from=row["as_of"], as_of_to=row["as_of"],
                    reading_id=_text(row["reading_id"]))  # fmt: skip
        if not is_registry:
            told |= _dated(built, row)
        rows.append(told)
    return rows


def _dated(built: Built, row: dict) -> dict:
    """A published count stands at the day it was said of."""
    readings = built.actuals
    reading = readings[readings["reading_id"] == row["reading_id"]].iloc[0].to_dict()
    kept = ("position", "as_of_from", "as_of_to", "read_on", "source_id")
    return {name: value for name, value in _reading(reading, "result").items() if name in kept}


def _gaps(targets: pd.DataFrame, years: list[int], assessed: list[dict]) -> list[dict]:
    """Years with a target and no result."""
    asked = sorted(set(targets["year_be"]) & set(years))
    known = {row["year_be"] for row in assessed}
    first = targets.iloc[0]
    own = {"plan_id": first["plan_id"], "indicator_id": first["indicator_id"]}
    return [_row(int(year), "no_data", None, None, status="no_data", **own)
            for year in asked if year not in known]  # fmt: skip
