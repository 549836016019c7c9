"""How the workbook is laid out (``workbook.yml``) and what its columns are called."""

from helpers import knowledge
from helpers.publish.document import plain
from helpers.publish.speaker import Speaker

ENDS = ("low", "high")


def load() -> dict:
    """The declared layout."""
    return knowledge.load("workbook.yml")


def columns(sheet: str) -> dict[str, dict]:
    """Width and unit of each column of a sheet, in order."""
    return load()["sheets"][sheet]["columns"]


def title(speaker: Speaker, sheet: str) -> str:
    """The name on a sheet's tab."""
    return speaker.word(f"workbook.sheets.{sheet}")


def heading(speaker: Speaker, column: str) -> str:
    """The heading of a column; of the two ends of a range it says which."""
    base, end = _parts(column)
    name = speaker.word(f"workbook.columns.{base}.name")
    return plain(speaker.say(f"workbook.{end}", name=name)) if end else name


def meaning(speaker: Speaker, column: str) -> str:
    """What a column holds."""
    base, _ = _parts(column)
    return speaker.word(f"workbook.columns.{base}.text")


def _parts(column: str) -> tuple[str, str | None]:
    """``level_low`` is the low end of ``level``; any other column is itself."""
    base, _, end = column.rpartition("_")
    return (base, end) if base and end in ENDS else (column, None)
