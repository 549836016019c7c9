"""The sheets of what a registry had that could not be used: by reason, and line by line."""

import json
from collections.abc import Iterator

import pandas as pd

from helpers import knowledge, tables
from helpers.datasets import REAL
from helpers.facts.coverage import without_slots
from helpers.publish.document import plain
from helpers.publish.speaker import Speaker
from helpers.publish.xlsx.cells import Cells, Figure
from helpers.publish.xlsx.sheets import Sheet

NAMES = ("rejects", "reject_lines")


def sheets(speaker: Speaker) -> Iterator[Sheet]:
    """Both sheets where a registry was received, of every kind; else none."""
    known = speaker.facts["coverage"]
    if len(known["missing"]) == len(known["declared"]):
        return
    rejected = tables.read("rejects", REAL.table("rejects"))
    kinds = {kind: plain(speaker.both(label)) for kind, label in known["declared"].items()}
    yield Sheet("rejects", _by_reason(speaker, kinds, rejected))
    yield Sheet("reject_lines", _lines(speaker, kinds, rejected))


def _by_reason(speaker: Speaker, kinds: dict[str, str], rejected: pd.DataFrame) -> Iterator[Cells]:
    """Lines that could not be used, by registry and reason, the most frequent first."""
    reasons = knowledge.load("reject_reasons.yml")
    counts = rejected.value_counts(["kind", "reason_code"], dropna=False)
    for (kind, code), number in counts.items():
        yield {
            "kind": kinds.get(kind),
            "reason_code": code,
            "reason": without_slots(reasons[code][speaker.lang]),
            "n_lines": Figure(int(number)),
        }


def _lines(speaker: Speaker, kinds: dict[str, str], rejected: pd.DataFrame) -> Iterator[Cells]:
    for row in rejected.itertuples(index=False):
        yield {
            "kind": kinds.get(row.kind),
            "source_file": row.source_file,
            "source_row": Figure(int(row.source_row)),
            "reason_code": row.reason_code,
            "reason": getattr(row, f"reason_{speaker.lang}"),
            "as_received": _as_received(row.as_received),
            "exported_on": None if pd.isna(row.exported_on) else row.exported_on.date(),
        }


def _as_received(text: str) -> str:
    """Declared columns and what stood in them, one under the other."""
    return "\n".join(f"{name}: {value}" for name, value in json.loads(text).items())
