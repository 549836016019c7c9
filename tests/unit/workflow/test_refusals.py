"""A refused input on its way to whoever started the launch: whole, in both languages, told once."""

import json
import os
from datetime import date

import nbformat
import pytest

from helpers.core import launch, notices
from helpers.core.errors import InputError, Mistake, Place
from helpers.core.notices import both
from helpers.workflow import dependencies, outcome, refusals, runner

ERROR = InputError(
    both("not_a_day", name="x"),
    file="data/raw/actuals/a.xlsx",
    fix="data/raw/actuals/a.xlsx",
    expected=["a", "b"],
    mistakes=[
        Mistake(Place(sheet="ผล", cell="G6"), both("not_a_day", name="y"), found=5),
        Mistake(Place(words=both("this_notebook")), "odd", expected=both("like_a_day")),
        Mistake(Place(line=3, column="value"), "odd", file="b.csv"),
    ],
    copies={"data/raw/actuals/a.xlsx": "reports/2557/a_checked.xlsx"},
)
LINE = InputError("odd", file="a.csv", line=3, found=("x", 1), fix="a.csv")


@pytest.mark.parametrize("error", [ERROR, LINE, InputError("odd")])
@pytest.mark.parametrize("lang", ["th", "en"])
def test_written_down_and_made_again_it_says_the_same(error, lang, monkeypatch):
    monkeypatch.setenv("LANG_OUT", lang)
    again = refusals.error_of(json.loads(json.dumps(refusals.as_data(error))))
    assert notices.of_error(again) == notices.of_error(error)
    assert (again.copies, len(again.mistakes)) == (error.copies, len(error.mistakes))


def notebook(folder, *code: str):
    cells = [nbformat.v4.new_code_cell(text) for text in code]
    about = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    path = folder / "refused.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=about), path)
    return path


REFUSED = """from helpers.core.errors import InputError, Mistake, Place
from helpers.core.notices import both
wrong = Mistake(Place(sheet="ผล", cell="G6"), both("not_a_day", name="y"), found="<b>")
def read(): raise InputError(both("not_a_day", name="x"), file="a.xlsx", mistakes=[wrong])
"""


def test_a_notebook_hands_it_on_whole_and_shows_its_words_without_code(root, monkeypatch):
    monkeypatch.setenv("LANG_OUT", "th")
    start = "from helpers.workflow import parameters\nparameters.checked()"
    path, executed = notebook(root, start, REFUSED, "read()"), root / "executed.ipynb"
    with pytest.raises(InputError) as refused:
        runner.execute(path, {}, executed, {"time_limit_s": 60})
    assert refused.value.problem == both("not_a_day", name="x")
    assert refused.value.mistakes[0].place == Place(sheet="ผล", cell="G6")
    outputs = nbformat.read(executed, 4).cells[-1].outputs
    (shown,) = [out for out in outputs if out.output_type == "error"]
    assert shown.traceback == notices.of_error(refused.value).splitlines()


def test_another_error_of_a_notebook_is_told_as_before(root):
    start = "from helpers.workflow import parameters\nparameters.checked()"
    path = notebook(root, start, "1 / 0")
    with pytest.raises(Exception, match="division by zero") as failed:
        runner.execute(path, {}, root / "executed.ipynb", {"time_limit_s": 60})
    assert not isinstance(failed.value, InputError)


def refused_run(root, label: str, error: Exception = ERROR) -> None:
    with runner.recorded(label, root / "reports/logs" / f"{label}.json", {}):
        raise error


def test_by_hand_a_step_tells_it_at_once(root, capsys):
    refused_run(root, "step")
    assert capsys.readouterr().out.endswith(notices.of_error(ERROR) + "\n")


def test_a_launch_tells_it_once_at_its_end(root, monkeypatch, capsys):
    monkeypatch.setenv(runner.TOTAL, "2")
    launch.begin()
    refused_run(root, "one")
    refused_run(root, "two")
    capsys.readouterr()
    assert outcome.tell([], 1) == 1
    told = capsys.readouterr().out
    assert (
        told
        == "the cleaned tables were not made: something failed\n" + notices.of_error(ERROR) + "\n"
    )


def test_progress_says_that_it_failed_and_no_more(root, monkeypatch, capsys):
    monkeypatch.setenv(runner.TOTAL, "2")
    refused_run(root, "one", ValueError("a long story"))
    assert capsys.readouterr().out == "one failed 0.0 s\n"


@pytest.mark.parametrize("tell", [lambda: outcome.tell([], 0), lambda: outcome.tell_facts(0)])
def test_copies_of_earlier_runs_go_and_filed_ones_stay(root, tell):
    stale, filed = root / "reports/2557/a_checked.xlsx", root / "reports/filed/x_checked.xlsx"
    for file in (stale, filed):
        file.parent.mkdir(parents=True)
        file.write_text("")
    launch.begin()
    assert tell() == 0
    assert filed.exists() and not stale.exists()


@pytest.mark.skipif(os.name == "nt", reason="names of Windows are always text")
def test_a_file_whose_name_is_no_text_is_named(root):
    folder = root / "data/raw/registries"
    folder.mkdir(parents=True)
    (folder / os.fsdecode("council_\u0e2a.csv".encode("cp874"))).write_text("")
    with pytest.raises(InputError) as refused:
        dependencies.check_names(["clean_registries"])
    assert str(refused.value) == (
        "the name of a file or folder is not UTF-8; "
        r"found 1 (data/raw/registries/council_\xca.csv); edit the name: type it anew"
    )
    dependencies.check_names(["facts"])


def test_a_launch_that_ended_before_any_step_does_not_say_up_to_date(root, capsys):
    launch.begin()
    report = (2557, date(2014, 9, 30))
    manifest = root / "reports/2557/annual_assessment.manifest.json"
    manifest.parent.mkdir(parents=True)
    manifest.write_text("{}")
    assert outcome.tell([report], 1) == 1
    told = capsys.readouterr().out
    assert "0 of 2 reports up to date" in told and "something failed" in told
    assert "the launch ended before any step; see why with python -m snakemake --dry-run" in told
