"""Tables are written and read whole and by contract."""

import pandas as pd
import pytest

from helpers.core import paths, tables
from helpers.core.errors import InputError


@pytest.fixture
def totals() -> pd.DataFrame:
    """Two rows of plan_totals."""
    row = {
        "plan_id": "2552-2554",
        "indicator_id": "2552-2554/1.1",
        "printed_total": 2700,
        "plan_total_rule": "sum",
        "derived_total": 2700,
        "agrees": True,
        "footnote_th": None,
        "source_file": "data/raw/plans/plan.csv",
        "source_line": 12,
    }
    return pd.DataFrame([row, {**row, "indicator_id": "2552-2554/1.2", "footnote_th": "ตำบลเดิม"}])


def refused(frame, name="plan_totals") -> str:
    with pytest.raises(InputError) as error:
        tables.check(frame, name)
    return str(error.value)


def test_what_is_written_is_read_back(root, totals):
    path = tables.write(totals, "plan_totals")
    assert path == paths.processed("plan_totals.parquet")
    read = tables.read("plan_totals")
    assert len(read) == 2 and read["printed_total"].tolist() == [2700.0, 2700.0]
    assert read["footnote_th"].isna().tolist() == [True, False]


def test_the_same_rows_written_again_leave_the_file_untouched(root, totals):
    path = tables.write(totals, "plan_totals")
    before = path.stat().st_mtime_ns
    tables.write(totals.copy(), "plan_totals")
    assert path.stat().st_mtime_ns == before


def test_columns_come_in_the_order_of_the_contract(totals):
    shuffled = totals[totals.columns[::-1]]
    assert list(tables.check(shuffled, "plan_totals").columns) == list(totals.columns)


def test_a_missing_and_a_surplus_column_are_both_named(totals):
    message = refused(totals.rename(columns={"agrees": "agree"}))
    assert "1 (agrees) columns missing, 1 (agree) not declared" in message


def test_every_value_outside_the_contract_is_named_with_its_row(totals):
    message = refused(totals.assign(plan_total_rule=["sum", "total"], plan_id=["2551", "51"]))
    assert "'total' (row 1)" in message and "'51' (row 1)" in message


def test_a_doubled_key_is_refused(totals):
    assert "breaks its contract" in refused(totals.assign(indicator_id="2552-2554/1.1"))


def test_an_empty_cell_where_none_may_be_is_refused(totals):
    assert "source_file" in refused(totals.assign(source_file=[None, "x"]))


def test_a_table_that_breaks_its_contract_is_not_written(root, totals):
    with pytest.raises(InputError):
        tables.write(totals.assign(plan_total_rule="total"), "plan_totals")
    assert not paths.processed("plan_totals.parquet").exists()


def test_a_table_that_is_not_there_names_the_command_that_makes_it(root):
    with pytest.raises(InputError, match=r"plan_totals\.parquet is not there.*clean-tables"):
        tables.read("plan_totals")
