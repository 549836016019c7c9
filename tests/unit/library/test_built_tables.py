"""Tables as frames: what is asked for, or a sentence that says what is missing."""

import pandas as pd
import pytest

import helpers
from helpers.core import datasets, tables
from helpers.core.errors import InputError


@pytest.fixture
def summary(tmp_path, monkeypatch) -> pd.DataFrame:
    """A table with two years, in a tree of its own."""
    monkeypatch.setenv("TAMBON_ROOT", str(tmp_path))
    rows = pd.DataFrame(
        {
            "plan_id": "2552-2554",
            "indicator_id": ["2552-2554/1.1", "2552-2554/1.2"],
            "printed_total": 10.0,
            "plan_total_rule": "sum",
            "derived_total": 10.0,
            "agrees": True,
            "footnote_th": None,
            "source_file": "a.txt",
            "source_line": [1, 2],
        }
    )
    tables.write(rows, "plan_totals", datasets.REAL.table("plan_totals"))
    return rows


def test_a_table_is_read_as_written(summary):
    assert helpers.load("plan_totals")["indicator_id"].tolist() == list(summary["indicator_id"])


def test_the_list_says_what_is_built(summary):
    built = helpers.list_tables().set_index("table")["built"]
    assert built["plan_totals"] and built.sum() == 1


@pytest.mark.parametrize(
    ("name", "options", "said"),
    [
        ("plan_total", {}, "no such table"),
        ("coverage", {}, "make reports"),
        ("coverage", {"dataset": "demo"}, "make demo"),
        ("actuals", {}, "make clean-tables"),
        ("plan_total", {}, r"expected 18 \(plan_totals, "),
        ("plan_totals", {"years": 2557}, "has no years"),
        ("plan_totals", {"dataset": "invented"}, "no such set"),
    ],
)
def test_what_is_missing_is_said(summary, name, options, said):
    with pytest.raises(InputError, match=said):
        helpers.load(name, **options)


def test_every_public_name_is_there_and_says_what_it_gives():
    assert len(helpers.__all__) >= 2
    assert not [name for name in helpers.__all__ if not getattr(helpers, name).__doc__]
