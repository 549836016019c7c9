"""The steps stand once, in the order of the way, and a wrong name of one is refused."""

import pytest

from helpers.__main__ import main
from helpers.core import thai
from helpers.workflow import build, jobs, steps
from helpers.workflow.runs import FACTS

REPORT = (2557, thai.fiscal_year_end(2557))


def test_a_step_reads_only_what_steps_above_it_write():
    written: set[str] = set()
    for name, spec in steps.declared().items():
        tables = [f"data/processed/{table}.parquet" for table in spec["tables"]]
        joined = [place for step in spec["joins"] for place in steps.outputs(step)]
        assert {*tables, *spec["reads"], *joined} <= written, name
        assert not written & set(steps.outputs(name)), name
        written |= set(steps.outputs(name))


def test_what_stands_behind_the_facts():
    expected = ["clean_registries", "clean_plan_tables", "coverage", "assess", "facts"]
    assert steps.behind("facts") == expected


def test_products_are_made_ready_for_only_where_they_are_to_come():
    warm = "helpers.publish.products.warm"
    assert warm in steps.ready(["facts", "products"])
    assert warm not in steps.ready(["facts", "annual_assessment"])


def test_the_steps_to_come_are_those_that_changed_and_those_that_read_of_them():
    wanted = jobs.of([REPORT], [], with_products=True)
    coming = build._coming(wanted, [jobs.Job("coverage", "2557")])
    assert coming == [
        "coverage", "join_coverage", "facts", "annual_assessment", "map_coverage", "products",
    ]  # fmt: skip


def test_files_of_a_part_are_named_by_its_year_and_day():
    (facts,) = steps.writes("facts", "2558_as_of_2015-03-31")
    assert facts.parts[-4:] == ("reports", "2558", "as_of_2015-03-31", FACTS)


def test_a_demonstration_of_one_year_runs_no_step_of_another(root):
    found = jobs.of([], [2557], False)
    assert {job.part for job in found} == {"", "2557"}
    assert {job.step for job in found if job.part} == {"demo_coverage", "demo_pages"}
    assert not {"assess", "facts", "products"} & {job.step for job in found}


def test_products_are_jobs_only_when_asked_for(root):
    without, with_them = (jobs.of([REPORT], [], asked) for asked in (False, True))
    assert set(with_them) - set(without) == {jobs.Job("products", "2557")}
    assert not [job for job in with_them if steps.is_demo(job.step)]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nothing"], "no such step"),
        (["facts"], "step facts takes a part, like 2557"),
        (["layers", "2557"], "step layers takes no part"),
        (["facts", "2560"], "year is not allowed"),
        (["demo_pages", "2558_as_of_2015-03-31"], "made of whole years"),
    ],
)
def test_a_step_or_part_there_is_not_is_refused(arguments, told, root, capsys):
    assert main(["step", *arguments]) == 2
    assert told in capsys.readouterr().err
