"""What the facts rest on: the readings behind them, published sources and filled forms."""

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

import pandas as pd

from helpers.actuals import links, raw
from helpers.core import metadata, thai
from helpers.facts.book import Book, cell_of, day, interval, text
from helpers.facts.inputs import Inputs

READING = "reading:"
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
        words = metadata.load("forms.yml")["source_title"]
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


def collect(book: Book, inputs: Inputs, named: Iterable[str] = ()) -> dict:
    """The readings the facts of a year name, and their sources.

    ``named`` are further sources, of texts and stages.
    """
    told = every(inputs.actuals, inputs.stages, inputs.narrative)
    about = {name: _published(name, titles) for name, titles in inputs.sources.items()}
    about |= {name: _filed(form) for name, form in told.items()}
    labels = inputs.targets.drop_duplicates("indicator_id").set_index("indicator_id")
    return _collected(book, inputs.actuals, about, labels, named)


def behind(book: Book, actuals: pd.DataFrame, titles: dict[str, dict[str, str]]) -> dict:
    """The readings the facts name, with the words of their sources, and those sources.

    ``titles`` holds title and address of every source by its id.
    """
    about = {name: _published(name, title) for name, title in titles.items()}
    return _collected(book, actuals, about, pd.DataFrame(), ())


def every_reading(book: Book, rows: pd.DataFrame) -> dict:
    """Every published reading of ``rows`` that no fact says yet, and the sources of all."""
    about = {name: _published(name, title) for name, title in raw.sources().items()}
    new = rows[~(READING + rows.reading_id).isin(list(book.facts))]
    return {
        "readings": _listed(book, new, pd.DataFrame()),
        "sources": {name: about[name] for name in sorted(set(rows.source_id))},
    }


def _published(name: str, title: dict[str, str]) -> dict:
    """A page under its own title, which is not translated; what has none is named in both."""
    english = metadata.load("source_titles.yml").get(name)
    return {"title": title["title"], "title_en": english, "address": title["url"]}


def _filed(form: Form) -> dict:
    """A form; its file's name is its address."""
    return {"title": form.title["th"], "title_en": form.title["en"], "address": form.file}


def _collected(
    book: Book, actuals: pd.DataFrame, about: dict, labels: pd.DataFrame, further: Iterable[str]
) -> dict:
    named = {
        source.removeprefix(READING)
        for fact in book.facts.values()
        for source in fact["sources"]
        if source.startswith(READING)
    }
    rows = actuals[actuals.reading_id.isin(named)]
    return {
        "readings": _listed(book, rows, labels),
        "sources": {name: about[name] for name in sorted({*rows.source_id, *further})},
    }


def _listed(book: Book, rows: pd.DataFrame, labels: pd.DataFrame) -> dict[str, dict]:
    known = links.load()
    return {
        row.reading_id: {**_reading(book, row), "label": _label(row.indicator_key, labels, known)}
        for row in rows.itertuples(index=False)
    }


def _label(key: str, labels: pd.DataFrame, known: dict[str, links.Key]) -> dict[str, str]:
    """What a reading counts: a published number by its link, a filed one is the indicator's."""
    if key in labels.index:
        return {"th": labels.label_th[key], "en": labels.label_en[key]}
    about = known[key]
    return {"th": about.label_th, "en": about.label_en}


def _reading(book: Book, row) -> dict:
    name = f"{READING}{row.reading_id}"
    said, sources = book.of_reading(row.reading_id), [_source(row)]
    value = interval(row.value_low, row.value_high)
    return {
        "indicator_key": row.indicator_key,
        "geography_level": row.geography_level,
        "geography_code": row.geography_code,
        "as_of": day(row.as_of),
        "as_of_from": day(row.as_of_from),
        "as_of_to": day(row.as_of_to),
        "read_on": day(row.read_on),
        "year_basis": row.year_basis,
        "year": int(row.year_be),
        "fact": book.add(name, value, unit=row.indicator_key, sources=sources, **said),
        **{
            part: book.add_if_known(
                f"{name}:{part}", getattr(row, part), method=said["method"], sources=sources
            )
            for part in ("numerator", "denominator")
        },
        "unit_th": row.unit_th,
        "kind": row.kind,
        "maturity": row.maturity,
        "responsible_unit": text(row.responsible_unit),
        "confidence": row.confidence,
        "source_id": row.source_id,
        "evidence": text(row.evidence),
        "note": metadata.load("reading_notes.yml").get(row.reading_id),
        "source": _source(row),
        **cell_of(row),
    }


def _source(row) -> str:
    """The line a reading was received in; a registry's count is of all its bodies."""
    if pd.isna(row.source_row):
        return "table:registrations"
    return f"{row.source_file}:{row.source_row}"
