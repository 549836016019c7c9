"""From raw files and declarations to the five plan tables."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pandas as pd

from helpers import paths, tables
from helpers.errors import InputError, examples
from helpers.plans import (
    blocks,
    corrections,
    declared,
    listing,
    paged,
    prose,
    raw,
    recount,
    rows,
    stacked,
)
from helpers.plans.blocks import Block
from helpers.plans.declared import Knowledge
from helpers.plans.reading import Indicator, Reading
from helpers.schemas import TABLES

_PLAN_TABLES = ("plan_structure", "plan_targets", "plan_totals", "plan_goals", "corrections")


def _caption(block: Block) -> Reading:
    """A block that is kept in the raw file for people and holds no data."""
    return Reading()


READERS: dict[str, Callable[[Block], Reading]] = {
    "caption": _caption,
    "listing": listing.read_listing,
    "pairs": listing.read_pairs,
    "bullets": listing.read_bullets,
    "prose": prose.read,
    "paged": paged.read,
    "stacked": stacked.read,
}


def clean(
    raw_folder: Path | None = None, metadata_folder: Path | None = None
) -> dict[str, pd.DataFrame]:
    """The tables ``plan_structure``, ``plan_targets``, ``plan_totals``, ``plan_goals`` and
    ``corrections``, each as the contract has it (``helpers.schemas``).

    Reads every CSV of ``raw_folder`` (default ``data/raw/plans``) by the declarations of
    ``metadata_folder`` (default the package's). ``strategy_id`` of a target is the node its
    indicator stands under: of plan 2551 the programme (``1`` to ``6``), of 2552-2554 the
    strategy (``1`` or ``2``), of 2555-2559 the strategies joined by a comma (``1.2,1.3``).
    Raises ``InputError`` for anything that cannot be read as declared, and for anything
    declared that is not there.
    """
    raw_folder = raw_folder or paths.raw("plans")
    known = declared.load(metadata_folder)
    found: dict[str, list[dict]] = {name: [] for name in _PLAN_TABLES}
    for file in _files(raw_folder, known):
        _add_document(file, known, found)
    found["corrections"] = [rows.correction(entry, raw_folder) for entry in known.corrections]
    _all_used(known, found)
    return {name: tables.check(_frame(name, made), name) for name, made in found.items()}


def _files(folder: Path, known: Knowledge) -> list[Path]:
    """The raw files, which must be the declared ones: no more, no fewer."""
    there = {file.name for file in folder.glob("*.csv")}
    documents = set(known.plans["documents"])
    strangers = {entry["file"] for entry in known.corrections} - documents
    if there != documents or strangers:
        raise InputError(
            "the raw plan files are not the declared ones",
            file=paths.relative(folder),
            expected=sorted(documents),
            found=f"{sorted(there)}; corrections also of {sorted(strangers)}",
            fix=paths.relative(known.file("plans.yml")),
        )
    return [folder / name for name in known.plans["documents"]]


def _add_document(file: Path, known: Knowledge, found: dict[str, list[dict]]) -> None:
    lines = corrections.apply(
        raw.read(file), known.corrections, file, known.file("corrections.yml")
    )
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
    found["plan_structure"] += [rows.structure(block, node) for node in reading.nodes]
    found["plan_goals"] += [rows.goal(block, goal) for goal in reading.goals]
    for indicator in reading.indicators:
        _refuse_doubled(block, indicator, found["plan_targets"])
        found["plan_targets"] += rows.targets(block, indicator)
        if indicator.total:
            found["plan_totals"].append(rows.total(block, indicator))


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
