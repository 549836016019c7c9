"""Launching Snakemake and telling how it went: what ran, what stood, what failed and why."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import psutil

from helpers import datasets, files, launch, parameters, parts, paths, runner, settings, thai
from helpers.errors import InputError

MANIFEST = "annual_assessment.manifest.json"
MAPS_MANIFEST = "map_coverage.manifest.json"
JOINED = "data/processed/assessment.parquet"
# Names the file one table is joined into; the other one is written with it.
JOINED_COVERAGE = "data/processed/coverage_summary.parquet"
# DEMO=0 leaves the demonstration out, DEMO=1 makes it also beside real registries.
DEMO = "DEMO"
Report = tuple[int, date]
_NOT_JOINED = f"NOT MADE {JOINED}: a year could not be assessed, see the failure above"


def requested(year: Any, as_of: Any = "") -> Report:
    """A checked fiscal year and day; ``InputError`` for what no report can be made of."""
    given = {"year": year, "as_of": as_of or ""}
    values = parameters.check("40_annual_assessment", given)
    return values["year"], date.fromisoformat(values["as_of"])


def every_year() -> list[Report]:
    """The reports of ``make reports``: each year of ``config.yml`` at its end."""
    return [(year, thai.fiscal_year_end(year)) for year in settings.load().years]


def reports(asked: list[Report], with_demo: bool = False) -> int:
    """Bring the reports asked for up to date, with their maps; the exit code, 0 if all are good.

    The tables made of parts are joined with them: of the years asked for and those made before.
    ``with_demo`` makes the demonstration too, unless the environment says ``DEMO=0``.
    """
    manifests = [paths.report_folder(*report) / MANIFEST for report in asked]
    maps = [paths.report_folder(*report) / MAPS_MANIFEST for report in asked]
    if with_demo and demo_wanted():
        maps += demo_manifests()
        _distrust_demo()
    with _alone():
        for manifest in manifests:
            _distrust_facts(manifest)
        for manifest in (*manifests, *maps):
            _distrust_altered(manifest)
        targets = [*map(paths.relative, (*manifests, *maps)), JOINED, JOINED_COVERAGE]
        total = len(asked) * len(settings.load().languages)
        code = _snakemake(targets, [parts.name(*report) for report in asked], total)
        return _tell(asked, code)


def demo_wanted() -> bool:
    """Whether the demonstration is made; ``InputError`` for another word than 0 or 1."""
    word = os.environ.get(DEMO, "")
    if word not in ("", "0", "1"):
        raise InputError("DEMO is 0 or 1", found=word)
    return word != "0"


def demo_manifest(year: int) -> Path:
    """The manifest of a year's demonstration pages."""
    return datasets.DEMO.reports(str(year)) / MAPS_MANIFEST


def demo_manifests() -> list[Path]:
    """The manifests of every year's demonstration."""
    return [demo_manifest(year) for year in settings.load().years]


def tables() -> int:
    """Bring the cleaned plan tables up to date; the exit code."""
    with _alone():
        code = _snakemake(["clean_plan_tables"], [], 1)
        return _tell([], code)


def of_part(name: str) -> Report:
    """The checked year and day of a part's name, or of a folder named so."""
    return requested(*parts.split(name))


def _snakemake(targets: list[str], asked: list[str], total: int) -> int:
    command = [sys.executable, "-m", "snakemake", *targets, "--cores", str(os.cpu_count() or 1)]
    command += ["--snakefile", str(paths.root() / "Snakefile"), "--directory", str(paths.root())]
    # A launch holds a lock of its own that a killed one cannot leave behind.
    command += ["--keep-going", "--rerun-incomplete", "--nolock", "--quiet", "all"]
    # The order of so few jobs needs no solver, which would run anew whenever a job ends.
    command += ["--scheduler", "greedy"]
    # A file that was written again with the same content makes nothing out of date.
    command += ["--max-checksum-file-size", "50M"]
    command += ["--config", f"asked={json.dumps(asked)}"]
    launch.begin()
    environment = {**os.environ, runner.TOTAL: str(total)}
    return subprocess.run(command, env=environment, check=False).returncode


def _distrust_demo() -> None:
    """Forget a demonstration of other kinds than are asked for now: of all, or of those missing."""
    made_for = datasets.demo_made_for()
    if made_for.exists() and made_for.read_text(encoding="utf-8") != os.environ.get(DEMO, ""):
        # A table alone that is gone is not made again while the pages made of it stand.
        for file in (datasets.DEMO.table("registrations"), *demo_manifests()):
            file.unlink(missing_ok=True)


def _distrust_facts(manifest: Path) -> None:
    """Forget facts that are not those the pages were made of, so they are judged again."""
    if not manifest.exists():
        return
    records = json.loads(manifest.read_text(encoding="utf-8"))["reports"]
    facts = manifest.parent / runner.FACTS
    made_of = {record["inputs"].get(paths.relative(facts)) for record in records}
    if not facts.exists() or made_of != {files.sha256(facts)}:
        facts.unlink(missing_ok=True)
        manifest.unlink()


def _distrust_altered(manifest: Path) -> None:
    """Forget a manifest whose pages or pictures are not as they were made."""
    if not manifest.exists():
        return
    records = json.loads(manifest.read_text(encoding="utf-8"))["reports"]
    if not all(runner.unaltered(record) for record in records):
        manifest.unlink()


@contextmanager
def _alone() -> Iterator[None]:
    """One launch at a time in a tree; what a killed one left unfinished is cleared away."""
    lock = paths.reports(".running")
    lock.parent.mkdir(parents=True, exist_ok=True)
    _take(lock)
    try:
        _clear_unfinished()
        yield
        _clear_unfinished()
    finally:
        lock.unlink(missing_ok=True)


def _take(lock: Path) -> None:
    """Create the lock; of two launches that start at once one is refused."""
    if lock.exists() and not _is_held(lock):
        lock.unlink(missing_ok=True)
    me = psutil.Process()
    try:
        with lock.open("x", encoding="utf-8") as stream:
            stream.write(f"{me.pid} {me.create_time()}")
    except FileExistsError as error:
        raise _second(lock) from error


def _is_held(lock: Path) -> bool:
    """Whether the process that wrote the lock still runs; a lock not written yet is held."""
    pid, _, created = lock.read_text(encoding="utf-8").partition(" ")
    try:
        # A number of a process that ended may have been given to another one.
        return not pid or str(psutil.Process(int(pid)).create_time()) == created
    except psutil.NoSuchProcess:
        return False


def _second(lock: Path) -> InputError:
    pid = lock.read_text(encoding="utf-8").split(" ")[0] or "just starting"
    fix = f"{paths.relative(lock)} (delete it) if no such process runs"
    return InputError(
        f"another run (process {pid}) is making reports here; wait for its end", fix=fix
    )


def _clear_unfinished() -> None:
    """Remove what a run under way may have and a finished tree has not."""
    shutil.rmtree(paths.reports(".partial"), ignore_errors=True)
    for folder in (paths.reports(), paths.processed()):
        for leftover in folder.rglob(f"{files.PARTIAL}*"):
            leftover.unlink(missing_ok=True)


def _tell(asked: list[Report], code: int) -> int:
    """Join the records of all runs, print the summary; 1 if anything failed."""
    records = _records()
    _write_runs(records)
    this_launch = [r for r in records if r["run"] == launch.name()]
    failed = [record for record in this_launch if record["status"] == "failed"]
    pages = [(run, _stands(run, report, this_launch)) for report, run in _pages(asked)]
    lines = [_line(record) for record in failed]
    lines += [_missing(run) for run, stands in pages if not stands]
    lines += [_NOT_JOINED] * any(record["report"].startswith("assess ") for record in failed)
    told = _headline(pages, this_launch) if asked else _tables_told(this_launch)
    result = "something failed" if failed or code else "all good"
    print("\n".join([*lines, f"{told}: {result}"]))
    return 1 if failed or code else 0


def _records() -> list[dict[str, Any]]:
    logs = sorted(
        log
        for dataset in (datasets.REAL, datasets.DEMO)
        for log in dataset.reports("logs").glob("*.json")
    )
    return [json.loads(log.read_text(encoding="utf-8")) for log in logs]


def _write_runs(records: list[dict[str, Any]]) -> None:
    text = json.dumps({"runs": records}, ensure_ascii=False, indent=1)
    files.write_text(paths.reports("runs.json"), text + "\n")


def _line(record: dict[str, Any]) -> str:
    notebook = record["notebook"]
    where = f"\n  executed notebook: {notebook}" if notebook else ""
    return f"FAILED {record['report']}: {record['error']}{where}"


def _pages(asked: list[Report]) -> list[tuple[Report, runner.Run]]:
    return [(report, run) for report in asked for run in runner.annual_assessment(*report)]


def _stands(run: runner.Run, report: Report, this_launch: list[dict[str, Any]]) -> bool:
    """Whether a page is up to date: good in this launch, or before it and nothing it needs failed.

    Its batch's manifest alone does not say so: it stays when a step before the batch fails.
    """
    statuses = {record["report"]: record["status"] for record in this_launch}
    if run.label in statuses:
        return statuses[run.label] in runner.GOOD
    part = parts.name(*report)
    before = ("clean_registries", "clean_plan_tables", "layers", f"assess {part}")
    before = (*before, f"coverage {part}", f"facts {part}")
    stopped = any(statuses.get(step) == "failed" for step in before)
    return not stopped and (paths.report_folder(*report) / MANIFEST).exists()


def _missing(run: runner.Run) -> str:
    there = any(page.exists() for page in run.pages.values())
    old = "; the page there is of an earlier run" if there else ""
    return f"NOT MADE {run.label}: see the failure above{old}"


def _headline(pages: list[tuple[runner.Run, bool]], records: list[dict[str, Any]]) -> str:
    labels = {run.label for run, _ in pages}
    made = [record["status"] for record in records if record["report"] in labels]
    counts = {status: made.count(status) for status in ("ok", "skipped", "failed")}
    ran = f"{counts['ok']} made, {counts['skipped']} skipped, {counts['failed']} failed"
    standing = sum(stands for _, stands in pages)
    return f"{standing} of {len(pages)} reports up to date ({ran} in this run)"


def _tables_told(records: list[dict[str, Any]]) -> str:
    statuses = {record["status"] for record in records}
    if "failed" in statuses:
        return "the cleaned tables were not made"
    return (
        "the cleaned tables were made" if statuses else "nothing to do, the tables are up to date"
    )
