"""Launching Snakemake and telling how it went: what ran, what stood, what failed and why."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import psutil

from helpers import files, parameters, paths, runner, settings, thai
from helpers.errors import InputError

MANIFEST = "annual_assessment.manifest.json"
Report = tuple[int, date]


def requested(year: Any, as_of: Any = "") -> Report:
    """A checked fiscal year and day; ``InputError`` for what no report can be made of."""
    given = {"year": year, "as_of": as_of or ""}
    values = parameters.check("40_annual_assessment", given)
    return values["year"], date.fromisoformat(values["as_of"])


def every_year() -> list[Report]:
    """The reports of ``make reports``: each year of ``config.yml`` at its end."""
    return [(year, thai.fiscal_year_end(year)) for year in settings.load().years]


def reports(asked: list[Report]) -> int:
    """Bring the reports asked for up to date; the exit code, 0 if all are good."""
    manifests = [paths.report_folder(year, as_of) / MANIFEST for year, as_of in asked]
    with _alone():
        for manifest in manifests:
            _distrust_altered(manifest)
        total = len(asked) * len(settings.load().languages)
        code = _snakemake([paths.relative(m) for m in manifests], _parts(asked), total)
        return _tell(asked, code)


def tables() -> int:
    """Bring the cleaned plan tables up to date; the exit code."""
    with _alone():
        code = _snakemake(["clean_plan_tables"], [], 1)
        return _tell([], code)


def part(year: int, as_of: date) -> str:
    """Name of a year's part of the table ``assessment``: ``2557``, ``2558_as_of_2015-03-31``."""
    default = as_of == thai.fiscal_year_end(year)
    return str(year) if default else f"{year}_as_of_{as_of.isoformat()}"


def of_part(name: str) -> Report:
    """The year and day of a part's name, or of a folder named so (``2558/as_of_2015-03-31``)."""
    year, _, as_of = name.replace("/", "_").partition("_as_of_")
    return requested(year, as_of)


def _parts(asked: list[Report]) -> list[str]:
    return [part(year, as_of) for year, as_of in asked]


def _snakemake(targets: list[str], parts: list[str], total: int) -> int:
    command = [sys.executable, "-m", "snakemake", *targets, "--cores", str(os.cpu_count() or 1)]
    command += ["--snakefile", str(paths.root() / "Snakefile"), "--directory", str(paths.root())]
    # A launch holds a lock of its own that a killed one cannot leave behind.
    command += ["--keep-going", "--rerun-incomplete", "--nolock", "--quiet", "all"]
    # A file that was written again with the same content makes nothing out of date.
    command += ["--max-checksum-file-size", "50M"]
    command += ["--config", f"asked={json.dumps(parts)}"]
    environment = {**os.environ, runner.RUN_ID: _new_run_id(), runner.TOTAL: str(total)}
    os.environ[runner.RUN_ID] = environment[runner.RUN_ID]
    return subprocess.run(command, env=environment, check=False).returncode


def _new_run_id() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")


def _distrust_altered(manifest: Path) -> None:
    """Forget a manifest whose pages or facts are not as they were made, so they are made again."""
    if not manifest.exists():
        return
    records = json.loads(manifest.read_text(encoding="utf-8"))["reports"]
    facts = manifest.parent / "facts.json"
    made_of = {record["inputs"].get(paths.relative(facts)) for record in records}
    if not facts.exists() or made_of != {files.sha256(facts)}:
        facts.unlink(missing_ok=True)
        manifest.unlink()
    elif not all(runner.unaltered(record) for record in records):
        manifest.unlink()


@contextmanager
def _alone() -> Iterator[None]:
    """One launch at a time in a tree; what a killed one left unfinished is cleared away."""
    lock = paths.reports(".running")
    lock.parent.mkdir(parents=True, exist_ok=True)
    _refuse_second(lock)
    me = psutil.Process()
    files.write_text(lock, f"{me.pid} {me.create_time()}")
    _clear_unfinished()
    try:
        yield
    finally:
        _clear_unfinished()
        lock.unlink()


def _clear_unfinished() -> None:
    """Remove what a run under way may have and a finished tree has not."""
    shutil.rmtree(paths.reports(".partial"), ignore_errors=True)
    for folder in (paths.reports(), paths.processed()):
        for leftover in folder.rglob(f"{files.PARTIAL}*"):
            leftover.unlink()


def _refuse_second(lock: Path) -> None:
    if not lock.exists():
        return
    pid, created = lock.read_text(encoding="utf-8").split()
    # A number of a process that ended may have been given to another one.
    if psutil.pid_exists(int(pid)) and str(psutil.Process(int(pid)).create_time()) == created:
        raise InputError(f"another run (process {pid}) is making reports here; wait for its end")


def _tell(asked: list[Report], code: int) -> int:
    """Join the records of all runs, print the summary; 1 if anything failed."""
    records = _records()
    _write_runs(records)
    this_launch = [r for r in records if r["run"] == os.environ[runner.RUN_ID]]
    failed = [record for record in this_launch if record["status"] == "failed"]
    lines = [_line(record) for record in failed]
    lines += [_missing(report) for report in asked if not _has_manifest(report)]
    print("\n".join([*lines, _headline(asked, this_launch, bool(failed or code))]))
    return 1 if failed or code else 0


def _records() -> list[dict[str, Any]]:
    logs = sorted(paths.reports("logs").glob("*.json"))
    return [json.loads(log.read_text(encoding="utf-8")) for log in logs]


def _write_runs(records: list[dict[str, Any]]) -> None:
    text = json.dumps({"runs": records}, ensure_ascii=False, indent=1)
    files.write_text(paths.reports("runs.json"), text + "\n")


def _line(record: dict[str, Any]) -> str:
    notebook = record["notebook"]
    where = f"\n  executed notebook: {notebook}" if notebook else ""
    return f"FAILED {record['report']}: {record['error']}{where}"


def _has_manifest(report: Report) -> bool:
    return (paths.report_folder(*report) / MANIFEST).exists()


def _missing(report: Report) -> str:
    page = paths.report_folder(*report) / "annual_assessment.th.html"
    old = "; the page there is of an earlier run" if page.exists() else ""
    return f"NOT MADE annual_assessment {part(*report)}: see the failure above{old}"


def _headline(asked: list[Report], records: list[dict[str, Any]], failed: bool) -> str:
    pages = [r for r in records if r["report"].startswith("annual_assessment")]
    counts = {s: sum(r["status"] == s for r in pages) for s in ("ok", "skipped", "failed")}
    total = len(asked) * len(settings.load().languages)
    standing = sum(map(_has_manifest, asked)) * len(settings.load().languages)
    ran = f"{counts['ok']} made, {counts['skipped']} skipped, {counts['failed']} failed"
    result = "something failed" if failed else "all good"
    return f"{standing} of {total} reports up to date ({ran} in this run): {result}"
