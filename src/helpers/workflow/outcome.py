"""How a launch went, told in words: what ran, what stands, what failed and why."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from helpers.core import datasets, files, launch, partitions, paths
from helpers.core.notices import say
from helpers.workflow import jobs, runner, runs

Report = tuple[int, date]


def tell(
    asked: list[Report],
    code: int,
    with_products: bool = False,
    further: Iterable[jobs.Job] = (),
) -> int:
    """Join the records of all runs, print the summary; 1 if anything failed.

    ``code`` is Snakemake's own; ``further`` are the jobs of pages that are of no single year.
    """
    records = _records()
    this_launch = _of_launch(records)
    failed = [record for record in this_launch if record["status"] == "failed"]
    makers = [runs.annual_assessment, *([runs.products] if with_products else [])]
    made = [
        (run, _stands(run, partitions.name(*report), this_launch))
        for report in asked
        for maker in makers
        for run in maker(*report)
    ]
    pages = [(run, _stands(run, job.part, this_launch)) for job in further for run in job.runs]
    lines = [_line(record) for record in failed]
    lines += [_missing(run) for run, stands in [*made, *pages] if not stands]
    if any(record["report"].startswith("assess ") for record in failed):
        lines.append(say("not_joined", file=paths.relative(paths.processed("assessment.parquet"))))
    what = "products_stand" if with_products else "reports_stand"
    told = [_headline(made, this_launch, what)] if asked else []
    if pages:
        standing = sum(stands for _, stands in pages)
        told.append(say("pages_stand", standing=standing, all=len(pages)))
    told = "; ".join(told or [_tables_told(this_launch)])
    return _ended(lines, told, bool(failed or code))


def _ended(lines: list[str], told: str, is_bad: bool) -> int:
    """Print what is to be told and the last line, which says whether all is good."""
    print("\n".join([*lines, say("something_failed" if is_bad else "all_good", told=told)]))
    return 1 if is_bad else 0


def tell_demo(years: list[int], code: int) -> int:
    """The same of the demonstration of some years."""
    failed = [r for r in _of_launch(_records()) if r["status"] == "failed"]
    standing = sum(jobs.Job("demo_pages", str(year)).stands() for year in years)
    told = say("demo_stands", standing=standing, all=len(years))
    return _ended([*map(_line, failed)], told, bool(failed or code))


def _records() -> list[dict[str, Any]]:
    logs = sorted(
        log
        for dataset in (datasets.REAL, datasets.DEMO)
        for log in dataset.reports("logs").glob("*.json")
    )
    return [json.loads(log.read_text(encoding="utf-8")) for log in logs]


def _of_launch(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The records of this launch; where anything ran, all of them are joined into one file."""
    found = [record for record in records if record["run"] == launch.name()]
    if found or not paths.reports("runs.json").exists():
        _write_runs(records)
    return found


def _write_runs(records: list[dict[str, Any]]) -> None:
    text = json.dumps({"runs": records}, ensure_ascii=False, indent=1)
    files.write_text(paths.reports("runs.json"), text + "\n")


def _line(record: dict[str, Any]) -> str:
    notebook = record["notebook"]
    where = "\n  " + say("executed_notebook", file=notebook) if notebook else ""
    return say("failed", run=record["report"], error=record["error"]) + where


def _stands(run: runs.Run, part: str, this_launch: list[dict[str, Any]]) -> bool:
    """Whether a page is up to date: good in this launch, or before it and nothing it needs failed.

    Its batch's manifest alone does not say so: it stays when a step before the batch fails.
    """
    statuses = {record["report"]: record["status"] for record in this_launch}
    if run.label in statuses:
        return statuses[run.label] in runner.GOOD
    stopped = any(statuses.get(label) == "failed" for label in jobs.labels_behind(run, part))
    return not stopped and jobs.Job(run.step, part).manifest.exists()


def _missing(run: runs.Run) -> str:
    there = any(file.exists() for file in (*run.pages.values(), *run.further))
    return say("not_made_old" if there else "not_made", run=run.label)


def _headline(
    files_made: list[tuple[runs.Run, bool]], records: list[dict[str, Any]], what: str
) -> str:
    labels = {run.label for run, _ in files_made}
    made = [record["status"] for record in records if record["report"] in labels]
    counts = {status: made.count(status) for status in ("ok", "skipped", "failed")}
    counts["made"] = counts.pop("ok")
    standing = sum(stands for _, stands in files_made)
    return say(what, standing=standing, all=len(files_made), **counts)


def _tables_told(records: list[dict[str, Any]]) -> str:
    statuses = {record["status"] for record in records}
    if "failed" in statuses:
        return say("tables_not_made")
    return say("tables_made" if statuses else "tables_stand")
