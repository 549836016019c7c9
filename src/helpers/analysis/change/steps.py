"""From one day to another in three steps, tambon by tambon; each step changes one thing alone.

1. The areas become those of the later year: the bodies of the first day, counted in them.
2. The export becomes the later one: the same day, counted again.
3. The day becomes the later one.

What a step adds to or takes from an area's covered tambons (``n_tambons``) and tambons
(``n_units``) is a row, so the rows of all steps add up to the change by construction.
"""

from datetime import date

import numpy as np
import pandas as pd

from helpers.analysis.change.exports import Export
from helpers.analysis.change.geography import Geography

NEW, EXITS, MOVED, BOUNDARY, REVISION = PARTS = (
    "newly_covered",
    "exits",
    "reclassification",
    "boundary",
    "revision",
)
COLUMNS = ["code", "tambon_code", "part", "cause", "n_tambons", "n_units", "bodies"]


def of_areas(
    standing: tuple[pd.Series, pd.Series], before: Geography, after: Geography, level: str
) -> pd.DataFrame:
    """Step 1; ``standing`` are the bodies of the first day in the tambons of either geography.

    A tambon in another area than before leaves the one and enters the other; a tambon split off
    or given up is a change of boundary, and so is a parent whose only body lies in the part that
    was split off.
    """
    frame = pd.DataFrame(index=before.tambons.union(after.tambons))
    for side, geography, bodies in zip("ab", (before, after), standing, strict=True):
        frame[f"area_{side}"] = geography.areas[level].reindex(frame.index)
        frame[f"covered_{side}"] = frame.index.isin(bodies.index).astype(int)
    there_a, there_b = frame["area_a"].notna(), frame["area_b"].notna()
    stays = there_a & there_b & (frame["area_a"] == frame["area_b"])
    moves = there_a & there_b & ~stays
    left = _rows(frame[there_a & ~stays], "area_a", -frame["covered_a"], -1, standing[0])
    entered = _rows(frame[there_b & ~stays], "area_b", frame["covered_b"], 1, standing[1])
    kept = frame[stays & (frame["covered_a"] != frame["covered_b"])]
    change = frame["covered_b"] - frame["covered_a"]
    rest = _rows(kept, "area_b", change, 0, standing[0])
    moved = set(frame.index[moves])
    return pd.concat(
        [
            _named(left, moved, "moved_out", "given_up"),
            _named(entered, moved, "moved_in", "split_off"),
            rest.assign(part=BOUNDARY, cause="split_off"),
        ]
    )[COLUMNS]


def _rows(
    frame: pd.DataFrame, area: str, covered: pd.Series, units: int, bodies: pd.Series
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "code": frame[area].to_numpy(),
            "tambon_code": frame.index.to_numpy(),
            "n_tambons": covered.reindex(frame.index).to_numpy(),
            "n_units": np.full(len(frame), units),
            "bodies": _listed(bodies, frame.index),
        }
    )


def _named(rows: pd.DataFrame, moved: set[str], cause: str, other: str) -> pd.DataFrame:
    """Rows of tambons that moved, and of those that came or went."""
    among = rows["tambon_code"].isin(moved)
    return rows.assign(part=np.where(among, MOVED, BOUNDARY), cause=np.where(among, cause, other))


def _listed(bodies: pd.Series, tambons: pd.Index) -> list[str]:
    """The ids of the bodies of each tambon as one text."""
    joined = bodies[bodies.index.isin(tambons)].groupby(level=0).agg(" ".join)
    return joined.reindex(tambons, fill_value="").tolist()


def of_exports(
    earlier: Export, later: Export, day: date, geography: Geography, level: str
) -> pd.DataFrame:
    """Step 2: one day in two exports.

    A tambon gained or lost because a body that stands in both exports is filed under other
    tambons is a reclassification; a line added, removed or given other days is a revision.
    """
    before, after = (export.standing(day, geography) for export in (earlier, later))
    gained = after[~after.index.isin(before.index)]
    lost = before[~before.index.isin(after.index)]
    return pd.concat(
        [
            _revised(gained, before, earlier, "row_added", 1, geography, level),
            _revised(lost, after, later, "row_removed", -1, geography, level),
        ]
    )


def _revised(
    bodies: pd.Series,
    elsewhere: pd.Series,
    other: Export,
    absent: str,
    sign: int,
    geography: Geography,
    level: str,
) -> pd.DataFrame:
    """Tambons covered in one export alone, by what the other one has of their bodies."""
    causes = np.select(
        [bodies.isin(elsewhere), bodies.isin(other.bodies["body_id"])],
        ["body_reassigned", "days_changed"],
        absent,
    )
    # Of several bodies the one that asks for the least: a new line before a corrected one.
    order = pd.Categorical(causes, [absent, "days_changed", "body_reassigned"], ordered=True)
    by_tambon = pd.Series(order, index=bodies.index).groupby(level=0).min().astype("str")
    rows = _changed(bodies, by_tambon.index, sign, geography, level)
    cause = by_tambon.to_numpy()
    part = np.where(cause == "body_reassigned", MOVED, REVISION)
    return rows.assign(part=part, cause=cause)[COLUMNS]


def of_days(
    export: Export, days: tuple[date, date], geography: Geography, level: str
) -> pd.DataFrame:
    """Step 3: two days in one export; a tambon that kept a body, whichever, has no row."""
    before, after = (export.standing(day, geography) for day in days)
    gained = after.index.difference(before.index).unique()
    lost = before.index.difference(after.index).unique()
    ever = export.bodies
    ever = ever.loc[ever["registered_on"] <= pd.Timestamp(days[0]), "body_id"]
    again = gained.isin(export.places(ever, geography).index)
    new = _changed(after, gained, 1, geography, level)
    ended = _changed(before, lost, -1, geography, level)
    return pd.concat(
        [
            new.assign(part=NEW, cause=np.where(again, "covered_again", "first_body")),
            ended.assign(part=EXITS, cause="body_ended"),
        ]
    )[COLUMNS]


def _changed(
    bodies: pd.Series, tambons: pd.Index, sign: int, geography: Geography, level: str
) -> pd.DataFrame:
    areas = geography.areas.loc[tambons, [level]]
    return _rows(areas, level, pd.Series(sign, index=tambons), 0, bodies)
