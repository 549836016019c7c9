"""Facts about scores: what each one rests on, and the total where weights allow one."""

from helpers.assessment import scoring
from helpers.facts.book import Book, interval, line_source
from helpers.facts.inputs import Inputs


def collect(book: Book, inputs: Inputs, indicators: list[dict]) -> dict:
    """Scored indicators, the caution for a level, and the weighted total if there is one."""
    scored = [entry["indicator_id"] for entry in indicators if "score" in entry["facts"]]
    count = book.add(
        "scores:count", len(scored), unit="indicator", method="counted",
        sources=["table:assessment"],
    )  # fmt: skip
    return {
        "scored": scored,
        "count": count,
        "own_scales": _own_scales(inputs, scored),
        "standing": _standing(book, inputs),
        "weights": _weights(book, inputs),
        "total": _total(book, inputs),
    }


def _own_scales(inputs: Inputs, scored: list[str]) -> dict[str, dict]:
    """The scales of scored indicators that are not the settings' one."""
    found = {name: scoring.own_scale(name, inputs.settings) for name in scored}
    return {name: scale for name, scale in found.items() if scale}


def _weights(book: Book, inputs: Inputs) -> dict[str, str]:
    """The weight of each indicator due that has one, in the order of the plan."""
    known = scoring.weights(inputs.due)
    rows = inputs.due[inputs.due.indicator_id.isin(known)]
    return {
        row.indicator_id: book.add(
            f"scores:weight:{row.indicator_id}",
            known[row.indicator_id],
            unit="weight",
            method="setting",
            sources=[_weight_source(row)],
        )
        for row in rows.itertuples(index=False)
    }


def _weight_source(row) -> str:
    """A weight of the settings goes before one the plan prints."""
    if row.indicator_id in scoring.stated_weights():
        return "setting:scoring.yml weights"
    return line_source(row)


def _standing(book: Book, inputs: Inputs) -> dict | None:
    """The level a cumulative indicator would have had by standing still in its first year."""
    rows = inputs.plan_targets.dropna(subset=["baseline"])
    if rows.empty:
        return None
    first = rows.sort_values("year_be").iloc[0]
    now = rows[rows.year_be == inputs.year].iloc[0]
    baseline = book.add(
        "scores:standing:baseline", first.baseline, unit=first.unit,
        sources=[first.baseline_source],
    )  # fmt: skip
    return {
        "baseline": baseline,
        "level": _standing_at(book, "level", baseline, first),
        "level_now": _standing_at(book, "level_now", baseline, now),
        "first_year": int(first.year_be),
    }


def _standing_at(book: Book, name: str, baseline: str, row) -> str:
    """The baseline over the target of one year."""
    target = book.add(
        f"scores:standing:{name}:target", row.target, unit=row.unit, sources=[line_source(row)]
    )
    return book.add(
        f"scores:standing:{name}",
        row.baseline / row.target,
        kind="ratio",
        method="standing_level",
        sources=[f"fact:{baseline}", line_source(row)],
        of=(baseline, target),
    )


def _total(book: Book, inputs: Inputs) -> dict | None:
    """The weighted total, or only the covered weight where that is too little for a total."""
    total = scoring.weighted_total(inputs.assessment, inputs.due, inputs.settings)
    if total is None:
        return None
    sources = ["table:assessment", "table:plan_targets"]
    weight = {
        name: book.add(
            f"scores:weight:{name}", value, unit="weight", method="added_weights", sources=sources
        )
        for name, value in (("scored", total.scored), ("all", total.all))
    }
    return {
        "total": book.add_if_known(
            "scores:total",
            interval(total.low, total.high),
            kind="score",
            method="weighted_total",
            sources=sources,
        ),
        "covered": book.add(
            "scores:covered",
            total.covered,
            kind="ratio",
            method="covered_weight",
            sources=sources,
            of=(weight["scored"], weight["all"]),
        ),
        "needed": book.add(
            "scores:needed",
            inputs.settings.total_needs_weight,
            unit="percent",
            method="setting",
            sources=["setting:total_needs_weight"],
        ),
    }
