"""The sheet of facts: every number of the fact file, as it is and as the report prints it."""

from helpers.facts.book import ends
from helpers.publish.speaker import Speaker
from helpers.publish.xlsx import values
from helpers.publish.xlsx.cells import Cells, Figure
from helpers.publish.xlsx.sheets import Sheet


def sheet(speaker: Speaker) -> Sheet:
    """One row a fact, in the order of the file."""
    return Sheet("facts", [_row(speaker, fact_id) for fact_id in speaker.facts["facts"]])


def _row(speaker: Speaker, fact_id: str) -> Cells:
    fact = speaker.facts["facts"][fact_id]
    low, high = (Figure(end, fact["kind"]) for end in ends(fact["value"]))
    return {
        "fact_id": fact_id,
        "value": values.number(speaker, fact_id),
        "low": low,
        "high": high,
        "text": speaker.number(fact_id).text,
        "fact_kind": speaker.word(f"workbook.fact_kinds.{fact['kind']}"),
        "unit_code": fact["unit"],
        "method": speaker.word(f"workbook.methods.{fact['method']}"),
        "method_code": fact["method"],
        "sources": "\n".join(fact["sources"]),
    }
