"""Launching Snakemake: what is asked for, what is out of date, one launch at a time."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from filelock import FileLock, Timeout

from helpers.core import files, launch, notices, paths, periods, settings, thai
from helpers.core.errors import InputError
from helpers.workflow import (
    dependencies,
    forkserver,
    jobs,
    outcome,
    runner,
    runs,
    steps,
    warm_client,
)

# DEMO=0 leaves the demonstration out, DEMO=1 makes it also beside real registries.
DEMO = "DEMO"
Report = tuple[int, date]
Evaluation = tuple[str, date]
requested, of_part, requested_plan = runs.requested, runs.of_part, runs.requested_plan
requested_province = runs.requested_province


def every_year() -> list[Report]:
    """The reports of ``make reports``: each year of ``config.yml`` at its end."""
    return [(year, thai.fiscal_year_end(year)) for year in settings.load().years]


def every_plan() -> list[Evaluation]:
    """The closing evaluations of ``make reports``: each plan that has ended, at its end."""
    return [(plan, periods.end_of(plan)) for plan in steps.plans()]


def every_issue() -> list[str]:
    """The issues whose pages ``make reports`` makes: all, where every year's facts are made."""
    return steps.issues()


def reports(
    asked: list[Report],
    demo_years: list[int] | None = None,
    with_products: bool = False,
    plans: list[Evaluation] | None = None,
    issues: list[str] | None = None,
) -> int:
    """Bring the reports asked for up to date, with their maps; the exit code, 0 if all are good.

    The tables made of parts are joined with them: of the years asked for and those made before.
    ``demo_years`` are years to make the demonstration of too; ``with_products`` makes Word, PDF
    and Excel of the reports too. ``plans`` are those to evaluate, ``issues`` those whose pages are
    to be made.
    """
    with _alone():
        total = len(asked) * len(settings.load().languages)
        wanted = jobs.of(asked, demo_years or [], with_products, plans or (), issues or ())
        code = _bring_up_to_date(wanted, asked, total)
        further = [job for job in wanted if job.step in jobs.OF_NO_YEAR]
        return outcome.tell(asked, code, with_products, further)


def standing(asked: list[Report]) -> list[Report]:
    """Those reports whose facts are up to date, with all they are made from."""
    return [one for one in asked if all(job.stands() for job in jobs.of_facts(one))]


def demo_years() -> list[int]:
    """Years whose demonstration ``make reports`` makes: none where ``DEMO=0`` says so.

    ``InputError`` for another word than 0 or 1.
    """
    word = os.environ.get(DEMO, "")
    if word not in ("", "0", "1"):
        raise InputError(notices.both("demo_unknown"), found=word)
    return [] if word == "0" else list(settings.load().demo_years)


def demo(years: list[int]) -> int:
    """Bring the demonstration of some years up to date; the exit code."""
    with _alone():
        return outcome.tell_demo(years, _bring_up_to_date(jobs.of([], years, False), [], 0))


def where_next(asked: runs.Provincial) -> int:
    """Bring the list of one province up to date; the exit code.

    ``DEMO=1`` makes it of the demonstration, whose years are whole, with all it is made from.
    """
    demo_years()
    is_demo = os.environ.get(DEMO) == "1"
    wanted = jobs.of_province(asked, is_demo)
    own = jobs.given(wanted[-1].step, wanted[-1].part)
    with _alone():
        code = _bring_up_to_date(wanted, [], 0)
        return outcome.tell_where_next(own, code)


def facts(asked: list[Report]) -> int:
    """Bring the facts of some reports up to date, and nothing made of them; the exit code.

    What failed is told, and nothing else.
    """
    with _alone():
        wanted = list(dict.fromkeys(job for report in asked for job in jobs.of_facts(report)))
        return outcome.tell_facts(_bring_up_to_date(wanted, asked, 0))


def tables() -> int:
    """Bring the cleaned plan tables up to date; the exit code."""
    with _alone():
        wanted = [jobs.Job("clean_registries"), jobs.Job("clean_plan_tables")]
        return outcome.tell([], _bring_up_to_date(wanted, [], 1))


def _bring_up_to_date(wanted: list[jobs.Job], asked: list[Report], total: int) -> int:
    """Let Snakemake run the jobs that do not stand, if there are any; its exit code.

    What stands is decided by content alone: a copied or moved folder has other times and paths.
    """
    launch.begin()
    runs.look_again()
    dependencies.check_names({job.step for job in wanted})
    stale = [job for job in wanted if not job.stands()]
    if not stale:
        return 0
    standing = [job for job in wanted if job not in stale]
    for file in (file for job in standing for file in job.outputs):
        # Snakemake goes by the time; that of a table a rule made must not be before its inputs'.
        os.utime(file)
    return _snakemake(wanted, stale, asked, total)


def _snakemake(
    wanted: list[jobs.Job], stale: list[jobs.Job], asked: list[Report], total: int
) -> int:
    cores = os.cpu_count() or 1
    command = [*_named(wanted), "--cores", str(cores)]
    command += ["--snakefile", str(paths.root() / "Snakefile"), "--directory", str(paths.root())]
    # A launch holds a lock of its own that a killed one cannot leave behind.
    command += ["--keep-going", "--rerun-incomplete", "--nolock", "--quiet", "all"]
    # The order of so few jobs needs no solver, which would run anew whenever a job ends.
    command += ["--scheduler", "greedy"]
    command += ["--rerun-triggers", "mtime"]
    if there := [name for name in _named(stale) if (paths.root() / name).exists()]:
        command += ["--forcerun", *there]
    # For the steps that join parts: those whose jobs are under way.
    by_step = {job.step: [] for job in wanted}
    for job in wanted:
        by_step[job.step].append(job.part)
    command += ["--config", f"parts={json.dumps(by_step)}"]
    environment = {**os.environ, runner.TOTAL: str(total)}
    # The runs of a batch share the cores with other batches, where there are any.
    environment[runner.AT_ONCE] = str(cores if len(asked) == 1 else 1)
    with forkserver.running(_coming(wanted, stale)) as address:
        try:
            code = forkserver.run("snakemake", command, {**environment, **address})
        except warm_client.ServerGone:
            print(notices.say("error", told=notices.both("server_gone")), file=sys.stderr)
            return 1
    if code is None:
        plain = [sys.executable, "-m", "snakemake", *command]
        return subprocess.run(plain, env=environment, check=False).returncode
    return code


def _coming(wanted: list[jobs.Job], stale: list[jobs.Job]) -> list[str]:
    """The steps that will be run: those of jobs that do not stand, and those that read of them."""
    coming = {job.step for job in stale}
    named = list(dict.fromkeys(job.step for job in wanted))
    for step in named:
        if coming.intersection([*steps.behind(step), *steps.declared()[step]["joins"]]):
            coming.add(step)
    return [step for step in named if step in coming]


def _named(some: list[jobs.Job]) -> list[str]:
    return [paths.relative(file) for job in some for file in job.outputs]


@contextmanager
def _alone() -> Iterator[None]:
    """One launch at a time in a tree; what a killed one left unfinished is cleared away."""
    place = paths.reports(".running")
    place.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(place, timeout=0)
    try:
        with lock:
            place.write_text(str(os.getpid()), encoding="utf-8")
            try:
                _clear_unfinished()
                yield
            finally:
                _clear_unfinished()
    except Timeout as error:
        raise _second(place) from error


def _second(lock: Path) -> InputError:
    pid = ""
    with contextlib.suppress(OSError):
        pid = lock.read_text(encoding="utf-8")
    process = notices.both("another_process", pid=pid) if pid else notices.both("another_starting")
    return InputError(notices.both("another_run", process=process))


def _clear_unfinished() -> None:
    """Remove what a run under way may have and a finished tree has not."""
    shutil.rmtree(paths.reports(".partial"), ignore_errors=True)
    for folder in (paths.reports(), paths.processed()):
        for leftover in folder.rglob(f"{files.PARTIAL}*"):
            leftover.unlink(missing_ok=True)
