"""Filled forms as sources of readings, beside the published pages."""

import re
from datetime import date

import pandas as pd

from helpers import thai
from helpers.forms import declared

_ID = re.compile(r"form-(\d{4})-(\d{4}-\d{2}-\d{2})(?:-\d+)?")


def titles(*tables: pd.DataFrame) -> dict[str, dict[str, str]]:
    """Title (Thai) and file of each form by its source id, like those of published pages.

    ``tables`` are any of ``actuals``, ``stages`` and ``narrative``.
    """
    found = {}
    for table in tables:
        for source, file in zip(table["source_id"], table["source_file"], strict=True):
            if match := _ID.fullmatch(source):
                title = declared.load()["source_title"]["th"].format(
                    year=match[1], day=thai.format_date(date.fromisoformat(match[2]), "th")
                )
                found[source] = {"title": title, "url": file.partition("#")[0]}
    return found
