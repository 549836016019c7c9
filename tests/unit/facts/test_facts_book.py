"""The list of facts: written once, never without a source, missing is never zero."""

import pandas as pd
import pytest

from helpers.facts.book import Book, ends, interval, plain


def test_a_fact_needs_a_source_and_is_written_once():
    book = Book()
    assert book.add("a", 1.0, sources=["data/raw/x.csv:1"]) == "a"
    assert book.value("a") == 1
    with pytest.raises(ValueError, match="twice: a"):
        book.add("a", 2, sources=["data/raw/x.csv:1"])
    with pytest.raises(ValueError, match="needs a source"):
        book.add("b", 2, sources=[])
    with pytest.raises(ValueError, match="kind"):
        book.add("c", 2, sources=["x"], kind="percentage")


def test_no_value_is_no_fact():
    book = Book()
    assert book.add_if_known("a", pd.NA, sources=["x"]) is None
    assert book.add_if_known("b", 0, sources=["x"]) == "b"
    assert list(book.facts) == ["b"]
    assert book.value("b") == 0


@pytest.mark.parametrize(
    ("low", "high", "value"),
    [(1, 1, 1), (1, 2, {"low": 1, "high": 2}), (pd.NA, pd.NA, None), (float("nan"), 2, None)],
)
def test_interval(low, high, value):
    assert interval(low, high) == value


def test_ends_and_plain():
    assert ends({"low": 1, "high": 2}) == (1, 2)
    assert ends(3) == (3, 3)
    assert plain(4331.0) == 4331 and isinstance(plain(4331.0), int)
    assert plain(0.5) == 0.5
