"""The sheet of what officers wrote in the form: one row a text."""

from collections.abc import Iterator

from helpers.publish.speaker import Speaker
from helpers.publish.xlsx.cells import Cells
from helpers.publish.xlsx.sheets import Sheet


def sheets(speaker: Speaker) -> Iterator[Sheet]:
    """The texts of the year as a whole, of its indicators, and who signs; none without a form."""
    told = speaker.facts["narrative"]
    if not told["form"]:
        return
    overall = speaker.word("narrative.overall")
    items = {overall: told["overall"], **told["indicators"]}
    rows = [_row(speaker, item, *text) for item, texts in items.items() for text in texts.items()]
    signed = [_row(speaker, overall, *text) for text in told["approval"].items()]
    yield Sheet("narrative", [*rows, *signed])


def _row(speaker: Speaker, item: str, field: str, text: dict) -> Cells:
    return {
        "told_of": item,
        "field": speaker.word(f"workbook.fields.{field}"),
        "filed": text["text_th"],
        "drafted": speaker.word("workbook.yes") if text["is_draft"] else None,
        "source": text["source"],
    }
