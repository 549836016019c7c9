"""Links and chains of the fact file: targets of the annual facts, sums with their lines."""

import pandas as pd
import pytest

from helpers import plans
from helpers.actuals import table
from helpers.core import tables
from helpers.facts import plan_lines, published, vintages
from helpers.facts.book import Book

COUNCILS = {"a": ["2552-2554/1.11", "2551/2.2b"], "b": ["2555-2559/2.1.1"]}


@pytest.fixture(scope="module")
def cleaned() -> dict[str, pd.DataFrame]:
    return plans.clean()


@pytest.fixture
def in_tables(cleaned, monkeypatch):
    monkeypatch.setattr(tables, "read", lambda name: cleaned[name])


def entry(name: str, *years: int) -> dict:
    facts = {str(year): {"facts": {"target": f"{year}:{name}:target"}, "relation": None,
                         "interim": False, "flagged": False}
             for year in years}  # fmt: skip
    return {"indicator_id": name, "years": facts}


def test_a_chain_takes_targets_of_the_years_and_adds_them_up_with_their_lines(in_tables):
    book = Book()
    found = plan_lines.collect(book, [entry("2552-2554/1.11", 2552, 2553)], COUNCILS)
    (chain,) = [one for one in found["chains"] if one["chain_id"] == "2551/2.1a"]
    rows = {row["year"]: row for row in chain["rows"] if row["indicator_id"] == "2552-2554/1.11"}
    assert rows[2552]["facts"]["target"] == "2552:2552-2554/1.11:target"
    # A year that is not reported has no target fact; the sum is of the plan documents.
    assert set(rows[2554]["facts"]) == {"rebased"}
    total = book.facts[rows[2554]["facts"]["rebased"]]
    assert total["value"] == {"low": 7200, "high": 7380} and total["method"] == "added_up"
    assert [source.rpartition(":")[2] for source in total["sources"]] == ["231", "279"]
    assert [told["year"] for told in chain["breaks"]] == [2552, 2555]
    assert chain["breaks"][1]["changed"] == ["unit", "measure_type", "denominator", "scope"]
    assert "จดแจ้งจัดตั้ง" in chain["label"]["th"]


def test_an_issue_has_the_links_that_name_something_of_it(in_tables):
    book = Book()
    found = plan_lines.collect(book, [], COUNCILS)
    mine = plan_lines.of_issue(found, "a", set(COUNCILS["a"]))
    assert [link["relation"] for link in mine["links"]] == ["similar", "same", "similar"]
    counted = {name: book.value(fact) for name, fact in mine["counts"].items()}
    assert counted == {"all": 3, "same": 1, "similar": 2}
    assert {chain["chain_id"] for chain in mine["chains"]} == {"2551/2.1a", "2551/2.2b"}
    assert plan_lines.of_issue(found, "c", {"2560/1.1"})["links"] == []


def test_revised_numbers_are_facts_with_both_readings_behind_them(in_tables):
    book = Book()
    found = vintages.collect(book, published.of_actuals(table.clean()))
    assert book.value(found["counts"]["changes"]) == 6
    (triangle,) = found["triangles"]
    northeast = next(row for row in triangle["rows"] if row["geography_code"] == "NEL")
    assert [book.value(change["fact"]) for change in northeast["changes"]] == [2, -1, -1]
    assert book.facts["revision:R0289:change"]["sources"] == ["reading:R0289", "reading:R0288"]
    bounds = {bound["year"]: bound["facts"] for bound in found["bounds"]}
    assert book.value(bounds[2557]["carried"]) == 4 and book.value(bounds[2557]["margin"]) == 64
