"""Findings about the plans themselves, and about the data: missing, interim, revised ..."""

from collections import Counter
from collections.abc import Iterator

import pandas as pd

from helpers.assessment import scoring
from helpers.core.errors import InputError
from helpers.facts.book import Book, day, interval, line_source
from helpers.facts.inputs import Inputs

# Line wraps of the printed page that stand as spaces inside a word.
SPACING = "spacing"
# What else is corrected, by what went wrong (corrections.yml).
MENDED = ("misprint", "scan", "split", "drop")
# Told only where there are any: a report without forms has nothing to say of them.
IF_ANY = ("filed", "provisional")


def collect_quality(book: Book, inputs: Inputs, indicators: list[dict]) -> dict:
    """Counts with the indicators behind them, corrections of the document, revisions."""
    maturity = inputs.actuals.set_index("reading_id").maturity
    lists = {
        "missing": [i for i in indicators if i["reason"] == "no_reading"],
        "interim": [i for i in indicators if i["interim"]],
        "flagged": [i for i in indicators if i["flagged"]],
        "derived": [i for i in indicators if inputs.kinds.get(i["reading_id"]) == "derived"],
        "filed": [i for i in indicators if inputs.kinds.get(i["reading_id"]) == "filed"],
        "provisional": [i for i in indicators if maturity.get(i["reading_id"]) == "provisional"],
        "not_comparable": [i for i in indicators if i["lights"]["low"] == "not_comparable"],
        "inferred": [i for i in indicators if i["type_source"] == "inferred"],
        "arithmetic": [i for i in indicators if i["type_source"] == "arithmetic"],
    }
    corrections = _corrections(inputs)
    revisions = _revisions(book, inputs)
    counts = {n: len(found) for n, found in lists.items() if found or n not in IF_ANY}
    by_action = Counter(c["action"] for c in corrections)
    counts |= {name: by_action[name] for name in (*MENDED, SPACING) if by_action[name]}
    counts |= {
        "corrected": len([c for c in corrections if c["action"] != SPACING]),
        "lines_read": int(_in_document(inputs).lines_read.max()) if corrections else 0,
        "revised": len(revisions),
        "due": len(indicators),
    }
    return {
        "facts": {name: _count(book, name, number) for name, number in counts.items()},
        "indicators": {n: [i["indicator_id"] for i in found] for n, found in lists.items()},
        "corrections": corrections,
        "revisions": revisions,
    }


def _count(book: Book, name: str, number: int) -> str:
    return book.add(
        f"quality:{name}",
        number,
        unit="item",
        method="counted",
        sources=["table:assessment", "table:plan_targets", "table:corrections", "table:actuals"],
    )


def _corrections(inputs: Inputs) -> list[dict]:
    """Corrections in the document of the year's plan."""
    mine = _in_document(inputs)
    return [
        {
            "correction_id": row.correction_id,
            "action": row.action,
            "printed": row.printed,
            "read_as": row.read_as,
            "reason": {"th": row.reason_th, "en": row.reason_en},
            "source": line_source(row),
        }
        for row in mine.itertuples(index=False)
    ]


def _in_document(inputs: Inputs) -> pd.DataFrame:
    return inputs.corrections[inputs.corrections.source_file == inputs.document]


def _revisions(book: Book, inputs: Inputs) -> list[dict]:
    """Series that CODI's page printed with different values on different days.

    Only the same year column of the same area counts as the same number; later readings never
    overwrite earlier ones.
    """
    table = inputs.actuals
    columns = table[(table.year_basis == "unknown") & (table.year_be == inputs.year)]
    found = []
    for (key, code), rows in columns.groupby(["indicator_key", "geography_code"]):
        rows = rows.dropna(subset=["read_on"]).sort_values("read_on")
        steps = rows[["value_low", "value_high"]].astype(float).diff()
        changed = rows[steps.ne(0).any(axis=1)]
        if len(changed) > 1:
            found.append(_revision(book, key, code, changed))
    return found


def _revision(book: Book, key: str, code: str, changed: pd.DataFrame) -> dict:
    return {
        "indicator_key": key,
        "geography_code": code,
        "values": [
            {
                "read_on": day(row.read_on),
                "reading_id": row.reading_id,
                "fact": book.read(
                    f"quality:revision:{row.reading_id}",
                    interval(row.value_low, row.value_high),
                    row.reading_id,
                    key,
                ),
            }
            for row in changed.itertuples(index=False)
        ],
    }


def collect(book: Book, inputs: Inputs) -> list[dict]:
    """Every finding that holds for the year's plan, as a key of labels.yml with its slots."""
    makers = (
        _strategies_without_indicator,
        _goal_against_figure,
        _contradictions_of_lines,
        _no_welfare_indicator,
        _cumulative_not_said,
        _undefined_denominator,
        _total_not_sum,
        _unknown_periods,
        _targets_without_figure,
        _holds,
        _year_kind,
        _no_weights,
    )
    return [finding for make in makers for finding in make(book, inputs)]


def _finding(key: str, facts: dict | None = None, **words: object) -> dict:
    return {"key": key, "facts": facts or {}, "words": words}


def _indicators(inputs: Inputs) -> pd.DataFrame:
    """One row for each indicator of the year's plan."""
    return inputs.plan_targets.drop_duplicates("indicator_id")


def _counted(book: Book, name: str, number: int, source: str) -> str:
    return book.add(
        f"finding:{name}", number, unit="item", method="counted", sources=[f"table:{source}"]
    )


def _strategies_without_indicator(book: Book, inputs: Inputs) -> Iterator[dict]:
    empty = [group for group in inputs.groups if not group.indicator_ids]
    if empty:
        count = _counted(book, "strategies_without_indicator", len(empty), "plan_structure")
        names = [group.group_id for group in empty]
        yield _finding("strategies_without_indicator", {"count": count}, names=names)


def _goal_against_figure(book: Book, inputs: Inputs) -> Iterator[dict]:
    """A goal's figure that the table's own figures do not reach, for the declared cases."""
    totals = inputs.totals[inputs.totals.plan_id == inputs.plan_id].set_index("indicator_id")
    for case in inputs.layout["contradictions"]:
        name = case["indicator"]
        goals = inputs.goals[
            (inputs.goals.indicator_id == name) & (inputs.goals.figure == case["figure"])
        ]
        if name not in totals.index:
            continue
        if goals.empty:
            raise InputError(
                f"no goal of {name} holds the figure {case['figure']}",
                fix="src/helpers/metadata/report.yml (contradictions)",
            )
        yield _contradiction(book, inputs, name, totals.loc[name], goals.iloc[0])


def _contradiction(book: Book, inputs: Inputs, name: str, total, goal) -> dict:
    prefix = f"finding:goal_against_figure:{name}"
    units = inputs.country_units
    figure = book.add(f"{prefix}:figure", goal.figure, unit="percent", sources=[line_source(goal)])
    asked = book.add(
        f"{prefix}:total", total.printed_total, unit="total", sources=[line_source(total)]
    )
    of = book.read(f"{prefix}:units", units.value, units.reading_id, "codi_unit")
    share = book.add(
        f"{prefix}:share",
        total.printed_total / units.value,
        kind="ratio",
        method="share",
        sources=[f"fact:{asked}", f"fact:{of}"],
    )
    facts = {"figure": figure, "total": asked, "share": share, "units": of}
    return _finding("goal_against_figure", facts, id=name, day=day(units.as_of))


def _contradictions_of_lines(book: Book, inputs: Inputs) -> Iterator[dict]:
    """Declared places where the document contradicts itself or is damaged, with their lines."""
    for row in inputs.contradictions.itertuples(index=False):
        if inputs.plan_id not in row.plan_ids.split(","):
            continue
        places = [{"quote": row.quote_th, "source": line_source(row)}]
        if pd.notna(row.other_line):
            source = f"{row.source_file}:{row.other_line}"
            places.append({"quote": row.other_quote_th, "source": source})
        note = {"th": row.note_th, "en": row.note_en}
        yield _finding(row.kind, id=row.finding_id, note=note, places=places)


def _no_welfare_indicator(book: Book, inputs: Inputs) -> Iterator[dict]:
    """Another plan had welfare indicators and this one has none."""
    topic = inputs.layout["welfare"]["topic"]
    plans = {
        row.plan_id
        for row in inputs.targets.itertuples(index=False)
        if inputs.declarations[row.indicator_id]["topic"] == topic
    }
    if plans and inputs.plan_id not in plans:
        yield _finding("no_welfare_indicator")


def _cumulative_not_said(book: Book, inputs: Inputs) -> Iterator[dict]:
    """Cumulative tambons whose years add up to more than there are, without the word for it."""
    stocks = inputs.plan_targets[
        (inputs.plan_targets.measure_type == "stock")
        & inputs.plan_targets.type_source.isin(["arithmetic", "inferred"])
    ]
    tambons = stocks[stocks.unit == "tambon"].groupby("indicator_id")
    for name, rows in tambons:
        if rows.target.sum() <= inputs.country_units.value:
            continue
        total = book.add(
            f"finding:cumulative_not_said:{name}",
            rows.target.sum(),
            unit=rows.unit.iloc[0],
            method="added_up",
            sources=[line_source(row) for row in rows.itertuples()],
        )
        yield _finding("cumulative_not_said", {"sum": total}, id=name)


def _undefined_denominator(book: Book, inputs: Inputs) -> Iterator[dict]:
    rows = _indicators(inputs)
    for name in rows[rows.denominator == "undefined"].indicator_id:
        yield _finding("undefined_denominator", id=name)


def _total_not_sum(book: Book, inputs: Inputs) -> Iterator[dict]:
    """Printed totals that a footnote says are not the sum of the years."""
    totals = inputs.totals[inputs.totals.plan_id == inputs.plan_id]
    for row in totals.dropna(subset=["footnote_th"]).itertuples():
        fact = book.add(
            f"finding:total_not_sum:{row.indicator_id}",
            row.printed_total,
            unit="total",
            sources=[line_source(row)],
        )
        yield _finding("total_not_sum", {"total": fact}, id=row.indicator_id)


def _unknown_periods(book: Book, inputs: Inputs) -> Iterator[dict]:
    if book.value("goals:unknown_periods"):
        facts = {"count": "goals:unknown_periods", "all": "goals:outcomes"}
        yield _finding("unknown_periods", facts)


def _targets_without_figure(book: Book, inputs: Inputs) -> Iterator[dict]:
    mine = inputs.goals[inputs.goals.plan_id == inputs.plan_id]
    known = set(inputs.targets.indicator_id)
    bare = mine[mine.indicator_id.notna() & ~mine.indicator_id.isin(known)]
    if not bare.empty:
        count = _counted(book, "targets_without_figure", len(bare), "plan_goals")
        yield _finding("targets_without_figure", {"count": count})


def _holds(book: Book, inputs: Inputs) -> Iterator[dict]:
    held = inputs.plan_targets[inputs.plan_targets.hold].indicator_id.nunique()
    if held:
        yield _finding("holds", {"count": _counted(book, "holds", held, "plan_targets")})


def _year_kind(book: Book, inputs: Inputs) -> Iterator[dict]:
    """Only words in the document say that a year is a fiscal year; elsewhere it is inferred."""
    stated = _indicators(inputs).year_kind_source.eq("stated").sum()
    if not stated:
        yield _finding("year_kind_inferred")
        return
    count = _counted(book, "year_kind", int(stated), "plan_targets")
    yield _finding("year_kind", {"count": count})


def _no_weights(book: Book, inputs: Inputs) -> Iterator[dict]:
    """The plan prints no weights; others may have been set for the assessment."""
    if inputs.plan_targets.weight.isna().all():
        yield _finding("weights_set" if scoring.weights(inputs.due) else "no_weights")
