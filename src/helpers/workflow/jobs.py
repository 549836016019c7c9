"""One step of one part, as Snakemake orders it: whether it stands, and doing it.

``metadata/steps.yml`` says which there are; here is what a step of that name does.
"""

import json
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from helpers.core import partitions, thai
from helpers.core.errors import InputError
from helpers.core.notices import both
from helpers.workflow import runner, runs, steps
from helpers.workflow.runs import Run

Report = tuple[int, date]
Evaluation = tuple[str, date]
# Steps of several runs, or of one by a notebook with parameters; every other one is a single run.
_RUNS: dict[str, Callable[..., list[Run]]] = {
    "annual_assessment": runs.annual_assessment,
    "map_coverage": runs.map_coverage,
    "products": runs.products,
    "demo_pages": runs.demo_pages,
    "plan_evaluation": runs.plan_evaluation,
    "evaluation_products": runs.evaluation_products,
    "issue_pages": runs.issue_pages,
    "published_results": runs.published_results,
    "where_next": runs.where_next,
    "demo_where_next": runs.demo_where_next,
}
# Made when they are asked for.
PRODUCTS = ("products", "evaluation_products")
# Pages that are of no single year, and files of them.
OF_NO_YEAR = ("plan_evaluation", "evaluation_products", "issue_pages", "published_results")


@dataclass(frozen=True)
class Job:
    """A step of ``steps.yml`` and the part it is to make; none where it is made once."""

    step: str
    part: str = ""

    @property
    def runs(self) -> list[Run]:
        """What the job runs."""
        if self.step in _RUNS:
            return _RUNS[self.step](*runs.about(self.step, self.part))
        return runs.one(self.step, self.part)

    @property
    def outputs(self) -> list[Path]:
        """The files Snakemake knows the job by."""
        return steps.writes(self.step, self.part)

    @property
    def manifest(self) -> Path | None:
        """The file that says a batch is good."""
        return self.outputs[0] if self.step in _RUNS else None

    def stands(self) -> bool:
        """Whether nothing the job is made from or makes has changed, by content."""
        if not all(file.exists() for file in self.outputs):
            return False
        return all(runner.last_good(run, with_slices=False) for run in self._expected())

    def _expected(self) -> list[Run]:
        """The runs; none for a year of the demonstration of which nothing was made up."""
        made = json.loads(self.manifest.read_text("utf-8"))["reports"] if self.manifest else True
        return self.runs if made or self.step != "demo_pages" else []

    def do(self) -> bool:
        """Run what is out of date; true if all is good then."""
        runs.look_again()
        return self._done()

    def _done(self, tell_skipped: bool = True) -> bool:
        if self.step == "demo_pages" and self._is_empty():
            return runner.batch([], self.manifest)
        if self.step in _RUNS:
            return runner.batch(self.runs, self.manifest)
        for before in self._behind():
            before._done(tell_skipped=False)
        return all(runner.perform(run, tell_skipped)["status"] in runner.GOOD for run in self.runs)

    def _behind(self) -> list["Job"]:
        """Of a table that is joined, the other years' parts: those made before follow what changed.

        The parts asked for have been made by jobs of their own, and stand.
        """
        joins = steps.declared()[self.step]["joins"]
        made = sorted({file.stem for file in steps.joined(self.step)})
        return [Job(step, part) for step in joins for part in made]

    def _is_empty(self) -> bool:
        """Whether every kind has a real registry; pages of an earlier run go then."""
        from helpers import demo

        if not demo.is_empty():
            return False
        # They would stand beside the real registries of every kind.
        if self.manifest.parent.exists():
            shutil.rmtree(self.manifest.parent)
        return True


def of(
    asked: list[Report],
    demo_years: list[int],
    with_products: bool,
    plans: Iterable[Evaluation] = (),
    issues: Iterable[str] = (),
) -> list[Job]:
    """The jobs of a launch, in the order of the way.

    What is made of several years, a plan's evaluation or the pages of issues, brings their facts.
    """
    parts = {
        steps.YEAR: [partitions.name(*report) for report in asked],
        steps.DEMO_YEAR: [str(year) for year in demo_years],
        steps.PLAN: [runs.plan_part(*plan) for plan in plans],
        steps.ISSUE: list(issues),
        # Asked for one by one (``of_province``).
        steps.PROVINCE: [],
        steps.DEMO_PROVINCE: [],
    }
    found: dict[Job, None] = {}
    for end in _ends(parts, with_products):
        for part in parts.get(steps.declared()[end]["of"], [""]):
            found |= dict.fromkeys(behind(end, part))
    order = list(steps.declared())
    return sorted(found, key=lambda job: order.index(job.step))


def _ends(parts: dict[str, list[str]], with_products: bool) -> list[str]:
    """The steps a launch is for: what is asked for, and what is joined of it."""
    declared = steps.declared()
    return [
        name
        for name, spec in declared.items()
        if parts[spec["of"] or _made_for(name)] and (with_products or name not in PRODUCTS)
    ]


def of_facts(report: Report) -> list[Job]:
    """The jobs that make a report's facts."""
    return behind("facts", partitions.name(*report))


def of_province(asked: runs.Provincial, demo: bool) -> list[Job]:
    """The jobs that make the list of one province, of the demonstration or the real registries."""
    return behind("demo_where_next" if demo else "where_next", runs.province_part(*asked))


def _made_for(name: str) -> str:
    """Of a step that is made once: for the years, the demonstration or the issues."""
    if steps.is_demo(name):
        return steps.DEMO_YEAR
    return steps.ISSUE if "issue_facts" in steps.behind(name) else steps.YEAR


def behind(step: str, part: str) -> list[Job]:
    """The job of one part of a step and all that it is made from, in the order of the way."""
    own = steps.declared()[step]["of"]
    found = []
    for name in steps.behind(step):
        of = steps.declared()[name]["of"]
        parts = [part] if of == own else steps.years_behind(step, part) if of else [""]
        found += [Job(name, one) for one in parts]
    return found


def given(name: str, part: str) -> Job:
    """A job as it is named on a command line; ``InputError`` for a step or part there is not.

    A rule of Snakemake says ``part=2557`` where a person types ``2557``.
    """
    part = part.rpartition("=")[2]
    declared = steps.declared()
    if name not in declared:
        raise InputError(both("step_unknown"), expected=sorted(declared), found=name)
    if bool(part) != bool(declared[name]["of"]):
        takes = "step_takes_part" if declared[name]["of"] else "step_takes_none"
        raise InputError(both(takes, step=name), found=part or both("none"))
    return Job(name, _part(declared[name]["of"], runs.about(name, part)))


def _part(of: str | None, about: tuple) -> str:
    """A part's name by what was asked of it."""
    if not about:
        return ""
    if of == steps.ISSUE:
        return about[0]
    if of == steps.PLAN:
        return runs.plan_part(*about)
    *_, year, as_of = about
    if of in (steps.DEMO_YEAR, steps.DEMO_PROVINCE) and as_of != thai.fiscal_year_end(year):
        raise InputError(both("demo_whole_years"), found=partitions.name(year, as_of))
    if of in (steps.PROVINCE, steps.DEMO_PROVINCE):
        return runs.province_part(*about)
    return partitions.name(year, as_of)


def labels_behind(run: Run, part: str) -> set[str]:
    """Labels of the runs whose failure stops a run of a part."""
    jobs = [job for job in behind(run.step, part) if job.step != run.step]
    return {found.label for job in jobs for found in job.runs}
