"""The year a form's file says it is of is that of the form in it."""

from pathlib import Path

import pytest
from form_builders import desk_of, result

from helpers.actuals import forms
from helpers.actuals.forms import named_years

FOLDER = Path("/house/data/raw/actuals")


@pytest.fixture
def desk(tmp_path, tmp_path_factory, monkeypatch):
    return desk_of(tmp_path_factory, tmp_path, monkeypatch)


@pytest.mark.parametrize(
    ("name", "years"),
    [
        ("form_2557.xlsx", [2557]),
        ("แบบปี๒๕๕๖.csv", [2556]),
        ("แบบ 2556-2557.xlsx", [2556, 2557]),
        ("2557/form.xlsx", [2557]),
        ("ส่งปี 2558/form_2557.xlsx", [2557]),
        ("form.xlsx", []),
        ("form_2557 ส่ง 15-10-2558.xlsx", [2557]),
        ("ส่ง 15 ต.ค. 2558.xlsx", []),
        ("ส่ง 2 มกราคม 2558.xlsx", []),
        ("2558-01-15 form.xlsx", []),
        ("form_2557_as_of_2014-03-31.xlsx", [2557]),
        ("form 12557.xlsx", []),
    ],
)
def test_years_in_a_name_are_read_and_days_are_none(name, years):
    assert named_years.named(FOLDER / name, FOLDER) == years


@pytest.mark.parametrize("name", ["form_2556.xlsx", "แบบ ปี ๒๕๕๖.xlsx", "2556/form.xlsx"])
def test_a_form_under_another_years_name_is_refused_with_both(desk, name):
    desk.put(result(), name)
    told = desk.refusal()
    assert "2556" in told and "2557" in told and name in told


def test_a_table_under_another_years_name_is_refused_too(desk):
    desk.put_table({}, "form_2558.csv")
    assert "2558" in desk.refusal()


@pytest.mark.parametrize("name", ["form_2557.xlsx", "ส่ง 5 พ.ย. 2557 แบบ.xlsx", "ผลงาน.xlsx"])
def test_a_form_under_its_own_year_or_none_is_read(desk, name):
    desk.put(result(), name)
    assert forms.read().actuals["value"].tolist() == [4400]
