"""From raw files and declarations to the rows of the six plan tables."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pandas as pd

from helpers.core import paths, tables, thai
from helpers.core.errors import InputError, examples
from helpers.core.schemas import TABLES
from helpers.plans import (
    blocks,
    checks,
    contradictions,
    declarations,
    lists,
    outline,
    paged,
    prose,
    raw,
    recount,
    stacked,
)
from helpers.plans.blocks import Block
from helpers.plans.declarations import Knowledge
from helpers.plans.model import Goal, Indicator, Node, Reading


def family_of(plan_id: str, structure: pd.DataFrame, targets: pd.DataFrame) -> list[str]:
    """``plan_id`` and the name of its document, where that holds several plans (``2551-2554``).

    ``structure`` and ``targets`` are the tables ``plan_structure`` and ``plan_targets``.
    """
    document = targets.loc[targets["plan_id"] == plan_id, "source_file"].iloc[0]
    others = set(targets["plan_id"]) - {plan_id}
    printed = structure.loc[structure["source_file"] == document, "plan_id"]
    return [name for name in printed.unique() if name not in others]


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


def structure_row(block: Block, node: Node) -> dict:
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


def goal_row(block: Block, made: Goal) -> dict:
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


def target_rows(block: Block, indicator: Indicator) -> list[dict]:
    """Rows of ``plan_targets``: one a year, in the indicator's unit (per cent as 0-100)."""
    declared = block.known.indicators[indicator.indicator_id]
    checks.check_evidence(block, indicator, declared)
    shared = {
        "plan_id": indicator.plan_id,
        "indicator_id": indicator.indicator_id,
        "strategy_id": indicator.strategy_id,
        "programme_th": indicator.programme,
        "label_th": checks.printed_label(block, indicator, declared),
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


def total_row(block: Block, indicator: Indicator) -> dict:
    """A row of ``plan_totals``: a printed total and the same derived by its rule."""
    declared = block.known.indicators[indicator.indicator_id]
    value = checks.total_by_rule(block, indicator, declared)
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


def correction_row(entry: dict, file: Path, lines_read: int) -> dict:
    """A row of ``corrections``: what is printed, how it is read, why, in how many lines read."""
    return {
        "correction_id": entry["id"],
        "source_file": paths.relative(file),
        "source_line": entry["line"],
        "action": entry["action"],
        "printed": entry["printed"],
        "read_as": entry["read_as"],
        "reason_th": entry["reason_th"],
        "reason_en": entry["reason_en"],
        "lines_read": lines_read,
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


_PLAN_TABLES = (
    "plan_structure",
    "plan_targets",
    "plan_totals",
    "plan_goals",
    "plan_contradictions",
    "corrections",
)


def _caption(block: Block) -> Reading:
    """A block that is kept in the raw file for people and holds no data."""
    return Reading()


READERS: dict[str, Callable[[Block], Reading]] = {
    "caption": _caption,
    "listing": lists.read_listing,
    "pairs": lists.read_pairs,
    "bullets": lists.read_bullets,
    "outline": outline.read,
    "prose": prose.read,
    "paged": paged.read,
    "stacked": stacked.read,
}


def clean(
    raw_folder: Path | None = None, metadata_folder: Path | None = None
) -> dict[str, pd.DataFrame]:
    """The tables ``plan_structure``, ``plan_targets``, ``plan_totals``, ``plan_goals``,
    ``plan_contradictions`` and ``corrections``, each as the contract has it
    (``helpers.core.schemas``).

    Reads every CSV of ``raw_folder`` (default ``data/raw/plans``) by the declarations of
    ``metadata_folder`` (default the package's). ``strategy_id`` of a target is the node its
    indicator stands under: of plan 2551 the programme (``1`` to ``6``), of 2552-2554 the
    strategy (``1`` or ``2``), of 2555-2559 the strategies joined by a comma (``1.2,1.3``).
    Raises ``InputError`` for anything that cannot be read as declared, and for anything
    declared that is not there.
    """
    raw_folder = raw_folder or paths.raw("plans")
    known = declarations.load(metadata_folder)
    found: dict[str, list[dict]] = {name: [] for name in _PLAN_TABLES}
    for file in _files(raw_folder, known):
        _add_document(file, known, found)
    _all_used(known, found)
    return {name: tables.check(_frame(name, made), name) for name, made in found.items()}


def _files(folder: Path, known: Knowledge) -> list[Path]:
    """The raw files, which must be the declared ones: no more, no fewer."""
    there = {file.name for file in folder.glob("*.csv")}
    documents = set(known.plans["documents"])
    named = [*known.corrections, *known.contradictions]
    strangers = {entry["file"] for entry in named} - documents
    if there != documents or strangers:
        raise InputError(
            "the raw plan files are not the declared ones",
            file=paths.relative(folder),
            expected=sorted(documents),
            found=f"{sorted(there)}; corrections or contradictions also of {sorted(strangers)}",
            fix=paths.relative(known.file("plans.yml")),
        )
    return [folder / name for name in known.plans["documents"]]


def _add_document(file: Path, known: Knowledge, found: dict[str, list[dict]]) -> None:
    printed = raw.read(file)
    lines = raw.apply(printed, known.corrections, file, known.file("corrections.yml"))
    declared, fix = known.contradictions, known.file("contradictions.yml")
    found["plan_contradictions"] += contradictions.rows(declared, printed, file, fix)
    lines_read = sum(bool(line.plain) for line in printed)
    mine = [entry for entry in known.corrections if entry["file"] == file.name]
    found["corrections"] += [correction_row(entry, file, lines_read) for entry in mine]
    before = Reading()
    read: list[tuple[Block, Reading]] = []
    for block in blocks.cut(file, lines, known, before):
        reading = READERS[block.layout["reader"]](block)
        recount.check(block, reading)
        before.add(reading)
        read.append((block, reading))
    # Rows are made last: a later block may link a node to its strategies.
    for block, reading in read:
        _add_rows(block, reading, found)


def _add_rows(block: Block, reading: Reading, found: dict[str, list[dict]]) -> None:
    found["plan_structure"] += [structure_row(block, node) for node in reading.nodes]
    found["plan_goals"] += [goal_row(block, goal) for goal in reading.goals]
    for indicator in reading.indicators:
        _refuse_doubled(block, indicator, found["plan_targets"])
        found["plan_targets"] += target_rows(block, indicator)
        if indicator.total:
            found["plan_totals"].append(total_row(block, indicator))


def _refuse_doubled(block: Block, indicator: Indicator, targets: list[dict]) -> None:
    first = [t for t in targets if t["indicator_id"] == indicator.indicator_id]
    if first:
        raise block.error(
            f"indicator {indicator.indicator_id} is printed twice",
            indicator.line,
            "each indicator once",
            f"the first in {first[0]['source_file']} line {first[0]['source_line']}",
        )


def _all_used(known: Knowledge, found: dict[str, list[dict]]) -> None:
    """Raise ``InputError`` for declarations and translations of things no document prints."""
    ids = {row["indicator_id"] for row in found["plan_targets"] + found["plan_goals"]}
    nodes = {f"{row['plan_id']}/{row['node_id']}" for row in found["plan_structure"]}
    goals = {row["goal_id"] for row in found["plan_goals"]}
    _none_left(set(known.indicators) - ids, known.file("indicators.yml"))
    unused = (set(known.translations["nodes"]) - nodes) | (set(known.translations["goals"]) - goals)
    _none_left(unused, known.file("plan_translations.yml"))


def _none_left(unused: Iterable[str], file: Path) -> None:
    unused = sorted(unused)
    if unused:
        raise InputError(
            f"{examples(unused)} declared but not found in any plan document",
            fix=paths.relative(file),
        )


def _frame(name: str, made: list[dict]) -> pd.DataFrame:
    return pd.DataFrame(made, columns=list(TABLES[name].columns))
