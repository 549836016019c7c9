"""The tables of ``docs/backtest.md`` and its Thai twin, made again from what is known now.

The words around them are written by hand; only what stands between two marks is replaced.
"""

import re
from pathlib import Path

import pandas as pd

from helpers.analysis.backtest import backtest_outlook, summarise_backtest
from helpers.core import files, metadata, paths, tables
from helpers.core.errors import InputError
from helpers.core.schemas import DERIVED, PUBLISHED

# The one indicator of which results of several years are known.
INDICATOR = "2555-2559/1.4.1a"
_PAGES = {"th": "backtest.th.md", "en": "backtest.md"}
_BLOCK = re.compile(r"(<!-- table (\w+) -->\n).*?(<!-- end -->)", flags=re.DOTALL)
_TABLES = ("pairs", "summary", "two_points")
_PAIRS = ("from_year", "to_year", "horizon", "scenario", "projected", "actual", "error")
_SUMMARY = ("what", "scenario", "horizon", "n", "mean_error", "mean_absolute", "largest")
# What is tried in each table of summaries, by the name of its words.
_TRIED = {
    "country": {},
    "country_then": {"vintage": "then"},
    "regions": {"regions": True},
    "regions_then": {"regions": True, "vintage": "then"},
}


def write(targets: pd.DataFrame | None = None, actuals: pd.DataFrame | None = None) -> list[Path]:
    """Put the tables into both pages; returns the files. Tables not given are the built ones."""
    made = pages(targets, actuals)
    return [files.write_text(paths.root() / "docs" / name, made[name]) for name in made]


def pages(
    targets: pd.DataFrame | None = None, actuals: pd.DataFrame | None = None
) -> dict[str, str]:
    """Both pages as they have to be, by file name.

    Published results alone are tried, so that a registry or a form dropped in changes no page.
    Raises ``InputError`` for a page without the mark of a table.
    """
    written = {lang: _written(paths.root() / "docs" / name) for lang, name in _PAGES.items()}
    targets = tables.read("plan_targets") if targets is None else targets
    actuals = tables.read("actuals") if actuals is None else actuals
    said = actuals[actuals["kind"].isin((PUBLISHED, DERIVED))]
    tried = _try(targets, said)
    # Two points make a pace out of one increase; without a pace nothing differs.
    single = {
        name: frame[frame["scenario"] != "keep"] for name, frame in _try(targets, said, 2).items()
    }
    return {
        _PAGES[lang]: _filled(text, _words(lang), tried, single) for lang, text in written.items()
    }


def _written(place: Path) -> str:
    text = place.read_text(encoding="utf-8")
    marked = [name for _, name, _ in _BLOCK.findall(text)]
    if sorted(marked) != sorted(_TABLES):
        expected = [f"<!-- table {name} -->" for name in _TABLES]
        raise InputError("marks of the tables", expected=expected, found=marked, file=place)
    return text


def _try(
    targets: pd.DataFrame, actuals: pd.DataFrame, points: int | None = None
) -> dict[str, pd.DataFrame]:
    return {
        name: backtest_outlook(INDICATOR, **about, points=points, targets=targets, actuals=actuals)
        for name, about in _TRIED.items()
    }


def _filled(
    text: str,
    words: dict[str, str],
    tried: dict[str, pd.DataFrame],
    single: dict[str, pd.DataFrame],
) -> str:
    made = {
        "pairs": _pairs(tried["country"], words),
        "summary": _summaries(tried, words),
        "two_points": _summaries(single, words),
    }
    return _BLOCK.sub(lambda found: found[1] + made[found[2]] + found[3], text)


def _words(lang: str) -> dict[str, str]:
    labels = metadata.load("labels.yml")
    named = {name: labels["outlook"][name] for name in ("scenario", "keep", "median", "best")}
    return {name: texts[lang] for name, texts in (labels["backtest"] | named).items()}


def _pairs(tried: pd.DataFrame, words: dict[str, str]) -> str:
    rows = [
        (
            str(row.from_year_be),
            str(row.to_year_be),
            str(row.horizon),
            words[row.scenario],
            _range(row.projected_low, row.projected_high),
            _range(row.actual_low, row.actual_high),
            _range(row.error_low, row.error_high, signed=True),
        )
        for row in tried.itertuples(index=False)
    ]
    return _table([words[name] for name in _PAIRS], rows, "rrrlrrr")


def _summaries(tried: dict[str, pd.DataFrame], words: dict[str, str]) -> str:
    """A row a set, scenario and horizon."""
    rows = []
    for name, frame in tried.items():
        for row in summarise_backtest(frame).itertuples(index=False):
            errors = (_number(row.mean_error, signed=True), *map(_number, row[4:]))
            rows.append((words[name], words[row.scenario], str(row.horizon), str(row.n), *errors))
    return _table([words[name] for name in _SUMMARY], rows, "llrrrrr")


def _table(head: list[str], rows: list[tuple[str, ...]], align: str) -> str:
    marks = ["---:" if side == "r" else "---" for side in align]
    lines = [" | ".join(cells) for cells in (head, marks, *rows)]
    return "".join(f"| {line} |\n" for line in lines)


def _range(low: float, high: float, signed: bool = False) -> str:
    """One number, or two with three dots between them: a dash would stand beside a minus."""
    ends = [_number(end, signed) for end in (low, high)]
    return ends[0] if ends[0] == ends[1] else " … ".join(ends)


def _number(value: float, signed: bool = False) -> str:
    text = f"{value:{'+' if signed else ''},.2f}".rstrip("0").rstrip(".")
    return text.replace("-", "−")
