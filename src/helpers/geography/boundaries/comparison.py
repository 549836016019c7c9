"""How borders meet the tambons of a year, and today's list of codes."""

from dataclasses import dataclass

import pandas as pd

from helpers.geography import gazetteer
from helpers.geography.boundaries import loading, messages
from helpers.geography.gazetteer import areas


@dataclass(frozen=True)
class Report:
    """What the borders have of a year's tambons and of the codes in use today.

    ``differences`` has one row a code that stands on one side only: side (``only_here``,
    ``only_today``), code, tambon_code (reference), name_th, name_en, why_th, why_en.
    """

    year: int
    tambons_of_year: int
    with_polygon: int
    without_polygon: tuple[str, ...]
    own_codes: int
    codes_today: int
    in_both: int
    differences: pd.DataFrame


def report(year: int) -> Report | None:
    """The joins of the borders for fiscal year ``year``; None where no borders are.

    A tambon of the year has a polygon when any part it was later cut into has one. Raises
    ``InputError`` for borders that cannot be used and for a year that is not listed.
    """
    found = loading.with_own_codes()
    if found is None:
        return None
    layer, own = found
    held = gazetteer.in_year(year)
    drawn = set(held[held.index.isin(layer.frame["tambon_code"])])
    units = gazetteer.of_year(year)["tambon_code"]
    today = _today()
    return Report(
        year=year,
        tambons_of_year=len(units),
        with_polygon=int(units.isin(drawn).sum()),
        without_polygon=tuple(units[~units.isin(drawn)]),
        own_codes=len(own),
        codes_today=len(today),
        in_both=len(own.index.intersection(today.index)),
        differences=_differences(own, today),
    )


def _today() -> pd.DataFrame:
    """Today's tambons by code: name_th, name_en and the tambon_code of the reference."""
    frame = areas.today()
    reference = gazetteer.to_reference(frame["tambon_code"])["tambon_code"]
    return frame.set_index("tambon_code").assign(tambon_code=reference.to_numpy())


def _differences(own: pd.Series, today: pd.DataFrame) -> pd.DataFrame:
    names = gazetteer.reference().set_index("tambon_code")[["name_th", "name_en"]]
    only_here = own[~own.index.isin(today.index)].rename("tambon_code").rename_axis("code")
    only_here = only_here.reset_index().join(names, on="tambon_code").assign(side="only_here")
    only_today = today[~today.index.isin(own.index)].rename_axis("code").reset_index()
    sides = [(only_here, today["tambon_code"]), (only_today.assign(side="only_today"), own)]
    frame = pd.concat([_explained(rows, others) for rows, others in sides], ignore_index=True)
    columns = ["side", "code", "tambon_code", "name_th", "name_en", "why_th", "why_en"]
    return frame[columns].astype("str")


def _explained(rows: pd.DataFrame, others: pd.Series) -> pd.DataFrame:
    """``rows`` with the reason of each; ``others`` are the other side's tambons by code."""
    codes = others.index.to_series().groupby(others.to_numpy()).agg(", ".join)
    same_area = rows["tambon_code"].map(codes)
    why = [
        messages.explained(side if isinstance(found, str) else "no_polygon", codes=found)
        for side, found in zip(rows["side"], same_area, strict=True)
    ]
    return rows.assign(why_th=[line["th"] for line in why], why_en=[line["en"] for line in why])
