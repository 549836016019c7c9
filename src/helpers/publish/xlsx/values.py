"""Facts as the cells that show them."""

from datetime import date

from helpers.facts.book import ends
from helpers.publish.document import Line, plain
from helpers.publish.speaker import Speaker
from helpers.publish.xlsx.cells import Cells, Figure


def number(speaker: Speaker, fact_id: str | None) -> Figure | None:
    """The one number of a fact; nothing where there is no such fact or it is a range."""
    fact = speaker.facts["facts"].get(fact_id)
    if fact is None or isinstance(fact["value"], dict):
        return None
    return Figure(fact["value"], fact["kind"])


def both_ends(speaker: Speaker, name: str, fact_id: str | None) -> Cells:
    """The columns ``name_low`` and ``name_high``; equal where the fact is one number."""
    fact = speaker.facts["facts"].get(fact_id)
    if fact is None:
        return {}
    low, high = (Figure(end, fact["kind"]) for end in ends(fact["value"]))
    return {f"{name}_low": low, f"{name}_high": high}


def day(iso: str | None) -> date | None:
    """A day of the fact file as a date."""
    return date.fromisoformat(iso) if iso else None


def words(line: Line) -> str | None:
    """A line as text; nothing for an empty one."""
    return plain(line) or None
