"""Which tambon of the reference geography each row of a layer is."""

from dataclasses import dataclass

import geopandas as gpd
import pandas as pd

from helpers import gazetteer, knowledge
from helpers.boundaries import attempts, telling
from helpers.boundaries.telling import Told
from helpers.errors import InputError, examples


@dataclass(frozen=True)
class Join:
    """The rows of a layer with their tambons.

    ``rows`` has the layer's index: own_code (as the layer or its names have it), tambon_code
    (reference), how, and reason (why a row is not used; missing for those that are).
    """

    rows: pd.DataFrame
    told: tuple[Told, ...]


def join(frame: gpd.GeoDataFrame, unusable: pd.Series, name: str) -> Join:
    """The tambon of each row, by the first way that knows nearly all, else by the best one.

    ``unusable`` says which rows are no areas of Thailand and why. Raises ``InputError`` with
    examples when too few of the layer's own polygons are tambons.
    """
    polygons = unusable != "no_geometry"
    tried, least = [], knowledge.load("boundary_schemas.yml")["least_joined"]
    for attempt in attempts.all_of(frame):
        reason = unusable.where(unusable.notna(), attempt.reason)
        share = float(reason[polygons].isna().mean())
        tried.append((share, attempt, reason))
        if share >= least:
            return _joined(frame, attempt, reason, polygons)
    raise _refused(frame, tried, polygons, name)


def _joined(
    frame: gpd.GeoDataFrame, attempt: attempts.Attempt, reason: pd.Series, polygons: pd.Series
) -> Join:
    rows = gazetteer.to_reference(attempt.own_code)
    rows.insert(0, "own_code", attempt.own_code)
    rows["reason"] = reason
    good = rows[reason.isna()]
    told = [telling.line(attempt.key, columns=", ".join(attempt.columns))]
    if attempt.cut:
        told.append(telling.line("cut", count=attempt.cut))
    count, of = len(good), int(polygons.sum())
    told.append(telling.line("joined", joined=count, polygons=of, share=100 * count / of))
    ways = {way: int((good["how"] == way).sum()) for way in ("successor", "parent")}
    if any(ways.values()):
        told.append(telling.line("how", **ways))
    return Join(rows, (*told, *_rejected(frame, attempt, reason)))


def _rejected(frame: gpd.GeoDataFrame, attempt: attempts.Attempt, reason: pd.Series) -> list[Told]:
    """One sentence for each reason, with the number of rows and the first of them."""
    refused = reason.dropna()
    return [
        telling.line(
            "rejected", reason=telling.reason(str(key)), examples=_shown(frame, attempt, rows)
        )
        for key, rows in refused.groupby(refused)
    ]


def _refused(
    frame: gpd.GeoDataFrame, tried: list[tuple], polygons: pd.Series, name: str
) -> InputError:
    """The error for a layer that is not, or not enough, of Thai tambons."""
    if not tried:
        return InputError(
            "no column says which tambon a row is",
            file=name,
            expected="tambon codes, or names of tambon, amphoe and province",
            found=f"columns {examples(frame.columns.drop(frame.geometry.name))}",
            fix="src/helpers/metadata/boundary_schemas.yml (columns) if one does",
        )
    share, attempt, reason = max(tried, key=lambda entry: entry[0])
    counts = reason[polygons].value_counts()
    why = ", ".join(f"{count:,} {telling.reason(str(key))['en']}" for key, count in counts.items())
    outside = counts.get("outside", 0) > polygons.sum() / 2
    problem = (
        "these are not borders of Thailand, or the coordinate system is declared wrongly"
        if outside
        else "too few polygons of the file are Thai tambons"
    )
    least = knowledge.load("boundary_schemas.yml")["least_joined"]
    return InputError(
        f"{problem}; of {int(polygons.sum()):,} polygons: {why}",
        file=name,
        expected=f"at least {100 * least:.0f}% to be tambons, by {', '.join(attempt.columns)}",
        found=f"{100 * share:.1f}%, not so {_shown(frame, attempt, reason[polygons].dropna())}",
    )


def _shown(frame: gpd.GeoDataFrame, attempt: attempts.Attempt, rows: pd.Series) -> str:
    """How many ``rows`` there are and what the first of them say."""
    said = frame.loc[rows.index, list(attempt.columns)].itertuples(name=None)
    return examples(f"row {row + 1}: {' '.join(map(str, values))}" for row, *values in said)
