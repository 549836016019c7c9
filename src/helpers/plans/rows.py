"""Rows of the five plan tables, made of what the readers found and what is declared."""

import re
from pathlib import Path

from helpers import paths, thai
from helpers.errors import InputError
from helpers.plans import evidence, totals
from helpers.plans.blocks import Block
from helpers.plans.declared import Knowledge
from helpers.plans.reading import Goal, Indicator, Node

_DECLARED = (
    "label_en",
    "scope",
    "measure_type",
    "type_source",
    "type_evidence",
    "direction",
    "plan_total_rule",
    "numerator",
    "denominator",
    "distinct_units",
    "weight",
    "note_th",
    "note_en",
)


def structure(block: Block, node: Node) -> dict:
    """A row of ``plan_structure``: one node of a strategy tree."""
    return {
        "plan_id": node.plan_id,
        "node_id": node.node_id,
        "parent_ids": node.parents,
        "level": node.level,
        "text_th": node.text,
        "text_en": _english(block, "nodes", f"{node.plan_id}/{node.node_id}", node.line),
        **_source(block, node.line),
    }


def goal(block: Block, made: Goal) -> dict:
    """A row of ``plan_goals``; a figure inside the text stands beside it."""
    figure, unit = _figure(block, made)
    return {
        "plan_id": made.plan_id,
        "goal_id": made.goal_id,
        "node_id": made.node_id,
        "indicator_id": made.indicator_id,
        "kind": made.kind,
        "period": made.period,
        "period_certain": made.period_certain,
        "text_th": made.text,
        "text_en": _english(block, "goals", made.goal_id, made.line),
        "figure": figure,
        "figure_unit": unit,
        "part_of": made.part_of,
        **_source(block, made.line),
    }


def targets(block: Block, indicator: Indicator) -> list[dict]:
    """Rows of ``plan_targets``: one a year, in the indicator's unit (per cent as 0-100)."""
    declared = block.known.indicators[indicator.indicator_id]
    evidence.check(block, indicator, declared)
    shared = {
        "plan_id": indicator.plan_id,
        "indicator_id": indicator.indicator_id,
        "strategy_id": indicator.strategy_id,
        "programme_th": indicator.programme,
        "label_th": evidence.label(block, indicator, declared),
        "unit_th": indicator.unit_th,
        "unit": block.known.unit(indicator.unit_th)["unit"],
        **{name: declared[name] for name in _DECLARED},
        **_baseline(block, indicator),
        "year_kind": "fiscal",
        "year_kind_source": _year_kind_source(block, indicator),
    }
    roles = declared["role"] or [None] * len(indicator.figures)
    return [
        {
            **shared,
            "role": role,
            "year_be": figure.year,
            "target": figure.value,
            "hold": figure.hold,
            **_source(block, figure.line),
        }
        for figure, role in zip(indicator.figures, roles, strict=True)
    ]


def total(block: Block, indicator: Indicator) -> dict:
    """A row of ``plan_totals``: a printed total and the same derived by its rule."""
    declared = block.known.indicators[indicator.indicator_id]
    value = totals.derived(block, indicator, declared)
    return {
        "plan_id": indicator.plan_id,
        "indicator_id": indicator.indicator_id,
        "printed_total": indicator.total.value,
        "plan_total_rule": declared["plan_total_rule"],
        "derived_total": value,
        "agrees": value == indicator.total.value,
        "footnote_th": indicator.total.footnote,
        **_source(block, indicator.total.line),
    }


def correction(entry: dict, raw_folder: Path) -> dict:
    """A row of ``corrections``: what is printed, how it is read, why."""
    return {
        "correction_id": entry["id"],
        "source_file": paths.relative(raw_folder / entry["file"]),
        "source_line": entry["line"],
        "action": entry["action"],
        "printed": entry["printed"],
        "read_as": entry["read_as"],
        "reason_th": entry["reason_th"],
        "reason_en": entry["reason_en"],
    }


def _source(block: Block, line: int) -> dict:
    return {"source_file": paths.relative(block.file), "source_line": line}


def _english(block: Block, kind: str, key: str, line: int) -> str:
    known: Knowledge = block.known
    if key in known.translations[kind]:
        return known.translations[kind][key]
    raise InputError(
        f"no English text for {kind[:-1]} {key}",
        file=paths.relative(block.file),
        line=line,
        fix=paths.relative(known.file("plan_translations.yml")),
    )


def _baseline(block: Block, indicator: Indicator) -> dict:
    base = indicator.baseline
    if base is None:
        return {"baseline": None, "baseline_year_be": None, "baseline_source": None}
    return {
        "baseline": base.value,
        "baseline_year_be": base.year,
        "baseline_source": f"{paths.relative(block.file)}:{base.line}",
    }


def _year_kind_source(block: Block, indicator: Indicator) -> str:
    """Years are fiscal by the agency's practice; a label that says so states it."""
    words = block.known.plans["fiscal_year_words"]
    return "stated" if any(word in indicator.text for word in words) else "inferred"


def _figure(block: Block, made: Goal) -> tuple[float | None, str | None]:
    patterns = block.known.plans["goal_figures"]
    found = [match for pattern in patterns for match in re.finditer(pattern, made.text)]
    if not found:
        return None, None
    if len(found) > 1:
        raise block.error(
            "a text prints several figures",
            made.line,
            "one figure a text; split the text by an entry in corrections.yml",
            [match[0] for match in found],
        )
    unit = block.known.unit(found[0]["unit"])["unit"]
    return thai.parse_number(found[0]["figure"].rstrip(".,")), unit
