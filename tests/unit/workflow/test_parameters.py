"""Parameters are refused before a kernel starts, and mean the same wherever they come from."""

import sys
from datetime import date
from types import SimpleNamespace

import pytest

from helpers.core.errors import InputError
from helpers.workflow import parameters

ANNUAL = "40_annual_assessment"
CODES = {
    "notebooks": {"map": ["province", "title"]},
    "parameters": {
        "province": {"type": "text", "pattern": r"[1-9]\d", "default": "10"},
        "title": {"type": "text", "default": "", "allowed": ["", "short"]},
    },
}


def refused(given, notebook=ANNUAL, declared=None) -> str:
    with pytest.raises(InputError) as error:
        parameters.check(notebook, given, declared)
    return str(error.value)


def test_nothing_given_is_the_defaults_and_the_last_day_of_the_fiscal_year():
    assert parameters.check(ANNUAL, {}) == {"year": 2557, "as_of": "2014-09-30", "lang": "th"}


@pytest.mark.parametrize("typed", [2558, "2558", "๒๕๕๘"])
def test_a_year_is_a_number_however_it_was_typed(typed):
    assert parameters.check(ANNUAL, {"year": typed})["year"] == 2558


@pytest.mark.parametrize("typed", ["2558.0", "2558 ", "", "-2558", True, 2558.0, None, "สองพัน"])
def test_what_is_no_whole_number_is_refused(typed):
    assert "year is not a whole number" in refused({"year": typed})


@pytest.mark.parametrize("year", [2550, 2560, 2015, 0])
def test_a_year_outside_the_settings_is_refused_and_the_file_named(year):
    message = refused({"year": year})
    assert "2551" in message and f"found {year}" in message and "edit config.yml" in message


def test_a_misspelt_name_is_refused_with_a_suggestion():
    message = refused({"yaer": 2557})
    assert "has no parameter 'yaer', did you mean 'year'?" in message


def test_a_name_like_no_other_is_refused_without_a_suggestion():
    assert "did you mean" not in refused({"zzzz": 1})


def test_an_undeclared_notebook_is_refused():
    assert "did you mean '40_annual_assessment'?" in refused({}, notebook="40_anual_assessment")


@pytest.mark.parametrize("lang", ["de", "TH", "", "th "])
def test_a_language_that_is_not_set_is_refused(lang):
    assert "lang is not allowed" in refused({"lang": lang})


@pytest.mark.parametrize("day", ["2014-10-01", "2015-03-31", "2015-09-30", date(2015, 3, 31)])
def test_days_of_fiscal_year_2558_run_from_1_october_to_30_september(day):
    assert parameters.check(ANNUAL, {"year": 2558, "as_of": day})["as_of"] == str(day)


@pytest.mark.parametrize("day", ["2014-09-30", "2015-10-01", "2558-03-31"])
def test_a_day_outside_the_fiscal_year_is_refused(day):
    message = refused({"year": 2558, "as_of": day})
    assert "outside fiscal year 2558" in message
    assert "2014-10-01 to 2015-09-30" in message


@pytest.mark.parametrize("day", ["2015-3-31", "31/3/2558", "2015-02-30", "20150331", "today"])
def test_what_is_no_day_is_refused(day):
    assert "as_of is not a day" in refused({"year": 2558, "as_of": day})


def test_a_code_stays_text():
    assert parameters.check("map", {"province": "10"}, CODES)["province"] == "10"


def test_a_code_that_arrived_as_a_number_is_refused():
    assert "a leading zero may be lost" in refused({"province": 10}, "map", CODES)


@pytest.mark.parametrize("code", ["1", "010", "01", "1x", ""])
def test_a_code_that_does_not_look_like_one_is_refused(code):
    assert "keeps its leading zero" in refused({"province": code}, "map", CODES)


def test_a_list_of_allowed_values_in_the_declaration_counts():
    assert "edit src/helpers/metadata/parameters.yml" in refused({"title": "x"}, "map", CODES)


def test_a_notebook_gets_its_own_parameters_checked():
    given = parameters.checked(year=2558, as_of="", lang="en")
    assert given == {"year": 2558, "as_of": "2015-09-30", "lang": "en"}


def test_a_notebook_is_refused_with_the_same_words():
    with pytest.raises(InputError) as error:
        parameters.checked(year=2560, as_of="", lang="en")
    assert str(error.value) == refused({"year": 2560})


def test_a_notebook_cannot_take_what_is_not_declared():
    with pytest.raises(InputError, match="has no parameter 'amphoe'"):
        parameters.checked(amphoe="1001")


@pytest.fixture
def injected(monkeypatch):
    """A kernel whose notebook papermill gave a cell of parameters."""

    def start(cell: str) -> None:
        cells = {"In": ["", "year = 2557", cell, "parameters.checked()"]}
        shell = SimpleNamespace(user_ns=cells, set_custom_exc=lambda *_: None)
        module = SimpleNamespace(get_ipython=lambda: shell)
        monkeypatch.setitem(sys.modules, "IPython", module)

    return start


def test_a_name_papermill_injected_and_the_notebook_does_not_have_is_refused(injected):
    injected("# Parameters\nyeer = 2557\n")
    with pytest.raises(InputError, match="no parameter 'yeer', did you mean 'year'"):
        parameters.checked(year=2557, as_of="", lang="th")


def test_names_papermill_injected_rightly_pass(injected):
    injected('# Parameters\nyear = 2557\nlang = "en"\n')
    assert parameters.checked(year=2557, as_of="", lang="en")["lang"] == "en"
