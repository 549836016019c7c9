"""What was published when: readings of one number by the day of the page, and what changed.

Two readings are vintages of one number if they are of one place and say the same thing of the same
day or of the same year's column; a later one never replaces an earlier one. Officers' results and
counts of registries have no vintages here.
"""

from collections.abc import Iterable
from fractions import Fraction

import pandas as pd

from helpers.assessment.assess import assess
from helpers.core import asked, tables, thai
from helpers.core import settings as settings_module
from helpers.core.errors import InputError
from helpers.core.settings import Settings
from helpers.geography import gazetteer

KINDS = ("published", "derived")
COUNTRY = "TH"
# What makes two readings one number.
NUMBER = ["indicator_key", "geography_code", "kind", "about"]
_ENDS = ["value_low", "value_high"]
_SHOWN = ["reading_id", "indicator_key", "indicator_id", "geography_level", "geography_code",
          "about", "as_of", "as_of_from", "as_of_to", "year_be", "source_year_be", "year_basis",
          "read_on", "vintage", "vintages", "value_low", "value_high", "change", "is_revised",
          "superseded_by", "kind", "source_id"]  # fmt: skip
_LIGHTS = ["light_low", "light_high", "light_path_low", "light_path_high"]


def vintages(
    indicator_key: str | None = None,
    *,
    areas: str | Iterable[str] | None = None,
    readings: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """One row a published reading, with its place among the readings of the same number.

    ``about`` is the day (CE) or, where the page tells only a year, its column (``column 2557``) or
    month. ``vintage`` counts from 1 in the order of ``read_on``, the day of the page, and is blank
    where several pages are of no known day; ``vintages`` is how many there are. ``change`` is the
    difference to the vintage before in the reading's own unit (of ranges: of their low ends), and
    ``is_revised`` whether either end differs. ``superseded_by`` is the next vintage's reading.

    ``indicator_key`` is a key of ``actual_links.yml``, ``areas`` are regions or ``TH``, by code
    or name; ``readings`` is a table like ``actuals``, which is read where it is not given. Raises
    ``InputError`` for a key or an area without a reading.

    >>> held = vintages("tambon_councils_registered_cum", areas=["BMR"])
    >>> held.loc[held.about == "column 2556", "value_low"].drop_duplicates().tolist()
    [158.0, 157.0]
    """
    table = tables.read("actuals") if readings is None else readings
    rows = table[table["kind"].isin(KINDS)]
    rows = _chosen(rows, "indicator_key", None if indicator_key is None else [indicator_key])
    rows = _chosen(rows, "geography_code", None if areas is None else _codes(areas))
    rows = rows.assign(about=[_about(row) for row in rows.itertuples(index=False)])
    rows = rows.sort_values([*NUMBER, "read_on", "reading_id"], kind="stable")
    return _placed(rows)[_SHOWN].reset_index(drop=True)


def _codes(areas: str | Iterable[str]) -> list[str]:
    return [gazetteer.area(one)[1] for one in asked.names(areas)]


def _chosen(rows: pd.DataFrame, column: str, wanted: list[str] | None) -> pd.DataFrame:
    if wanted is None:
        return rows
    if missing := sorted(set(wanted) - set(rows[column])):
        known = asked.like(missing[0], sorted(set(rows[column])))
        raise InputError(f"no published reading of this {column}", expected=known, found=missing)
    return rows[rows[column].isin(wanted)]


def _about(row) -> str:
    """What a reading is of: a day, a month, or a column of a page headed by a year."""
    if row.year_basis == "dated":
        return row.as_of.date().isoformat()
    if row.year_basis == "month":
        return row.as_of_from.strftime("%Y-%m")
    return f"column {row.source_year_be}"


def _placed(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with their place among those of the same number, which stand in order."""
    groups = rows.groupby(NUMBER, sort=False, dropna=False)
    size = groups["reading_id"].transform("size")
    # Pages of no known day have no order.
    ordered = groups["read_on"].transform(lambda days: days.notna().all()) | (size == 1)
    place = (groups.cumcount() + 1).astype("Int64").where(ordered)
    steps = groups[_ENDS].diff().astype("Float64").where(ordered)
    after = groups["reading_id"].shift(-1).where(ordered)
    return rows.assign(
        vintage=place,
        vintages=size,
        change=steps["value_low"],
        # Where no earlier page gave the number there is no step, and so no revision.
        is_revised=(steps.notna() & steps.ne(0)).any(axis=1),
        superseded_by=after,
    )


def revision_triangle(
    indicator_key: str,
    *,
    areas: str | Iterable[str] | None = None,
    only_revised: bool = True,
    readings: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """One row a number, a column for each day a page was read; the cells are what it said then.

    Rows are ``geography_code`` and ``about``, columns ISO days (CE). A cell is the value, or
    ``low-high`` as text for a range; it is blank where the page of that day was not read or did
    not show the number. With ``only_revised`` numbers that never changed are left out.

    Raises ``InputError`` as ``vintages`` does.

    >>> shown = revision_triangle("tambon_councils_registered_cum", areas=["NEL"])
    >>> shown.loc[("NEL", "column 2557")].dropna().drop_duplicates(keep="first").tolist()
    [602.0, 604.0, 603.0]
    """
    held = vintages(indicator_key, areas=areas, readings=readings)
    held = held[held["read_on"].notna()]
    if only_revised:
        held = held[held.groupby(NUMBER)["is_revised"].transform("any")]
    cells = held.assign(
        day=held["read_on"].dt.strftime("%Y-%m-%d"),
        value=[_cell(*ends) for ends in held[_ENDS].itertuples(index=False)],
    )
    wide = cells.pivot(index=["geography_code", "about"], columns="day", values="value")
    return wide.sort_index(axis=0).sort_index(axis=1).rename_axis(columns="read_on")


def _cell(low: float, high: float) -> float | str:
    return float(low) if low == high else f"{low:g}-{high:g}"


def revised_lights(
    readings: pd.DataFrame | None = None,
    targets: pd.DataFrame | None = None,
    settings: Settings | None = None,
) -> pd.DataFrame:
    """One row a value that was published of a revised number: which lights it would turn.

    The year is assessed anew at its end with that value as the only one of its number;
    ``light_low`` … ``light_path_high`` are the lights of ``indicator_id``, and ``turns`` is true
    where one of them differs from what all readings together give. Plans have targets for the
    country alone, so a value of a region is judged nowhere (``judged`` is false). For it a bound:
    ``carried`` is the most by which all areas' revisions of the column together could have moved
    the country's result, and ``turns_if_carried`` whether a light at either end turns when the
    result is widened by so much. ``margin`` is how far the result, in its own unit, is
    from the nearest cut-off; on the cut-off itself it still has the better light.

    ``readings`` and ``targets`` are tables like ``actuals`` and ``plan_targets``. Raises
    ``InputError`` for tables not built.

    >>> lights = revised_lights()
    >>> len(lights), int(lights.turns.sum()), int(lights.turns_if_carried.sum())
    (10, 0, 0)
    """
    actuals = tables.read("actuals") if readings is None else readings
    targets = tables.read("plan_targets") if targets is None else targets
    settings = settings or settings_module.load()
    held = vintages(readings=actuals)
    held = held[held.groupby(NUMBER, dropna=False)["is_revised"].transform("any")]
    told = held[held["is_revised"] | (held["vintage"] == 1)]
    moved = _moved(held)
    judge = _Judge(actuals, targets, settings)
    rows = [
        _judged(row, held, float(moved.loc[(row.indicator_key, row.about)]), judge)
        for row in told.itertuples(index=False)
        if pd.notna(row.indicator_id)
    ]
    return pd.DataFrame(rows, columns=_COLUMNS)


_COLUMNS = ["indicator_key", "geography_code", "about", "reading_id", "read_on", "value_low",
            "value_high", "year_be", "indicator_id", "judged", *_LIGHTS, "turns", "carried",
            "turns_if_carried", "margin"]  # fmt: skip


def _moved(held: pd.DataFrame) -> pd.Series:
    """By what of each key and column all areas together moved at most from what is told now."""
    latest = held.groupby(NUMBER)[_ENDS].transform("last")
    apart = (held[_ENDS] - latest).abs().max(axis=1)
    most = apart.groupby([held[name] for name in NUMBER]).max()
    return most.groupby(level=["indicator_key", "about"]).sum()


class _Judge:
    """Assesses one indicator in one year with some readings left out or its result widened."""

    def __init__(self, actuals: pd.DataFrame, targets: pd.DataFrame, settings: Settings) -> None:
        # An assessment reads those of the country alone.
        self.actuals = actuals[actuals["geography_code"] == COUNTRY]
        self.targets = targets
        self.settings = settings
        self._known: dict[tuple, pd.Series] = {}

    def row(self, indicator: str, year: int, without: Iterable[str] = (), by: float = 0):
        """The row of ``assessment``; the same question is answered once."""
        known = self.actuals[self.actuals["indicator_id"] == indicator]
        out = frozenset(without) & set(known["reading_id"])
        question = (indicator, year, out, by)
        if question not in self._known:
            rows = known[~known["reading_id"].isin(out)]
            if by:
                rows = _widened(rows, self.row(indicator, year, without)["reading_id"], by)
            mine = self.targets[self.targets["indicator_id"] == indicator]
            day = thai.fiscal_year_end(year)
            self._known[question] = assess(year, day, mine, rows, self.settings).iloc[0]
        return self._known[question]

    def due(self, indicator: str, year: int) -> pd.Series:
        """The row of ``plan_targets``."""
        rows = self.targets[self.targets["indicator_id"] == indicator]
        return rows[rows["year_be"] == year].iloc[0]


def _judged(row, held: pd.DataFrame, carried: float, judge: _Judge) -> dict[str, object]:
    number = (held[NUMBER] == [getattr(row, name) for name in NUMBER]).all(axis=1)
    others = held.loc[number & (held["reading_id"] != row.reading_id), "reading_id"]
    of = (row.indicator_id, int(row.year_be))
    now, then, wider = judge.row(*of), judge.row(*of, others), judge.row(*of, by=carried)
    return {
        **{name: getattr(row, name) for name in _COLUMNS[:9]},
        "judged": row.geography_code == COUNTRY,
        **{name: then[name] for name in _LIGHTS},
        "turns": _differ(now, then),
        "carried": carried,
        "turns_if_carried": _differ(now, wider),
        "margin": _margin(now, judge.due(*of), judge.settings.cut_offs),
    }


def _widened(readings: pd.DataFrame, reading_id: str, by: float) -> pd.DataFrame:
    """The readings with both ends of one moved apart; as given where nothing serves the year."""
    wider = readings.copy()
    chosen = wider["reading_id"] == reading_id
    wider.loc[chosen, "value_low"] -= by
    wider.loc[chosen, "value_high"] += by
    return wider


def _differ(now: pd.Series, then: pd.Series) -> bool:
    told = now[_LIGHTS].fillna(""), then[_LIGHTS].fillna("")
    return bool((told[0] != told[1]).any())


def _margin(now: pd.Series, target, cut_offs: dict[str, float]) -> float | None:
    """How far a judged result is from the nearest cut-off of its level or its path."""
    if now["relation"] != "same" or pd.isna(now["level_low"]):
        return None
    asked, base = Fraction(str(target.target)), target.baseline
    cuts = [Fraction(str(cut)) / 100 for cut in cut_offs.values()]
    places = [cut * asked for cut in cuts]
    if pd.notna(base):
        start = Fraction(str(base))
        places += [start + cut * (asked - start) for cut in cuts]
    ends = [Fraction(str(now[f"actual_{end}"])) for end in ("low", "high")]
    return float(min(abs(end - place) for end in ends for place in places))
