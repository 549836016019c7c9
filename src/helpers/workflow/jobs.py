"""One step of one part, as Snakemake orders it: whether it stands, and doing it.

``metadata/steps.yml`` says which there are; here is what a step of that name does.
"""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from helpers.core import partitions, thai
from helpers.core.errors import InputError
from helpers.core.notices import both
from helpers.workflow import runner, runs, steps
from helpers.workflow.runs import Run

Report = tuple[int, date]
# Steps of several runs, or of one by a notebook with parameters; every other one is a single run.
_RUNS: dict[str, Callable[[int, date], list[Run]]] = {
    "annual_assessment": runs.annual_assessment,
    "map_coverage": runs.map_coverage,
    "products": runs.products,
    "demo_pages": runs.demo_pages,
}


@dataclass(frozen=True)
class Job:
    """A step of ``steps.yml`` and the part it is to make; none where it is made once."""

    step: str
    part: str = ""

    @property
    def runs(self) -> list[Run]:
        """What the job runs."""
        if self.step in _RUNS:
            return _RUNS[self.step](*runs.of_part(self.part))
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


def of(asked: list[Report], demo_years: list[int], with_products: bool) -> list[Job]:
    """The jobs of a launch, in the order of the way."""
    parts_of = {
        steps.YEAR: [partitions.name(*report) for report in asked],
        steps.DEMO_YEAR: [str(year) for year in demo_years],
        None: [""],
    }
    ends = [
        name
        for name in steps.declared()
        if (demo_years if steps.is_demo(name) else asked) and (with_products or name != "products")
    ]
    needed = {step for end in ends for step in steps.behind(end)}
    return [
        Job(name, part)
        for name, spec in steps.declared().items()
        if name in needed
        for part in parts_of[spec["of"]]
    ]


def of_facts(report: Report) -> list[Job]:
    """The jobs that make a report's facts."""
    part = partitions.name(*report)
    return [Job(s, part if steps.declared()[s]["of"] else "") for s in steps.behind("facts")]


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
    if part:
        year, as_of = runs.of_part(part)
        part = partitions.name(year, as_of)
        if declared[name]["of"] == steps.DEMO_YEAR and as_of != thai.fiscal_year_end(year):
            raise InputError(both("demo_whole_years"), found=part)
    return Job(name, part)


def behind(run: Run, report: Report) -> set[str]:
    """Labels of the runs whose failure stops a run of a report."""
    part = partitions.name(*report)
    needed = [name for name in steps.behind(run.step) if name != run.step]
    jobs = [Job(name, part if steps.declared()[name]["of"] else "") for name in needed]
    return {found.label for job in jobs for found in job.runs}
