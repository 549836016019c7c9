"""The sheets of provinces, tambons and CODI's regions."""

from collections.abc import Iterator
from datetime import date

import pandas as pd

from helpers import coverage
from helpers.geography import gazetteer
from helpers.publish.annual import parts
from helpers.publish.document import plain
from helpers.publish.language import Speaker
from helpers.publish.xlsx import cells
from helpers.publish.xlsx.cells import Amount, Cells
from helpers.publish.xlsx.layout import Sheet

NAMES = ("provinces", "tambons")


def sheets(speaker: Speaker) -> Iterator[Sheet]:
    """Both sheets where a registry knows the year, else none: the explanation says why."""
    facts = speaker.facts
    if not facts["coverage"]["kinds"]:
        return
    counted = coverage.read_part(facts["year_be"], date.fromisoformat(facts["as_of"]))
    words = _Words(speaker)
    yield Sheet("provinces", _provinces(words, counted["coverage_summary"]))
    yield Sheet("tambons", _tambons(words, counted["coverage"]))


class _Words:
    """Names of areas and kinds in the report's language."""

    def __init__(self, speaker: Speaker) -> None:
        self.speaker = speaker
        self.kinds = {
            kind: plain(speaker.both(label))
            for kind, label in speaker.facts["coverage"]["declared"].items()
        }
        self.areas = {level: self._areas(level) for level in ("region", "province", "amphoe")}
        self.tambons = gazetteer.of_year(speaker.facts["year_be"]).set_index("tambon_code")
        self.region_of = dict(
            zip(self.tambons.province_code, self.tambons.region_code, strict=True)
        )

    def _areas(self, level: str) -> dict[str, str]:
        names = gazetteer.area_names(level)
        return dict(zip(names["code"], names[f"name_{self.speaker.lang}"], strict=True))

    def region(self, province_code: str) -> str:
        return self.areas["region"][self.region_of[province_code]]


def _provinces(words: _Words, summary: pd.DataFrame) -> Iterator[Cells]:
    rows = summary[(summary["level"] == "province") & (summary["source"] == "registry")]
    for row in rows.itertuples(index=False):
        yield {
            "province_code": row.code,
            "province": words.areas["province"][row.code],
            "region": words.region(row.code),
            "kind": words.kinds[row.kind],
            "denominator": words.speaker.word(f"coverage.{row.denominator}"),
            **{name: _count(getattr(row, name)) for name in ("n_covered", "n_units", "n_bodies")},
            "share": _count(row.share, "ratio"),
            **{name: _count(getattr(row, name)) for name in ("population", "population_covered")},
            "status": status(words.speaker, row.status),
            "as_of": _day(row.as_of),
        }


def _tambons(words: _Words, counted: pd.DataFrame) -> Iterator[Cells]:
    said = {True: words.speaker.word("workbook.yes"), False: words.speaker.word("workbook.no")}
    name = f"name_{words.speaker.lang}"
    places = counted.join(words.tambons.drop(columns="year_be"), on="tambon_code")
    for row in places.itertuples(index=False):
        yield {
            "tambon_code": row.tambon_code,
            "code_that_year": row.code_that_year,
            "tambon": getattr(row, name),
            "amphoe": words.areas["amphoe"][row.amphoe_code],
            "province": words.areas["province"][row.province_code],
            "region": words.areas["region"][row.region_code],
            "kind": words.kinds[row.kind],
            "covered": said[bool(row.covered)],
            "n_bodies": _count(row.n_bodies),
            "first_registered_on": _day(row.first_registered_on),
            "as_of": _day(row.as_of),
        }


def _count(value: object, kind: str = "count") -> Amount | None:
    """A number of a table; blank where it is missing."""
    if pd.isna(value):
        return None
    return Amount(float(value) if kind == "ratio" else _whole(value), kind)


def _whole(value: object) -> float:
    """Persons stand in the table as real numbers; a whole one is written as such."""
    number = float(value)
    return int(number) if number.is_integer() else number


def _day(value: object) -> date | None:
    return None if pd.isna(value) else value.date()


def sheet(speaker: Speaker) -> Sheet:
    """One row a region; without a result it has its status alone."""
    return Sheet("regions", [_row(speaker, area) for area in speaker.facts["councils"]["regions"]])


def _row(speaker: Speaker, area: dict) -> Cells:
    row: Cells = {
        "region_code": area["code"],
        "region": cells.words(speaker.both(area["name"])),
        "status": status(speaker, area["status"]),
    }
    if not area["reading_id"]:
        return row
    reading = speaker.facts["readings"][area["reading_id"]]
    return {
        **row,
        "councils": cells.one(speaker, area["facts"]["count"]),
        "units": cells.number(speaker, area["facts"].get("units")),
        "coverage": cells.one(speaker, area["facts"].get("coverage")),
        "as_of": cells.day(area["as_of"]),
        "period": cells.words(parts.reading_day(speaker, reading)),
        "reading_id": area["reading_id"],
        "units_as_of": cells.day(area["units_as_of"]),
        "units_reading_id": area["units_reading_id"],
    }


def status(speaker: Speaker, name: str) -> str:
    """How good a count is, in words."""
    return speaker.word("workbook.dated" if name == "dated" else f"status.{name}")
