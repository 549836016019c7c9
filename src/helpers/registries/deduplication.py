"""Accepted lines put together: one row a body, its tambons, and the lines that were too many."""

from dataclasses import dataclass

import pandas as pd

from helpers.core import thai
from helpers.core.metadata import LANGUAGES
from helpers.registries import bodies
from helpers.registries.declarations import Kind
from helpers.registries.rejects import Verdicts, row_name
from helpers.registries.validation import Judged

_MOST_NAMED = 10
# What bodies are told apart and preferred by; all else is fetched for the lines it is needed of.
_TOLD_BY = [
    *("given_id", "name_key", "own_name", "municipality", "amphoe", "province"),
    *("registered_on", "exported_on", "ended_on"),
]
_KEPT = ["position", "line", "body", "tambons", "given_id", "name_key", "registered_on"]
_TAKEN = ["name_th", "area_type", "registered_on", "ended_on", "status", "exported_on"]
_PLACE = ["source_file", "source_row"]


@dataclass(frozen=True)
class Merged:
    """Bodies of one kind: ``registrations`` (but for the fiscal year) and their tambons."""

    registrations: pd.DataFrame
    body_tambons: pd.DataFrame


def merge(kind: Kind, judged: Judged) -> Merged:
    """Make bodies of the lines still open; repeated and contradicting lines are rejected.

    Of lines that say the same the one of the newest export is kept, then one that states the
    end of the body, then the first.
    """
    verdicts = judged.verdicts
    lines, tambons = _open(judged)
    _reject_conflicts(lines, verdicts)
    lines = _still_open(lines, verdicts)
    _reject_duplicates(lines, verdicts)
    lines = _still_open(lines, verdicts)
    _flag_other_lines(lines, judged.read[list(kind.measures)], verdicts)
    held = _held(lines, tambons, verdicts)
    registrations = _registrations(kind, lines, held, judged)
    held["body_id"] = held["body"].map(registrations["body_id"])
    columns = ["body_id", "tambon_code", "code_as_filed", "source_row"]
    return Merged(registrations.reset_index(drop=True), held[columns])


def _open(judged: Judged) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Open lines in the order of preference with the number of their body, and their tambons."""
    position = judged.verdicts.open.nonzero()[0]
    lines = judged.read[_TOLD_BY].iloc[position].reset_index(drop=True)
    lines["position"], lines["line"] = position, range(len(position))
    tambons = judged.areas.tambons_of(position)
    tambons["line"] = pd.Series(range(len(position)), index=position)[tambons["line"]].to_numpy()
    lines["tambons"] = bodies.tambon_sets(tambons, by="line")
    lines["body"] = bodies.numbered(lines, tambons)
    lines["ended"] = lines["ended_on"].notna()
    by = ["exported_on", "ended", "line"]
    order = lines[by].sort_values(by, ascending=[False, False, True]).index
    return lines.loc[order, _KEPT], tambons


def _still_open(lines: pd.DataFrame, verdicts: Verdicts) -> pd.DataFrame:
    still = verdicts.open[lines["position"]]
    return lines if still.all() else lines[still]


def _held(lines: pd.DataFrame, tambons: pd.DataFrame, verdicts: Verdicts) -> pd.DataFrame:
    """One row a body and tambon; what the preferred line says of the tambon is kept."""
    order = pd.Series(range(len(lines)), index=lines["line"])
    held = tambons.assign(order=tambons["line"].map(order)).dropna(subset="order")
    chosen = lines.iloc[held["order"].astype(int)]
    held["body"] = chosen["body"].to_numpy()
    held["source_row"] = verdicts.lines["source_row"].take(chosen["position"]).to_numpy()
    return held.sort_values("order").drop_duplicates(["body", "tambon_code"])


def _several(lines: pd.DataFrame, verdicts: Verdicts) -> pd.DataFrame:
    """Lines that share their body with another, with the name of each row."""
    several = lines[lines["body"].duplicated(keep=False)].copy()
    places = verdicts.lines[_PLACE].take(several["position"]).set_axis(several.index)
    several["row"] = row_name(places["source_file"], places["source_row"])
    return several


def _reject_conflicts(lines: pd.DataFrame, verdicts: Verdicts) -> None:
    """One body with two days: nobody can say which is right, so none of its lines is used."""
    several = _several(lines, verdicts)
    differ = several.groupby("body")["registered_on"].transform("nunique") > 1
    conflicting = several[differ]
    told = dict(iter(conflicting.groupby("body")))
    others = {line.position: _others(line, told[line.body]) for line in conflicting.itertuples()}
    column = _beside(verdicts, others)
    days = _beside(verdicts, conflicting.set_index("position")["registered_on"].to_dict())
    verdicts.reject(column.notna(), "conflicting_dates", day=days, rows=column)


def _others(line, group: pd.DataFrame) -> dict[str, str]:
    """The other lines of a body with their days, in each language."""
    others = group[group["position"] != line.position].head(_MOST_NAMED)
    pairs = list(zip(others["row"], others["registered_on"], strict=True))
    return {
        lang: ", ".join(f"{row} ({thai.format_date_short(day, lang)})" for row, day in pairs)
        for lang in LANGUAGES
    }


def _reject_duplicates(lines: pd.DataFrame, verdicts: Verdicts) -> None:
    """Lines that repeat a body and its tambons; the kept line and the repeated name each other."""
    several = _several(lines, verdicts)
    kept = several.groupby(["body", "tambons"])["row"].transform("first")
    at = several.groupby(["body", "tambons"])["position"].transform("first")
    repeated = several["position"] != at
    rows = _beside(verdicts, dict(zip(several["position"], kept, strict=True)))
    mask = _beside(verdicts, dict(zip(several["position"], repeated, strict=True)))
    verdicts.reject(mask.fillna(False).astype(bool), "duplicate", row=rows)
    verdicts.flag_at(at[repeated], "duplicate_of_row:" + several.loc[repeated, "row"])


def _flag_other_lines(lines: pd.DataFrame, measures: pd.DataFrame, verdicts: Verdicts) -> None:
    """A body of several lines names them all, and says where their numbers differ."""
    several = _several(lines, verdicts)
    first = several.groupby("body")["position"].transform("first")
    other = several["position"] != first
    verdicts.flag_at(first[other], "also_row:" + several.loc[other, "row"])
    numbers = measures.take(several["position"]).set_axis(several.index)
    for name in measures:
        differ = numbers[name].groupby(several["body"]).transform("nunique") > 1
        at = first[differ].drop_duplicates()
        verdicts.flag_at(at, pd.Series(f"differs_between_rows:{name}", index=at.index))


def _beside(verdicts: Verdicts, values: dict) -> pd.Series:
    """Values by the position of their line as a column beside all lines."""
    column = pd.Series(values, dtype=object)
    return column.reindex(range(len(verdicts.lines)))


def _registrations(
    kind: Kind, lines: pd.DataFrame, held: pd.DataFrame, judged: Judged
) -> pd.DataFrame:
    """One row a body, from its preferred line; the index is its number."""
    verdicts = judged.verdicts
    first = lines.drop_duplicates("body").set_index("body")
    first["given_id"] = lines.groupby("body")["given_id"].first()
    first["tambons"] = bodies.tambon_sets(held, by="body")
    body_id, shared = bodies.ids(kind.name, first)
    at = first.loc[shared, "position"]
    verdicts.flag_at(at, pd.Series("id_not_unique", index=at.index))
    taken = judged.read[[*_TAKEN, *kind.measures]].take(first["position"]).set_axis(first.index)
    places = verdicts.lines[_PLACE].take(first["position"]).set_axis(first.index)
    noted = {"body_id": body_id, "kind": kind.name, "flags": _flags(lines, verdicts)}
    return taken.join(places).assign(**noted)


def _flags(lines: pd.DataFrame, verdicts: Verdicts) -> pd.Series:
    """All that is noted about the lines of a body, joined by ``;``."""
    numbers = lines.set_index("position")["body"]
    flags = verdicts.flags()
    noted = flags[flags.index.isin(numbers.index)]
    each = pd.DataFrame({"body": numbers[noted.index].to_numpy(), "flag": noted.to_numpy()})
    each = each.drop_duplicates()
    several = each["body"].duplicated(keep=False)
    joined = each[several].groupby("body")["flag"].agg(";".join)
    return pd.concat([each[~several].set_index("body")["flag"], joined]).astype("str")
