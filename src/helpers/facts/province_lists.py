"""Facts about provinces that a result lists by name, and those that it does not list."""

import pandas as pd

from helpers.facts.book import Book, day
from helpers.facts.inputs import Inputs
from helpers.geography import gazetteer


def collect(book: Book, inputs: Inputs, indicators: list[dict]) -> dict[str, dict]:
    """The list behind each indicator's result that has one, in the order of the plan."""
    found = {}
    for entry in indicators:
        rows = inputs.provinces[inputs.provinces.reading_id == entry["reading_id"]]
        if not rows.empty:
            found[entry["indicator_id"]] = _list(book, inputs.year, entry, rows)
    return found


def _list(book: Book, year: int, entry: dict, rows: pd.DataFrame) -> dict:
    """The provinces listed and the other ones of the year, each with its name."""
    provinces = gazetteer.provinces_of_year(year)
    listed = provinces["code"].isin(rows.province_code)
    reading_id = rows.reading_id.iloc[0]
    name = f"{entry['indicator_id']}:provinces"
    counts = {"listed": int(listed.sum()), "others": int((~listed).sum())}
    return {
        "label": entry["label"],
        "reading_id": reading_id,
        "as_of": day(rows.as_of.iloc[0]),
        "listed": _named(provinces[listed]),
        "others": _named(provinces[~listed]),
        "facts": {
            what: book.add(
                f"{name}:{what}",
                number,
                unit="province",
                method="counted",
                sources=[f"reading:{reading_id}", "table:actual_provinces"],
            )
            for what, number in counts.items()
        },
    }


def _named(provinces: pd.DataFrame) -> list[dict]:
    return [
        {"code": row.code, "name": {"th": row.name_th, "en": row.name_en}}
        for row in provinces.itertuples(index=False)
    ]
