"""One row a tambon and fiscal year, ready for event history."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

import numpy as np
import pandas as pd

from helpers.analysis.panel import bodies_there, panel_words, touching
from helpers.analysis.panel.bodies_there import BodiesThere
from helpers.analysis.panel.merging import merge
from helpers.analysis.panel.panel_words import refused
from helpers.analysis.panel.touching import Touching
from helpers.analysis.places import JoinedPlaces
from helpers.core import asked, datasets, settings, thai
from helpers.core.datasets import Dataset
from helpers.core.notices import Notice
from helpers.coverage import denominators, registered
from helpers.coverage.registered import Registry
from helpers.geography import gazetteer, geometry


def tambon_year_panel(
    kinds: str | Iterable[str] = ("council", "welfare_fund"),
    *,
    dataset: str = "real",
    years: Iterable[int] | None = None,
    with_: pd.DataFrame | JoinedPlaces | None = None,
) -> pd.DataFrame:
    """Tambons year by year: without a body at the start, with a first one at the end or not yet.

    A row is a tambon that stood in a fiscal year (BE); codes are text, in the reference
    geography. ``start`` and ``stop`` are years since 1 October of the first one. Of each kind
    there are ``<kind>_covered`` (on the last day known of the year), ``_at_risk`` (no body ever
    registered there before the year), ``_event`` (the first one is, in the year), ``_censored``
    (the last row of a tambon without an event), and as of the last day of the year before
    ``_last_year`` (covered), ``_neighbours_last_year`` and ``_amphoe_last_year``: the share, 0 to
    1, of covered ones among its neighbours and among the other tambons of its amphoe, missing
    where there is none. ``population`` (persons, 31 December) is there where it was supplied.

    Neighbours touch on true borders where there are any, else on the cartogram;
    ``attrs["neighbours"]`` names which, ``attrs["said"]`` tells it and all else that is to be
    said, by language. ``with_`` adds the columns of what ``join_places`` joined, one row a place,
    or a place and year.

    Raises ``InputError`` without a registry of each kind (with the command), for one that reaches
    over a single year, and for a ``with_`` that has several rows a place.

    >>> panel = tambon_year_panel(dataset="demo")
    >>> fund = panel[panel["welfare_fund_at_risk"]]
    >>> bool(panel["is_demo"].all()), bool((fund["stop"] - fund["start"] == 1).all())
    (True, True)
    """
    chosen = [panel_words.declared(kind) for kind in dict.fromkeys(asked.names(kinds))]
    if not chosen:
        raise refused("kind_unknown", expected=panel_words.known_kinds(), found="none")
    registry = _registry(datasets.named(dataset), chosen)
    span = _span(registry, chosen, years)
    codes = pd.Index(gazetteer.reference()["tambon_code"])
    touch = touching.on(geometry.load()[0], codes)
    bodies = {kind: bodies_there.of_kind(registry, kind, codes) for kind in chosen}
    frames = [_of_year(bodies, touch, codes, year, span[0]) for year in span]
    panel = pd.concat(frames, ignore_index=True).assign(is_demo=registry.is_demo)
    panel = _with_censoring(panel, chosen)
    said = _said(registry, chosen, panel, touch, span)
    if with_ is not None:
        panel, told = merge(panel, with_)
        said.append(told)
    panel.attrs = {
        "is_demo": registry.is_demo,
        "neighbours": touch.layer,
        "said": panel_words.both(said),
    }
    return panel


def _registry(dataset: Dataset, kinds: list[str]) -> Registry:
    registry = registered.load_if_made(dataset)
    there = registry.kinds if registry is not None else []
    lacking = [kind for kind in kinds if kind not in there]
    if registry is None or lacking:
        labels = [panel_words.kind_name(kind) for kind in lacking]
        joiners = {"th": "และ", "en": " and "}
        told = {
            lang: word.join(one.texts[lang] for one in labels) for lang, word in joiners.items()
        }
        raise refused("no_registry", slots={"kinds": Notice(told)})
    return registry


def _span(registry: Registry, kinds: list[str], years: Iterable[int] | None) -> list[int]:
    """The years that every kind's exports know, or those asked for, without a gap."""
    ends = [registered.exported_on(registry.registrations, kind) for kind in kinds]
    known = [y for y in sorted(settings.load().years) if y <= min(map(thai.fiscal_year, ends))]
    if years is not None:
        wanted = asked.years(years)
        if (
            not wanted
            or not set(wanted) <= set(known)
            or wanted != [*range(wanted[0], wanted[-1] + 1)]
        ):
            raise refused("years_wrong", expected=known, found=wanted)
        known = wanted
    if len(known) < 2:
        raise refused("one_year", found=known)
    return known


def _of_year(
    bodies: Mapping[str, BodiesThere], touch: Touching, codes: pd.Index, year: int, first: int
) -> pd.DataFrame:
    held = bodies_there.held_in(year, codes)
    stood = held == np.arange(len(codes))
    areas = ["tambon_code", "amphoe_code", "province_code", "region_code"]
    frame = gazetteer.reference().loc[stood, areas].reset_index(drop=True)
    frame.insert(1, "year_be", year)
    frame["start"] = year - first
    frame["stop"] = year - first + 1
    for kind, own in bodies.items():
        columns = _of_kind(own, touch, held, year)
        for name, values in columns.items():
            frame[f"{kind}_{name}"] = values[stood]
        frame[f"{kind}_amphoe_last_year"] = _of_the_others(frame, f"{kind}_last_year")
    people = denominators.of_year(year)
    if people is not None:
        frame["population"] = frame["tambon_code"].map(people)
    return frame


def _of_kind(
    own: BodiesThere, touch: Touching, held: np.ndarray, year: int
) -> dict[str, np.ndarray]:
    """What is known of one kind in one year, a value a tambon of the reference geography."""
    begin = thai.fiscal_year_start(year)
    end = own.last_day(year, thai.fiscal_year_end(year))
    days = own.first_days(held)
    earlier = days < np.datetime64(begin)
    last_year = own.covered(begin - timedelta(days=1), held)
    return {
        "covered": own.covered(end, held),
        "at_risk": ~earlier,
        "event": ~earlier & (days <= np.datetime64(end)),
        "last_year": last_year,
        "neighbours_last_year": touch.share_of(last_year, held),
    }


def _of_the_others(frame: pd.DataFrame, covered: str) -> pd.Series:
    """The share of covered ones among the other tambons of the amphoe."""
    grouped = frame.groupby("amphoe_code")[covered]
    others = grouped.transform("size") - 1
    return (grouped.transform("sum") - frame[covered]) / others.where(others > 0)


def _with_censoring(panel: pd.DataFrame, kinds: list[str]) -> pd.DataFrame:
    for kind in kinds:
        at_risk = panel[panel[f"{kind}_at_risk"]]
        last = at_risk.drop_duplicates("tambon_code", keep="last").index
        panel[f"{kind}_censored"] = panel.index.isin(last) & ~panel[f"{kind}_event"]
    return panel


def _said(
    registry: Registry,
    kinds: list[str],
    panel: pd.DataFrame,
    touch: Touching,
    span: list[int],
) -> list[Notice]:
    """What is to be said of a panel: that it is invented, its neighbours, what it leaves out."""
    found = [panel_words.words("said", "demo")] if registry.is_demo else []
    found.append(touch.told)
    first = panel[panel["year_be"] == span[0]]
    alone = first[f"{kinds[0]}_neighbours_last_year"].isna().sum()
    if alone:
        found.append(panel_words.words("said", "islands", count=f"{alone:,}"))
    for kind in kinds:
        label = panel_words.kind_name(kind)
        prevalent = (~first[f"{kind}_at_risk"]).sum()
        if prevalent:
            found.append(panel_words.words("said", "before", kind=label, count=f"{prevalent:,}"))
        exported = registered.exported_on(registry.registrations, kind)
        if exported < thai.fiscal_year_end(span[-1]):
            days = {lang: thai.format_date(exported, lang) for lang in ("th", "en")}
            slots = {"year": span[-1], "day": Notice(days), "kind": label}
            found.append(panel_words.words("said", "partly", **slots))
    return found
