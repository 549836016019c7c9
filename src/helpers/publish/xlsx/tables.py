"""The sheets of facts, results, indicators, officers' texts, rejects, and the dictionary."""

import json
from collections.abc import Iterator

import pandas as pd
from openpyxl.utils import get_column_letter

from helpers.core import metadata, tables
from helpers.core.datasets import REAL
from helpers.core.metadata import LANGUAGES
from helpers.facts.book import ends
from helpers.facts.coverage import without_slots
from helpers.publish.annual import executive, goals, parts
from helpers.publish.document import plain
from helpers.publish.language import Speaker
from helpers.publish.said import SaidReport
from helpers.publish.xlsx import cells, layout
from helpers.publish.xlsx.cells import Amount, Cells, Year
from helpers.publish.xlsx.layout import Sheet


def facts_sheet(speaker: Speaker) -> Sheet:
    """One row a fact, in the order of the file."""
    return Sheet("facts", [_fact_row(speaker, fact_id) for fact_id in speaker.facts["facts"]])


def _fact_row(speaker: Speaker, fact_id: str) -> Cells:
    fact = speaker.facts["facts"][fact_id]
    low, high = (Amount(end, fact["kind"]) for end in ends(fact["value"]))
    return {
        "fact_id": fact_id,
        "value": cells.number(speaker, fact_id),
        "low": low,
        "high": high,
        "text": speaker.number(fact_id).text,
        "fact_kind": speaker.word(f"workbook.fact_kinds.{fact['kind']}"),
        "unit_code": fact["unit"],
        "method": speaker.word(f"workbook.methods.{fact['method']}"),
        "method_code": fact["method"],
        "sources": "\n".join(fact["sources"]),
    }


def goals_sheet(speaker: Speaker) -> Sheet:
    """One row a goal of the plan without a yearly figure, with its stage and remark."""
    return Sheet("goals", [_goal(speaker, item) for item in speaker.facts["goals"]["items"]])


def _goal(speaker: Speaker, item: dict) -> Cells:
    stated = item["stage_of"] or {"as_of": None, "evidence": None}
    told = goals.remark(speaker, item)
    period = speaker.both(item["period_text"]) if item["period_text"] else item["period"]
    return {
        "goal_id": item["goal_id"],
        "strategy_id": item["node_id"],
        "goal_kind": speaker.word(f"kinds.{item['kind']}"),
        "part_of": item["part_of"],
        "goal_text": cells.words(speaker.both(item["text"])),
        "goal_period": period if isinstance(period, str) else cells.words(period),
        "figure": cells.number(speaker, item["figure"]),
        "unit": speaker.unit_of(item["figure_unit"]) if item["figure_unit"] else None,
        "stage": speaker.word(f"stages.{item['stage']}") if item["stage"] else None,
        "stage_as_of": cells.day(stated["as_of"]),
        "stage_evidence": stated["evidence"],
        "remark": told and told["text_th"],
        "source": item["source"],
    }


def narrative_sheets(speaker: Speaker) -> Iterator[Sheet]:
    """Texts of the year, its strategies, indicators and goals, who signs; none without a form."""
    told = speaker.facts["narrative"]
    if not told["form"]:
        return
    overall = speaker.word("narrative.overall")
    by_item = {**told["strategies"], **told["indicators"], **told["goals"]}
    items = {overall: told["overall"], **by_item}
    rows = [
        narrative_row(speaker, item, *text)
        for item, texts in items.items()
        for text in texts.items()
    ]
    signed = [narrative_row(speaker, overall, *text) for text in told["approval"].items()]
    yield Sheet("narrative", [*rows, *signed])


def narrative_row(speaker: Speaker, item: str, field: str, text: dict) -> Cells:
    """A filed text: what it is of, which field of the form, its words."""
    return {
        "told_of": item,
        "field": speaker.word(f"workbook.fields.{field}"),
        "filed": _drafted(speaker) if text["is_draft"] else text["text_th"],
        "drafted": speaker.word("workbook.yes") if text["is_draft"] else None,
        "stale": "\n".join(plain(line) for line in executive.stale(speaker, text)) or None,
        "source": text["source"],
    }


def _drafted(speaker: Speaker) -> str:
    """The draft as the facts of today have it; the form's own may be of other ones."""
    return "\n".join(plain(line) for line in executive.draft(speaker))


def readings(speaker: Speaker) -> Sheet:
    """One row a result that a fact of the report names."""
    listed = speaker.facts["readings"].items()
    return Sheet("readings", [_reading(speaker, name, about) for name, about in listed])


def sources(speaker: Speaker) -> Sheet:
    """One row a source of these results, of stages and of texts; addresses are text."""
    rows = [
        {
            "source_id": name,
            "title": cells.words(parts.source_title(speaker, name)),
            "address": about["address"],
        }
        for name, about in speaker.facts["sources"].items()
    ]
    return Sheet("sources", rows)


def _reading(speaker: Speaker, reading_id: str, reading: dict) -> Cells:
    days = ("as_of", "as_of_from", "as_of_to", "read_on")
    note = parts.reading_note(speaker, reading_id)
    return {
        "reading_id": reading_id,
        "counted": cells.words(speaker.both(reading["label"])),
        "place": cells.words(parts.place(speaker, reading["geography_code"])),
        "result_value": cells.one(speaker, reading["fact"]),
        "unit": speaker.unit(reading["unit_th"]),
        "period": cells.words(parts.reading_day(speaker, reading)),
        **{name: cells.day(reading[name]) for name in days},
        "year_be": Year(reading["year"]),
        "reading_kind": speaker.word(f"sources.kind_{reading['kind']}"),
        "maturity": speaker.word(f"workbook.maturity.{reading['maturity']}"),
        "confidence": speaker.word(f"confidence.{reading['confidence']}"),
        "source_id": reading["source_id"],
        "evidence": reading["evidence"],
        "note": cells.words(note),
        "source": reading["source"],
    }


MEASURES = (
    "actual",
    "level",
    "grown",
    "to_grow",
    "path",
    "achievement",
    "done",
    "asked",
    "to_date",
    "gap",
    "yearly_step",
    "required_step",
    "observed_step",
    "score",
    "score_path",
)


def indicators_sheet(speaker: Speaker) -> Sheet:
    """Every indicator due, in the order of the plan."""
    return Sheet(
        "indicators", [_indicator_row(speaker, entry) for entry in speaker.facts["indicators"]]
    )


def _indicator_row(speaker: Speaker, entry: dict) -> Cells:
    ids = entry["facts"]
    row = {
        **_declared(speaker, entry),
        "target": cells.number(speaker, ids["target"]),
        "baseline": cells.number(speaker, ids.get("baseline")),
        **_result(speaker, entry),
        "light": cells.words(parts.lights(speaker, entry)),
        "light_path": cells.words(parts.lights(speaker, entry, path=True)),
        "turns_under": _turns_under(speaker, entry),
        "reason": speaker.word(f"reasons.{entry['reason']}"),
        "note": _note(speaker, entry),
        "source": entry["source"],
        "reading_id": entry["reading_id"],
        "next_reading_id": entry["next_reading_id"],
    }
    return row | _outlook(speaker, entry["outlook"]) | measures(speaker, ids, MEASURES)


def _outlook(speaker: Speaker, told: dict | None) -> Cells:
    """The plan's end in each scenario, and what both ends of the ranges say of it."""
    if told is None:
        return {"outlook": speaker.word("outlooks.no_target_to_come")}
    said = dict.fromkeys(speaker.word(f"outlooks.{told[end]}") for end in ("low", "high"))
    ends = {
        f"outlook_{name}": cells.one(speaker, facts["value"])
        for name, facts in told["scenarios"].items()
    }
    best = told["scenarios"].get("best", {}).get("pace")
    return {**ends, "best_step": cells.one(speaker, best), "outlook": " · ".join(said)}


def _turns_under(speaker: Speaker, entry: dict) -> str | None:
    """The other assumptions that turn the light, one under the other."""
    about = speaker.facts["sensitivity"]
    names = [
        under["variant"]
        for one in about["lights"]
        if one["indicator_id"] == entry["indicator_id"] and not one["path"]
        for under in one["under"]
    ]
    labels = [speaker.both(about["variants"][name]["label"]) for name in dict.fromkeys(names)]
    return cells.words(parts.join(labels))


def measures(speaker: Speaker, ids: dict[str, str], names: tuple[str, ...]) -> Cells:
    """The numbers of an indicator, each once: a cumulative one is judged by its level or path."""
    told = {name: cells.one(speaker, ids.get(name)) for name in names}
    return told | {"achievement": None} if "level" in ids else told


def _declared(speaker: Speaker, entry: dict) -> Cells:
    """What the plan says of an indicator, whatever its result."""
    programme, role, basis = entry["programme"], entry["role"], entry["score_basis"]
    return {
        "indicator_id": entry["indicator_id"],
        "issue": _issue(speaker, entry),
        "strategy_id": entry["strategy_id"],
        "programme": cells.words(speaker.both(programme)) if programme else None,
        "label": cells.words(speaker.both(entry["label"])),
        "unit": speaker.unit(entry["unit_th"]),
        "measure_type": speaker.word(f"terms.{entry['measure_type']}.name"),
        "type_source": speaker.word(f"type_sources.{entry['type_source']}"),
        "role": speaker.word(f"indicators.role_{role}") if role else None,
        "score_basis": speaker.word(f"workbook.bases.{basis}") if basis else None,
    }


def _issue(speaker: Speaker, entry: dict) -> str | None:
    """What the plan has above the indicator's strategy; nothing where it has nothing there."""
    group = next(g for g in speaker.facts["groups"] if entry["indicator_id"] in g["indicator_ids"])
    return cells.words(
        parts.join([parts.title(speaker, "parent", about) for about in group["parents"]])
    )


def _result(speaker: Speaker, entry: dict) -> Cells:
    """The day and the marks of the result; blank where there is none."""
    if not entry["reading_id"]:
        return {}
    reading = speaker.facts["readings"][entry["reading_id"]]
    marked = [name for name in ("interim", "flagged") if entry[name]]
    return {
        "actual_as_of": cells.day(entry["actual_as_of"]),
        "actual_period": cells.words(parts.reading_day(speaker, reading)),
        "maturity": speaker.word(f"workbook.maturity.{reading['maturity']}"),
        **{name: speaker.word(f"indicators.{name}") for name in marked},
    }


def _note(speaker: Speaker, entry: dict) -> str | None:
    told = [entry["note"] if entry["note"]["th"] else None, entry["link_reason"]]
    return cells.words(parts.join([speaker.both(texts) for texts in told if texts]))


def dictionary_sheet(report: SaidReport, names: list[str], with_words: bool = True) -> Sheet:
    """Of the sheets called ``names`` and of those every workbook has; then the words used.

    ``with_words`` left out of a workbook that has no lights, reasons and terms of indicators.
    """
    speakers = {lang: Speaker(report.facts, lang) for lang in LANGUAGES}
    listed = [name for name in layout.load()["sheets"] if name in (*names, "about", "dictionary")]
    rows = [row for name in listed for row in _columns(report.speaker, speakers, name)]
    return Sheet("dictionary", [*rows, *(_words(report.speaker) if with_words else ())])


def _columns(own: Speaker, speakers: dict[str, Speaker], name: str) -> Iterator[Cells]:
    for place, (column, about) in enumerate(layout.columns_of(name).items(), start=1):
        row: Cells = {
            "sheet": layout.title(own, name),
            "column": get_column_letter(place),
            "entry": column,
        }
        for lang, speaker in speakers.items():
            row[f"name_{lang}"] = layout.heading_of(speaker, column)
            row[f"meaning_{lang}"] = layout.meaning(speaker, column)
            if "unit" in about:
                row[f"unit_{lang}"] = speaker.word(f"workbook.units.{about['unit']}")
        yield row


def _words(own: Speaker) -> Iterator[Cells]:
    """Lights with their shapes, reasons and terms."""
    labels = own.labels
    for name, words in own.lights.items():
        shown = {lang: f"{words['shape']} {words[lang]}" for lang in LANGUAGES}
        yield _word(own, "light", name, shown, labels["workbook"]["lights"][name])
    for name, words in labels["reasons"].items():
        yield _word(own, "reason", name, words, {})
    for name, about in labels["terms"].items():
        yield _word(own, "term", name, about["name"], about["text"])


def _word(own: Speaker, what: str, entry: str, name: dict, meaning: dict) -> Cells:
    return {
        "sheet": own.word(f"workbook.words.{what}"),
        "entry": entry,
        **{f"name_{lang}": name[lang] for lang in LANGUAGES},
        **{f"meaning_{lang}": meaning.get(lang) for lang in LANGUAGES},
    }


NAMES = ("rejects", "reject_lines")


def rejects_sheets(speaker: Speaker) -> Iterator[Sheet]:
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
    reasons = metadata.load("reject_reasons.yml")
    counts = rejected.value_counts(["kind", "reason_code"], dropna=False)
    for (kind, code), number in counts.items():
        yield {
            "kind": kinds.get(kind),
            "reason_code": code,
            "reason": without_slots(reasons[code][speaker.lang]),
            "n_lines": Amount(int(number)),
        }


def _lines(speaker: Speaker, kinds: dict[str, str], rejected: pd.DataFrame) -> Iterator[Cells]:
    for row in rejected.itertuples(index=False):
        yield {
            "kind": kinds.get(row.kind),
            "source_file": row.source_file,
            "source_row": Amount(int(row.source_row)),
            "reason_code": row.reason_code,
            "reason": getattr(row, f"reason_{speaker.lang}"),
            "as_received": _as_received(row.as_received),
            "exported_on": None if pd.isna(row.exported_on) else row.exported_on.date(),
        }


def _as_received(text: str) -> str:
    """Declared columns and what stood in them, one under the other."""
    return "\n".join(f"{name}: {value}" for name, value in json.loads(text).items())
