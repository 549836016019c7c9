"""What ``make bench`` measured: each figure beside its limit, and all of them as one table."""

import os
import platform
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import psutil
import yaml

from helpers.core.notices import language, say

_DECLARED = Path(__file__).with_suffix(".yml")
_HEAD = ("what · รายการ", "measured · วัดได้", "limit · เกณฑ์", "kept · ผ่าน", "before · ก่อนหน้า")
_KEPT = {True: "yes · ผ่าน", False: "NO · ไม่ผ่าน", None: ""}


@cache
def declared() -> dict[str, dict[str, Any]]:
    """Every figure by its name: its words, unit, limit and what it was before."""
    return yaml.safe_load(_DECLARED.read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Figure:
    """One measured figure; ``KeyError`` for a name that ``figures.yml`` does not declare.

    ``of`` is what stands for ``{}`` in its words.
    """

    name: str
    value: float
    of: object = ""

    @property
    def good(self) -> bool | None:
        """Whether the limit is kept; nothing where there is none."""
        if "at_least" in self._spec:
            return self.value >= self._spec["at_least"]
        return self.value <= self._spec["at_most"] if "at_most" in self._spec else None

    @property
    def measured(self) -> str:
        """The value with its unit; a count without decimals."""
        unit = self._spec.get("unit")
        return f"{self.value:,.2f} {unit}" if unit else f"{self.value:,}"

    @property
    def limit(self) -> str:
        """The limit with its side; empty where there is none."""
        sides = {"at_most": "≤", "at_least": "≥"}
        found = [
            f"{sign} {self._spec[side]:g}" for side, sign in sides.items() if side in self._spec
        ]
        return " ".join([*found, self._spec.get("unit", "")]).strip() if found else ""

    def words(self, lang: str) -> str:
        """What was measured."""
        return self._spec[lang].format(self.of)

    @property
    def row(self) -> tuple[str, ...]:
        """The figure as a row of the table, in both languages."""
        what = f"{self.words('en')} · {self.words('th')}"
        return what, self.measured, self.limit, _KEPT[self.good], self._spec.get("before", "")

    def __str__(self) -> str:
        mark = {True: say("bench_kept"), False: say("bench_missed"), None: ""}[self.good]
        limit = f" ({self.limit})" if self.limit else ""
        return f"{mark:8} {self.words(language())}: {self.measured}{limit}"

    @property
    def _spec(self) -> dict[str, Any]:
        return declared()[self.name]


def machine() -> str:
    """What the figures depend on, without whose machine it is."""
    memory = psutil.virtual_memory().total / 1024**3
    load = psutil.getloadavg()[0]
    python = f"Python {platform.python_version()}"
    return (
        f"{os.cpu_count()} cores, {memory:.0f} GB, {platform.system()}, {python}, load {load:.1f}"
    )


def markdown(figures: Iterable[Figure]) -> str:
    """The figures as a table of a Markdown page."""
    lines = [_HEAD, ("---", "---:", "---:", "---", "---:"), *(figure.row for figure in figures)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
