"""The sheet of indicators: one row an indicator due in the year."""

from helpers.publish.annual import parts
from helpers.publish.speaker import Speaker
from helpers.publish.xlsx import values
from helpers.publish.xlsx.cells import Cells
from helpers.publish.xlsx.sheets import Sheet

RANGES = (
    "actual",
    "level",
    "path",
    "achievement",
    "to_date",
    "gap",
    "yearly_step",
    "required_step",
    "score",
    "score_path",
)


def sheet(speaker: Speaker) -> Sheet:
    """Every indicator due, in the order of the plan."""
    return Sheet("indicators", [_row(speaker, entry) for entry in speaker.facts["indicators"]])


def _row(speaker: Speaker, entry: dict) -> Cells:
    ids = entry["facts"]
    row = {
        **_declared(speaker, entry),
        "target": values.number(speaker, ids["target"]),
        "baseline": values.number(speaker, ids.get("baseline")),
        **_result(speaker, entry),
        "light": values.words(parts.lights(speaker, entry)),
        "light_path": values.words(parts.lights(speaker, entry, path=True)),
        "reason": speaker.word(f"reasons.{entry['reason']}"),
        "note": _note(speaker, entry),
        "source": entry["source"],
        "reading_id": entry["reading_id"],
        "next_reading_id": entry["next_reading_id"],
    }
    for name in RANGES:
        row |= values.both_ends(speaker, name, ids.get(name))
    return row


def _declared(speaker: Speaker, entry: dict) -> Cells:
    """What the plan says of an indicator, whatever its result."""
    programme, role, basis = entry["programme"], entry["role"], entry["score_basis"]
    return {
        "indicator_id": entry["indicator_id"],
        "strategy_id": entry["strategy_id"],
        "programme": values.words(speaker.both(programme)) if programme else None,
        "label": values.words(speaker.both(entry["label"])),
        "unit": speaker.unit(entry["unit_th"]),
        "measure_type": speaker.word(f"terms.{entry['measure_type']}.name"),
        "type_source": speaker.word(f"type_sources.{entry['type_source']}"),
        "role": speaker.word(f"indicators.role_{role}") if role else None,
        "score_basis": speaker.word(f"workbook.bases.{basis}") if basis else None,
    }


def _result(speaker: Speaker, entry: dict) -> Cells:
    """The day and the marks of the result; blank where there is none."""
    if not entry["reading_id"]:
        return {}
    reading = speaker.facts["readings"][entry["reading_id"]]
    marked = [name for name in ("interim", "flagged") if entry[name]]
    return {
        "actual_as_of": values.day(entry["actual_as_of"]),
        "actual_period": values.words(parts.reading_day(speaker, reading)),
        "maturity": speaker.word(f"workbook.maturity.{reading['maturity']}"),
        **{name: speaker.word(f"indicators.{name}") for name in marked},
    }


def _note(speaker: Speaker, entry: dict) -> str | None:
    told = [entry["note"] if entry["note"]["th"] else None, entry["link_reason"]]
    return values.words(parts.join([speaker.both(texts) for texts in told if texts]))
