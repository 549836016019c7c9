"""Event history in discrete time: what goes with a tambon's first body coming sooner."""

import warnings
from collections.abc import Sequence

import numpy as np
import pandas as pd
import statsmodels.api as sm
from statsmodels.tools.sm_exceptions import ConvergenceWarning, PerfectSeparationWarning

from helpers.analysis.panel import panel_words
from helpers.analysis.panel.panel_words import refused
from helpers.core import asked, metadata
from helpers.core.errors import examples
from helpers.core.metadata import LANGUAGES
from helpers.core.notices import Notice

_NORMAL_95 = 1.959963984540054
_NOT_FITTED = (ConvergenceWarning, PerfectSeparationWarning, np.linalg.LinAlgError)
# One year more or less and one region more or less have a hazard of their own.
_STRATA = ("year_be", "region_code")


def hazard_ratios(
    panel: pd.DataFrame,
    kind: str = "welfare_fund",
    covariates: str | Sequence[str] | None = None,
    *,
    strata: Sequence[str] = _STRATA,
    cluster: str = "amphoe_code",
) -> pd.DataFrame:
    """Hazard ratios of a first body of a kind, one row a covariate, with 95 % intervals.

    ``panel`` is that of ``tambon_year_panel``; its rows at risk count. Left out, ``covariates``
    are the share of neighbours covered last year and every other kind's ``_last_year``. Shares
    are per ten percentage points, all else per unit (column ``per``).

    The model is the grouped-time proportional hazards model (complementary log-log link; Prentice
    and Gloeckler 1978, Biometrics 34:57-67) with a hazard of its own for each year and region;
    standard errors are clustered by amphoe. ``attrs["said"]`` tells the result, what was left out
    and what it cannot say, by language; of the demonstration that it is invented.

    Raises ``InputError`` where there is no event, a single amphoe, a covariate of one value, or
    no estimate.

    >>> from helpers.analysis.panel import tambon_year_panel
    >>> found = hazard_ratios(tambon_year_panel(dataset="demo"))
    >>> found["covariate"].tolist()
    ['welfare_fund_neighbours_last_year', 'council_last_year']
    >>> bool(found["low"].lt(found["hazard_ratio"]).all())
    True
    """
    panel_words.declared(kind)
    chosen = _usual(panel, kind) if covariates is None else asked.names(covariates)
    needed = [f"{kind}_at_risk", f"{kind}_event", *chosen, *strata, cluster]
    missing = [column for column in needed if column not in panel]
    if missing:
        raise refused("column_missing", expected=examples(panel.columns, 40), found=missing)
    rows = panel.loc[panel[f"{kind}_at_risk"].astype(bool), list(dict.fromkeys(needed))]
    complete = rows.dropna()
    used = _with_events(complete, f"{kind}_event", strata)
    _check(used, kind, chosen, cluster)
    fitted = _fit(used, f"{kind}_event", chosen, strata, cluster)
    is_demo = bool(panel["is_demo"].any()) if "is_demo" in panel else False
    table = _table(fitted, chosen).assign(is_demo=is_demo)
    left = {"missing": len(rows) - len(complete), "silent": len(complete) - len(used)}
    table.attrs = {
        "is_demo": is_demo,
        "rows": len(used),
        "events": int(used[f"{kind}_event"].sum()),
        "clusters": int(used[cluster].nunique()),
        "left_out": left,
    }
    said = _said(table, kind, panel.attrs.get("neighbours"))
    table.attrs["said"] = panel_words.both(said)
    return table


def _usual(panel: pd.DataFrame, kind: str) -> list[str]:
    events = [c.removesuffix("_event") for c in panel.columns if c.endswith("_event")]
    others = [f"{other}_last_year" for other in events if other != kind]
    return [f"{kind}_neighbours_last_year", *others]


def _with_events(rows: pd.DataFrame, event: str, strata: Sequence[str]) -> pd.DataFrame:
    """The rows of years and regions with an event: of the others nothing is learnt."""
    while True:
        kept = rows
        for column in strata:
            kept = kept[kept.groupby(column)[event].transform("any").astype(bool)]
        if len(kept) == len(rows):
            return kept
        rows = kept


def _check(rows: pd.DataFrame, kind: str, chosen: Sequence[str], cluster: str) -> None:
    if not rows[f"{kind}_event"].any():
        raise refused("no_event", slots={"kind": panel_words.kind_name(kind)})
    if rows[cluster].nunique() < 2:
        raise refused("one_tambon", slots={"count": int(rows[cluster].nunique())})
    texts = [name for name in chosen if not pd.api.types.is_numeric_dtype(rows[name])]
    if texts:
        raise refused("not_numbers", found=texts)
    flat = [name for name in chosen if rows[name].nunique() < 2]
    if flat:
        raise refused("no_variation", found=flat)


def _fit(
    rows: pd.DataFrame, event: str, chosen: Sequence[str], strata: Sequence[str], cluster: str
):
    design = [rows[name].astype(float) / _step(name) for name in chosen]
    for place, column in enumerate(strata):
        # The first stratum has no constant beside it.
        design.append(
            pd.get_dummies(rows[column], prefix=column, drop_first=place > 0, dtype=float)
        )
    matrix = pd.concat(design, axis=1)
    if not strata:
        matrix = sm.add_constant(matrix)
    if np.linalg.matrix_rank(matrix.to_numpy()) < matrix.shape[1]:
        raise refused("not_fitted", found=", ".join(chosen))
    family = sm.families.Binomial(link=sm.families.links.CLogLog())
    groups = pd.factorize(rows[cluster])[0]
    model = sm.GLM(rows[event].astype(float), matrix, family=family)
    with warnings.catch_warnings():
        warnings.simplefilter("error", ConvergenceWarning)
        warnings.simplefilter("error", PerfectSeparationWarning)
        try:
            return model.fit(cov_type="cluster", cov_kwds={"groups": groups}, maxiter=200)
        except _NOT_FITTED as error:
            raise refused("not_fitted", found=", ".join(chosen)) from error


def _spec(name: str) -> tuple[str, dict] | None:
    """The kind before, and what ``event_history.yml`` says of a covariate; none of one of hers."""
    for end, spec in metadata.load(panel_words.FILE)["covariates"].items():
        if name.endswith(f"_{end}"):
            return name.removesuffix(f"_{end}"), spec
    return None


def _step(name: str) -> float:
    """What a covariate rises by where its hazard ratio is told."""
    known = _spec(name)
    return known[1]["per"] if known else 1


def _name(name: str) -> Notice:
    known = _spec(name)
    if known is None:
        return Notice(dict.fromkeys(LANGUAGES, name))
    kind, spec = known
    label = panel_words.kind_name(kind)
    return Notice({lang: spec[lang].format(kind=label.texts[lang]) for lang in LANGUAGES})


def _table(fitted, chosen: Sequence[str]) -> pd.DataFrame:
    rows = []
    for name in chosen:
        value, error = float(fitted.params[name]), float(fitted.bse[name])
        label = _name(name)
        ends = np.exp([value, value - _NORMAL_95 * error, value + _NORMAL_95 * error])
        words = [label.texts[lang] for lang in LANGUAGES]
        rows.append((name, *words, _step(name), value, error, *ends, float(fitted.pvalues[name])))
    names = [f"name_{lang}" for lang in LANGUAGES]
    numbers = ["coefficient", "standard_error", "hazard_ratio", "low", "high", "p_value"]
    return pd.DataFrame(rows, columns=["covariate", *names, "per", *numbers])


def _said(table: pd.DataFrame, kind: str, neighbours: str | None) -> list[Notice]:
    """The result in sentences, and what it cannot say."""
    words = panel_words.words
    told = [words("said", "demo")] if table.attrs["is_demo"] else []
    if neighbours == "cartogram":
        told.append(words("neighbours", "cartogram"))
    counts = {name: f"{table.attrs[name]:,}" for name in ("events", "rows", "clusters")}
    told.append(words("said", "events", kind=panel_words.kind_name(kind), **counts))
    for row in table.itertuples():
        numbers = {n: f"{getattr(row, a):.2f}" for n, a in _NUMBERS.items()}
        step = "hers" if _spec(row.covariate) is None else row.per
        lead = words("steps", step, name=_name(row.covariate))
        told.append(words("said", "ratio", lead=lead, **numbers))
        if row.covariate == f"{kind}_neighbours_last_year":
            told.append(words("said", _direction(row)))
    if sum(table.attrs["left_out"].values()):
        left = {name: f"{count:,}" for name, count in table.attrs["left_out"].items()}
        told.append(words("said", "dropped", **left))
    cannot = metadata.load(panel_words.FILE)["said"]["cannot"]
    pairs = zip(*(cannot[lang] for lang in LANGUAGES), strict=True)
    return told + [Notice(dict(zip(LANGUAGES, pair, strict=True))) for pair in pairs]


_NUMBERS = {"ratio": "hazard_ratio", "low": "low", "high": "high"}


def _direction(row: tuple) -> str:
    if row.low > 1:
        return "sooner"
    return "later" if row.high < 1 else "unclear"
