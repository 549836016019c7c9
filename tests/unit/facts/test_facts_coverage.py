"""Facts of coverage: what is missing, what could not be used, and what is too old."""

from datetime import date

import pandas as pd
import pytest
from registry_builders import body, registry

from helpers import coverage
from helpers.actuals import table
from helpers.core import settings, tables
from helpers.facts import coverage as facts_of_coverage
from helpers.facts.book import Book
from helpers.geography import regions

DAY = date(2014, 9, 30)


def reject(kind: str, row: int) -> dict:
    return {
        "kind": kind,
        "source_file": "data/raw/registries/funds.csv",
        "source_row": row,
        "reason_code": "unknown_tambon",
        "reason_th": "ไม่พบ",
        "reason_en": "unknown",
        "as_received": "{}",
        "exported_on": pd.Timestamp("2014-10-15"),
        "is_demo": False,
    }


@pytest.fixture(scope="module")
def said() -> pd.DataFrame:
    return table.clean()


def collected(said, *bodies, rejected=(), year=2557, day=DAY, book=None) -> dict:
    one = registry(*bodies) if bodies else registry(body("x", "2012-01-01", "500101"))
    if not bodies:
        one = coverage.registered.Registry(one.registrations.iloc[:0], one.body_tambons.iloc[:0])
    columns = list(reject("council", 1))
    rejects = tables.check(pd.DataFrame(list(rejected), columns=columns), "rejects")
    rows = coverage.of_year(one, year, day)
    summary = coverage.summarise(one, rows, said, year, day, settings.load())
    counted = facts_of_coverage.Counted(
        year, day, one, rejects, rows, summary, said, regions.load(), settings.load()
    )
    return facts_of_coverage.collect(book or Book(), counted)


def test_nothing_supplied_is_missing(said):
    found = collected(said)
    assert found["missing"] == ["council", "welfare_fund"]
    assert found["unusable"] == {} and found["stale"] == [] and found["kinds"] == {}


def test_a_registry_of_which_no_line_can_be_used_is_not_called_missing(said):
    lines = [reject("welfare_fund", row) for row in (2, 3)]
    found = collected(said, body("a", "2012-01-01", "500101"), rejected=lines)
    assert found["missing"] == [] and list(found["unusable"]) == ["welfare_fund"]
    assert list(found["kinds"]) == ["council"]


def test_bodies_of_hidden_sheets_are_told_where_there_are_any(said):
    seen, unseen = body("a", "2012-01-01", "500101"), body("b", "2012-01-01", "500102")
    assert "hidden" not in collected(said, seen)["kinds"]["council"]
    book = Book()
    found = collected(said, seen, {**unseen, "flags": "name_missing;hidden_sheet"}, book=book)
    assert book.facts[found["kinds"]["council"]["hidden"]]["value"] == 1


def test_an_export_of_an_earlier_year_is_stale_and_not_missing(said):
    one = body("a", "2012-01-01", "500101")
    found = collected(said, one, year=2559, day=date(2016, 9, 30))
    assert found["stale"] == ["council"] and found["missing"] == ["welfare_fund"]


def test_published_regions_stand_beside_whatever_the_registry_says(said):
    found = collected(said, body("a", "2012-01-01", "500101"))
    assert len(found["published"]) == 11
    assert {region["status"] for region in found["published"]} == {"dated"}
    missing = collected(said, year=2558, day=date(2015, 9, 30))["published"]
    statuses = {region["code"]: region["status"] for region in missing}
    assert {code for code, s in statuses.items() if s == "no_data"} == {"NEU", "STL", "STU"}
    assert {code for code, s in statuses.items() if s == "interim"} == {"NTL", "NTU"}


def test_a_khwaeng_split_off_from_a_covered_one_is_nothing_new(said):
    book = Book()
    one = body("a", "2008-05-01", "102701", "102704")
    collected(said, one, year=2552, day=date(2009, 9, 30), book=book)
    change = {what: book.value(f"coverage:council:change:{what}") for what in ("new", "lost")}
    # 102705 was split off too and has no council of its own.
    assert change == {"new": 0, "lost": 1}
