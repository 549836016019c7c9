"""The explorer without a browser: lines of Python that run, frames that follow, sentences."""

import pandas as pd
import pytest
from explore_tables import built

import helpers
from helpers.core.errors import InputError
from helpers.explore import explorer as explorer_module
from helpers.explore import frames, views
from helpers.explore.code_line import Call
from helpers.explore.explorer import Explorer


@pytest.fixture(params=["real", "registry", "demo"])
def explorer(request, monkeypatch) -> Explorer:
    """On small tables, which the lines of Python read as well."""
    given = {"counted": request.param != "real", "is_demo": request.param == "demo"}
    for module in (explorer_module, frames):
        monkeypatch.setattr(module, "Built", lambda dataset: built(**given))
    return Explorer("demo" if request.param == "demo" else "real", year=2557)


CHOICES = [
    {},
    {"region": "EST"},
    {"province": "20"},
    {"tambon": "200101"},
    {"plan": ""},
    {"plan": "2552-2554"},
    {"table": "course"},
    {"table": "tambons"},
    {"first_year": 2556, "last_year": 2557, "year": 2556},
]


@pytest.mark.parametrize("choices", CHOICES, ids=str)
def test_the_line_of_each_view_runs_and_gives_its_frame(explorer, choices):
    explorer.choose(**choices)
    shown = 0
    for view in views.NAMES:
        line = explorer.line(view)
        assert line.startswith("helpers.") and "\n" not in line
        try:
            frame = explorer.frame(view)
        except InputError as missing:
            with pytest.raises(InputError) as again:
                eval(line, {"helpers": helpers})
            assert str(again.value) == str(missing)
        else:
            shown += 1
            pd.testing.assert_frame_equal(eval(line, {"helpers": helpers}), frame)
    assert shown > 0 or choices == {"plan": "2552-2554"}


def test_a_line_leaves_out_what_the_function_takes_by_itself():
    call = Call.of("rank_areas", kind="council", years=2557, level="region", dataset="real")
    assert call.line == 'helpers.rank_areas("council", 2557)'
    given = {"years": range(2555, 2560), "within": "20", "dataset": "demo"}
    assert Call.of("list_tambons", kind="council", **given).line == (
        'helpers.list_tambons("council", range(2555, 2560), within="20", dataset="demo")'
    )


def test_a_frame_is_made_once_for_equal_selections(explorer):
    before = explorer.frame("ranking")
    explorer.choose(table="course", lang="en")
    assert explorer.frame("ranking") is before


def test_two_explorers_share_nothing(explorer):
    other = Explorer("demo" if explorer.frame("course")["is_demo"].any() else "real")
    other.choose(region="EST")
    assert explorer.selection.region == "" and other.selection.region == "EST"


def test_without_tables_the_page_says_which_command_builds_them(root):
    said = Explorer("real", "en").show().children[1].value
    assert "make reports" in said and "Traceback" not in said


def test_a_choice_that_is_none_is_refused_in_python(explorer):
    with pytest.raises(InputError, match="region cannot be chosen"):
        explorer.choose(region="NORTH")
