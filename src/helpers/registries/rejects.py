"""Lines that cannot be used: each for one reason, said in Thai and English."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache

import numpy as np
import pandas as pd

from helpers.core import metadata, thai
from helpers.core.metadata import LANGUAGES

# Columns of a line that say where it stands, not what it holds.
PLACE = ["source_file", "source_row", "exported_on", "fixes_file", "fixes_row", "hidden"]
# And what a line may mean by its blank cells.
SUGGESTED = ["tambon_above", "amphoe_above", "province_above"]
COLUMNS = ["kind", "source_file", "source_row", "reason_code", "reason_th", "reason_en"]


def reason(code: str, lang: str, **slots: object) -> str:
    """The words of a reason code; days are written out, a slot without a value is a dash."""
    (text,) = _reasons(code, lang, 1, slots)
    return text


def row_name(source_file: pd.Series, source_row: pd.Series) -> pd.Series:
    """How one line is named to another: ``file#row``."""
    return source_file + "#" + source_row.astype("str")


@dataclass
class Verdicts:
    """What becomes of the lines of one kind: open until rejected, and then for the first reason."""

    lines: pd.DataFrame
    open: np.ndarray = field(init=False)
    _rejected: list[tuple[str, np.ndarray, dict]] = field(default_factory=list)
    _flags: list[pd.Series] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.open = np.ones(len(self.lines), dtype=bool)

    def reject(self, mask: pd.Series | np.ndarray, code: str, **slots: object) -> None:
        """Reject the open lines of ``mask``; a slot is one value or a column beside the lines."""
        chosen = np.flatnonzero(np.asarray(mask, dtype=bool) & self.open)
        if not len(chosen):
            return
        self.open[chosen] = False
        self._rejected.append((code, chosen, {n: _chosen(s, chosen) for n, s in slots.items()}))

    def flag(self, mask: pd.Series | np.ndarray, text: str | pd.Series) -> None:
        """Note something about the lines of ``mask``; ``text`` is one for all or a column."""
        chosen = np.flatnonzero(np.asarray(mask, dtype=bool))
        texts = text.to_numpy()[chosen] if isinstance(text, pd.Series) else text
        self._flags.append(pd.Series(texts, index=chosen, dtype="str"))

    def flag_at(self, positions: pd.Series, texts: pd.Series) -> None:
        """Note a text about the line at each position; both series have the same order."""
        self._flags.append(pd.Series(texts.to_numpy(), index=positions.to_numpy(), dtype="str"))

    def flags(self) -> pd.Series:
        """One row a flag; the index is the position of its line."""
        return pd.concat(self._flags) if self._flags else pd.Series(dtype="str")

    def rejects_by_reason(self) -> pd.Series:
        """The reason code of every rejected line; the index is the position of the line."""
        parts = [pd.Series(code, index=chosen) for code, chosen, _ in self._rejected]
        return pd.concat(parts).astype("str") if parts else pd.Series(dtype="str")

    def rejects(self, kind: str) -> pd.DataFrame:
        """One row a rejected line, as table ``rejects`` has it but for ``is_demo``."""
        columns = [*COLUMNS, "as_received", "exported_on"]
        parts = [self._part(kind, *rejected) for rejected in self._rejected]
        if not parts:
            return pd.DataFrame(columns=columns)
        return pd.concat(parts)[columns].sort_index()

    def _part(self, kind: str, code: str, chosen: np.ndarray, slots: dict) -> pd.DataFrame:
        lines = self.lines.iloc[chosen]
        part = lines[["source_file", "source_row", "exported_on"]].set_axis(chosen)
        for lang in LANGUAGES:
            part[f"reason_{lang}"] = list(_reasons(code, lang, len(chosen), slots))
        return part.assign(kind=kind, reason_code=code, as_received=as_received(lines))


def as_received(lines: pd.DataFrame) -> list[str]:
    """Each line's filled cells as JSON; reading has dropped what is not declared or personal."""
    held = lines.drop(columns=[column for column in [*PLACE, *SUGGESTED] if column in lines])
    names = list(held.columns)
    rows = held.astype(object).where(held.notna(), None).itertuples(index=False, name=None)
    filled = ({n: cell for n, cell in zip(names, row, strict=True) if cell} for row in rows)
    return [json.dumps(cells, ensure_ascii=False) for cells in filled]


def _chosen(slot: object, chosen: np.ndarray) -> object:
    return slot.iloc[chosen].tolist() if isinstance(slot, pd.Series) else slot


def _reasons(code: str, lang: str, count: int, slots: dict) -> Iterator[str]:
    """The words for ``count`` lines; a slot is a list of as many values, or one for all."""
    write = metadata.load("reject_reasons.yml")[code][lang].format
    columns = [
        [_said(v, lang) for v in slot] if isinstance(slot, list) else [_said(slot, lang)] * count
        for slot in slots.values()
    ]
    for line in range(count):
        yield write(**{name: said[line] for name, said in zip(slots, columns, strict=True)})


def _said(value: object, lang: str) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return value[lang]
    if isinstance(value, date):
        return _day(value, lang)
    return "-" if pd.isna(value) else str(value)


@cache
def _day(day: date, lang: str) -> str:
    return thai.format_date_short(day, lang)
