"""The list of facts: every number once, with its kind, unit, method and sources."""

import math
from collections.abc import Iterable, Mapping

import pandas as pd

KINDS = ("count", "ratio", "score", "step", "gap", "percent")
# How a reading's number came here, where it was not published.
_RECEIVED = {"filed": "filed", "registry": "registry"}


class Book:
    """Collects facts by id; an id is written once.

    ``kinds`` are the kinds of the readings that may be named, by their ids; ``divided`` those
    whose value is a share worked out from its two parts, with as many decimals as that gives.
    """

    def __init__(self, kinds: Mapping[str, str] | None = None, divided: Iterable[str] = ()) -> None:
        self.facts: dict[str, dict] = {}
        self.kinds = kinds or {}
        self.divided = set(divided)

    def add(
        self,
        fact_id: str,
        value: object,
        *,
        sources: Iterable[str],
        unit: str | None = None,
        kind: str = "count",
        method: str = "printed",
        of: tuple[str, str] | None = None,
    ) -> str:
        """Write one fact and return its id.

        A ratio names the facts of its numerator and denominator in ``of``: no per cent is shown
        without them.

        ``sources`` are ``file:line``, ``reading:ID``, ``setting:NAME``, ``table:NAME`` or, for a
        number made from others, ``fact:ID``; ``method`` names the formula (labels.yml,
        ``methods``). Raises ``ValueError`` for an id written twice, a fact without a source and a
        ratio without its parts.
        """
        listed = list(sources)
        if fact_id in self.facts:
            raise ValueError(f"fact written twice: {fact_id}")
        if not listed or kind not in KINDS:
            raise ValueError(f"fact {fact_id} needs a source and a kind of {KINDS}")
        if (kind == "ratio") != bool(of) or not set(of or ()) <= set(self.facts):
            raise ValueError(f"fact {fact_id}: a ratio, and nothing else, has two facts as parts")
        self.facts[fact_id] = {
            "value": plain(value),
            "kind": kind,
            "unit": unit,
            "method": method,
            "sources": listed,
            **({"of": list(of)} if of else {}),
        }
        return fact_id

    def read(self, fact_id: str, value: object, reading_id: str, unit: str) -> str:
        """Write one fact that a reading says; returns its id."""
        sources = [f"reading:{reading_id}"]
        return self.add(fact_id, value, unit=unit, sources=sources, **self.of_reading(reading_id))

    def of_reading(self, reading_id: str) -> dict[str, str]:
        """Kind and method of a fact that a reading says."""
        kind = "percent" if reading_id in self.divided else "count"
        return {"kind": kind, "method": method_of(self.kinds.get(reading_id))}

    def add_if_known(self, fact_id: str, value: object, **keywords) -> str | None:
        """Write a fact unless there is no value; no value is no fact, never zero."""
        if plain(value) is None:
            return None
        return self.add(fact_id, value, **keywords)

    def value(self, fact_id: str) -> object:
        """The value of a fact already written."""
        return self.facts[fact_id]["value"]


def method_of(kind: str | None) -> str:
    """The method of a fact that a reading of this kind says."""
    return _RECEIVED.get(kind, "published")


def interval(low: object, high: object) -> object:
    """One number where both ends agree, ``{low, high}`` where they do not, else nothing."""
    low, high = plain(low), plain(high)
    if low is None or high is None:
        return None
    return low if low == high else {"low": low, "high": high}


def ends(value: object) -> tuple[float, float]:
    """Both ends of a fact's value."""
    return (value["low"], value["high"]) if isinstance(value, dict) else (value, value)


def plain(value: object) -> object:
    """A value as JSON holds it: whole numbers without a decimal point, missing as nothing."""
    if isinstance(value, dict):
        return {name: plain(part) for name, part in value.items()}
    if value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, str | bool):
        return value
    number = float(value)
    return int(number) if number.is_integer() else number


def text(value: object) -> str | None:
    """A text cell of a table, or nothing."""
    return None if pd.isna(value) else str(value)


def day(value: object) -> str | None:
    """A day of a table as ISO text, or nothing."""
    return None if pd.isna(value) else pd.Timestamp(value).date().isoformat()


def line_source(row: object) -> str:
    """``file:line`` of a row that was read from a plan document."""
    return f"{row.source_file}:{row.source_line}"


def cell_of(row: object) -> dict[str, str]:
    """The cell of a workbook a row of a form was read from; nothing where there is none."""
    cell = text(row.source_cell)
    return {} if cell is None else {"cell": cell}
