"""What the facts rest on: the readings behind them and the sources of those readings."""

from collections.abc import Iterable

import pandas as pd

from helpers import actual_links, knowledge
from helpers.facts import forms
from helpers.facts.book import Book, day, interval, text
from helpers.facts.inputs import Inputs


def collect(book: Book, inputs: Inputs, named: Iterable[str] = ()) -> dict:
    """The readings the facts of a year name, and their sources.

    ``named`` are further sources, of texts and stages.
    """
    told = forms.every(inputs.actuals, inputs.stages, inputs.narrative)
    about = {name: _published(titles) for name, titles in inputs.sources.items()}
    about |= {name: _filed(form) for name, form in told.items()}
    labels = inputs.targets.drop_duplicates("indicator_id").set_index("indicator_id")
    return _collected(book, inputs.actuals, about, labels, named)


def behind(book: Book, actuals: pd.DataFrame, titles: dict[str, dict[str, str]]) -> dict:
    """The readings the facts name, with the words of their sources, and those sources.

    ``titles`` holds title and address of every source by its id.
    """
    about = {name: _published(title) for name, title in titles.items()}
    return _collected(book, actuals, about, pd.DataFrame(), ())


def _published(title: dict[str, str]) -> dict:
    """A page under its own title, which is not translated."""
    return {"title": title["title"], "title_en": None, "address": title["url"]}


def _filed(form: forms.Form) -> dict:
    """A form; its file's name is its address."""
    return {"title": form.title["th"], "title_en": form.title["en"], "address": form.file}


def _collected(
    book: Book, actuals: pd.DataFrame, about: dict, labels: pd.DataFrame, further: Iterable[str]
) -> dict:
    named = {
        source.removeprefix("reading:")
        for fact in book.facts.values()
        for source in fact["sources"]
        if source.startswith("reading:")
    }
    rows = actuals[actuals.reading_id.isin(named)]
    return {
        "readings": {
            row.reading_id: {**_reading(book, row), "label": _label(row.indicator_key, labels)}
            for row in rows.itertuples(index=False)
        },
        "sources": {name: about[name] for name in sorted({*rows.source_id, *further})},
    }


def _label(key: str, labels: pd.DataFrame) -> dict[str, str]:
    """What a reading counts: a published number by its link, a filed one is the indicator's."""
    if key in labels.index:
        return {"th": labels.label_th[key], "en": labels.label_en[key]}
    about = actual_links.load()[key]
    return {"th": about.label_th, "en": about.label_en}


def _reading(book: Book, row) -> dict:
    name = f"reading:{row.reading_id}"
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
        "note": knowledge.load("reading_notes.yml").get(row.reading_id),
        "source": _source(row),
    }


def _source(row) -> str:
    """The line a reading was received in; a registry's count is of all its bodies."""
    if pd.isna(row.source_row):
        return "table:registrations"
    return f"{row.source_file}:{row.source_row}"
