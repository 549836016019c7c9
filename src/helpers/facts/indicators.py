"""Facts of the indicators due in a year: target, result and its other sides, lights, score."""

import pandas as pd

from helpers.actuals import links, readings
from helpers.assessment import ratios
from helpers.core import thai
from helpers.core.schemas import FILED, PUBLISHED, REGISTRY
from helpers.facts import outlooks
from helpers.facts.book import Book, day, ends, interval, line_source, text
from helpers.facts.inputs import Inputs


def sides(served: readings.Serving) -> dict[str, readings.Reading]:
    """The best reading of each side that has one, the leading side first."""
    ranked = [served.headline, *served.beside] if served.headline else []
    found: dict[str, readings.Reading] = {}
    for reading in ranked:
        found.setdefault(readings.side(reading), reading)
    return found


def of_indicator(book: Book, row, served: readings.Serving) -> dict | None:
    """A filed reading and what else there is of the year, each as a fact, and the differences.

    Nothing where nothing was filed or it stands alone. There is no difference to a number that
    counts something else than the indicator.
    """
    found = sides(served)
    if FILED not in found or len(found) == 1:
        return None
    name = f"{row.indicator_id}:beside"
    ids = {who: _value(book, f"{name}:{who}", reading, row) for who, reading in found.items()}
    comparable = [who for who, reading in found.items() if reading["relation"] == "same"]
    others = [who for who in (PUBLISHED, REGISTRY) if {who, FILED} <= set(comparable)]
    return {
        "leads": readings.side(served.headline),
        "readings": {who: reading["reading_id"] for who, reading in found.items()},
        "facts": ids,
        "differences": {who: _against(book, name, ids, who, row) for who in others},
    }


def _value(book: Book, name: str, reading: readings.Reading, row) -> str:
    value = interval(reading["value_low"], reading["value_high"])
    return book.read(name, value, reading["reading_id"], row.unit)


def _against(book: Book, name: str, ids: dict[str, str], other: str, row) -> str:
    """Filed minus the other side; percentage points for a rate."""
    is_rate = row.measure_type == "rate"
    unit = "percentage_point" if is_rate else row.unit
    method = f"{FILED}_minus_{other}"
    return difference(
        book, f"{name}:{method}", (ids[FILED], ids[other]),
        unit=unit, kind="gap" if is_rate else "count", method=method,
    )  # fmt: skip


def difference(book: Book, fact_id: str, pair: tuple[str, str], **about: str) -> str:
    """Write the first fact of a pair minus the second, an interval where either is one."""
    first, second = (ratios.Interval(*ends(book.value(one))) for one in pair)
    found = ratios.difference(first, second)
    sources = [f"fact:{one}" for one in pair]
    return book.add(fact_id, interval(found.low, found.high), sources=sources, **about)


# Measures of the assessment table: kind, the facts it is made of, the formula's name.
_MEASURES = {
    "level": ("ratio", ("actual", "target"), "level"),
    "path": ("ratio", ("actual", "target", "baseline"), "path"),
    "achievement": ("ratio", ("actual", "target"), "achievement"),
    "to_date": ("ratio", ("actual", "target"), "to_date"),
    "score": ("score", ("achievement",), "score"),
    "score_path": ("score", ("path",), "score"),
    "required_step": ("step", ("actual", "target"), "required_step"),
    "observed_step": ("step", ("actual",), "observed_step"),
}
# Numerator and denominator of each ratio among them.
_PARTS = {
    "level": ("actual", "target"),
    "path": ("grown", "to_grow"),
    "achievement": ("actual", "target"),
    "to_date": ("done", "asked"),
}


def collect(book: Book, inputs: Inputs) -> list[dict]:
    """One entry for each indicator due in the year, in the order of the plan."""
    assessed = inputs.assessment.set_index("indicator_id")
    return [
        _entry(book, inputs, row, assessed.loc[row.indicator_id])
        for row in inputs.due.itertuples(index=False)
    ]


def _entry(book: Book, inputs: Inputs, row, assessed: pd.Series) -> dict:
    ids = {"target": _target(book, row), **_baseline(book, row)}
    ids |= _result(book, row, assessed)
    ids |= _growth(book, row, assessed, ids)
    ids |= _so_far(book, row, assessed, ids)
    for measure in _MEASURES:
        ids[measure] = _measure(book, row, measure, assessed, ids)
    ids["gap"] = _gap(book, row, ids, assessed)
    ids["yearly_step"] = _yearly_step(book, inputs, row, ids, assessed)
    ids["implied_count"] = _implied_count(book, inputs, row, ids)
    return {
        **_declared(inputs, row),
        **_fallen(book, inputs, row, ids, assessed),
        "beside": of_indicator(book, row, _serving(inputs, row)),
        "link_reason": _link_reason(inputs, assessed),
        "hold": bool(row.hold),
        "relation": text(assessed.relation),
        "interim": bool(assessed.interim),
        "flagged": bool(assessed.flagged),
        "reading_id": text(assessed.reading_id),
        "next_reading_id": text(assessed.next_reading_id),
        "actual_as_of": day(assessed.actual_as_of),
        "score_basis": text(assessed.score_basis),
        "lights": {
            "low": text(assessed.light_low),
            "high": text(assessed.light_high),
            "path_low": text(assessed.light_path_low),
            "path_high": text(assessed.light_path_high),
        },
        "reason": assessed.reason,
        "outlook": outlooks.of_indicator(book, inputs, row, assessed, ids),
        "facts": {measure: fact_id for measure, fact_id in ids.items() if fact_id},
    }


def _serving(inputs: Inputs, row) -> readings.Serving:
    """What serves the year, as the assessment had it."""
    return readings.serving(
        inputs.actuals, row.indicator_id, "TH", inputs.year, inputs.as_of, inputs.settings
    )


def _declared(inputs: Inputs, row) -> dict:
    """What the plan and the declaration say of an indicator, whatever the year's result."""
    return {
        "indicator_id": row.indicator_id,
        "strategy_id": row.strategy_id,
        "programme": _programme(inputs, row),
        "label": {"th": row.label_th, "en": row.label_en},
        "unit": row.unit,
        "unit_th": row.unit_th,
        "topic": inputs.declarations[row.indicator_id]["topic"],
        "measure_type": row.measure_type,
        "type_source": row.type_source,
        "type_evidence": {
            "th": inputs.declarations[row.indicator_id]["type_evidence_th"],
            "en": inputs.declarations[row.indicator_id]["type_evidence_en"],
        },
        "role": text(row.role),
        "year_kind_source": row.year_kind_source,
        "numerator": _both(inputs, row, "numerator"),
        "denominator": _both(inputs, row, "denominator"),
        "note": {"th": text(row.note_th), "en": text(row.note_en)},
        "source": line_source(row),
    }


def _both(inputs: Inputs, row, part: str) -> dict | None:
    """A part of a rate in both languages, or nothing where the indicator is no rate."""
    english = text(getattr(row, part))
    if english is None:
        return None
    return {"th": inputs.declarations[row.indicator_id][f"{part}_th"] or english, "en": english}


def _programme(inputs: Inputs, row) -> dict | None:
    """The programme an indicator is printed under, where the plan has one of its own for it."""
    nodes = inputs.structure[
        (inputs.structure.plan_id == row.plan_id)
        & (inputs.structure.level == "programme")
        & (inputs.structure.node_id + " " + inputs.structure.text_th == row.programme_th)
    ]
    if nodes.empty or nodes.node_id.iloc[0] == row.strategy_id:
        return None
    return {"th": nodes.text_th.iloc[0], "en": nodes.text_en.iloc[0]}


def _link_reason(inputs: Inputs, assessed: pd.Series) -> dict | None:
    """Why a number stands beside an indicator without a ratio; of a registry's, what it counts."""
    if text(assessed.relation) is None:
        return None
    reading = inputs.actuals.set_index("reading_id").loc[assessed.reading_id]
    key = links.load().get(reading.indicator_key)
    if assessed.relation == "same" and (key is None or key.counted is None):
        return None
    link = key.link(int(reading.year_be))
    return {"th": link.reason_th, "en": link.reason_en}


def _target(book: Book, row) -> str:
    fact_id = f"{row.indicator_id}:target"
    return book.add(fact_id, row.target, unit=row.unit, sources=[line_source(row)])


def _baseline(book: Book, row) -> dict[str, str]:
    if pd.isna(row.baseline):
        return {}
    fact_id = f"{row.indicator_id}:baseline"
    return {
        "baseline": book.add(fact_id, row.baseline, unit=row.unit, sources=[row.baseline_source])
    }


def _result(book: Book, row, assessed: pd.Series) -> dict[str, str]:
    value = interval(assessed.actual_low, assessed.actual_high)
    if value is None:
        return {}
    fact_id = f"{row.indicator_id}:actual"
    return {"actual": book.read(fact_id, value, assessed.reading_id, row.unit)}


def _growth(book: Book, row, assessed: pd.Series, ids: dict[str, str]) -> dict[str, str]:
    """The parts of a path: what was added to the baseline, and what was to be."""
    if pd.isna(assessed.path_low):
        return {}
    return {
        name: difference(
            book, f"{row.indicator_id}:{name}", (ids[whole], ids["baseline"]),
            unit=row.unit, method="growth",
        )
        for name, whole in (("grown", "actual"), ("to_grow", "target"))
    }  # fmt: skip


def _so_far(book: Book, row, assessed: pd.Series, ids: dict[str, str]) -> dict[str, str]:
    """The parts of plan to date: what was done so far, and what the plan asks."""
    if pd.isna(assessed.to_date_low):
        return {}
    made = {
        "done": (interval(assessed.to_date_done_low, assessed.to_date_done_high), "actual"),
        "asked": (assessed.to_date_asked, "target"),
    }
    return {
        name: book.add(
            f"{row.indicator_id}:{name}", value, unit=row.unit, method="so_far",
            sources=[f"fact:{ids[source]}", "table:plan_targets"],
        )
        for name, (value, source) in made.items()
    }  # fmt: skip


def _measure(book: Book, row, measure: str, assessed: pd.Series, ids: dict) -> str | None:
    kind, made_of, method = _MEASURES[measure]
    value = interval(assessed[f"{measure}_low"], assessed[f"{measure}_high"])
    if value is None:
        return None
    return book.add(
        f"{row.indicator_id}:{measure}",
        value,
        kind=kind,
        unit=row.unit if kind == "step" else None,
        method=method,
        sources=[f"fact:{ids[part]}" for part in made_of if ids.get(part)],
        of=_parts_of(row, measure, ids) if kind == "ratio" else None,
    )


def _parts_of(row, measure: str, ids: dict) -> tuple[str, str]:
    """Numerator and denominator; where less is better the target stands above the result."""
    above, below = (ids[part] for part in _PARTS[measure])
    return (above, below) if row.direction == 1 or measure == "path" else (below, above)


def _gap(book: Book, row, ids: dict, assessed: pd.Series) -> str | None:
    """Percentage points between a rate and its target; both ends of an interval.

    None where the two cannot be compared: there is no distance to what counts something else.
    """
    is_comparable = assessed.light_low != "not_comparable"
    if row.measure_type != "rate" or "actual" not in ids or not is_comparable:
        return None
    gap = ratios.gap(ratios.Interval(*ends(book.value(ids["actual"]))), row.target)
    return book.add(
        f"{row.indicator_id}:gap",
        interval(gap.low, gap.high),
        kind="gap",
        unit="percentage_point",
        method="gap",
        sources=[f"fact:{ids['actual']}", f"fact:{ids['target']}"],
    )


def _fallen(book: Book, inputs: Inputs, row, ids: dict, assessed: pd.Series) -> dict:
    """The last result before this year where a cumulative one is below all it may have been."""
    if row.measure_type != "stock" or "actual" not in ids or assessed.relation != "same":
        return {}
    before = _last_before(inputs, row)
    if before is None or ends(book.value(ids["actual"]))[1] >= before["value_low"]:
        return {}
    value = interval(before["value_low"], before["value_high"])
    fact_id = book.read(f"{row.indicator_id}:before", value, before["reading_id"], row.unit)
    return {"fallen": {"year": int(before["year_be"]), "fact": fact_id}}


def _last_before(inputs: Inputs, row) -> readings.Reading | None:
    """What served the nearest year before this one of the plan that has a result like it."""
    first = int(inputs.plan_targets.year_be.min())
    for year in range(inputs.year - 1, first - 1, -1):
        served = readings.serving(
            inputs.actuals, row.indicator_id, "TH", year, thai.fiscal_year_end(year),
            inputs.settings,
        )  # fmt: skip
        if served.headline and served.headline["relation"] == "same":
            return served.headline
    return None


def _yearly_step(book: Book, inputs: Inputs, row, ids: dict, assessed) -> str | None:
    """What a cumulative result grew by since the result of the fiscal year before."""
    if row.measure_type != "stock" or "actual" not in ids or assessed.interim:
        return None
    day_before = thai.fiscal_year_end(inputs.year - 1)
    before = readings.serving(
        inputs.actuals, row.indicator_id, "TH", inputs.year - 1, day_before, inputs.settings
    ).headline
    if before is None or not inputs.is_year_end:
        return None
    low, high = ends(book.value(ids["actual"]))
    return book.add(
        f"{row.indicator_id}:yearly_step",
        interval(low - before["value_high"], high - before["value_low"]),
        kind="step",
        unit=row.unit,
        method="yearly_step",
        sources=[f"fact:{ids['actual']}", f"reading:{before['reading_id']}"],
    )


def _implied_count(book: Book, inputs: Inputs, row, ids: dict) -> str | None:
    """The count a rate's target implies, of the target of the indicator it is a share of."""
    of = inputs.declarations[row.indicator_id].get("share_of")
    if not of:
        return None
    base = inputs.due.set_index("indicator_id").loc[of]
    return book.add(
        f"{row.indicator_id}:implied_count",
        row.target / 100 * base.target,
        kind="step",
        unit=base.unit,
        method="implied_count",
        sources=[f"fact:{ids['target']}", line_source(base)],
    )
