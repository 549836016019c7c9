"""The forms officers filled in, as sources of facts: of which year and day, in which file."""

import re
from datetime import date
from typing import NamedTuple

import pandas as pd

from helpers import knowledge, thai
from helpers.facts.inputs import Inputs

_ID = re.compile(r"form-(\d{4})-(\d{4}-\d{2}-\d{2})")


class Form(NamedTuple):
    """A form by its day; ``file`` is where it was received, without the sheet."""

    as_of: date
    source_id: str
    year: int
    file: str

    @property
    def title(self) -> dict[str, str]:
        """The form by its year and day, in both languages."""
        words = knowledge.load("forms.yml")["source_title"]
        return {
            lang: text.format(year=self.year, day=thai.format_date(self.as_of, lang))
            for lang, text in words.items()
        }


def every(*tables: pd.DataFrame) -> dict[str, Form]:
    """The forms that rows of these tables come from, by their source id, the earliest first."""
    rows = pd.concat([table[["source_id", "source_file"]] for table in tables])
    found = [_form(row) for row in rows.drop_duplicates("source_id").itertuples(index=False)]
    return {form.source_id: form for form in sorted(filter(None, found))}


def known(table: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """The rows of forms that ``as_of`` may know: a form is known from its own day on."""
    told = {name for name, form in every(table).items() if form.as_of <= as_of}
    return table[table["source_id"].isin(told)]


def of_year(inputs: Inputs) -> list[Form]:
    """The forms of the report's year that its day may know, the earliest first."""
    forms = every(inputs.actuals, inputs.stages, inputs.narrative)
    return [
        form for form in forms.values() if form.year == inputs.year and form.as_of <= inputs.as_of
    ]


def _form(row) -> Form | None:
    """The form of a source id that names one; other sources are published pages."""
    named = _ID.match(row.source_id)
    if named is None:
        return None
    file = row.source_file.partition("#")[0]
    return Form(date.fromisoformat(named[2]), row.source_id, int(named[1]), file)
