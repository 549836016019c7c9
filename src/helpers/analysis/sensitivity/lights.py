"""Every light of a year judged again under other assumptions, one at a time.

Nothing is judged by rules of its own: ratios are cut by ``assessment.ratios``, other readings go
through ``assessment.assess``. One assumption is changed at a time; two that change together are
not tried.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

import pandas as pd

from helpers.analysis.sensitivity import other_readings, variants
from helpers.analysis.sensitivity.judged import Found, Judged, Lights
from helpers.analysis.sensitivity.variants import Variant
from helpers.assessment import ratios
from helpers.assessment.assess import assess
from helpers.assessment.ratios import Interval
from helpers.core import asked, tables
from helpers.core import settings as settings_module
from helpers.coverage import registry_readings

COLUMNS = (
    "year_be",
    "as_of",
    "indicator_id",
    "variant",
    "kind",
    "reading_id",
    "light",
    "light_high",
    "light_varied",
    "light_varied_high",
    "touched",
    "turns",
    "reason",
)
# Without a result that counts the same, an indicator's light could be any.
UNKNOWN = ("no_data", "no_data_at_year_end", "not_comparable")


def vary_lights(
    year: int,
    *,
    as_of: str | date | None = None,
    variants: str | Iterable[str] | None = None,
    path: bool = False,
) -> pd.DataFrame:
    """One row an indicator due in fiscal year ``year`` (BE) and other assumption.

    ``as_of`` is the day judged (30 September of the year), ``variants`` names some of
    ``sensitivity.yml`` (all of them). ``light`` and ``light_high`` are the two ends as reported,
    ``light_varied`` and ``light_varied_high`` those under the variant; of several earlier values
    each is a row with its ``reading_id``. ``touched`` tells whether the assumption bears on the
    indicator at all, ``turns`` whether a judged light becomes another one, ``reason`` why it does
    not, or ``could_be`` where nothing was judged. ``path=True`` gives the light by progress from
    the baseline, of indicators that have one.

    Raises ``InputError`` for a year without targets, a day after its end and an unknown variant.

    >>> rows = vary_lights(2558)
    >>> turned = rows[rows["turns"]].set_index("variant")
    >>> sorted(set(turned["light"])), turned["light_varied"].value_counts().to_dict()
    (['at_risk'], {'near': 4})
    """
    day = asked.day_in(year, as_of)
    targets, actuals = tables.read("plan_targets"), registry_readings.known_on(day)
    settings = settings_module.load()
    assessment = assess(year, day, targets, actuals, settings)
    judged = Judged(year, day, targets, actuals, assessment, settings)
    return of_year(judged, _known(variants), path=path)


def _known(names: str | Iterable[str] | None) -> dict[str, Variant]:
    return variants.chosen(None if names is None else asked.names(names), variants.load())


def of_year(
    judged: Judged, known: dict[str, Variant] | None = None, *, path: bool = False
) -> pd.DataFrame:
    """The rows of ``vary_lights`` of a year that was judged before."""
    known = variants.load() if known is None else known
    return of_found(judged, found(judged, known), known, path=path)


def found(judged: Judged, known: dict[str, Variant]) -> dict[str, Found]:
    """By variant the lights it gives to the indicators it bears on."""
    return {name: _BY_KIND[variant.kind](judged, variant) for name, variant in known.items()}


def of_found(
    judged: Judged, by_variant: dict[str, Found], known: dict[str, Variant], *, path: bool
) -> pd.DataFrame:
    """The lights found as rows, of the light that counts or of the path's beside it."""
    rows = [
        _row(judged, known[name], indicator, lights, path)
        for indicator in _with_light(judged, path)
        for name, told in by_variant.items()
        for lights in told.get(indicator) or [None]
    ]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return frame.astype({"touched": "bool", "turns": "bool", "as_of": "datetime64[s]"})


def _with_light(judged: Judged, path: bool) -> Iterator[str]:
    for name, lights in judged.lights.items():
        if not path or lights.path_low is not None:
            yield name


def _row(judged: Judged, variant: Variant, name: str, lights: Lights | None, path: bool) -> dict:
    before = judged.lights[name]
    low, high = before.ends(path)
    varied = (low, high) if lights is None else lights.ends(path)
    touched = _bears(before, lights) and None not in varied
    varied = varied if touched else (low, high)
    turns = touched and before.is_judged and varied != (low, high)
    return dict(
        zip(
            COLUMNS,
            (judged.year, pd.Timestamp(judged.as_of), name, variant.name, variant.kind,
             lights.reading_id if touched else None, low, high, *varied, touched, turns,
             _reason(variant, before, touched, turns)),
            strict=True,
        )
    )  # fmt: skip


def _bears(before: Lights, lights: Lights | None) -> bool:
    """Whether lights were found, and not one reason to judge nothing in place of another."""
    return lights is not None and (before.is_judged or lights.is_judged)


# Why an assumption of a kind does not bear on a light that was judged.
_NOT_TOUCHED = {
    "basis": "no_path",
    "day": "no_such_reading",
    "earlier": "no_other_value",
    "interval": "known_exactly",
    "age": "age_within_both",
    "leads": "no_other_side",
    "missing": "has_result",
    "denominator": "no_share_of_tambons",
}


def _reason(variant: Variant, before: Lights, touched: bool, turns: bool) -> str:
    if touched:
        return "turns" if turns else "stays" if before.is_judged else "could_be"
    if variant.kind != "denominator" and not before.is_judged:
        return "not_judged"
    return _NOT_TOUCHED[variant.kind]


def _by_basis(judged: Judged, _: Variant) -> Found:
    """Stocks judged on the other one of level and path; the path's own light stays."""
    cuts, to_path = judged.settings.cut_offs, judged.settings.score_basis == "level"
    return {
        row.indicator_id: [Lights(*_cut(row, "path" if to_path else "level", cuts))]
        for row in _judged_rows(judged)
        if pd.notna(row.path_low)
    }


def _by_cut_offs(judged: Judged, variant: Variant) -> Found:
    cuts = variant.cut_offs
    return {
        row.indicator_id: [Lights(*_cut(row, "achievement", cuts), *_cut(row, "path", cuts))]
        for row in _judged_rows(judged)
    }


def _cut(row, measure: str, cuts: dict[str, float]) -> tuple[str | None, str | None]:
    """The lights of both ends of a ratio of the assessment; none where it has no such ratio."""
    low, high = getattr(row, f"{measure}_low"), getattr(row, f"{measure}_high")
    return (None, None) if pd.isna(low) else ratios.ends(Interval(low, high), cuts)


def _judged_rows(judged: Judged) -> list:
    rows = judged.assessment.itertuples(index=False)
    return [row for row in rows if judged.lights[row.indicator_id].is_judged]


def _by_better_end(judged: Judged, _: Variant) -> Found:
    """Both ends stand at the better one, of results known as a range."""
    ranges = [r for r in _judged_rows(judged) if r.achievement_low != r.achievement_high]
    found = {row.indicator_id: judged.lights[row.indicator_id] for row in ranges}
    return {
        name: [Lights(told.high, told.high, told.path_high, told.path_high)]
        for name, told in found.items()
    }


def _by_missing(judged: Judged, variant: Variant) -> Found:
    return {
        name: [Lights(variant.light, variant.light)]
        for name, lights in judged.lights.items()
        if lights.low in UNKNOWN
    }


def _by_denominator(*_: object) -> Found:
    """None: a target is a number or a share of something else, never a share of all tambons."""
    return {}


_BY_KIND: dict[str, Callable[[Judged, Variant], Found]] = {
    "basis": _by_basis,
    "cut_offs": _by_cut_offs,
    "day": other_readings.by_day,
    "earlier": other_readings.by_earlier_value,
    "interval": _by_better_end,
    "age": other_readings.by_age,
    "leads": other_readings.by_side,
    "missing": _by_missing,
    "denominator": _by_denominator,
}
