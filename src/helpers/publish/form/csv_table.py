"""The form as one flat CSV table, which Excel opens with its Thai intact."""

import csv
import io
from pathlib import Path

from helpers import files
from helpers.forms import declared
from helpers.forms.texts import DRAFTED
from helpers.publish.form.content import Content, Item

# By this mark Excel knows UTF-8.
_MARK = "\ufeff"


def write(content: Content) -> Path:
    """Write one row an item (indicator, goal, the whole); returns the file."""
    text = io.StringIO()
    writer = csv.DictWriter(text, declared.table_columns(), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows({**row, **content.about} for row in _rows(content))
    return files.write_text(content.path("table"), _MARK + text.getvalue())


def _rows(content: Content) -> list[dict[str, object]]:
    kinds = declared.load()["row_kinds"]
    whole = {
        declared.load()["row_kind"]: kinds[declared.OVERALL],
        declared.ITEM: declared.load()["overall"],
        DRAFTED: content.draft,
    }
    sheets = (declared.RESULTS, declared.MILESTONES)
    return [
        *(_row(item, kinds[sheet]) for sheet in sheets for item in content.items(sheet)),
        whole,
    ]


def _row(item: Item, kind: str) -> dict[str, object]:
    printed = {name: cell.value for name, cell in item.printed.items()}
    return {declared.load()["row_kind"]: kind, declared.ITEM: item.name, **printed}
