"""What is made of several years, on the stand-in house: plans' evaluations and pages by issue."""

import pytest
from conftest import House, make_small_house

from helpers.__main__ import main
from helpers.core import thai
from helpers.workflow import jobs, runs, steps

pytestmark = pytest.mark.long(seconds=60)

PLAN = "2557-2558"
OF_SEVERAL = {
    f"evaluation_facts {PLAN}",
    f"plan_evaluation {PLAN} th",
    f"plan_evaluation {PLAN} en",
    "issue_facts",
    "issue_pages welfare",
    "published_results",
}


def ran(done) -> set[str]:
    lines = [line.split("] ")[-1] for line in done.stdout.splitlines()]
    return {line.split(" ok ")[0] for line in lines if " ok " in line}


@pytest.fixture
def with_a_plan(tmp_path) -> House:
    """The stand-in house whose two years are a plan, with one issue."""
    house = make_small_house(tmp_path / "house")
    metadata = house.root / "src/helpers/metadata"
    (metadata / "report.yml").write_text(f"plans: {{'{PLAN}': {{}}}}\n", encoding="utf-8")
    (metadata / "issues.yml").write_text("issues: {welfare: {}}\n", encoding="utf-8")
    return house


def test_reports_make_the_pages_of_plans_and_issues_once(with_a_plan):
    done = with_a_plan.run("reports")
    assert done.returncode == 0, done.stdout + done.stderr
    assert ran(done) >= OF_SEVERAL
    assert "4 of 4 reports up to date" in done.stdout
    assert "4 of 4 pages of plans and issues: all good" in done.stdout
    made = {file.name for file in (with_a_plan.root / "reports/issues").glob("*.html")}
    pages = {f"{page}.{lang}.html" for page in ("welfare", "published_results")
             for lang in ("th", "en")}  # fmt: skip
    assert made == pages
    again = with_a_plan.run("reports")
    assert ran(again) == set() and again.stdout.count("\n") == 1


def test_a_table_that_is_not_there_yet_is_made_and_stops_nothing(with_a_plan):
    with_a_plan.run("reports")
    (with_a_plan.root / "data/processed/plan_goals.parquet").unlink()
    done = with_a_plan.run("reports")
    assert done.returncode == 0, done.stderr
    assert "clean_plan_tables" in ran(done) and "all good" in done.stdout


def test_a_year_that_fails_is_told_for_the_plan_too(with_a_plan):
    plan = with_a_plan.root / "data/raw/plans/plan.txt"
    with_a_plan.run("reports")
    (with_a_plan.root / "src/helpers/assessment/assess.py").write_text(
        "def write_part(year, as_of):\n    raise ValueError('no such year')\n"
        "def join_parts():\n    raise ValueError('nothing to join')\n"
        "def read_by_part(content, year, as_of):\n    return content\n",
        encoding="utf-8",
    )
    plan.write_text(plan.read_text(encoding="utf-8") + "more\n", encoding="utf-8")
    done = with_a_plan.run("reports")
    assert done.returncode == 1
    assert f"NOT MADE plan_evaluation {PLAN} th" in done.stdout
    assert "0 of 4 pages of plans and issues: something failed" in done.stdout


def test_an_evaluation_brings_the_facts_of_its_years_and_no_report_of_them(root):
    end = thai.fiscal_year_end(2554)
    found = jobs.of([], [], True, plans=[("2552-2554", end)])
    years = ["2552", "2553", "2554"]
    assert [job.part for job in found if job.step == "facts"] == years
    assert [job.part for job in found if job.step == "assess"] == years
    made = {job.step for job in found}
    assert {"evaluation_facts", "plan_evaluation", "evaluation_products"} <= made
    assert not {"annual_assessment", "map_coverage", "products", "issue_facts"} & made


def test_another_day_of_the_last_year_is_a_part_of_its_own(root):
    part = runs.plan_part("2552-2554", thai.fiscal_year_start(2554))
    assert steps.years_behind("evaluation_facts", part) == [
        "2552", "2553", "2554_as_of_2010-10-01",
    ]  # fmt: skip
    (facts,) = steps.writes("evaluation_facts", part)
    assert facts.parts[-4:] == ("plans", "2552-2554", "as_of_2010-10-01", "facts.json")


def test_products_of_evaluations_are_made_only_when_asked_for(root):
    plan = [("2551", thai.fiscal_year_end(2551))]
    assert "evaluation_products" not in {job.step for job in jobs.of([], [], False, plans=plan)}


def test_issue_pages_rest_on_every_year(root):
    found = jobs.of([], [], False, issues=["welfare"])
    assert len([job for job in found if job.step == "facts"]) == 9
    assert [job.part for job in found if job.step == "issue_pages"] == ["welfare"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["evaluation", "--plan", "2552-2555"], "plan is not allowed"),
        (
            ["evaluation", "--plan", "2552-2554", "--as-of", "2010-09-30"],
            "outside fiscal year 2554",
        ),
        (["evaluation", "--as-of", "2011-03-31"], "a day needs its plan"),
        (["step", "issue_pages", "health"], "issue is not allowed"),
        (["step", "plan_evaluation"], "takes a part"),
    ],
)
def test_a_plan_or_issue_there_is_not_is_refused(arguments, told, root, capsys):
    assert main(arguments) == 2
    assert told in capsys.readouterr().err
