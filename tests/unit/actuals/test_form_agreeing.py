"""Forms of several days: one value for one day of one indicator; bounds of what is believed."""

from datetime import date, datetime

import form_builders
import pytest
from form_builders import COUNCILS, OVERALL, QUALITY, find, opened, result, stage

from helpers import plans
from helpers.actuals import forms
from helpers.actuals.forms import entered, fields

HALF = date(2014, 3, 31)


@pytest.fixture
def desk(tmp_path, tmp_path_factory, monkeypatch):
    return form_builders.desk_of(tmp_path_factory, tmp_path, monkeypatch)


def of_half_year(book):
    for row in book[fields.sheet_name("about")].iter_rows():
        if row[0].value == "form_as_of":
            row[1].value = HALF.isoformat()


def put_both(desk, early, late):
    """A form of the half year under the later name, and one of the whole year."""
    desk.change(of_half_year, "b_half.xlsx", early)
    desk.put(late, "a_year.xlsx")


def place(desk, item, column, sheet="results"):
    cell = find(opened(desk.form), sheet, item, column)
    return f"sheet {cell.parent.title} cell {cell.coordinate}"


def test_forms_of_two_days_that_differ_about_one_day_are_named_with_both_cells(desk):
    put_both(desk, result(value=4400, as_of=HALF), result(value=4500, as_of=HALF))
    message, cell = desk.refusal(), place(desk, COUNCILS, "value")
    assert "two forms disagree" in message
    for form, value, other, said in (
        ("b_half", 4400, "a_year", 4500),
        ("a_year", 4500, "b_half", 4400),
    ):
        under = message.partition(f"\n data/raw/actuals/{form}.xlsx\n")[2].partition("\n")[0]
        assert under.startswith(f"  {cell}: ") and under.endswith(f"says {said}; found {value}")
        assert f"{other}.xlsx {cell}" in under


def test_every_difference_between_two_forms_is_told_at_once(desk):
    early = {**result(value=4400, as_of=HALF), **stage(stage="done", as_of=HALF)}
    late = {**result(value=4500, as_of=HALF), **stage(stage="not_started", as_of=HALF)}
    put_both(desk, early, late)
    message = desk.refusal()
    assert "two forms disagree in 2 places" in message
    assert message.count("which says") == 4 and "Stage of" in message


def test_another_share_of_the_same_rate_disagrees(desk):
    put_both(desk, result(QUALITY, value=50, numerator=1, denominator=2, as_of=HALF),
             result(QUALITY, value=50, numerator=2, denominator=4, as_of=HALF))  # fmt: skip
    assert place(desk, QUALITY, "numerator") in desk.refusal()


@pytest.mark.parametrize(("entries", "table"), [
    (result(as_of=HALF), "actuals"), (stage(as_of=HALF), "stages"),
])  # fmt: skip
def test_what_a_later_form_repeats_counts_as_agreed(desk, entries, table):
    put_both(desk, entries, entries)
    found = forms.read()
    (row,) = getattr(found, table).itertuples()
    assert row.source_file.startswith("data/raw/actuals/b_half.xlsx")
    told = found.account.groupby("source_file")["agreed"].sum()
    assert told.sum() == 1 and told.filter(like="a_year").sum() == 1


def test_a_value_that_is_final_now_is_not_lost(desk):
    put_both(desk, result(as_of=HALF, maturity="provisional"), result(as_of=HALF))
    assert sorted(forms.read().actuals["maturity"]) == ["final", "provisional"]


def test_values_of_two_days_both_count(desk):
    put_both(desk, result(value=4400, as_of=HALF), result(value=4500))
    assert sorted(forms.read().actuals["value"]) == [4400, 4500]


def test_two_drafts_never_disagree_and_the_first_stands(desk):
    def other_draft(book):
        find(book, OVERALL, OVERALL, "executive_summary").value = "ร่างอื่น"
        for row in book[fields.sheet_name("about")].iter_rows():
            if row[0].value == "draft_sha256":
                row[1].value = entered.digest("ร่างอื่น")

    desk.put({}, "a.xlsx")
    desk.change(other_draft, "b.xlsx")
    (text,) = forms.read().narrative.itertuples()
    assert text.is_draft and text.source_file.startswith("data/raw/actuals/a.xlsx")


# ------------------------------------------------------------------ days and numbers no one means


@pytest.mark.parametrize(
    "typed", [date(2556, 2, 29), datetime(2556, 2, 29), "2556-02-29"], ids=repr
)
def test_a_leap_day_of_the_wrong_era_is_named_with_its_cell(desk, typed):
    desk.put(result(as_of=typed))
    message = desk.refusal()
    assert f"{place(desk, COUNCILS, 'as_of')}: " in message and "not a day" in message


@pytest.mark.parametrize(
    "typed",
    ["9" * 400, "9" * 5000, "9" * 400 + ".5", 1e300, 10**9],
    ids=lambda typed: str(typed)[:3] + str(len(str(typed))),
)
@pytest.mark.parametrize(("item", "column"), [
    (COUNCILS, "value"), (QUALITY, "value"), (QUALITY, "denominator"),
])  # fmt: skip
def test_a_number_beyond_all_bounds_is_named_with_its_cell(desk, item, column, typed):
    share = {"value": 50, "numerator": 1, "denominator": 2} if item == QUALITY else {}
    desk.put(result(item, **{**share, column: typed}))
    message = desk.refusal()
    assert f"{place(desk, item, column)}: " in message and len(message) < 1000


def test_an_endless_number_of_excel_is_named_with_its_cell(desk):
    def put_in(cell):
        cell.value, cell.data_type = "1e999", "n"

    desk.put(result(value=put_in))
    assert f"{place(desk, COUNCILS, 'value')}: " in desk.refusal()


def test_the_bound_of_a_unit_is_told(desk):
    desk.put(result(value=8001))
    message = desk.refusal()
    assert f"{place(desk, COUNCILS, 'value')}: " in message and "at most 8,000" in message


def test_the_bound_itself_is_believed(desk):
    desk.put(result(value=8000))
    assert forms.read().actuals["value"].tolist() == [8000]


def test_provinces_are_77_and_every_target_lies_within_the_bounds(desk):
    targets = plans.clean(desk.folder.parent / "plans")["plan_targets"]
    assert fields.most("province") == 77 and fields.most("person") == 10**9 - 1
    assert (targets["target"] <= targets["unit"].map(fields.most)).all()
    assert set(fields.load()["most"]) - {"any"} <= set(targets["unit"])


def test_a_year_of_too_many_digits_is_refused(desk):
    def change(book):
        for row in book[fields.sheet_name("about")].iter_rows():
            if row[0].value == "form_year":
                row[1].value = "2" * 5000

    desk.change(change)
    assert "what the form is of was altered" in desk.refusal()
