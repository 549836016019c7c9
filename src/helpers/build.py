"""Launching Snakemake: what is asked for, what has to be distrusted, one launch at a time."""

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

from helpers import (
    datasets,
    files,
    launch,
    outcome,
    parameters,
    parts,
    paths,
    runner,
    settings,
    thai,
)
from helpers.errors import InputError

MANIFEST = "annual_assessment.manifest.json"
MAPS_MANIFEST = "map_coverage.manifest.json"
PRODUCTS_MANIFEST = "products.manifest.json"
JOINED = "data/processed/assessment.parquet"
# Names the file one table is joined into; the other one is written with it.
JOINED_COVERAGE = "data/processed/coverage_summary.parquet"
# DEMO=0 leaves the demonstration out, DEMO=1 makes it also beside real registries.
DEMO = "DEMO"
Report = tuple[int, date]


def requested(year: Any, as_of: Any = "") -> Report:
    """A checked fiscal year and day; ``InputError`` for what no report can be made of."""
    given = {"year": year, "as_of": as_of or ""}
    values = parameters.check("40_annual_assessment", given)
    return values["year"], date.fromisoformat(values["as_of"])


def every_year() -> list[Report]:
    """The reports of ``make reports``: each year of ``config.yml`` at its end."""
    return [(year, thai.fiscal_year_end(year)) for year in settings.load().years]


def reports(asked: list[Report], with_demo: bool = False, with_products: bool = False) -> int:
    """Bring the reports asked for up to date, with their maps; the exit code, 0 if all are good.

    The tables made of parts are joined with them: of the years asked for and those made before.
    ``with_demo`` makes the demonstration too, unless the environment says ``DEMO=0``;
    ``with_products`` makes Word, PDF and Excel of the reports too.
    """
    manifests = [paths.report_folder(*report) / MANIFEST for report in asked]
    further = [paths.report_folder(*report) / MAPS_MANIFEST for report in asked]
    if with_products:
        further += [paths.report_folder(*report) / PRODUCTS_MANIFEST for report in asked]
    if with_demo and demo_wanted():
        further += demo_manifests()
        _distrust_demo()
    with _alone():
        for manifest in manifests:
            _distrust_facts(manifest)
        for manifest in (*manifests, *further):
            _distrust_altered(manifest)
        targets = [*map(paths.relative, (*manifests, *further)), JOINED, JOINED_COVERAGE]
        total = len(asked) * len(settings.load().languages)
        code = _snakemake(targets, [parts.name(*report) for report in asked], total)
        return outcome.tell(asked, code, with_products)


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
        return outcome.tell([], code)


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
