"""The sheets of the results a report uses and of their sources."""

from helpers.publish.annual import parts
from helpers.publish.speaker import Speaker
from helpers.publish.xlsx import values
from helpers.publish.xlsx.cells import Cells, Year
from helpers.publish.xlsx.sheets import Sheet


def readings(speaker: Speaker) -> Sheet:
    """One row a result that a fact of the report names."""
    listed = speaker.facts["readings"].items()
    return Sheet("readings", [_reading(speaker, name, about) for name, about in listed])


def sources(speaker: Speaker) -> Sheet:
    """One row a source of these results, of stages and of texts; addresses are text."""
    rows = [
        {
            "source_id": name,
            "title": values.words(parts.source_title(speaker, name)),
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
        "counted": values.words(speaker.both(reading["label"])),
        "place": values.words(parts.place(speaker, reading["geography_code"])),
        **values.both_ends(speaker, "value", reading["fact"]),
        "unit": speaker.unit(reading["unit_th"]),
        "period": values.words(parts.reading_day(speaker, reading)),
        **{name: values.day(reading[name]) for name in days},
        "year_be": Year(reading["year"]),
        "reading_kind": speaker.word(f"sources.kind_{reading['kind']}"),
        "maturity": speaker.word(f"workbook.maturity.{reading['maturity']}"),
        "confidence": speaker.word(f"confidence.{reading['confidence']}"),
        "source_id": reading["source_id"],
        "evidence": reading["evidence"],
        "note": values.words(note),
        "source": reading["source"],
    }
