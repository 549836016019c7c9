"""Small tables an explorer reads, set in place of built ones."""

import pandas as pd

from helpers.core import thai
from helpers.explore.built import Built

COUNCILS, WELFARE = "2555-2559/1.4.1a", "2552-2554/1.2"
_KEY = "tambon_councils_registered_cum"
TAMBONS = {"200101": "EST", "200102": "EST", "200201": "EST", "210101": "EST", "700101": "WST"}


def built(*, counted: bool = False, is_demo: bool = False) -> Built:
    """Tables of 2556 and 2557: published regions, and a registry where ``counted``."""
    made = Built("demo" if is_demo else "real")
    made.targets = _targets()
    made.actuals = _actuals()
    made.assessment = _assessment()
    made.tambons = _tambons()
    made.summary = pd.concat([*_published(is_demo), *(_counted(is_demo) if counted else [])])
    made.coverage = _coverage(is_demo) if counted else _coverage(is_demo).iloc[:0]
    return made


def _targets() -> pd.DataFrame:
    rows = [(COUNCILS, year, target, "stock", None, False)
            for year, target in ((2555, 32), (2556, 37), (2557, 42), (2558, 52))]  # fmt: skip
    rows += [(COUNCILS, 2559, 52, "stock", None, True)]
    rows += [
        (WELFARE, 2552, 20, "repeat", "new", False),
        (WELFARE, 2553, 20, "repeat", "again", False),
    ]
    frame = pd.DataFrame(
        rows, columns=["indicator_id", "year_be", "target", "measure_type", "role", "hold"]
    )
    is_stock = frame["measure_type"] == "stock"
    return frame.assign(
        plan_id=frame["indicator_id"].str.split("/").str[0],
        label_th="สภาที่จดแจ้ง",
        label_en="councils registered",
        unit_th="ตำบล",
        baseline=pd.Series(27.0, frame.index).where(is_stock),
        baseline_year_be=pd.Series(2554, frame.index).where(is_stock),
    )


def _reading(name: str, area: str, year: int, day: str | None, low: float, high: float) -> dict:
    first, last = (day, day) if day else (f"{year - 543}-09-30", f"{year - 543}-12-31")
    return {
        "reading_id": name, "indicator_key": _KEY, "indicator_id": COUNCILS, "relation": "same",
        "geography_level": "country" if area == "TH" else "region", "geography_code": area,
        "as_of": pd.Timestamp(day) if day else pd.NaT, "as_of_from": pd.Timestamp(first),
        "as_of_to": pd.Timestamp(last), "year_be": year, "read_on": pd.NaT, "source_id": "S1",
        "value": low if low == high else None, "value_low": low, "value_high": high,
    }  # fmt: skip


def _actuals() -> pd.DataFrame:
    return pd.DataFrame(
        [
            _reading("R1", "TH", 2556, None, 40, 42),
            _reading("R2", "TH", 2557, "2014-09-01", 43, 43),
            _reading("R3", "TH", 2557, "2014-03-31", 41, 41),
            _reading("R4", "EST", 2557, "2014-09-01", 3, 3),
            _reading("R6", "EST", 2556, None, 2, 2),
            _reading("R5", "EST", 2557, "2014-03-31", 2, 2),
        ]
    )


def _assessment() -> pd.DataFrame:
    rows = [(2555, None, None, None, None, False, False), (2556, "R1", "same", 40, 42, False, True),
            (2557, "R2", "same", 43, 43, False, False)]  # fmt: skip
    names = ["year_be", "reading_id", "relation", "actual_low", "actual_high", "interim", "flagged"]
    frame = pd.DataFrame(rows, columns=names).assign(indicator_id=COUNCILS)
    return frame.assign(
        as_of=[pd.Timestamp(thai.fiscal_year_end(year)) for year in frame["year_be"]]
    )


def _tambons() -> pd.DataFrame:
    rows = [
        (year, code, f"ต{code}", f"T{code}", code[:4], code[:2], region)
        for year in range(2551, 2560) for code, region in TAMBONS.items()
    ]  # fmt: skip
    names = ["year_be", "tambon_code", "name_th", "name_en"]
    names += ["amphoe_code", "province_code", "region_code"]
    return pd.DataFrame(rows, columns=names)


def _summary(rows: list[tuple], is_demo: bool, source: str, denominator: str) -> pd.DataFrame:
    names = ["year_be", "level", "code", "n_bodies", "n_units", "status", "reading_id"]
    frame = pd.DataFrame(rows, columns=names)
    count = frame["n_bodies"].astype("Float64")
    share = count / frame["n_units"]
    return frame.assign(
        kind="council", denominator=denominator, source=source, is_demo=is_demo,
        n_covered=frame["n_bodies"].astype("Int64") if source == "registry" else pd.NA,
        n_bodies_low=count, n_bodies_high=count, share=share, share_low=share, share_high=share,
        as_of=[pd.Timestamp(thai.fiscal_year_end(year)) for year in frame["year_be"]],
    )  # fmt: skip


def _published(is_demo: bool) -> list[pd.DataFrame]:
    if is_demo:
        return []
    rows = [
        (2557, "region", "EST", 3, 5, "dated", "R4"),
        (2557, "region", "WST", 4, 5, "interim", "R4"),
        (2556, "region", "EST", 2, 5, "flagged", "R6"),
    ]
    return [_summary(rows, is_demo, "published", "codi_units")]


def _counted(is_demo: bool) -> list[pd.DataFrame]:
    rows = [
        ("country", "TH", 3, 5), ("region", "EST", 3, 4), ("region", "WST", 0, 1),
        ("province", "20", 2, 3), ("province", "21", 1, 1), ("province", "70", 0, 1),
        ("amphoe", "2001", 1, 2), ("amphoe", "2002", 1, 1),
    ]  # fmt: skip
    rows = [(2557, *row, "dated", None) for row in rows]
    return [_summary(rows, is_demo, "registry", "tambons_of_year")]


def _coverage(is_demo: bool) -> pd.DataFrame:
    covered = {"200101", "200201", "210101"}
    since = pd.Timestamp("2010-01-05")
    return pd.DataFrame(
        {
            "year_be": 2557,
            "tambon_code": list(TAMBONS),
            "kind": "council",
            "covered": [code in covered for code in TAMBONS],
            "n_bodies": [int(code in covered) for code in TAMBONS],
            "first_registered_on": [since if code in covered else pd.NaT for code in TAMBONS],
            "is_demo": is_demo,
        }
    )
