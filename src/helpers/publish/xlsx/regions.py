"""The sheet of CODI's regions: councils over the units of each."""

from helpers.publish.annual import parts
from helpers.publish.speaker import Speaker
from helpers.publish.xlsx import values
from helpers.publish.xlsx.cells import Cells
from helpers.publish.xlsx.sheets import Sheet


def sheet(speaker: Speaker) -> Sheet:
    """One row a region; without a result it has its status alone."""
    return Sheet("regions", [_row(speaker, area) for area in speaker.facts["councils"]["regions"]])


def _row(speaker: Speaker, area: dict) -> Cells:
    row: Cells = {
        "region_code": area["code"],
        "region": values.words(speaker.both(area["name"])),
        "status": status(speaker, area["status"]),
    }
    if not area["reading_id"]:
        return row
    reading = speaker.facts["readings"][area["reading_id"]]
    return {
        **row,
        **values.both_ends(speaker, "councils", area["facts"]["count"]),
        "units": values.number(speaker, area["facts"].get("units")),
        **values.both_ends(speaker, "coverage", area["facts"].get("coverage")),
        "as_of": values.day(area["as_of"]),
        "period": values.words(parts.reading_day(speaker, reading)),
        "reading_id": area["reading_id"],
        "units_as_of": values.day(area["units_as_of"]),
        "units_reading_id": area["units_reading_id"],
    }


def status(speaker: Speaker, name: str) -> str:
    """How good a count is, in words."""
    return speaker.word("workbook.dated" if name == "dated" else f"status.{name}")
